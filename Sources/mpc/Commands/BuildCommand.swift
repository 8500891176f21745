public import ArgumentParser
import Metaparticle

extension Target: ExpressibleByArgument {}

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Writes the files that deploy a spec.",
    discussion: """
      Exit codes: 0 fine, 1 the spec has errors, 64 usage, 66 no such file, 73 cannot write, \
      74 input or output failed. On an error, nothing is written.
      """
  )

  @OptionGroup var spec: SpecOptions

  @Option(
    name: .shortAndLong,
    help: "The folder to write, or `-` for the standard output.",
    completion: .directory
  )
  var output: String

  @Option(name: .shortAndLong, help: "The platform (default: all).")
  var target: Target?

  @Flag(help: "Overwrite files that were changed by hand, and write into a folder of others.")
  var force = false

  @OptionGroup var findings: FindingOptions

  func validate() throws {
    if output.isEmpty { throw ValidationError("-o needs the name of a folder") }
    if output == "-", target == nil {
      throw ValidationError("-o - writes one platform: say which with -t")
    }
  }

  func run() throws {
    var compilation = try spec.compile(findings)
    let targets = target.map { [$0] } ?? Target.allCases
    let artifacts = targets.flatMap { compilation.artifacts(for: $0) }
    findings.show(compilation.findings, compilation.sources)
    if compilation.hasErrors { throw ExitCode(1) }
    if output == "-" {
      try writeToStream(artifacts)
    } else {
      try write(artifacts, targets)
    }
  }

  private func write(_ artifacts: [Artifact], _ targets: [Target]) throws {
    let folder = OutputFolder(path: output, compiler: MPC.version)
    do {
      let files = try artifacts.map {
        try OutputFile(path: $0.path, bytes: $0.bytes, mode: UInt16($0.mode))
      }
      let scope = target.map { OutputScope.targets([$0.folder]) } ?? .everything
      let summary = try folder.write(files, scope: scope, force: force)
      findings.note("\(output): \(summary.sentence)")
    } catch let error as OutputError {
      Terminal.error.write("error: \(error.message)\n")
      throw ExitCode(error.exitCode)
    }
  }

  /// One document on the standard output, where it stands for itself.
  private func writeToStream(_ artifacts: [Artifact]) throws {
    let visible = artifacts.filter { !$0.path.hasSuffix("/.gitignore") }
    guard visible.count == 1 else {
      Terminal.error.write(
        """
        error: \(visible[0].path) mounts \(visible.count - 1) files that stand beside it, such as \(visible[1].path)
          help: write a folder: -o DIR

        """
      )
      throw ExitCode(73)
    }
    if !Terminal.output.write(visible[0].bytes) { throw ExitCode(74) }
  }
}

extension OutputFolder.Summary {
  /// What was done, for people.
  fileprivate var sentence: String {
    if written == 0, removed == 0 { return "nothing to do, \(unchanged) files are current" }
    var parts = ["\(written) \(written == 1 ? "file" : "files") written"]
    if unchanged > 0 { parts.append("\(unchanged) unchanged") }
    if removed > 0 { parts.append("\(removed) removed") }
    return parts.joined(separator: ", ")
  }
}

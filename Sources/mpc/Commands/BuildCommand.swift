public import ArgumentParser
import Metaparticle

extension Target: ExpressibleByArgument {}

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Writes the files that deploy a spec.",
    discussion: """
      On an error, nothing is written. Exit codes: 0 fine, 1 the spec has errors, 64 usage, \
      66 no such file, 73 cannot write, 74 input or output failed.

      With --check, nothing is ever written; what a build would change is on the standard output, \
      as a unified diff from what the folder has to what the spec says. Exit codes: 0 the folder \
      is as a build would leave it, 1 it differs, 2 it cannot be compared: the spec has errors, \
      a build was interrupted, or the folder is not there or not mpc's; 64, 66 and 74 as above.
      """
  )

  @OptionGroup var spec: SpecOptions

  @Option(
    name: .shortAndLong,
    help: "The folder to write, or `-` for the standard output (with -t).",
    completion: .directory
  )
  var output: String

  @Option(name: .shortAndLong, help: "The platform (default: all).")
  var target: Target?

  @Flag(help: "Write nothing, and show what a build would change.")
  var check = false

  @Flag(help: "Overwrite files that were changed by hand, and write into a folder of others.")
  var force = false

  @OptionGroup var findings: FindingOptions

  func validate() throws {
    if output.isEmpty { throw ValidationError("-o needs the name of a folder") }
    if check, output == "-" { throw ValidationError("--check compares a folder: name it with -o") }
    if output == "-", target == nil {
      throw ValidationError("-o - writes one platform: say which with -t")
    }
    if check, force {
      throw ValidationError("--check writes nothing, so there is nothing to --force")
    }
  }

  func run() throws {
    let artifacts = try artifacts()
    if check {
      try compare(artifacts)
    } else if output == "-", let target {
      try write(artifacts, asStreamFor: target)
    } else {
      try write(artifacts)
    }
  }

  private var targets: [Target] { target.map { [$0] } ?? Target.allCases }

  var scope: OutputScope { target.map { .targets([$0.folder]) } ?? .everything }

  var folder: OutputFolder { OutputFolder(path: output, compiler: MPC.version) }

  /// - Throws: The exit code, when the spec has errors; they have been shown.
  private func artifacts() throws -> [Artifact] {
    // With --check, 1 says that the folder differs.
    let failure = ExitCode(check ? 2 : 1)
    var compilation: Compilation
    do {
      compilation = try spec.compile(
        findings,
        writingTo: output == "-" ? .stream : .folder(output)
      )
    } catch let code as ExitCode {
      throw code == ExitCode(1) ? failure : code
    }
    let artifacts = targets.flatMap { compilation.artifacts(for: $0) }
    findings.show(compilation.findings, compilation.sources)
    if compilation.hasErrors { throw failure }
    return artifacts
  }

  func files(_ artifacts: [Artifact]) throws(OutputError) -> [OutputFile] {
    try artifacts.map { artifact throws(OutputError) in
      try OutputFile(path: artifact.path, bytes: artifact.bytes, mode: UInt16(artifact.mode))
    }
  }

  private func write(_ artifacts: [Artifact]) throws {
    do {
      let summary = try folder.write(try files(artifacts), scope: scope, force: force)
      findings.note("\(output): \(summary.sentence)")
    } catch {
      findings.show(error.problem)
      throw ExitCode(error.exitCode)
    }
  }

  private func write(_ artifacts: [Artifact], asStreamFor target: Target) throws {
    guard let stream = target.stream(of: artifacts) else {
      let paths = artifacts.filter(\.isDeployed).map(\.path)
      findings.show(
        Problem(
          "what is written for \(target.rawValue) is \(counted(paths.count, "file")) that stand beside "
            + "each other, and no one stream",
          notes: paths.prefix(1).map { "one of them is \($0)" },
          help: ["write a folder: -o DIR"]
        )
      )
      throw ExitCode(73)
    }
    if !Terminal.output.write(stream) { throw ExitCode(74) }
  }
}

extension OutputFolder.Summary {
  /// What was done, for people.
  fileprivate var sentence: String {
    var parts: [String] = []
    if written == 0, removed == 0 {
      parts.append("nothing to do, \(areCurrent(unchanged))")
    } else {
      parts.append("\(counted(written, "file")) written")
      if unchanged > 0 { parts.append("\(unchanged) unchanged") }
      if removed > 0 { parts.append("\(removed) removed") }
    }
    let rest = isUnfinished ? "; other platforms are unfinished: build without -t" : ""
    return parts.joined(separator: ", ") + rest
  }
}

/// `1 file`, `2 files`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// `1 file is current`, `2 files are current`.
func areCurrent(_ count: Int) -> String {
  "\(counted(count, "file")) \(count == 1 ? "is" : "are") current"
}

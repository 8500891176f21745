import ArgumentParser
import Metaparticle

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Brings specs into their canonical form.",
    discussion: """
      Files are rewritten where they are not in it yet, and only if their syntax is right; comments \
      stay where they are, and nothing changes its meaning. In a folder, every `.mp` file is \
      formatted, but not behind links nor where a name begins with a dot. `-` formats the standard \
      input to the standard output.
      Exit codes: 0 fine; 1 a spec has syntax errors, or --check or --diff found one that is not in \
      canonical form; 64 usage, 66 no such file, 73 cannot write, 74 input or output failed. Of \
      several, the highest.
      """
  )

  @Argument(
    help: "The specs, or folders of them; `-` is the standard input.",
    completion: .file(extensions: ["mp"])
  )
  var files: [String]

  @Flag(help: "Write nothing, and list the files that are not in canonical form.")
  var check = false

  @Flag(help: "Write nothing, and show what would change.")
  var diff = false

  @OptionGroup var findings: FindingOptions

  func validate() throws {
    if check, diff { throw ValidationError("--check lists and --diff shows: give one of them") }
  }

  func run() throws {
    let code = files.map(formatAll).max() ?? 0
    if code != 0 { throw ExitCode(code) }
  }

  /// Formats a spec, or those of a folder.
  ///
  /// - Returns: The exit code.
  private func formatAll(at path: String) -> Int32 {
    if path == SpecReader.standardInput { return format(path) }
    do {
      return try SpecFolder.specs(at: path).map(format).max() ?? 0
    } catch {
      return refuse(error)
    }
  }

  private func format(_ path: String) -> Int32 {
    let isStream = path == SpecReader.standardInput
    let name = isStream ? Compilation.standardInput : path
    let bytes: [UInt8]
    do { bytes = try SpecReader.read(path, limit: Source.sizeLimit) } catch { return refuse(error) }
    let formatted = withLargeStack { FormattedSpec(of: bytes, name: name) }
    findings.show(formatted.findings, formatted.sources)
    guard let text = formatted.text else { return 1 }
    if check || diff { return text == bytes ? 0 : show(bytes, text, name) }
    if isStream { return Terminal.output.write(text) ? 0 : 74 }
    return text == bytes ? 0 : replace(path, by: text)
  }

  private func show(_ old: [UInt8], _ new: [UInt8], _ name: String) -> Int32 {
    let lines =
      check
      ? name + "\n"
      : LineDiff(from: old, to: new).unified(name, name, mostLines: .max, longestLine: .max)
    return Terminal.output.write(lines) ? 1 : 74
  }

  private func replace(_ path: String, by text: [UInt8]) -> Int32 {
    do {
      try ReplacedFile.write(text, to: path)
      findings.note("\(path): formatted")
      return 0
    } catch {
      findings.show(error.problem)
      return error.exitCode
    }
  }

  private func refuse(_ error: InputError) -> Int32 {
    var sources = SourceMap()
    let isStream = error.path == SpecReader.standardInput
    let source = sources.add(name: isStream ? Compilation.standardInput : error.path, bytes: [])
    findings.show([InputFindings.unreadable(error, source)], sources)
    return error.exitCode
  }
}

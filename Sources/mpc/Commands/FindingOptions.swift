public import ArgumentParser
import Metaparticle

extension FindingFormat: ExpressibleByArgument {}

/// How findings are shown.
struct FindingOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Option(help: "How findings are written.")
  var format = FindingFormat.human

  @Option(help: "When findings are coloured; NO_COLOR turns `auto` off.")
  var color = Color.auto

  @Flag(name: .shortAndLong, help: "Print nothing but findings.")
  var quiet = false

  func style(for stream: Terminal) -> FindingStyle {
    switch color {
    case .always: .ansi
    case .never: .plain
    case .auto: stream.takesColor ? .ansi : .plain
    }
  }

  /// Writes findings, to the standard error unless they are what was asked for.
  ///
  /// - Returns: Whether all of them were written.
  @discardableResult
  func show(_ findings: [Diagnostic], _ sources: SourceMap, on stream: Terminal = .error) -> Bool {
    findings.isEmpty
      || stream.write(format.render(findings, sources: sources, style: style(for: stream)))
  }

  func show(_ problem: Problem, on stream: Terminal = .error) {
    stream.write(format.render(problem, style: style(for: stream)))
  }

  /// One line about what was done, for people: programs read one object a line, and the exit code.
  func note(_ line: String) {
    if !quiet, format != .json { Terminal.error.write(line + "\n") }
  }
}

public import ArgumentParser
public import Metaparticle

extension FindingFormat: ExpressibleByArgument {}

extension Denial: ExpressibleByArgument {
  public init?(argument: String) {
    guard let denial = Denial(argument) else { return nil }
    if case .lossy(let target?) = denial, Target(rawValue: target) == nil { return nil }
    self = denial
  }

  public static var allValueStrings: [String] {
    ["warnings", "lossy"] + Target.allCases.map { "lossy:\($0.rawValue)" }
  }

  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// What is shown of findings, and as what, whatever their format.
struct PresentationOptions: ParsableArguments {
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Option(help: "When findings are coloured; NO_COLOR turns `auto` off.")
  var color = Color.auto

  @Option(
    help: ArgumentHelp("Findings that count as errors; may be repeated.", valueName: "what")
  )
  var deny: [Denial] = []

  @Flag(name: .shortAndLong, help: "Print nothing but findings.")
  var quiet = false
}

/// How findings are shown.
struct FindingOptions: ParsableArguments {
  @Option(help: "How findings are written.")
  var format = FindingFormat.human

  @OptionGroup var presentation: PresentationOptions

  var deny: [Denial] { presentation.deny }

  var quiet: Bool { presentation.quiet }

  func style(for stream: Terminal) -> FindingStyle {
    switch presentation.color {
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
    show(FindingReport(findings, in: sources), on: stream)
  }

  func show(_ problem: Problem, on stream: Terminal = .error) {
    stream.write(format.render(problem, style: style(for: stream)))
  }

  @discardableResult
  func show(_ reports: FindingReport..., on stream: Terminal = .error) -> Bool {
    show(reports, on: stream)
  }

  func show(_ reports: [FindingReport], on stream: Terminal) -> Bool {
    let text = format.render(reports, style: style(for: stream))
    return text.isEmpty || stream.write(text)
  }

  /// One line about what was done, unless a program reads the findings.
  func note(_ line: String) {
    if !quiet, !format.isForPrograms { Terminal.error.write(line.visible + "\n") }
  }
}

extension FindingOptions {
  /// For commands that have no options about findings.
  static var plain: FindingOptions {
    var presentation = PresentationOptions()
    (presentation.color, presentation.deny, presentation.quiet) = (.auto, [], false)
    return presentation.with(.human)
  }
}

extension PresentationOptions {
  /// For commands whose `--format` is about something else.
  func with(_ format: FindingFormat) -> FindingOptions {
    var options = FindingOptions()
    (options.format, options.presentation) = (format, self)
    return options
  }
}

import MPCompiler
import MPDiagnostics
import MPIR
import MPSyntax

extension Compilation {
  /// A stage of the compilation that can be looked at.
  public enum Stage: String, Sendable, CaseIterable {
    case tokens, syntax, program, ir
  }

  /// How a stage is written.
  public enum DumpFormat: String, Sendable, CaseIterable {
    /// For people; its form may change.
    case text
    /// One document on one line, for programs.
    case json
  }

  /// A stage of the compilation, written.
  ///
  /// - Returns: `nil` where the spec did not get that far.
  public func dump(_ stage: Stage, as format: DumpFormat = .text) -> String? {
    switch format {
    case .text: text(of: stage)
    case .json: json(of: stage).map(document)
    }
  }

  private func text(of stage: Stage) -> String? {
    switch stage {
    case .tokens: tokens.map { dumpTokens($0) }
    case .syntax: syntax.map { dumpSyntax($0) }
    case .program: program?.dump(sources)
    case .ir: wholeSystem?.dump(sources)
    }
  }

  private func json(of stage: Stage) -> JSONValue? {
    let content: JSONValue? =
      switch stage {
      case .tokens: tokens.map { jsonTokens($0) }
      case .syntax: syntax.map { jsonSyntax($0) }
      case .program: program?.json(sources)
      case .ir: wholeSystem?.json(sources)
      }
    return content.map { content in
      .members([
        .init("schema", .number(Self.dumpSchema)),
        .init("file", .string(sources[spec].name)),
        .init(stage.rawValue, content),
      ])
    }
  }

  private func document(_ value: JSONValue) -> String {
    var text = ""
    value.write(to: &text)
    return text + "\n"
  }

  /// A system with errors is not whole, and what it lacks would mislead.
  private var wholeSystem: SystemIR? { hasErrors ? nil : system }

  /// Goes up when a key is taken away or means something else.
  private static let dumpSchema = 1
}

import MPSyntax

/// A spec in its canonical form.
///
/// ```swift
/// let formatted = FormattedSpec(of: Array(text.utf8), name: "shop.mp")
/// print(String(decoding: formatted.text ?? [], as: UTF8.self))
/// ```
///
/// Only the syntax must be right; what the spec means is not asked for.
public struct FormattedSpec: Sendable {
  public let sources: SourceMap
  /// What is wrong with the syntax, in source order.
  public let findings: [Diagnostic]
  /// `nil` where the syntax has errors.
  public let text: [UInt8]?

  /// - Parameters:
  ///   - spec: The text, in UTF-8.
  ///   - name: How findings name it: `shop.mp`.
  public init(of spec: [UInt8], name: String) {
    var sources = SourceMap()
    var diagnostics = Diagnostics()
    let source = sources.add(name: name, bytes: spec)
    var text: [UInt8]?
    if checkText(source, in: sources, into: &diagnostics) {
      let syntax = parse(lex(source, in: sources, into: &diagnostics), into: &diagnostics)
      text = diagnostics.hasErrors ? nil : format(syntax)
    }
    (self.sources, self.text, findings) = (sources, text, diagnostics.inSourceOrder)
  }
}

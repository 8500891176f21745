package import MPDiagnostics

/// A string with its escapes resolved and the indentation of a multi-line one stripped.
package struct StringSyntax: Sendable {
  package enum Segment: Sendable {
    case text(String)
    /// An interpolated expression. `indentation` is what its further lines take where it stands
    /// alone on its line.
    case interpolation(ExprSyntax, indentation: String)
  }

  package var segments: [Segment]
  package var range: SourceRange

  /// The text of a string without interpolations.
  package var plain: String? {
    switch segments.count {
    case 0: ""
    case 1: if case .text(let text) = segments[0] { text } else { nil }
    default: nil
    }
  }
}

package import MPDiagnostics

package indirect enum TypeSyntax: Sendable {
  case missing(SourceRange)
  /// `int`, `int(1..1000)`
  case primitive(NameSyntax, bounds: ExprSyntax?)
  /// `int..int`, `int(1..9)..int`: the bounds are those of both ends.
  case range(NameSyntax, bounds: ExprSyntax?, NameSyntax)
  /// `"hash" | "range"`
  case enumeration([StringSyntax])
  case list(TypeSyntax, SourceRange)
  case map(TypeSyntax, SourceRange)
  case record([RecordFieldSyntax], SourceRange)
  case optional(TypeSyntax, SourceRange)

  package var range: SourceRange {
    switch self {
    case .missing(let range), .list(_, let range), .map(_, let range): range
    case .record(_, let range), .optional(_, let range): range
    case .primitive(let name, let bounds): bounds.map { name.range.through($0.range) } ?? name.range
    case .range(let lower, _, let upper): lower.range.through(upper.range)
    case .enumeration(let values): values[0].range.through(values[values.count - 1].range)
    }
  }
}

package struct RecordFieldSyntax: Sendable {
  package var name: NameSyntax
  package var type: TypeSyntax
}

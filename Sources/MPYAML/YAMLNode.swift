/// What a YAML text says, before anybody decides what a plain scalar means.
package indirect enum YAMLNode: Sendable {
  case scalar(Scalar)
  case sequence([YAMLNode], at: YAMLMark)
  /// The pairs in the order of the text; their keys differ.
  case mapping([Pair], at: YAMLMark)

  package struct Scalar: Sendable {
    /// The text with quotes, escapes and indentation taken off.
    package let text: String
    package let style: Style
    /// The tag that the text gives, in full (`tag:yaml.org,2002:str` for `!!str`), or nil.
    package let tag: String?
    package let mark: YAMLMark
  }

  package enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  package struct Pair: Sendable {
    package let key: Scalar
    package let value: YAMLNode
  }

  /// Where the node begins.
  package var mark: YAMLMark {
    switch self {
    case .scalar(let scalar): scalar.mark
    case .sequence(_, let mark), .mapping(_, let mark): mark
    }
  }

  package var scalar: Scalar? {
    if case .scalar(let scalar) = self { scalar } else { nil }
  }

  /// The text of a scalar.
  package var text: String? { scalar?.text }

  /// The items of a sequence.
  package var items: [YAMLNode]? {
    if case .sequence(let items, _) = self { items } else { nil }
  }

  /// The pairs of a mapping.
  package var pairs: [Pair]? {
    if case .mapping(let pairs, _) = self { pairs } else { nil }
  }

  /// The value of a key of a mapping.
  package subscript(key: String) -> YAMLNode? {
    pairs?.first { $0.key.text.utf8.elementsEqual(key.utf8) }?.value
  }
}

/// A place in a YAML text; both count from 1, columns in Unicode scalars.
package struct YAMLMark: Sendable, Equatable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Why a text was not read, and where.
package struct YAMLError: Error, Equatable {
  package enum Reason: Equatable, Sendable {
    /// No YAML; in the words of libyaml.
    case syntax(String)
    /// More than `YAMLReader.maximumDepth` collections in one another.
    case tooDeep
    /// `&name` or `*name`: a few of them make a small text enormous, and mpc writes none.
    case anchorOrAlias
    /// A key that is a sequence or a mapping.
    case collectionAsKey
    /// A key that its mapping already has.
    case duplicateKey(String)
  }

  package let reason: Reason
  package let mark: YAMLMark

  package init(reason: Reason, mark: YAMLMark) {
    self.reason = reason
    self.mark = mark
  }
}

/// The words of the language that name what is deployed: which blocks there are, what may stand in
/// them, of which type, with which default. The checker, the reference and `explain` read this table;
/// a new attribute is a row here and its lowering.
package struct BlockKind: Sendable {
  /// What stands between the word and the `{`.
  package enum Label: Sendable {
    case none
    /// A name that is declared: `service web`.
    case name
    /// A text: `file "/etc/x"`.
    case text
    /// A reference: `expose web.http`.
    case reference
  }

  package var name: String
  package var label: Label
  /// What a reference to one is.
  package var declares: Type?
  package var doc: String
  package var attributes: [Attribute]
  /// Blocks whose keys the user chooses: `env { … }`.
  package var maps: [MapKind]
  package var blocks: [BlockKind]
  /// Whether traits may be applied in it.
  package var takesTraits: Bool
  /// The attribute that is meant where the block is written as a value: `build = "."`.
  package var shorthand: String?
  /// Attributes of which one excludes the others.
  var alternatives: [String]
  /// Words that others have and it has not, and what to do instead.
  var elsewhere: KeyValuePairs<String, String>
  /// Whether it says something by its name alone.
  package var needsBody: Bool
  /// Whether any key may stand in it, with any data, and any block that is as free.
  package var isFree: Bool

  init(
    _ name: String,
    label: Label = .none,
    declares: Type? = nil,
    _ doc: String,
    attributes: [Attribute] = [],
    maps: [MapKind] = [],
    blocks: [BlockKind] = [],
    takesTraits: Bool = false,
    needsBody: Bool = true,
    isFree: Bool = false,
    shorthand: String? = nil,
    alternatives: [String] = [],
    elsewhere: KeyValuePairs<String, String> = [:]
  ) {
    self.name = name
    self.label = label
    self.declares = declares
    self.needsBody = needsBody
    self.isFree = isFree
    self.doc = doc
    self.attributes = attributes
    self.maps = maps
    self.blocks = blocks
    self.takesTraits = takesTraits
    self.shorthand = shorthand
    self.alternatives = alternatives
    self.elsewhere = elsewhere
  }

  /// Every word that may stand in the block.
  var words: [String] { attributes.map(\.name) + maps.map(\.name) + blocks.map(\.name) }

  /// How one of its words is written.
  func form(of word: String) -> String {
    guard let block = block(word) else {
      return map(word) == nil ? "\(word) = …" : "\(word) { … }"
    }
    return switch block.label {
    case .text: "\(word) \"…\" { … }"
    case .name: "\(word) NAME { … }"
    case .reference: "\(word) self.NAME { … }"
    case .none: "\(word) { … }"
    }
  }

  /// Whether a word may be written in the place of another as it stands there.
  ///
  /// - Parameter isBlock: Whether the other is written as a block, and not as a value.
  func fits(_ word: String, asBlock isBlock: Bool) -> Bool {
    map(word) != nil
      || (isBlock ? block(word) != nil : attribute(word) != nil || block(word)?.shorthand != nil)
  }

  func attribute(_ name: String) -> Attribute? {
    isFree ? Attribute(name, .data, "") : attributes.first { $0.name == name }
  }

  func map(_ name: String) -> MapKind? { maps.first { $0.name == name } }

  func block(_ name: String) -> BlockKind? {
    isFree ? BlockKind(name, "", isFree: true) : blocks.first { $0.name == name }
  }
}

/// `name = value` in a block.
package struct Attribute: Sendable {
  package var name: String
  package var accepts: Accepted
  /// As it is written in a spec; empty where there is none.
  package var defaultValue: String
  package var doc: String
  /// What its text may leave open until a container is made.
  package var holes: Holes

  init(
    _ name: String,
    _ accepts: Accepted,
    holes: Holes = [],
    default defaultValue: String = "",
    _ doc: String
  ) {
    self.name = name
    self.accepts = accepts
    self.holes = holes
    self.defaultValue = defaultValue
    self.doc = doc
  }
}

/// A block whose keys the user chooses, or the same as a map: `env = settings`.
package struct MapKind: Sendable {
  package enum Keys: Sendable {
    case portNames, variableNames, labelNames, imageNames
  }

  package var name: String
  package var keys: Keys
  package var accepts: Accepted
  package var holes: Holes
  package var doc: String

  init(_ name: String, keys: Keys, _ accepts: Accepted, holes: Holes = [], _ doc: String) {
    self.name = name
    self.keys = keys
    self.accepts = accepts
    self.holes = holes
    self.doc = doc
  }

  /// What an entry takes, for people.
  var phrase: String {
    if case .printable = accepts, holes.contains(.secrets) {
      return "a string, number, bool, endpoint or secret"
    }
    return accepts.description
  }
}

/// What a text may leave open until a container is made.
package struct Holes: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let secrets = Holes(rawValue: 1)
  /// `self.index`, `self.host`
  package static let replica = Holes(rawValue: 2)
}

/// What a value may be.
package enum Accepted: Sendable {
  case types([Type])
  /// Whatever prints in `\( )`.
  case printable
  /// What YAML and JSON have.
  case data

  package var description: String {
    switch self {
    case .types(let types): types.map(\.unwrapped.phrase).joined(separator: " or ")
    case .printable: "a string, number, bool or endpoint"
    case .data: "a string, number, bool, list or map"
    }
  }

  package func accepts(_ type: Type) -> Bool {
    switch self {
    case .types(let types): types.contains { type.isAssignable(to: $0) }
    case .printable: type.isPrintable
    case .data: type.isPlainData
    }
  }

  var expected: [Type] {
    if case .types(let types) = self { types } else { [] }
  }
}

package import MPDiagnostics
package import MPIR

/// What is deployed, with every value known: patterns and traits are gone, names are the deployed ones.
package struct ExpandedSystem: Sendable {
  package var app: ExpandedApp?
  /// In declaration order; members of an instance stand where the instance does.
  package var services: [ExpandedService] = []
  package var volumes: [ExpandedService] = []
  package var externals: [ExpandedService] = []
  package var secrets: [ExpandedSecret] = []
  package var exposures: [ExpandedExposure] = []
  /// Where names stand that two files have, and traits that are used twice, which was reported.
  package var clashes: Set<SourceRange> = []
  /// Set when the system was too large, which has been reported, and not all of it is here.
  package var isTruncated = false
  /// Where findings about the whole system point.
  package var start: SourceRange
}

package struct ExpandedApp: Sendable {
  package var name: String
  package var range: SourceRange
  package var body: ExpandedBody
}

package struct ExpandedService: Sendable {
  /// What it is, by its row in the vocabulary.
  package var kind: BlockKind
  package var id: NodeID
  package var name: String
  /// As declared.
  package var word: String
  /// As the spec can refer to it: `search.leaf`.
  package var path: String
  package var origin: Origin
  package var body: ExpandedBody
}

package struct ExpandedSecret: Sendable {
  package var block: ExpandedService
  package var secret: Secret
}

package struct ExpandedExposure: Sendable {
  /// `nil` where the reference was wrong, and has been reported.
  package var target: PortUse?
  package var origin: Origin
  package var body: ExpandedBody
}

/// The inside of a block with every value known.
package struct ExpandedBody: Sendable {
  package struct Attribute: Sendable {
    package var name: String
    package var value: Value
    package var keyRange: SourceRange
    /// Where the value was written: for a param, where it is given.
    package var valueRange: SourceRange
    /// The `with` of the trait that says so.
    package var use: SourceRange?
    /// The pattern that says so, in its slot.
    package var pattern: String?
  }

  package struct Map: Sendable {
    package var name: String
    package var entries: [Attribute]
    /// The entries that were taken back with `null`.
    package var removed: [String]
  }

  package struct Block: Sendable {
    package var name: String
    /// With the prefix.
    package var label: String?
    /// The labels of the traits that it is of, as they stand before its name: `cache-`.
    package var labelPrefix: String
    package var labelRange: SourceRange?
    /// The word that it begins with.
    package var range: SourceRange
    /// The instances and traits that it is of, the innermost first.
    package var trace: [Diagnostic.Label]
    package var body: ExpandedBody

    package var origin: Origin { Origin(range: labelRange ?? range, trace: trace) }
  }

  package var attributes: [Attribute] = []
  package var maps: [Map] = []
  package var blocks: [Block] = []
  /// Attributes that were taken back with `null`.
  package var removed: [String] = []
  /// Set when a part of it could not be read or evaluated: what seems to be missing may be there.
  package var isBroken = false

  package func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }

  package func map(_ name: String) -> [Attribute] {
    maps.first { $0.name == name }?.entries ?? []
  }

  package func blocks(_ name: String) -> [Block] { blocks.filter { $0.name == name } }
}

import MPDiagnostics

/// What several bodies, their traits and their conditions say together. Nothing in it has been
/// evaluated but the conditions.
struct MergedBody {
  /// Who says something, to tell who wins and what to report.
  struct TraitUse {
    var name: String
    /// Of the `with`.
    var range: SourceRange
  }

  struct Provenance {
    var isDefault: Bool
    var keyRange: SourceRange
    /// The body that it directly stands in.
    var container: SourceRange
    var frame: FrameID
    var fixedBy: String?
    var rank = 0
    var trait: TraitUse?
  }

  struct Attribute {
    var name: String
    var value: TypedExpr
    var environment: Environment
    var provenance: Provenance
    /// Of a whole map of ports in a trait with a label: what is put before its keys.
    var keyPrefix = ""
  }

  enum MapPart {
    case entry(Attribute)
    /// `env = settings`: its keys are known when it is evaluated.
    case whole(Attribute)
  }

  struct Map {
    /// Its row in the vocabulary.
    var kind: MapKind
    var parts: [MapPart]

    var name: String { kind.name }
  }

  struct Block {
    var name: String
    /// As deployed: with the prefix.
    var label: String?
    /// What was put before the label that was written: the labels of the traits around it.
    var labelPrefix = ""
    var labelRange: SourceRange?
    var reference: TypedExpr?
    /// What it says, and what is said of it by `extend`.
    var layers: [Layer]
    var provenance: Provenance

    /// Of where it is declared.
    var environment: Environment { layers[0].environment }

    /// What may stand only once.
    fileprivate var key: ExactText { ExactText(name + "\0" + (label ?? "")) }
  }

  var attributes: [Attribute] = []
  var maps: [Map] = []
  private(set) var blocks: [Block] = []
  private var positions: [ExactText: Int] = [:]
  /// What it is the body of.
  let kind: BlockKind
  var isBroken: Bool

  init(of kind: BlockKind, isBroken: Bool = false) {
    self.kind = kind
    self.isBroken = isBroken
  }

  /// Where a block of the same word and label stands among the blocks.
  func position(of block: Block) -> Int? { positions[block.key] }

  mutating func add(_ block: Block) {
    if block.reference == nil { positions[block.key] = blocks.count }
    blocks.append(block)
  }

  mutating func replace(at position: Int, by block: Block) { blocks[position] = block }

  mutating func extend(at position: Int, by block: Block) {
    blocks[position].layers += block.layers
    blocks[position].provenance.rank = block.provenance.rank
  }

  /// Of several that exclude each other, what is said by an `extend` takes the place of what was there.
  mutating func removeAlternatives(to new: Attribute) {
    guard kind.alternatives.contains(new.name) else { return }
    attributes.removeAll {
      kind.alternatives.contains($0.name) && $0.provenance.rank < new.provenance.rank
    }
  }

  mutating func add(_ part: MapPart, to kind: MapKind) {
    if let index = maps.firstIndex(where: { $0.name == kind.name }) {
      maps[index].parts.append(part)
    } else {
      maps.append(Map(kind: kind, parts: [part]))
    }
  }

  /// A map that only services have, in a trait that was checked as a part of one.
  func foreignMap(_ name: String) -> MapKind? {
    kind.takesTraits && kind.attribute(name) == nil ? Vocabulary.service.map(name) : nil
  }
}

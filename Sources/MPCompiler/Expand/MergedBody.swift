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
    var name: String
    var parts: [MapPart]
  }

  struct Block {
    var name: String
    var label: String?
    var labelRange: SourceRange?
    var body: CheckedBody
    var environment: Environment
    var provenance: Provenance
  }

  var attributes: [Attribute] = []
  var maps: [Map] = []
  private(set) var blocks: [Block] = []
  private var positions: [ExactText: Int] = [:]
  var isBroken: Bool

  init(isBroken: Bool = false) { self.isBroken = isBroken }

  /// Where a block of the same word and label stands among the blocks.
  func position(of block: CheckedBlock) -> Int? { positions[block.key] }

  mutating func add(_ block: CheckedBlock, as new: Block) {
    positions[block.key] = blocks.count
    blocks.append(new)
  }

  mutating func replace(at position: Int, by block: Block) { blocks[position] = block }

  mutating func add(_ part: MapPart, to name: String) {
    if let index = maps.firstIndex(where: { $0.name == name }) {
      maps[index].parts.append(part)
    } else {
      maps.append(Map(name: name, parts: [part]))
    }
  }
}

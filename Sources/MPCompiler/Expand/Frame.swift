import MPDiagnostics
import MPIR

struct FrameID: Hashable { let index: Int }

/// The condition of a `when` around blocks or in an instance.
struct ConditionID: Hashable { let index: Int }

struct Condition {
  enum State {
    case pending, evaluating
    /// `nil` where it could not be told, which has been reported.
    case done(Bool?)
  }

  var expr: TypedExpr
  var environment: Environment
  var state = State.pending
}

/// The names of a file, or of one instance of a pattern or trait, and what they stand for.
struct Frame {
  enum Slot {
    case pending
    case evaluating
    case done(Value)
  }

  struct Argument {
    var value: TypedExpr
    var environment: Environment
    var keyRange: SourceRange
    var conditions: [ConditionID]
  }

  var module: ModuleID
  var definition: DefinitionID?
  /// Where the instance or the `with` stands.
  var site: SourceRange?
  var params: [ParamDefinition]
  var values: [Slot] = []
  var lets: [LetDefinition]
  var letValues: [Slot?]
  var outputs: [LetDefinition]
  var outputValues: [Slot?]
  /// What was given for params, and in whose names: of several, at most one is there.
  var arguments: [Int: [Argument]]
  /// For each slot what was given, of which at most one is there.
  var slots: [[NodeID]] = []
  var blocks: [NodeID?] = []
  /// What has to be true for the instance to be there.
  var conditions: [ConditionID]
  /// How what is in it is called.
  var naming: Naming
  /// Of a trait with a label: what is put before the names of the ports, volumes and containers that
  /// it adds.
  var labelPrefix = ""
  /// What the instance or the `with` stands in.
  var outer: FrameID?
  /// Of a trait: the service that it is applied to.
  var ownService: NodeID?
  /// The instances and traits around it, the innermost first.
  var trace: [Diagnostic.Label]

  init(
    module: ModuleID,
    definition: DefinitionID? = nil,
    site: SourceRange? = nil,
    params: [ParamDefinition],
    lets: [LetDefinition],
    outputs: [LetDefinition],
    arguments: [Int: [Argument]] = [:],
    ownService: NodeID? = nil,
    conditions: [ConditionID] = [],
    naming: Naming = Naming(),
    trace: [Diagnostic.Label]
  ) {
    self.module = module
    self.definition = definition
    self.site = site
    self.params = params
    self.lets = lets
    self.outputs = outputs
    self.arguments = arguments
    self.ownService = ownService
    self.conditions = conditions
    self.naming = naming
    values = Array(repeating: .pending, count: params.count)
    self.trace = trace
    letValues = Array(repeating: nil, count: lets.count)
    outputValues = Array(repeating: nil, count: outputs.count)
  }
}

/// Where an expression is evaluated.
struct Environment {
  var frame: FrameID
  /// What `self` is.
  var service: NodeID?
  var locals: [Value] = []
}

/// A block that is deployed, or an instance that holds some.
enum Node {
  case service(ServiceNode)
  case instance(FrameID)
}

struct ServiceNode {
  /// What it is, by its row in the vocabulary.
  var kind: BlockKind
  /// As deployed: `search-leaf`.
  var name: String
  /// As declared: `leaf`.
  var word: String
  /// As the spec can refer to it: `search.leaf`.
  var path: String
  var frame: FrameID
  /// What the pattern says, then what the instance says; one for a plain service.
  var layers: [Layer]
  var origin: Origin
  /// What has to be true for it to be there.
  var conditions: [ConditionID]
  /// Of a slot: the pattern, and the head of the instance's block.
  var slot: (pattern: String, head: SourceRange)?
  var merged = Merged.pending

  /// What its layers say together, made when it is first needed.
  enum Merged {
    case pending, merging
    case done(MergedBody)
  }
}

/// A body that contributes to a service.
struct Layer {
  var body: CheckedBody
  var environment: Environment
  /// Set for what a pattern says of its slot: the instance cannot set it again.
  var fixedBy: String?
  /// 0 in the spec itself; what a profile says wins over that, and a later profile over an earlier.
  var rank = 0
  /// What is put before the names of the ports, volumes and containers that the body adds: the labels
  /// of its traits.
  var labelPrefix = ""
  /// The trait that the body is of, where it is of one, as written in the service itself.
  var trait: MergedBody.TraitUse?
}

/// How the blocks of a file or of an instance are called.
struct Naming {
  /// Of the deployed names: `search-`.
  var prefix = ""
  /// Of references: `search.`.
  var path = ""

  func within(_ name: String) -> Naming {
    Naming(prefix: prefix + name + "-", path: path + name + ".")
  }
}

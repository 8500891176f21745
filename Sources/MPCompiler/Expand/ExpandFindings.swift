import MPDiagnostics

/// What can be wrong with values, and with what instances make of patterns.
enum ExpandFindings {
  private static func list(_ words: [String]) -> String {
    words.map { "`\($0)`" }.joined(separator: ", ")
  }

  // MARK: - Ports

  private static func ports(_ names: [String]) -> String {
    switch names.count {
    case 0: "this service has no ports"
    case 1: "this service has only the port `\(names[0])`"
    default: "this service has the ports " + list(names)
    }
  }

  static func portNeededByPattern(
    _ port: String,
    slot: String,
    of pattern: String,
    has names: [String],
    numbers: [Int],
    at head: SourceRange,
    use: SourceRange
  ) -> Diagnostic {
    let free = (8080...).first { !numbers.contains($0) } ?? 8080
    return Diagnostic(
      .portNeededByPattern,
      "`\(pattern)` needs a port named `\(port)` on `\(slot)`",
      at: .init(head, ports(names)),
      labels: [.init(use, "used here")],
      help: ["add `ports { \(port) = \(free) }` to `\(slot)`"]
    )
  }

  static func unknownPort(
    _ port: String,
    of service: String,
    has names: [String],
    at range: SourceRange
  ) -> Diagnostic {
    let other = nearestName(to: port, among: names)
    if Vocabulary.service.attribute(port) != nil {
      return Diagnostic(
        .unknownPort,
        "`\(service)` has no port `\(port)`",
        at: .init(range),
        help: [CheckFindings.readsAttribute(port)]
      )
    }
    return Diagnostic(
      .unknownPort,
      "`\(service)` has no port `\(port)`",
      at: .init(range),
      notes: other == nil ? [ports(names)] : [],
      help: other == nil ? ["add `ports { \(port) = 8080 }` to `\(service)`"] : [],
      fixIts: replacement(range, by: other)
    )
  }

  static func noPlainAddress(
    _ service: String,
    _ port: String,
    in definition: String?,
    at range: SourceRange
  ) -> Diagnostic {
    let help =
      if let definition {
        [
          "`\(definition)` takes ports that have one address: leave out `identity = \"stable\"`",
          "where it takes texts as well, give it `\(service).\(port).addresses`",
        ]
      } else {
        [
          "name all of them: `\(service).\(port).addresses`",
          "state the link alone: `links = [\(service).\(port)]`",
        ]
      }
    return Diagnostic(
      .noPlainAddress,
      "`\(service)` has several replicas, each with an address of its own: which one is meant?",
      at: .init(range),
      help: help
    )
  }

  static func noReplicaAddresses(
    _ service: String,
    at range: SourceRange,
    declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .noReplicaAddresses,
      "the replicas of `\(service)` have no addresses of their own",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      help: ["add `identity = \"stable\"` to `\(service)`, or use its `.address`"]
    )
  }

  static func changingReplicas(
    _ service: String,
    at range: SourceRange,
    declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .noReplicaAddresses,
      "the number of `\(service)`'s replicas changes, so there is no list of their addresses",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      help: ["give its `replicas` a fixed number"]
    )
  }

  static func noURL(_ port: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noURL,
      "the port `\(port)` has no URL: its name does not say the protocol",
      at: .init(range),
      help: [
        "name the port `http`, `https`, `http-…` or `https-…`, or write `\"…://\\(….address)\"`"
      ]
    )
  }

  // MARK: - Values

  static func outOfBounds(
    _ name: String,
    _ value: Value,
    _ lower: Value.Kind,
    _ upper: Value.Kind,
    at range: SourceRange,
    declared: SourceRange
  ) -> Diagnostic {
    let bounds = "\(Value(kind: lower).spelling)..\(Value(kind: upper).spelling)"
    return Diagnostic(
      .outOfBounds,
      "`\(name)` is \(value.spelling), which is not within \(bounds)",
      at: .init(range),
      labels: [.init(declared, "declared here")]
    )
  }

  static func emptyRange(_ lower: Value, _ upper: Value, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .emptyRange,
      "this range goes from \(lower.spelling) down to \(upper.spelling)",
      at: .init(range),
      help: ["put the smaller bound first"]
    )
  }

  static func overflow(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .overflow,
      "the result does not fit into 64 bits",
      at: .init(range),
      notes: ["whole numbers go from \(Int.min) to \(Int.max)"]
    )
  }

  static func divisionByZero(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .divisionByZero,
      "this divides by zero",
      at: .init(range),
      help: ["ask before: `if … == 0 then … else …`"]
    )
  }

  static func noSuchElement(_ index: Int, count: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noSuchElement,
      "there is no element \(index)",
      at: .init(range),
      notes: [
        count == 0 ? "the list is empty" : "the list has the elements 0 to \(count - 1)"
      ]
    )
  }

  static func noSuchKey(_ key: String, among keys: [String], at range: SourceRange) -> Diagnostic {
    let other = nearestName(to: key, among: keys)
    return Diagnostic(
      .noSuchElement,
      "there is no key `\(key)`",
      at: .init(range),
      notes: other == nil && !keys.isEmpty ? ["there are \(list(keys))"] : [],
      help: other.map { ["did you mean `\($0)`?"] } ?? []
    )
  }

  static func emptyList(_ function: Function, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noSuchElement,
      "an empty list has no \(function == .min ? "smallest" : "largest") element",
      at: .init(range)
    )
  }

  static func rangeTooLong(_ count: Int, limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .outOfBounds,
      "`range` goes from 0 to \(limit), not to \(count)",
      at: .init(range)
    )
  }

  // MARK: - Circles and limits

  /// - Parameter members: At least one, in source order.
  static func circularParam(_ members: [ParamDefinition]) -> Diagnostic {
    Diagnostic(
      .circle,
      "the value of `\(members[0].name)` depends on itself",
      at: .init(members[0].nameRange),
      labels: members.dropFirst().map { .init($0.nameRange, "part of the circle") },
      help: ["break the circle at one of its members"]
    )
  }

  static func circularAttribute(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .circle,
      "the value of `\(name)` depends on itself",
      at: .init(range),
      help: ["name the part that both need with `let`"]
    )
  }

  static func circularCondition(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .circle,
      "this condition depends on the service that it is part of",
      at: .init(range),
      help: ["ask for a param, or for whether a slot is given"]
    )
  }

  static func instancesTooDeep(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep,
      "patterns and traits are used within each other more than \(limit) levels deep",
      at: .init(range)
    )
  }

  static func tooManyInstances(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .systemTooLarge,
      "patterns and traits are used more than \(limit) times",
      at: .init(range),
      help: ["split the system into several specs"]
    )
  }

  static func valuesTooLarge(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .systemTooLarge,
      "the values of this spec take more than \(limit >> 20) MiB",
      at: .init(range),
      help: ["look for a text or a list that is made of itself again and again"]
    )
  }

  static func evaluationTooDeep(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep,
      "values depend on each other more than \(limit) levels deep here",
      at: .init(range)
    )
  }
}

extension MergedBody.Provenance {
  /// Where the service itself, or the pattern of its slot, says so.
  var place: SourceRange { trait?.range ?? keyRange }

  var traitLabels: [Diagnostic.Label] {
    trait.map { [.init(keyRange, "set here by `\($0.name)`")] } ?? []
  }
}

extension Value {
  /// A value as it is written in a spec, for messages.
  package var spelling: String {
    switch kind {
    case .invalid: "unknown"
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .text(let text): "\"\(text)\""
    case .template(let template): "\"\(template)\""
    case .quantity(let quantity): quantity.description
    case .port(let number, let name): "\(number)/\(name)"
    case .range(let lower, let upper):
      Value(kind: lower).spelling + ".." + Value(kind: upper).spelling
    case .list(let values): "[" + values.map(\.spelling).joined(separator: ", ") + "]"
    case .map(let fields):
      "{ " + fields.map { "\($0.key) = \($0.value.spelling)" }.joined(separator: ", ") + " }"
    case .service: "a service"
    case .secret: "a secret"
    case .endpoint(_, let port): "the port `\(port)`"
    case .instance: "an instance"
    }
  }
}

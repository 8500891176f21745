/// What tests read of the deployed system, and as which types: the sets, and the attributes of services
/// and containers.
enum TestVocabulary {
  /// The elements of each set, which are walked like those of any list.
  static let sets: KeyValuePairs<String, Type> = [
    "containers": container, "services": .service, "jobs": .job, "crons": .cron,
    "volumes": .volume, "secrets": .secret, "exposes": exposure,
  ]

  /// One for each replica, and one for each sidecar of each.
  static let container = Type.record(
    [
      .init(name: "name", type: .string), .init(name: "service", type: .service),
      .init(name: "index", type: .int),
    ] + containerAttributes.map { .init(name: $0, type: Vocabulary.service.testType(of: $0)!) }
  )

  static let containerAttributes = [
    "image", "command", "args", "workdir", "user", "platform", "env", "cpu", "memory",
  ]

  static let exposure = Type.record([
    .init(name: "service", type: .service), .init(name: "target", type: .endpoint),
    .init(name: "port", type: .int), .init(name: "local", type: .bool),
  ])

  /// The types that an attribute may be written as, where there are several: what it is compared with
  /// decides.
  static func alternatives(of name: String, of owner: Type) -> [Type] {
    let kind = Vocabulary.topLevel.first { $0.declares == owner } ?? Vocabulary.service
    guard owner.isWorkload || owner == container,
      let types = kind.attribute(name)?.accepts.expected, types.count > 1
    else { return [] }
    return types
  }
}

extension BlockKind {
  /// The type that a test reads an attribute or a map as.
  func testType(of name: String) -> Type? {
    if let map = map(name) { return map.keys == .portNames ? .map(.port) : .map(.string) }
    guard let attribute = attribute(name) else { return nil }
    let types = attribute.accepts.expected
    // An amount is what is requested and what is the limit.
    let type = types.first { $0.isRangeOfQuantities } ?? types[0]
    let isAlwaysThere = !attribute.defaultValue.isEmpty || ["image", "links"].contains(name)
    return isAlwaysThere ? type : .optional(type)
  }
}

extension Type {
  fileprivate var isRangeOfQuantities: Bool {
    if case .range(let bound) = self { bound != .int && bound != .float } else { false }
  }
}

/// What a value is.
package indirect enum Type: Hashable, Sendable {
  /// Of an expression that has been reported; goes with everything, so that one mistake gives one
  /// message.
  case invalid
  /// Of the elements of `[]`; goes with everything.
  case nothing
  case null
  case string, int, float, bool, duration, bytes, cpu, percent, regex
  /// A port number with a protocol: `53/udp`. Wherever it is accepted, an int is too.
  case port
  case service, job, cron, endpoint, volume, secret
  /// What lives outside of the system and has ports.
  case external
  /// A service or a job, where either will do.
  case workload
  /// A block made by a pattern; its members depend on which.
  case instance(DefinitionID)
  /// `mp`, the compiler's own namespace, and `mp.images`.
  case builtin, images
  /// What an import is called: `import "./house.mp" as house`.
  case module(ModuleID)
  case enumeration([String])
  case list(Type)
  case map(Type)
  case record([Field])
  case range(Type)
  case optional(Type)

  package struct Field: Hashable, Sendable {
    package var name: String
    package var type: Type
  }

  /// The type without `?`.
  package var unwrapped: Type {
    if case .optional(let wrapped) = self { wrapped } else { self }
  }

  package var isOptional: Bool { unwrapped != self }

  var isInvalid: Bool { self == .invalid || self == .nothing }

  /// The types written as a word.
  static let named: KeyValuePairs<String, Type> = [
    "string": .string, "int": .int, "float": .float, "bool": .bool, "duration": .duration,
    "bytes": .bytes, "cpu": .cpu, "percent": .percent, "regex": .regex,
    "service": .service, "job": .job, "volume": .volume, "secret": .secret, "endpoint": .endpoint,
  ]

  /// Whether values have an order, and so may have bounds and form ranges.
  package var isOrdered: Bool {
    switch self {
    case .int, .float, .duration, .bytes, .cpu, .percent, .invalid: true
    default: false
    }
  }

  /// Whether `\( )` and env take it.
  package var isPrintable: Bool {
    switch self {
    case .string, .int, .float, .bool, .endpoint, .secret, .enumeration, .regex, .invalid,
      .nothing:
      true
    default: false
    }
  }

  /// Whether YAML and JSON have it as it stands.
  var isPlainData: Bool {
    switch self {
    case .string, .int, .float, .bool, .enumeration, .null, .invalid, .nothing: true
    case .list(let element): element.isPlainData
    case .map(let value): value.isPlainData
    case .record(let fields): fields.allSatisfy(\.type.isPlainData)
    case .optional(let wrapped): wrapped.isPlainData
    default: false
    }
  }

  /// Whether it has ports behind a `.`.
  var hasPorts: Bool { self == .service || self == .external }

  /// Whether it is deployed as a workload.
  var isWorkload: Bool {
    switch self {
    case .service, .job, .cron, .workload: true
    default: false
    }
  }

  /// Whether a value of this type can be used where another is needed.
  package func isAssignable(to target: Type) -> Bool {
    if self == target || isInvalid || target.isInvalid { return true }
    switch (self, target) {
    case (.null, .optional): return true
    case (.optional(let value), .optional(let needed)): return value.isAssignable(to: needed)
    case (_, .optional(let needed)): return isAssignable(to: needed)
    case (.int, .float), (.int, .port), (.enumeration, .string), (.service, .workload),
      (.job, .workload):
      return true
    case (.enumeration(let values), .enumeration(let needed)):
      return values.allSatisfy(needed.contains)
    case (.list(let value), .list(let needed)), (.map(let value), .map(let needed)),
      (.range(let value), .range(let needed)):
      return value.isAssignable(to: needed)
    case (.record(let fields), .record(let needed)):
      return needed.allSatisfy { field in
        fields.first { $0.name == field.name }?.type.isAssignable(to: field.type)
          ?? field.type.isOptional
      }
    case (.record(let fields), .map(let needed)):
      return fields.allSatisfy { $0.type.isAssignable(to: needed) }
    default: return false
    }
  }

  /// The type that holds values of both, if there is one.
  package func joined(with other: Type) -> Type? {
    if isAssignable(to: other) { return self == .null ? .optional(other).flattened : other }
    if other.isAssignable(to: self) { return other == .null ? .optional(self).flattened : self }
    if self == .null { return .optional(other).flattened }
    if other == .null { return .optional(self).flattened }
    if isOptional || other.isOptional {
      return unwrapped.joined(with: other.unwrapped).map { .optional($0) }
    }
    switch (self, other) {
    case (.service, .job), (.job, .service): return .workload
    case (.enumeration(let left), .enumeration(let right)):
      return .enumeration(left + right.filter { !left.contains($0) })
    case (.list(let left), .list(let right)): return left.joined(with: right).map { .list($0) }
    case (.map(let left), .map(let right)): return left.joined(with: right).map { .map($0) }
    default: return nil
    }
  }

  /// Whether something in a value of this type is an int where the target has a float.
  func hasIntsForFloats(of target: Type) -> Bool {
    switch (unwrapped, target.unwrapped) {
    case (.int, .float): true
    case (.list(let value), .list(let needed)), (.map(let value), .map(let needed)),
      (.range(let value), .range(let needed)):
      value.hasIntsForFloats(of: needed)
    case (.record(let fields), .record(let needed)):
      needed.contains { field in
        fields.first { $0.name == field.name }?.type.hasIntsForFloats(of: field.type) ?? false
      }
    case (.record(let fields), .map(let needed)):
      fields.contains { $0.type.hasIntsForFloats(of: needed) }
    default: false
    }
  }

  /// Whether lists, maps and records nest more deeply than a limit.
  func isDeeper(than limit: Int) -> Bool {
    switch self {
    case .list(let inner), .map(let inner), .optional(let inner), .range(let inner):
      limit == 0 || inner.isDeeper(than: limit - 1)
    case .record(let fields): limit == 0 || fields.contains { $0.type.isDeeper(than: limit - 1) }
    default: false
    }
  }

  private var flattened: Type {
    if case .optional(let wrapped) = self, wrapped.isOptional || wrapped == .null { return wrapped }
    return self
  }
}

extension Type: CustomStringConvertible {
  /// As it is written in a spec.
  package var description: String {
    switch self {
    case .invalid, .nothing: "unknown"
    case .null: "null"
    case .string: "string"
    case .int: "int"
    case .float: "float"
    case .bool: "bool"
    case .duration: "duration"
    case .bytes: "bytes"
    case .cpu: "cpu"
    case .percent: "percent"
    case .regex: "regex"
    case .port: "port"
    case .service: "service"
    case .job: "job"
    case .cron: "cron"
    case .volume: "volume"
    case .secret: "secret"
    case .external: "external"
    case .workload: "job or service"
    case .endpoint: "endpoint"
    case .instance: "instance of a pattern"
    case .builtin, .module: "namespace"
    case .images: "set of images"
    case .enumeration(let values): values.map { "\"\($0)\"" }.joined(separator: " | ")
    case .list(let element): "[\(element)]"
    case .map(let value): "{\(value)}"
    case .record(let fields):
      "{ " + fields.map { "\($0.name): \($0.type)" }.joined(separator: ", ") + " }"
    case .range(let bound): "\(bound)..\(bound)"
    case .optional(let wrapped): "\(wrapped)?"
    }
  }

  /// With its article, for sentences: "an int", "a list of strings".
  package var phrase: String {
    switch self {
    case .null: "`null`"
    case .enumeration(let values): "one of " + values.map { "`\"\($0)\"`" }.joined(separator: ", ")
    case .int: "an `int`"
    case .endpoint: "an `endpoint` (a service's port)"
    case .external: "an `external`"
    case .workload: "a `job` or `service`"
    case .list(.workload): "a list of jobs and services"
    case .duration: "a `duration` such as `30s`"
    case .bytes: "a size such as `512Mi`"
    case .cpu: "an amount of `cpu` such as `250m` or `1.5`"
    case .percent: "a `percent` such as `70%`"
    case .port: "a port number"
    case .instance: "an instance of a pattern"
    case .range(.cpu): "a range such as `250m..1`"
    case .range(.bytes): "a range such as `512Mi..1Gi`"
    case .range(.int): "a range such as `2..10`"
    case .range(let bound): "a range of `\(bound)`"
    default: "a `\(self)`"
    }
  }
}

/// A text with places that are filled when a container is made: what the compiler cannot know, or must
/// not write down.
package struct TextTemplate: Sendable, Hashable {
  package enum Part: Sendable, Hashable {
    case literal(String)
    case secret(SecretReference)
    /// The number of the replica, from 0.
    case replicaIndex
    /// The name by which others reach the replica: `kafka-2.kafka`.
    case replicaHost
  }

  /// No two literals stand side by side, and none is empty.
  package private(set) var parts: [Part] = []

  package init(_ literal: String) { append(.literal(literal)) }

  package init(_ parts: [Part]) {
    for part in parts { append(part) }
  }

  private mutating func append(_ part: Part) {
    guard case .literal(let text) = part else { return parts.append(part) }
    if text.isEmpty { return }
    if case .literal(let before)? = parts.last {
      parts[parts.count - 1] = .literal(before + text)
    } else {
      parts.append(part)
    }
  }

  /// The text, where nothing in it has to be filled in.
  package var literal: String? {
    switch parts.first {
    case nil: ""
    case .literal(let text)? where parts.count == 1: text
    default: nil
    }
  }

  /// What has to be filled in, where that is all there is.
  package var onlyHole: Part? {
    guard parts.count == 1, literal == nil else { return nil }
    return parts[0]
  }

  /// The secrets in it, in their order.
  package var secrets: [SecretReference] {
    parts.compactMap { if case .secret(let reference) = $0 { reference } else { nil } }
  }

  /// Whether it differs from replica to replica.
  package var dependsOnReplica: Bool {
    parts.contains(.replicaIndex) || parts.contains(.replicaHost)
  }

  /// With the places of a replica filled in, for targets that make each by itself.
  package func filled(forReplica index: Int, host: String) -> TextTemplate {
    guard dependsOnReplica else { return self }
    return TextTemplate(
      parts.map { part in
        switch part {
        case .replicaIndex: .literal("\(index)")
        case .replicaHost: .literal(host)
        case .literal, .secret: part
        }
      }
    )
  }
}

extension TextTemplate: CustomStringConvertible {
  /// For people: `postgres://postgres:<db_password>@db:5432`.
  package var description: String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .secret(let reference): "<\(reference.path)>"
      case .replicaIndex: "<index>"
      case .replicaHost: "<host>"
      }
    }.joined()
  }
}

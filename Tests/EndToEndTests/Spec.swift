import Foundation

/// A spec as a text, and the files beside it that it names.
struct Spec: Sendable, Equatable {
  var text: String
  var files: [String: Data] = [:]
  /// Whether it has more in it than Kubernetes takes.
  var isForEngines = false

  /// The case that everyone starts with, as it is recorded.
  static let histogram: Spec = {
    let repository = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let url = repository.appending(path: "golden/histogram/spec.mp")
    return Spec(text: (try? String(contentsOf: url, encoding: .utf8)) ?? "")
  }()

  struct NotFound: Error { let text: String }

  func replacing(_ old: String, with new: String) throws -> Spec {
    guard text.contains(old) else { throw NotFound(text: old) }
    var spec = self
    spec.text = text.replacing(old, with: new)
    return spec
  }

  /// The names of what it exposes, in order, and then of ports that several have together: `PORT_http`.
  var exposed: [String] {
    text.matches(of: Self.expose).map { String($0.output.1) }
      + text.matches(of: Self.shared).map { String($0.output) }
  }

  /// The same with the ports that its `expose` blocks publish replaced, in the order of `exposed`.
  func published(on ports: [Int]) -> Spec {
    var ports = ports[...]
    let text = text.replacing(Self.expose) { match in
      "expose \(match.output.1) { port = \(ports.removeFirst())"
    }.replacing(Self.shared) { _ in "\(ports.removeFirst())" }
    var spec = self
    spec.text = text
    return spec
  }

  private static var expose: Regex<(Substring, Substring)> { /expose (\S+) \{ port = \d+/ }
  private static var shared: Regex<Substring> { /PORT_\w+/ }

  /// A string literal that stands for a text.
  static func literal(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default:
        scalar.value < 0x20 || scalar.value == 0x7F
          ? "\\u{\(String(scalar.value, radix: 16))}" : "\(scalar)"
      }
    }
    return "\"\(escaped.joined())\""
  }

  /// The same with everything but printable ASCII as an escape.
  static func escapedLiteral(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case " "..."~": "\(scalar)"
      default: "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return "\"\(escaped.joined())\""
  }
}

import MPDiagnostics
import MPIR

/// What is said about what programs may do, and whom they may talk to.
extension LowerFindings {
  static func unknownCapability(
    _ name: String,
    nearest: String?,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badSecurity,
      "there is no capability `\(name)`",
      at: .init(range),
      help: [nearest.map { "replace it with `\($0)`" } ?? "`man capabilities` lists them"]
    )
  }

  static func writableAnyway(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badSecurity,
      "everything can be written to, because this is not `read_only`",
      at: .init(range),
      help: ["add `read_only = true`, or remove `writable`"]
    )
  }

  static func moreThanRestricted(
    _ name: String,
    _ reason: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badSecurity,
      "`\(name)` is `restricted` and has \(reason)",
      at: .init(range),
      help: ["remove it, or add `security { level = \"baseline\" }` to this one"]
    )
  }

  /// - Parameter name: What runs as the user, in backquotes.
  static func mayBeRoot(_ name: String, _ user: User, at range: SourceRange) -> Diagnostic {
    let isRoot = ["0", "root"].contains(user.text.split(separator: ":").first ?? "")
    return Diagnostic(
      .missingFacts,
      isRoot
        ? "\(name) is `restricted` and runs as root"
        : "\(name) is `restricted`, and nothing says that `\(user.text)` is not root",
      at: .init(range),
      help: ["write the number of another user: `user = 10001`"]
    )
  }

  /// - Parameters:
  ///   - name: What does not say them, in backquotes.
  ///   - ports: Those of the service, of which a `live` can ask one.
  /// - Parameters:
  ///   - path: The service, where the container is not declared in the spec itself.
  ///   - part: What the container is within the service: `sidecar proxy`.
  static func missingFacts(
    _ name: String,
    _ facts: [String],
    ports: [ContainerPort],
    extending path: String?,
    part: String?,
    at range: SourceRange
  ) -> Diagnostic {
    let port = ports.first { $0.transport == .tcp }
    let live =
      switch (port, ports.count) {
      case (nil, _): #"live { exec = ["…"] }"#
      case (_?, 1): "live { tcp = true }"
      case (let port?, _): "live { tcp = true, port = \(port.number) }"
      }
    let examples = [
      "user": "user = 10001", "cpu": "cpu = 100m..1", "memory": "memory = 128Mi..256Mi",
      "live": live,
    ]
    let entries = facts.compactMap { examples[$0] }
    let all = entries.joined(separator: ", ")
    let extended = part.map { "\($0) { \(all) }" } ?? all
    return Diagnostic(
      .missingFacts,
      "\(name) is `restricted` and does not say its "
        + facts.map { "`\($0)`" }.joined(separator: ", "),
      at: .init(range),
      help: [
        path.map { "add `extend \($0) { \(extended) }` to the spec" }
          ?? "add " + entries.map { "`\($0)`" }.joined(separator: ", ")
      ]
    )
  }

  static func secretInEnvironment(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badSecurity,
      "`\(name)` has a secret in it, and what is `restricted` gets its secrets as files",
      at: .init(range),
      notes: [
        "an environment is shown by many tools, and handed on to every program that is started"
      ],
      help: ["write `file \"/run/secrets/…\" { secret = … }`"]
    )
  }

  static func weakness(_ name: String, _ weakness: Weakness, at range: SourceRange) -> Diagnostic {
    switch weakness {
    case .noDigest:
      Diagnostic(
        .weakSecurity,
        "the image of \(name) is named without a digest, so it may become another one",
        at: .init(range),
        help: ["add the digest: `image = \"name:tag@sha256:…\"`"]
      )
    case .lowUser(let id):
      Diagnostic(
        .weakSecurity,
        "the user \(id) of \(name) may be one of the machine's own",
        at: .init(range),
        help: ["use a user of 10000 or more, if the image can"]
      )
    }
  }

  static func stockImageWithoutDigest(
    _ name: String,
    _ image: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .weakSecurity,
      "the stock image `\(image)` is named without a digest, so it may become another one",
      at: .init(range),
      help: ["pin it for the whole system: `app { images { \(name) = \"\(image)@sha256:…\" } }`"]
    )
  }

  static func badNetwork(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badText,
      "`\(text)` is no network",
      at: .init(range),
      help: ["write an address such as `203.0.113.7`, or a network such as `203.0.113.0/24`"]
    )
  }

  static func cannotAccept(
    _ text: String,
    _ code: DiagnosticCode?,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .cannotAccept,
      code == nil
        ? "there is no finding `\(text)`"
        : "`\(text)` is no loss that could be taken as read",
      at: .init(range),
      notes: ["codes of what a target cannot give begin with `L`"],
      help: ["`mpc explain` lists the codes"]
    )
  }
}

import MPDiagnostics

/// What is said about texts that leave something open: secrets, and what differs from replica to replica.
extension ExpandFindings {
  static func holeOutOfPlace(
    _ holes: Holes,
    _ place: String,
    at range: SourceRange
  ) -> Diagnostic {
    if holes.contains(.secrets) {
      return Diagnostic(
        .secretOutOfPlace,
        "`\(place)` cannot have a secret in it",
        at: .init(range),
        notes: [
          "what is written there can be read by everybody who sees the files or the containers"
        ],
        help: ["give it in `env { … }`, or as a file: `file \"/run/secrets/…\" { secret = … }`"]
      )
    }
    return Diagnostic(
      .replicaOutOfPlace,
      "`\(place)` cannot differ from replica to replica",
      at: .init(range),
      help: [
        "give `self.index` or `self.host` in `env`, `command` or `args`, and compute the rest in the container"
      ]
    )
  }

  static func computesWithHole(_ holes: Holes, at range: SourceRange) -> Diagnostic {
    if holes.contains(.secrets) {
      return Diagnostic(
        .secretOutOfPlace,
        "this has a secret in it, which is not known here",
        at: .init(range),
        notes: ["a secret can be put into a text by `\\( )`, `+` and `join`, and nothing else"],
        help: ["compute with it in the container"]
      )
    }
    return Diagnostic(
      .replicaOutOfPlace,
      "this differs from replica to replica, and is not known here",
      at: .init(range),
      help: ["compute with it in the container"]
    )
  }

  static func noReplicaNumber(
    _ word: String,
    _ kind: BlockKind,
    at range: SourceRange,
    _ declared: SourceRange
  ) -> Diagnostic {
    let fix =
      kind.declares == .service
      ? "add `identity = \"stable\"` to `\(word)`" : "add `indexed = true` to `\(word)`"
    return Diagnostic(
      .notNumbered,
      kind.declares == .service
        ? "the replicas of `\(word)` have no numbers" : "the runs of `\(word)` have no numbers",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      help: [fix]
    )
  }

  static func noCertificate(
    _ name: String,
    _ member: String,
    at range: SourceRange,
    _ declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .unknownMember,
      "`\(name)` is no TLS secret, and so has no `.\(member)`",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      help: ["declare it as `secret \(name) { kind = \"tls\" }`, or leave `.\(member)` out"]
    )
  }

  static func foreignToKind(
    _ name: String,
    _ kind: BlockKind,
    _ provenance: MergedBody.Provenance
  ) -> Diagnostic {
    Diagnostic(
      .unknownAttribute,
      "a `\(kind.name)` has no `\(name)`",
      at: .init(provenance.place),
      labels: provenance.traitLabels,
      help: ["use what sets it in a service"]
    )
  }
}

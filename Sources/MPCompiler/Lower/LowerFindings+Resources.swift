import MPDiagnostics
import MPIR

/// What is said about secrets, volumes and externals.
extension LowerFindings {
  // MARK: - Secrets

  static func badSecretName(
    _ attribute: String,
    _ problem: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badText,
      problem,
      at: .init(range),
      help: ["give the `\(attribute)` that the Secret in the cluster has"]
    )
  }

  static func secretClash(
    _ name: String,
    at range: SourceRange,
    other: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .nameClash,
      "two secrets would be provided as `\(name)`",
      at: .init(range),
      labels: [.init(other, "the other one")],
      help: ["rename one of them"]
    )
  }

  static func reservedVariable(
    _ variable: String,
    of secret: Secret,
    _ reader: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .reservedVariable,
      "the secret `\(secret.name)` would be provided as `\(variable)`, which \(reader) reads",
      at: .init(range),
      help: [
        "give it a name that says whose it is: `secret app_\(secret.name)`",
        "with `name = \"\(secret.objectName)\"` in it, its Secret on Kubernetes stays the same",
      ]
    )
  }

  static func secretInReserved(
    _ variable: String,
    _ reader: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .reservedVariable,
      "`\(variable)`, which \(reader) reads, cannot have a secret in it",
      at: .init(range),
      notes: [
        "an engine's command gets the secrets of a container in its own environment, where this would change what it does"
      ],
      help: ["give the container a variable of another name, or the secret as a `file`"]
    )
  }

  static func noRegistrySecret(
    _ name: String,
    at range: SourceRange,
    _ declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .secretOutOfPlace,
      "`\(name)` is no secret of a registry",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      help: ["add `kind = \"registry\"` to it"]
    )
  }

  static func whichPart(
    _ name: String,
    at range: SourceRange,
    _ declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .secretOutOfPlace,
      "`\(name)` is a certificate and its key: which is meant?",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      help: ["write `\(name).cert` or `\(name).key`"]
    )
  }

  static func registryInContainer(
    _ name: String,
    at range: SourceRange,
    _ declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .secretOutOfPlace,
      "`\(name)` is for the registries of the images, and no container has it",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      help: ["declare another secret for the container"]
    )
  }

  static func secretVariableName(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badKey,
      "`\(name)` has a secret in it, and so must be a name that a shell can hold",
      at: .init(range),
      notes: ["the shell script passes secrets on in its environment, where nobody can read them"],
      help: ["use letters, digits and `_`"]
    )
  }

  static func helperVariable(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .setTwice,
      "`\(name)` is set by the compiler",
      at: .init(range),
      notes: ["it holds what other texts of this container have inside"],
      help: ["choose another name"]
    )
  }

  // MARK: - Volumes

  static func volumeClash(
    _ name: String,
    at range: SourceRange,
    other: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .nameClash,
      "two volumes would be called `\(name)`",
      at: .init(range),
      labels: [.init(other, "the other one")],
      help: ["rename one of them"]
    )
  }

  /// - Parameter isOwn: Whether it is a service's own, which may be scratch.
  static func missingSize(
    _ name: String,
    isOwn: Bool,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badVolume,
      "`\(name)` does not say how much it holds",
      at: .init(range),
      notes: ["Kubernetes asks for a size; engines do not limit volumes"],
      help: ["add `size = 10Gi`"]
        + (isOwn ? ["add `kind = \"temporary\"`, if it need not be kept"] : [])
    )
  }

  static func badStorageClass(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badVolume,
      "`\(name)` is no name of a storage class",
      at: .init(range),
      help: ["`kubectl get storageclass` shows those of a cluster"]
    )
  }

  // MARK: - Externals

  static func missingHost(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badText,
      "`\(name)` does not say where it is",
      at: .init(range),
      help: ["add `host = \"api.example.com\"`"]
    )
  }

  static func badHost(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badText,
      "`\(text)` is no name of a host",
      at: .init(range),
      help: [
        text.contains("/") || text.contains(":")
          ? "leave out the scheme, the port and the path: they have places of their own"
          : "write a name such as `api.example.com`, or an address"
      ]
    )
  }
}

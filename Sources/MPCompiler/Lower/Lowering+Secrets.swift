import MPDiagnostics
import MPIR

extension Lowering {
  // MARK: - Declarations

  mutating func lowerSecrets() -> [Secret] {
    var names: [String: Origin] = [:]
    var variables: [String: Origin] = [:]
    for (block, secret) in system.secrets.map({ ($0.block, $0.secret) }) {
      for (attribute, problem) in [
        ("name", KubernetesName.problem(secret.objectName)),
        ("key", KubernetesName.keyProblem(secret.objectKey)),
      ] {
        // A name that is its own was checked where it is declared.
        guard let problem, let range = block.body.attribute(attribute)?.valueRange else { continue }
        report(LowerFindings.badSecretName(attribute, problem, at: range), block.origin)
      }
      if let first = names.updateValue(block.origin, forKey: secret.name) {
        report(
          LowerFindings.secretClash(secret.name, at: block.origin.range, other: first.range),
          block.origin
        )
        continue
      }
      let clash = secret.variables.first { variables[$0] != nil }
      if let clash, let first = variables[clash] {
        report(
          LowerFindings.secretClash(clash, at: block.origin.range, other: first.range),
          block.origin
        )
      }
      for variable in secret.variables { variables[variable] = block.origin }
      checkVariables(of: secret, block.origin)
    }
    return system.secrets.map(\.secret)
  }

  /// What is there for something else would be taken for the secret.
  private mutating func checkVariables(of secret: Secret, _ origin: Origin) {
    if secret.kind == .registry { return }
    for variable in secret.variables {
      guard let reader = ReservedVariable.reader(of: variable) else { continue }
      report(
        LowerFindings.reservedVariable(variable, of: secret, reader, at: origin.range),
        origin
      )
      return
    }
  }

  mutating func pullSecret() -> Secret? {
    guard let attribute = system.app?.body.attribute("pull_secret"),
      case .secret(let id, _) = attribute.value.kind, let secret = secrets[id]
    else { return nil }
    if secret.kind != .registry {
      report(
        LowerFindings.noRegistrySecret(
          secret.name,
          at: attribute.valueRange,
          secret.origin.range
        ),
        Origin(range: attribute.valueRange)
      )
    }
    return secret
  }

  // MARK: - In containers

  /// The variables of a container; first those that hold what others have inside, so that every target
  /// sets the same ones.
  mutating func environment(_ body: ExpandedBody, _ origin: Origin) -> [EnvironmentVariable] {
    var own: [EnvironmentVariable] = []
    for entry in body.map("env") {
      guard let value = entry.value.template else { continue }
      own.append(EnvironmentVariable(name: entry.name, value: value))
      if !value.secrets.isEmpty {
        checkUse(of: value.secrets, in: entry, origin)
      }
    }
    let words = ["command", "args"].flatMap { name -> [TextTemplate] in
      guard case .list(let words)? = body.attribute(name)?.value.kind else { return [] }
      return words.compactMap(\.template)
    }
    let helpers = helpers(of: own.map(\.value) + words)
    for helper in helpers {
      guard let entry = body.map("env").first(where: { $0.name == helper.name }) else { continue }
      report(LowerFindings.helperVariable(helper.name, at: entry.keyRange), origin)
    }
    return helpers + own
  }

  /// What Kubernetes cannot put into the middle of a text by itself.
  private func helpers(of texts: [TextTemplate]) -> [EnvironmentVariable] {
    var result: [EnvironmentVariable] = []
    func add(_ name: String, _ part: TextTemplate.Part) {
      guard !result.contains(where: { $0.name == name }) else { return }
      result.append(EnvironmentVariable(name: name, value: TextTemplate([part])))
    }
    for text in texts where text.dependsOnReplica {
      add("MP_INDEX", .replicaIndex)
      if text.parts.contains(.replicaHost) { add("MP_HOST", .replicaHost) }
    }
    for text in texts where text.onlyHole == nil {
      for secret in text.secrets { add(secret.helperVariable, .secret(secret)) }
    }
    return result
  }

  private mutating func checkUse(
    of secrets: [SecretReference],
    in entry: ExpandedBody.Attribute,
    _ origin: Origin
  ) {
    if !entry.name.isIdentifier {
      report(LowerFindings.secretVariableName(entry.name, at: entry.keyRange), origin)
    } else if let reader = ReservedVariable.commandReader(of: entry.name) {
      report(LowerFindings.secretInReserved(entry.name, reader, at: entry.keyRange), origin)
    }
    for secret in secrets {
      checkPart(secret, at: entry.valueRange, origin)
    }
  }

  /// A TLS secret is two values, and a registry's is none that a container has a use for.
  private mutating func checkPart(
    _ reference: SecretReference,
    at range: SourceRange,
    _ origin: Origin
  ) {
    guard let secret = secrets.values.first(where: { $0.name == reference.name }) else { return }
    switch (secret.kind, reference.part) {
    case (.tls, .value):
      report(LowerFindings.whichPart(secret.name, at: range, secret.origin.range), origin)
    case (.registry, _):
      report(LowerFindings.registryInContainer(secret.name, at: range, secret.origin.range), origin)
    default: break
    }
  }

  mutating func secretFiles(_ body: ExpandedBody, _ origin: Origin) -> [SecretFile] {
    var files: [SecretFile] = []
    for block in body.blocks("file") {
      guard let path = block.label, let attribute = block.body.attribute("secret") else { continue }
      let place = block.origin
      if let problem = ContainerPath.problem(path, isFile: true) {
        report(LowerFindings.badPath(path, problem, at: place.range), place)
      }
      for other in ["content", "source"] where block.body.attribute(other) != nil {
        report(LowerFindings.fileWithBoth(other, "secret", at: attribute.keyRange), place)
      }
      guard case .secret(let id, let part) = attribute.value.kind, let secret = secrets[id] else {
        continue
      }
      let reference = SecretReference(secret, part)
      checkPart(reference, at: attribute.valueRange, place)
      guard let mode = mode(of: block, place) else { continue }
      files.append(SecretFile(path: path, secret: reference, mode: mode, origin: place))
    }
    return files
  }
}

extension Secret {
  /// By which its values, and files with them, may be provided.
  fileprivate var variables: [String] {
    let parts: [SecretReference.Part] = kind == .tls ? [.certificate, .key] : [.value]
    return parts.map { SecretReference(self, $0) }.flatMap { [$0.variable, $0.fileVariable] }
  }
}

extension String {
  /// Whether a shell takes it for the name of a variable.
  fileprivate var isIdentifier: Bool {
    guard let first = utf8.first, !first.isNumeral else { return false }
    return utf8.allSatisfy {
      $0.isLower || $0.isUpper || $0.isNumeral || $0 == UInt8(ascii: "_")
    }
  }
}

/// The names that a Kubernetes Secret and its keys may have.
enum KubernetesName {
  static func problem(_ text: String) -> String? {
    let isValid =
      text.utf8.count <= 253
      && text.split(separator: ".", omittingEmptySubsequences: false)
        .allSatisfy { DeployedName.isDNSLabel(String($0)) }
    return isValid
      ? nil : "`\(text)` is no name of a Kubernetes Secret: lowercase letters, digits, `-` and `.`"
  }

  static func keyProblem(_ text: String) -> String? {
    let isValid =
      (1...253).contains(text.utf8.count) && text != "." && !text.hasPrefix("..")
      && text.utf8.allSatisfy {
        $0.isLower || $0.isUpper || $0.isNumeral || "-._".utf8.contains($0)
      }
    return isValid
      ? nil : "`\(text)` is no key of a Kubernetes Secret: letters, digits, `-`, `_` and `.`"
  }
}

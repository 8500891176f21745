package import MPIR

/// What has to be provided before a system can run, since no file of it holds it: a template of `.env` for
/// engines, commands for Kubernetes.
///
/// In: the system. Out: a text in which everything that is no command and no variable is a comment, so
/// that it can be used as it is; empty for a system without secrets.
package func secretsGuide(of system: SystemIR, for target: Target) -> String {
  let lines =
    switch target {
    // The gateway has the certificates.
    case .compose, .shell: SecretsGuide(system: system.withGateway()).environment()
    case .kubernetes: SecretsGuide(system: system).commands()
    }
  return lines.map { $0 + "\n" }.joined()
}

private struct SecretsGuide {
  let system: SystemIR

  // MARK: - Engines

  func environment() -> [String] {
    let variables = system.usedSecrets.filter(isInEnvironment)
    let files = system.usedSecrets.filter(isInFile)
    var lines: [String] = []
    for reference in variables {
      if !lines.isEmpty { lines.append("") }
      lines += remark(on: reference)
      lines.append("\(reference.variable)=''")
    }
    guard !files.isEmpty else { return lines }
    if !lines.isEmpty { lines.append("") }
    lines.append("# Each in a file of its own, that the user who runs the container may read:")
    for reference in files {
      lines += remark(on: reference)
      lines.append("# \(reference.filePath), or elsewhere by \(reference.fileVariable)='/path'")
    }
    return lines
  }

  private func isInEnvironment(_ reference: SecretReference) -> Bool {
    containers.contains { $0.environment.contains { $0.value.secrets.contains(reference) } }
  }

  private func isInFile(_ reference: SecretReference) -> Bool {
    containers.contains { $0.secretFiles.contains { $0.secret == reference } }
  }

  private var containers: [Container] { system.workloads.flatMap(\.containers) }

  private func remark(on reference: SecretReference) -> [String] {
    guard let secret = system.secrets.first(where: { $0.name == reference.name }) else { return [] }
    return remark(on: secret)
  }

  private func remark(on secret: Secret) -> [String] {
    guard let description = secret.description, !description.isEmpty else { return [] }
    return description.split(whereSeparator: \.isNewline).map { "# \($0)" }
  }

  // MARK: - Kubernetes

  /// Values come from the variables and files that engines use, so that they are in no argument.
  func commands() -> [String] {
    var lines: [String] = []
    for group in objects {
      if !lines.isEmpty { lines.append("") }
      lines += group.flatMap(remark)
      lines += command(for: group)
    }
    if !lines.isEmpty, let namespace = system.namespace, namespace != "default" {
      lines =
        ["kubectl create namespace \(namespace) --dry-run=client -o yaml | kubectl apply -f -", ""]
        + lines
    }
    return lines
  }

  /// The secrets of each object, in declaration order.
  private var objects: [[Secret]] {
    let used = Set(system.usedSecrets.map(\.name))
    let needed = system.secrets.filter {
      used.contains($0.name) || $0.name == system.pullSecret?.name
    }
    var groups: [[Secret]] = []
    for secret in needed {
      if let index = groups.firstIndex(where: { $0[0].objectName == secret.objectName }) {
        groups[index].append(secret)
      } else {
        groups.append([secret])
      }
    }
    return groups
  }

  private func command(for group: [Secret]) -> [String] {
    let secret = group[0]
    let create = "kubectl\(namespaceOption) create secret"
    let apply = "  --dry-run=client -o yaml | kubectl\(namespaceOption) apply -f -"
    switch secret.kind {
    case .registry:
      return [
        "\(create) docker-registry \(secret.objectName) --docker-server=REGISTRY \\",
        "  --docker-username=USER --docker-password=\"$(cat PASSWORD-FILE)\" \\", apply,
      ]
    case .tls:
      let certificate = SecretReference(secret, .certificate)
      let key = SecretReference(secret, .key)
      return [
        "\(create) tls \(secret.objectName) --cert=\(certificate.filePath) --key=\(key.filePath) \\",
        apply,
      ]
    case .value:
      let reference = SecretReference(secret, .value)
      if group.count == 1, !isInFile(reference) {
        return [
          "\(check(reference)) && printf %s \"$\(reference.variable)\" |",
          "  \(create) generic \(secret.objectName) --from-file=\(secret.objectKey)=/dev/stdin \\",
          "  " + apply,
        ]
      }
      let references = group.map { SecretReference($0, .value) }
      let files = references.map { "--from-file=\($0.objectKey)=\($0.filePath)" }
      // Engines have these as variables alone.
      return references.filter { !isInFile($0) }.map { reference in
        "\(check(reference)) && (umask 077; mkdir -p secrets; printf %s \"$\(reference.variable)\" >\(reference.filePath))"
      } + ["\(create) generic \(secret.objectName) \(files.joined(separator: " ")) \\", apply]
    }
  }

  /// Ends a script: a pipe would go on with nothing.
  private func check(_ reference: SecretReference) -> String {
    ": \"${\(reference.variable):?is not set}\""
  }

  private var namespaceOption: String { system.namespace.map { " -n \($0)" } ?? "" }
}

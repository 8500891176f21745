import MPIR

extension SystemIR {
  /// The values of secrets that engines get as variables, each once.
  var environmentSecrets: [SecretReference] {
    let used = Set(
      workloads.flatMap { $0.containers.flatMap { $0.environment.flatMap(\.value.secrets) } }
    )
    return usedSecrets.filter(used.contains)
  }

  /// The values of secrets that engines get as files, each once.
  var fileSecrets: [SecretReference] {
    let used = Set(workloads.flatMap { $0.containers.flatMap { $0.secretFiles.map(\.secret) } })
    return usedSecrets.filter(used.contains)
  }

  /// What people have to provide, as lines for the top of the file that needs it.
  func secretNotes() -> [String] {
    let variables = environmentSecrets.map { "  \($0.variable)" }
    let files = fileSecrets.map { secret in
      let readers = readers(of: secret)
      return "  \(secret.filePath), or the file that \(secret.fileVariable) names"
        + (readers.isEmpty ? "" : "; to be read by user " + readers.joined(separator: ", "))
    }
    return
      (variables.isEmpty
      ? []
      : ["Needs these variables, in the environment or in .env beside this file:"] + variables)
      + (files.isEmpty ? [] : ["Needs these files beside this one:"] + files)
  }

  /// A file is mounted as it is: with the mode and owner that it has outside.
  private func readers(of secret: SecretReference) -> [String] {
    var readers: [String] = []
    for container in workloads.flatMap(\.containers)
    where container.secretFiles.contains(where: { $0.secret == secret }) {
      if let user = container.user?.text, !readers.contains(user) { readers.append(user) }
    }
    return readers
  }
}

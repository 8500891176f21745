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
}

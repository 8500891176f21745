import MPBackends

extension Compilation {
  /// What has to be provided before the system can run, as text: a template of `.env` for Compose and
  /// the shell script, commands for Kubernetes.
  ///
  /// - Returns: `nil` where the spec has errors; an empty text where nothing has to be provided.
  public func secretsGuide(for target: Target) -> String? {
    guard !hasErrors, let system else { return nil }
    return MPBackends.secretsGuide(of: system, for: target)
  }
}

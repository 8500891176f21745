package import MPDiagnostics
package import MPIR

/// Writes a system for a platform.
///
/// In: the system and the file name of its spec, for the headers. Out: the platform's files, sorted by
/// path. What the platform cannot give is a `lossy` finding.
package func render(
  _ system: SystemIR,
  for target: Target,
  spec: String,
  into diagnostics: inout Diagnostics
) -> [Artifact] {
  let artifacts =
    switch target {
    case .compose: renderCompose(system, spec: spec)
    case .shell: renderShell(system, spec: spec)
    }
  return artifacts.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
}

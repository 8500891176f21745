package import MPDiagnostics
package import MPIR

/// Writes a system for a platform.
///
/// In: the system, the file name of its spec for the headers, and how to get from the folder of the
/// files to the root of the project. Out: the platform's files, sorted by
/// path. What the platform cannot give is a `lossy` finding, unless the spec takes it as read.
package func render(
  _ system: SystemIR,
  for target: Target,
  spec: String,
  projectRoot: String,
  into diagnostics: inout Diagnostics
) -> [Artifact] {
  var found = Diagnostics()
  let artifacts =
    switch target {
    case .compose:
      renderCompose(system.withGateway(), spec: spec, projectRoot: projectRoot, into: &found)
    case .kubernetes: renderKubernetes(system, spec: spec, into: &found)
    case .shell:
      renderShell(system.withGateway(), spec: spec, projectRoot: projectRoot, into: &found)
    }
  if target != .kubernetes { found.report(system.gatewayLosses()) }
  let news = found.findings.filter { !system.acceptedCodes.contains($0.code) }
  diagnostics.report(news, about: target.rawValue)
  return artifacts.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
}

import MPDiagnostics
import MPIR

/// What is wrong with volumes, and with where things are mounted.
extension LowerFindings {
  static func volumeOfReplicas(
    _ name: String,
    at range: SourceRange,
    replicas: SourceRange,
    mayBeStable: Bool
  ) -> Diagnostic {
    Diagnostic(
      .volumeOfReplicas,
      "`\(name)` is kept, and there are several replicas that are not told apart: whose is it?",
      at: .init(range),
      labels: [.init(replicas, "several replicas")],
      help: (mayBeStable
        ? ["add `identity = \"stable\"`, and each replica has one of its own"] : [])
        + ["add `kind = \"temporary\"`, and it goes with the replica"]
    )
  }

  static func classOfScratch(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badVolume,
      "a temporary volume has no storage class",
      at: .init(range),
      help: ["remove it: scratch is on the machine that the replica runs on"]
    )
  }

  static func unusedVolume(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badVolume,
      "no container sees `\(name)`",
      at: .init(range),
      help: ["say where the service sees it: `path = \"/…\"`", "or mount it in a sidecar or init"]
    )
  }

  static func unknownVolume(
    _ name: String,
    of service: String,
    among names: [String],
    at range: SourceRange
  ) -> Diagnostic {
    let other = nearestName(to: name, among: names)
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    return Diagnostic(
      .badVolume,
      "`\(service)` has no volume `\(name)`",
      at: .init(range),
      notes: other == nil && !names.isEmpty ? ["it has \(list)"] : [],
      help: other == nil
        ? ["add it to the service: `volume \(name) { kind = \"temporary\" }`, or with a `size`"]
        : [],
      fixIts: replacement(range, by: other)
    )
  }

  static func mountWithoutPath(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badVolume,
      "this does not say where the container sees `\(name)`",
      at: .init(range),
      help: ["add `path = \"/…\"`"]
    )
  }

  // MARK: - Paths

  static func mountedTwice(_ place: MountedPlace, _ first: MountedPlace) -> Diagnostic {
    Diagnostic(
      .mountsClash,
      "two things are mounted at `\(place.path)`",
      at: .init(place.origin.range),
      labels: [.init(first.origin.range, "the other one")],
      help: ["choose another path for one of them"]
    )
  }

  static func cannotBeMade(_ place: MountedPlace, in outer: MountedPlace) -> Diagnostic {
    let isFile = outer.kind == .file
    return Diagnostic(
      isFile && place.kind == .file ? .badFile : .mountsClash,
      "`\(place.path)` is below `\(outer.path)`, which is "
        + (isFile ? "a file" + (place.kind == .file ? " as well" : "") : "read-only"),
      at: .init(place.origin.range),
      labels: [.init(outer.origin.range, isFile ? "the file" : "nothing can be made in here")],
      help: ["choose another path for one of them"]
    )
  }

  static func saidElsewhere(
    _ name: String,
    _ volume: String,
    at range: SourceRange,
    _ declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badVolume,
      "`\(name)` is said where `\(volume)` is declared",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      help: ["remove it here"]
    )
  }

  static func volumeNotShared(
    _ name: String,
    by users: [String],
    at range: SourceRange,
    _ declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .volumeNotShared,
      users.count > 1
        ? "`\(name)` is used by several: " + users.map { "`\($0)`" }.joined(separator: ", ")
        : "`\(name)` is used by several replicas of `\(users[0])`",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      notes: ["on Kubernetes, a volume is on one machine at a time unless it is shared"],
      help: ["add `shared = true` to it; the cluster needs a storage class that can do that"]
    )
  }
}

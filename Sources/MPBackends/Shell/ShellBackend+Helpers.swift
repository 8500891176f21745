import MPIR

/// Containers that the script has for itself.
extension ShellBackend {
  /// Runs for as long as its replica is there, and has what the others share.
  func holder(of workload: Workload, _ start: SystemIR.Start) -> ShellScript.Part {
    let network = ownNetwork(workload, start.workload)
    return ShellScript.Part(
      function: workload.name.functionName + "__" + EngineReplica.holderName.functionName,
      suffix: "_" + EngineReplica.holderName,
      role: .holder,
      stage: "\(start.stage).0",
      image: qualified(system.toolsImage),
      creation: ShellScript.Creation(
        options: network
          + [
            ["--restart", workload.isService ? "unless-stopped" : "no"],
            ["--stop-signal", ShellWord(EngineReplica.holderStopSignal)],
          ] + Self.confinement + labels(system.engineLabels(of: workload))
          + [["--entrypoint", ShellWord(EngineReplica.holderCommand[0])]],
        image: ShellWord(qualified(system.toolsImage)),
        arguments: EngineReplica.holderCommand.dropFirst().map { ShellWord($0) }
      ),
      edgeAliases: edgeAliases(workload, start.workload),
      isNumbered: network.usesIndex
    )
  }

  private static let confinement: [[ShellWord]] = [
    ["--read-only"],
    ["--cap-drop", "ALL"],
    ["--security-opt", "no-new-privileges"],
  ]

  /// Runs to its end before everything that it brings the probe to.
  func toolsService() -> ShellScript.Service {
    ShellScript.Service(
      path: "What brings the probe to the others.",
      name: ProbeTools.name,
      kind: .service,
      replicas: [ProbeTools.name],
      startsAfter: [],
      volumes: [],
      others: [],
      main: ShellScript.Part(
        function: ProbeTools.name.functionName,
        suffix: "",
        stage: "0",
        image: qualified(system.toolsImage),
        creation: ShellScript.Creation(
          options: [["--network", "none"]] + Self.confinement
            + ProbeTools.files.map { mount(AdjacentFile($0, of: ProbeTools.name), at: $0.path) }
            + [toolsVolume(at: ProbeTools.installFolder, "")] + labels(system.labels)
            + [["--entrypoint", ShellWord(ProbeTools.installCommand[0])]],
          image: ShellWord(qualified(system.toolsImage)),
          arguments: ProbeTools.installCommand.dropFirst().map { ShellWord($0) }
        )
      )
    )
  }
}

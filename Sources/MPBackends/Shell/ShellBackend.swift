import MPIR

/// A system as a script for a shell and an engine.
func renderShell(_ system: SystemIR, spec: String) -> [Artifact] {
  let backend = ShellBackend(system: system)
  let script = ShellScript(
    header: backend.header(spec),
    project: system.name,
    files: backend.files.all.map(\.name),
    services: backend.services(),
    tools: backend.files.tools ? backend.toolsService() : nil
  )
  return [
    Artifact(path: "shell/run.sh", bytes: script.text(), mode: 0o755),
    // The script's copies of the files that containers mount.
    Artifact(path: "shell/.gitignore", bytes: Array("mounted/\n".utf8)),
  ]
    + backend.files.artifacts(in: "shell")
}

struct ShellBackend {
  let system: SystemIR
  /// The files that containers mount.
  let files: AdjacentFiles
  /// The exposures of each workload.
  private let exposuresOf: [[Exposure]]

  init(system: SystemIR) {
    self.system = system
    files = AdjacentFiles(of: system, tools: system.needsProbe)
    exposuresOf = system.exposuresByWorkload
  }

  func header(_ spec: String) -> [String] {
    [
      provenance(spec),
      "Start: sh run.sh up",
      "More:  sh run.sh help",
    ]
  }

  func services() -> [ShellScript.Service] {
    system.startStages.map { start in
      let workload = system[start.workload]
      return ShellScript.Service(
        function: workload.function,
        path: workload.path,
        name: workload.name,
        stage: start.stage,
        image: qualified(workload.container.image),
        replicas: workload.containerNames,
        startsAfter: workload.startsAfter.map {
          .init(
            condition: $0.condition == .ready ? .ready : .started,
            function: system[$0.workload].function
          )
        },
        creation: creation(of: workload, start.workload),
        probe: workload.container.healthQuestion.map(probeCall)
      )
    }
  }

  private func creation(
    of workload: Workload,
    _ id: Workload.ID
  ) -> ShellScript.Creation {
    let container = workload.container
    return ShellScript.Creation(
      options: network(workload) + publishing(id) + lifecycle(workload) + setting(workload)
        + mounts(workload) + limits(container.resources)
        + labels(system.engineLabels(of: workload))
        + (container.entrypoint?.first.map { [["--entrypoint", ShellWord($0.description)]] } ?? []),
      image: ShellWord(qualified(container.image)),
      arguments: ((container.entrypoint?.dropFirst()).map(Array.init) ?? [])
        .appending(container.arguments ?? []).map { ShellWord($0.description) }
    )
  }

  private func network(_ workload: Workload) -> [[ShellWord]] {
    var options: [[ShellWord]] = [
      ["--network", "\(variable: "network")"],
      ["--network-alias", ShellWord(workload.name)],
    ]
    if workload.identity == .stable {
      options += [
        ["--hostname", "\(variable: "1")"],
        ["--network-alias", "\(variable: "1")"],
        ["--network-alias", "\(variable: "1").\(workload.name)"],
      ]
    }
    return options
  }

  private func publishing(_ id: Workload.ID) -> [[ShellWord]] {
    exposuresOf[id.index].map { exposure in
      let address = exposure.isLocal ? "127.0.0.1:" : ""
      let port = exposure.port
      return [
        "--publish",
        ShellWord("\(address)\(exposure.publishedPort):\(port.number)/\(port.transport.rawValue)"),
      ]
    }
  }

  private func lifecycle(_ workload: Workload) -> [[ShellWord]] {
    [
      ["--restart", "unless-stopped"],
      ["--stop-timeout", ShellWord("\(workload.stop.gracePeriod)")],
      ["--security-opt", "no-new-privileges"],
    ]
  }

  private func setting(_ workload: Workload) -> [[ShellWord]] {
    let container = workload.container
    var options: [[ShellWord]] = []
    if let user = container.user { options.append(["--user", ShellWord(user.text)]) }
    if let folder = container.workingDirectory {
      options.append(["--workdir", ShellWord(folder)])
    }
    return options
      + container.environment.map { variable in
        ["--env", ShellWord("\(variable.name)=\(variable.value.description)")]
      }
  }

  private func mounts(_ workload: Workload) -> [[ShellWord]] {
    var options = workload.container.files.map { file in
      mount(AdjacentFile(file, of: workload.name), at: file.path)
    }
    if workload.container.needsTools {
      options.append(toolsVolume(at: ProbeTools.folder, ",ro"))
    }
    return options
  }

  private func mount(_ file: AdjacentFile, at path: String) -> [ShellWord] {
    let target = csvField("target=\(path)")
    return [
      "--mount",
      "type=bind,source=\(variable: "mounted")/\(file.name),\(target),ro",
    ]
  }

  private func toolsVolume(at path: String, _ suffix: String) -> [ShellWord] {
    [
      "--mount",
      "type=volume,source=\(variable: "project")-\(ProbeTools.name),target=\(path)\(suffix)",
    ]
  }

  private func limits(_ resources: Resources) -> [[ShellWord]] {
    var options: [[ShellWord]] = []
    if let cpu = resources.cpu { options.append(["--cpus", ShellWord(cores(cpu.limit))]) }
    if let memory = resources.memory {
      options += [
        ["--memory", ShellWord("\(memory.limit)")],
        ["--memory-reservation", ShellWord("\(memory.request)")],
      ]
    }
    return options
  }

  private func labels(_ labels: [Label]) -> [[ShellWord]] {
    labels.map { ["--label", ShellWord("\($0.name)=\($0.value.description)")] }
  }

  private func probeCall(_ question: HealthQuestion) -> ShellScript.ProbeCall {
    let probe = question.probe
    return .init(
      command: probe.command.map { ShellWord($0) },
      limit: probe.commandTimeout,
      period: probe.period,
      patience: question.startPeriod + question.retries * (probe.period + probe.commandTimeout)
    )
  }

  /// Runs to its end before everything that it brings the probe to.
  func toolsService() -> ShellScript.Service {
    ShellScript.Service(
      function: ProbeTools.name.functionName,
      path: "What brings the probe to the others.",
      name: ProbeTools.name,
      stage: 0,
      image: qualified(system.toolsImage),
      replicas: [ProbeTools.name],
      startsAfter: [],
      creation: ShellScript.Creation(
        options: [
          ["--network", "none"],
          ["--read-only"],
          ["--cap-drop", "ALL"],
          ["--security-opt", "no-new-privileges"],
        ]
          + ProbeTools.files.map { mount(AdjacentFile($0, of: ProbeTools.name), at: $0.path) }
          + [toolsVolume(at: ProbeTools.installFolder, "")] + labels(system.labels)
          + [["--entrypoint", ShellWord(ProbeTools.installCommand[0])]],
        image: ShellWord(qualified(system.toolsImage)),
        arguments: ProbeTools.installCommand.dropFirst().map { ShellWord($0) }
      ),
      probe: nil
    )
  }
}

extension Workload {
  fileprivate var function: String { name.functionName }

  fileprivate var containerNames: [String] { instanceNames }
}

extension String {
  /// Names have no `_`, so different ones stay different.
  fileprivate var functionName: String {
    String(map { $0 == "-" ? "_" : $0 })
  }
}

extension Array {
  fileprivate func appending(_ others: [Element]) -> [Element] { self + others }
}

/// The image with its registry, which Podman does not guess and Docker would add.
private func qualified(_ image: String) -> String {
  let parts = image.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2 else { return "docker.io/library/\(image)" }
  let isHost = parts[0] == "localhost" || parts[0].contains { ".:".contains($0) }
  return isHost ? image : "docker.io/\(image)"
}

/// What an engine reads as one field of a mount.
private func csvField(_ text: String) -> String {
  let quote = UInt8(ascii: "\"")
  // By bytes: an accent behind a quote makes one character of both.
  guard text.utf8.contains(where: { [quote, UInt8(ascii: ","), 10, 13].contains($0) }) else {
    return text
  }
  let doubled = text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
  return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
}

/// Thousandths as a decimal number: `0.25`.
private func cores(_ thousandths: Int) -> String {
  let fraction = String(thousandths % 1000 + 1000).dropFirst()
  let digits = fraction.reversed().drop { $0 == "0" }.reversed()
  return "\(thousandths / 1000)" + (digits.isEmpty ? "" : "." + String(digits))
}

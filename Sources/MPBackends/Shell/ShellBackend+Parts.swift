import MPIR

extension ShellBackend {
  /// A container of each replica.
  func part(
    _ container: Container,
    of workload: Workload,
    role: ShellScript.Part.Role?,
    stage: String,
    network: [[ShellWord]],
    edge: [ShellWord]? = nil
  ) -> ShellScript.Part {
    let isMain = role == nil
    let environment = container.environment.map { ($0.name, word($0.value, of: workload)) }
    let hidden = zip(container.environment, environment)
      .filter { !$0.0.value.secrets.isEmpty }.map(\.1)
    return ShellScript.Part(
      function: workload.name.functionName + (isMain ? "" : "__" + container.name.functionName),
      suffix: isMain ? "" : "_" + container.name,
      role: role,
      stage: stage,
      image: qualified(container.image),
      platform: container.platform,
      creation: creation(of: container, in: workload, role: role, network: network),
      edgeAliases: edge,
      secrets: hidden + container.secretFiles.map { ($0.path, $0.secret.shellFile) },
      isNumbered: container.dependsOnReplica || (isMain && network.usesIndex),
      probe: (container.readiness ?? container.startup).map(probeCall),
      startup: container.readiness == nil ? nil : container.startup.map(probeCall)
    )
  }

  private func creation(
    of container: Container,
    in workload: Workload,
    role: ShellScript.Part.Role?,
    network: [[ShellWord]]
  ) -> ShellScript.Creation {
    let command = (container.entrypoint?.dropFirst() ?? []) + (container.arguments ?? [])
    var options = network + lifecycle(workload, role) + setting(container, workload)
    options += mounts(container, workload) + limits(container.resources)
    options += labels(system.engineLabels(of: workload))
    // What the spec says in an engine's own words comes after all else, and so counts.
    if role == nil, !workload.patches.shell.isEmpty {
      options.append(workload.patches.shell.map { ShellWord($0) })
    }
    if let program = container.entrypoint?.first {
      options.append(["--entrypoint", word(program, of: workload)])
    }
    return ShellScript.Creation(
      options: options,
      image: ShellWord(qualified(container.image)),
      arguments: command.map { word($0, of: workload) }
    )
  }

  /// A text as it is while a replica is made.
  private func word(_ template: TextTemplate, of workload: Workload) -> ShellWord {
    template.parts.reduce(ShellWord("")) { word, part in
      switch part {
      case .literal(let text): word + ShellWord(text)
      case .secret(let secret): word + secret.shellValue
      case .replicaIndex: word + "\(variable: "index")"
      case .replicaHost: word + "\(workload.name)-\(variable: "index").\(workload.name)"
      }
    }
  }

  func ownNetwork(_ workload: Workload, _ id: Workload.ID) -> [[ShellWord]] {
    let network: ShellWord =
      system.hasInnerNetwork ? "\(variable: "inner")" : "\(variable: "network")"
    let hostname: [[ShellWord]] =
      workload.isNumbered ? [["--hostname", replicaName(workload)]] : []
    let aliases = aliases(workload).map { ["--network-alias", $0] as [ShellWord] }
    return [["--network", network]] + aliases.prefix(1) + hostname + aliases.dropFirst()
      + publishing(id)
  }

  /// The names by which it is found at the edge, if it is there: an engine lets a container be made in one
  /// network, and join others before it starts.
  func edgeAliases(_ workload: Workload, _ id: Workload.ID) -> [ShellWord]? {
    system.hasInnerNetwork && system.isAtEdge(id) ? aliases(workload) : nil
  }

  private func aliases(_ workload: Workload) -> [ShellWord] {
    let name = replicaName(workload)
    return [ShellWord(workload.name)]
      + (workload.isNumbered ? [name, name + ".\(workload.name)"] : [])
  }

  private func replicaName(_ workload: Workload) -> ShellWord {
    // A run of a cron has more in its name.
    if case .cron = workload.kind {
      "\(workload.name)-\(variable: "index")"
    } else {
      "\(variable: "1")"
    }
  }

  var holdersNetwork: [[ShellWord]] {
    [
      [
        "--network",
        "container:\(variable: "project")-\(variable: "1")_\(EngineReplica.holderName)",
      ]
    ]
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

  private func lifecycle(
    _ workload: Workload,
    _ role: ShellScript.Part.Role?
  ) -> [[ShellWord]] {
    // A job is run again by the script, with what is before it and beside it.
    let policy: ShellWord =
      switch (role, workload.isService) {
      case (.sidecar, _), (nil, true): "unless-stopped"
      case (.`init`, true): "on-failure:\(EngineReplica.initRetries)"
      default: "no"
      }
    var options: [[ShellWord]] = [
      ["--restart", policy],
      ["--stop-timeout", ShellWord("\(workload.stop.gracePeriod)")],
    ]
    if let signal = workload.stop.signal { options.append(["--stop-signal", ShellWord(signal)]) }
    return options + confinement(workload.security)
  }

  private func confinement(_ security: Security) -> [[ShellWord]] {
    var options: [[ShellWord]] = []
    if security.hasReadOnlyRoot { options.append(["--read-only"]) }
    if security.isPrivileged { options.append(["--privileged"]) }
    if security.dropsCapabilities { options.append(["--cap-drop", "ALL"]) }
    options += security.capabilities.map { ["--cap-add", ShellWord($0)] }
    if security.forbidsEscalation { options.append(["--security-opt", "no-new-privileges"]) }
    return options
  }

  private func setting(_ container: Container, _ workload: Workload) -> [[ShellWord]] {
    var options: [[ShellWord]] = []
    if let platform = container.platform { options.append(["--platform", ShellWord(platform)]) }
    if let user = container.user { options.append(["--user", ShellWord(user.text)]) }
    if let folder = container.workingDirectory {
      options.append(["--workdir", ShellWord(folder)])
    }
    return options
      + container.environment.map { variable in
        let name = ShellWord(variable.name)
        // The engine takes the value from its own environment.
        guard variable.value.secrets.isEmpty else { return ["--env", name] }
        return ["--env", name + "=" + word(variable.value, of: workload)]
      }
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

  func labels(_ labels: [Label]) -> [[ShellWord]] {
    labels.map { ["--label", ShellWord("\($0.name)=\($0.value.description)")] }
  }

  private func probeCall(_ probe: Probe) -> ShellScript.ProbeCall {
    .init(
      command: probe.command.map { ShellWord($0) },
      limit: probe.commandTimeout,
      period: probe.period,
      // On Kubernetes what is not ready yet is merely not used, however long it takes; what starts
      // things one by one has to give up.
      patience: probe.initialDelay + 60
        + probe.failureThreshold * (probe.period + probe.commandTimeout)
    )
  }
}

extension [[ShellWord]] {
  /// Whether it takes the number of the replica.
  var usesIndex: Bool {
    joined().contains { $0.parts.contains(.variable("index")) }
  }
}

extension Container {
  /// Whether the script asks it something that its image may have nothing to ask with.
  var needsProbeScript: Bool {
    [startup, readiness].contains { $0?.needsTools ?? false }
  }

  fileprivate var dependsOnReplica: Bool {
    ((entrypoint ?? []) + (arguments ?? []) + environment.map(\.value))
      .contains(where: \.dependsOnReplica)
  }
}

/// Thousandths as a decimal number: `0.25`.
private func cores(_ thousandths: Int) -> String {
  let fraction = String(thousandths % 1000 + 1000).dropFirst()
  let digits = fraction.reversed().drop { $0 == "0" }.reversed()
  return "\(thousandths / 1000)" + (digits.isEmpty ? "" : "." + String(digits))
}

import MPIR
import MPYAML

extension ComposeFile {
  /// The text of the file.
  func yaml() -> [UInt8] {
    let yaml = YAMLWriter(header: header)
    yaml.document {
      yaml.mapping {
        yaml.entry("name", name)
        yaml.mapping("services") {
          for service in services { writeWithPatch(service, to: yaml) }
        }
        if !networks.isEmpty {
          yaml.mapping("networks") {
            for network in networks {
              yaml.mapping(network.name) {
                if network.isInternal { yaml.entry("internal", true) }
              }
            }
          }
        }
        if !configs.isEmpty {
          yaml.mapping("configs") {
            for config in configs {
              yaml.mapping(config.name) { yaml.entry("file", ComposeText.literal(config.file)) }
            }
          }
        }
        if !volumes.isEmpty {
          yaml.mapping("volumes") {
            for volume in volumes { yaml.mapping(volume) {} }
          }
        }
      }
    }
    return yaml.finish()
  }

  private func writeWithPatch(_ service: Service, to yaml: borrowing YAMLWriter) {
    yaml.key(service.name)
    guard let patch = service.patch else {
      write(service, to: yaml)
      return
    }
    PatchValue { write(service, to: $0) }.merged(with: patch).write(to: yaml)
  }

  private func write(_ service: Service, to yaml: borrowing YAMLWriter) {
    yaml.mapping {
      yaml.entry("image", ComposeText.literal(service.image))
      if let build = service.build { write(build, to: yaml) }
      if service.isBuiltHere { yaml.entry("pull_policy", "never") }
      if let platform = service.platform { yaml.entry("platform", ComposeText.literal(platform)) }
      if !service.profiles.isEmpty { yaml.entry("profiles", service.profiles) }
      if let hostname = service.hostname { yaml.entry("hostname", hostname) }
      if let entrypoint = service.entrypoint {
        yaml.entry("entrypoint", entrypoint.map(ComposeText.text))
      }
      if let command = service.command { yaml.entry("command", command.map(ComposeText.text)) }
      if let directory = service.workingDirectory {
        yaml.entry("working_dir", ComposeText.literal(directory))
      }
      if let user = service.user { yaml.entry("user", ComposeText.literal(user)) }
      if !service.environment.isEmpty {
        yaml.mapping("environment") {
          for variable in service.environment {
            yaml.entry(variable.name, ComposeText.text(variable.value))
          }
        }
      }
      writeMounts(service, to: yaml)
      writeNetwork(service, to: yaml)
      writeLifecycle(service, to: yaml)
      writeConfinement(service, to: yaml)
      if !service.labels.isEmpty {
        yaml.mapping("labels") {
          for label in service.labels { yaml.entry(label.name, ComposeText.literal(label.value)) }
        }
      }
    }
  }

  private func writeMounts(_ service: Service, to yaml: borrowing YAMLWriter) {
    if !service.configs.isEmpty {
      yaml.sequence("configs") {
        for mount in service.configs {
          yaml.mapping {
            yaml.entry("source", mount.source)
            yaml.entry("target", ComposeText.literal(mount.target))
          }
        }
      }
    }
    if !service.volumes.isEmpty {
      yaml.sequence("volumes") {
        for mount in service.volumes { yaml.mapping { write(mount, to: yaml) } }
      }
    }
  }

  private func write(_ mount: Mount, to yaml: borrowing YAMLWriter) {
    let (type, source): (String, String?) =
      switch mount.source {
      case .volume(let name, _): ("volume", name)
      case .anonymousVolume: ("volume", nil)
      case .file(let variable, let path):
        ("bind", ComposeText.path(variable: variable, default: path))
      case .proof(let variables): ("bind", ComposeText.proof(ofVariables: variables))
      }
    yaml.entry("type", type)
    if let source { yaml.entry("source", source) }
    yaml.entry("target", ComposeText.literal(mount.target))
    if mount.isReadOnly { yaml.entry("read_only", true) }
    switch mount.source {
    case .volume(_, startsEmpty: true): yaml.mapping("volume") { yaml.entry("nocopy", true) }
    case .volume, .anonymousVolume: break
    // Otherwise a folder takes the place of a file that is missing.
    case .file, .proof: yaml.mapping("bind") { yaml.entry("create_host_path", false) }
    }
  }

  private func write(_ build: Build, to yaml: borrowing YAMLWriter) {
    yaml.mapping("build") {
      yaml.entry("context", ComposeText.literal(build.context))
      if let file = build.dockerfile { yaml.entry("dockerfile", ComposeText.literal(file)) }
      if let target = build.target { yaml.entry("target", ComposeText.literal(target)) }
      if !build.arguments.isEmpty {
        yaml.mapping("args") {
          for argument in build.arguments {
            yaml.entry(argument.name, ComposeText.literal(argument.value))
          }
        }
      }
    }
  }

  private func writeNetwork(_ service: Service, to yaml: borrowing YAMLWriter) {
    if !service.ports.isEmpty {
      yaml.sequence("ports") {
        for port in service.ports {
          yaml.mapping {
            yaml.entry("target", port.target)
            yaml.entry("published", String(port.published))
            if let address = port.hostAddress { yaml.entry("host_ip", address) }
            yaml.entry("protocol", port.transport)
          }
        }
      }
    }
    switch service.networkMode {
    case nil: break
    case .some(.none): yaml.entry("network_mode", "none")
    case .service(let name): yaml.entry("network_mode", "service:\(name)")
    }
    if !(service.networks.isEmpty && service.aliases.isEmpty) {
      yaml.mapping("networks") {
        for network in service.networks.isEmpty ? ["default"] : service.networks {
          yaml.mapping(network) {
            if !service.aliases.isEmpty { yaml.entry("aliases", service.aliases) }
          }
        }
      }
    }
  }

  private func writeLifecycle(_ service: Service, to yaml: borrowing YAMLWriter) {
    if !service.dependsOn.isEmpty {
      yaml.mapping("depends_on") {
        for dependency in service.dependsOn {
          yaml.mapping(dependency.service) {
            yaml.entry("condition", dependency.condition.rawValue)
          }
        }
      }
    }
    if let check = service.healthcheck {
      yaml.mapping("healthcheck") {
        yaml.entry("test", check.test.map(ComposeText.literal))
        yaml.entry("interval", "\(check.interval)s")
        yaml.entry("timeout", "\(check.timeout)s")
        yaml.entry("retries", check.retries)
        if check.startPeriod > 0 { yaml.entry("start_period", "\(check.startPeriod)s") }
      }
    }
    if service.replicas != nil || service.resources != nil {
      yaml.mapping("deploy") {
        if let replicas = service.replicas { yaml.entry("replicas", replicas) }
        if let resources = service.resources { write(resources, to: yaml) }
      }
    }
    if let signal = service.stopSignal { yaml.entry("stop_signal", signal) }
    if let period = service.stopGracePeriod { yaml.entry("stop_grace_period", "\(period)s") }
    yaml.entry("restart", service.restart.text)
  }

  private func write(_ resources: Resources, to yaml: borrowing YAMLWriter) {
    let parts = [
      ("limits", resources.cpuLimit, resources.memoryLimit),
      ("reservations", resources.cpuReservation, resources.memoryReservation),
    ]
    yaml.mapping("resources") {
      for (name, cpu, memory) in parts where cpu != nil || memory != nil {
        yaml.mapping(name) {
          if let cpu { yaml.entry("cpus", cores(cpu)) }
          // Bytes: the suffixes of Compose are not those of Kubernetes.
          if let memory { yaml.entry("memory", String(memory)) }
        }
      }
    }
  }

  /// Thousandths as a decimal number: `0.25`.
  private func cores(_ thousandths: Int) -> String {
    let fraction = String(thousandths % 1000 + 1000).dropFirst()
    let digits = fraction.reversed().drop { $0 == "0" }.reversed()
    return "\(thousandths / 1000)" + (digits.isEmpty ? "" : "." + String(digits))
  }

  private func writeConfinement(_ service: Service, to yaml: borrowing YAMLWriter) {
    if service.isReadOnly { yaml.entry("read_only", true) }
    if service.isPrivileged { yaml.entry("privileged", true) }
    if !service.droppedCapabilities.isEmpty {
      yaml.entry("cap_drop", service.droppedCapabilities)
    }
    if !service.addedCapabilities.isEmpty { yaml.entry("cap_add", service.addedCapabilities) }
    if service.forbidsEscalation { yaml.entry("security_opt", ["no-new-privileges:true"]) }
  }
}

extension ComposeFile.Restart {
  fileprivate var text: String {
    switch self {
    case .no: "no"
    case .unlessStopped: "unless-stopped"
    case .onFailure(let retries): "on-failure:\(retries)"
    }
  }
}

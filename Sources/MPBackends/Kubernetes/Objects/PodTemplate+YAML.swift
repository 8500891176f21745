import MPIR
import MPYAML

extension PodTemplate {
  func write(to yaml: borrowing YAMLWriter) {
    yaml.mapping("template") {
      yaml.mapping("metadata") {
        yaml.entry("labels", labels)
        if !annotations.isEmpty { yaml.entry("annotations", annotations) }
      }
      yaml.mapping("spec") {
        yaml.entry("serviceAccountName", serviceAccount)
        yaml.entry("automountServiceAccountToken", false)
        // Variables such as REDIS_PORT, which programs take for settings of theirs.
        yaml.entry("enableServiceLinks", false)
        yaml.entry("terminationGracePeriodSeconds", terminationGracePeriod)
        yaml.mapping("securityContext") {
          yaml.mapping("seccompProfile") { yaml.entry("type", "RuntimeDefault") }
        }
        if let spread { writeSpread(spread, to: yaml) }
        yaml.sequence("containers") { container.write(to: yaml) }
        if !volumes.isEmpty {
          yaml.sequence("volumes") {
            for volume in volumes { volume.write(to: yaml) }
          }
        }
      }
    }
  }

  private func writeSpread(_ selector: [Label], to yaml: borrowing YAMLWriter) {
    yaml.sequence("topologySpreadConstraints") {
      yaml.mapping {
        yaml.entry("maxSkew", 1)
        yaml.entry("topologyKey", "kubernetes.io/hostname")
        yaml.entry("whenUnsatisfiable", "ScheduleAnyway")
        writeSelector("labelSelector", selector, to: yaml)
      }
    }
  }
}

extension PodTemplate.Volume {
  fileprivate func write(to yaml: borrowing YAMLWriter) {
    yaml.mapping {
      yaml.entry("name", name)
      yaml.mapping("configMap") {
        yaml.entry("name", configMap)
        if !items.isEmpty {
          yaml.sequence("items") {
            for (key, mode) in items {
              yaml.mapping {
                yaml.entry("key", key)
                yaml.entry("path", key)
                // Decimal: readers of YAML 1.1 and 1.2 differ about a leading zero.
                if let mode { yaml.entry("mode", mode) }
              }
            }
          }
        }
      }
    }
  }
}

extension PodTemplate.Container {
  fileprivate func write(to yaml: borrowing YAMLWriter) {
    yaml.mapping {
      yaml.entry("name", name)
      yaml.entry("image", image)
      if let command { yaml.entry("command", command.map(literal)) }
      if let arguments { yaml.entry("args", arguments.map(literal)) }
      if let workingDirectory { yaml.entry("workingDir", workingDirectory) }
      writePorts(to: yaml)
      writeEnvironment(to: yaml)
      resources.write(to: yaml)
      readiness?.write(to: yaml)
      writeSecurityContext(to: yaml)
      writeMounts(to: yaml)
    }
  }

  private func writePorts(to yaml: borrowing YAMLWriter) {
    guard !ports.isEmpty else { return }
    yaml.sequence("ports") {
      for port in ports {
        yaml.mapping {
          yaml.entry("name", port.name)
          yaml.entry("containerPort", port.number)
          yaml.entry("protocol", port.transport.kubernetesName)
        }
      }
    }
  }

  private func writeEnvironment(to yaml: borrowing YAMLWriter) {
    guard !environment.isEmpty else { return }
    yaml.sequence("env") {
      for variable in environment {
        yaml.mapping {
          yaml.entry("name", variable.name)
          yaml.entry("value", literal(variable.value.description))
        }
      }
    }
  }

  private func writeSecurityContext(to yaml: borrowing YAMLWriter) {
    yaml.mapping("securityContext") {
      yaml.entry("allowPrivilegeEscalation", false)
      if let user {
        if user > 0 { yaml.entry("runAsNonRoot", true) }
        yaml.entry("runAsUser", user)
      }
      if let group { yaml.entry("runAsGroup", group) }
    }
  }

  private func writeMounts(to yaml: borrowing YAMLWriter) {
    guard !mounts.isEmpty else { return }
    yaml.sequence("volumeMounts") {
      for mount in mounts {
        yaml.mapping {
          yaml.entry("name", mount.volume)
          yaml.entry("mountPath", mount.path)
          yaml.entry("subPath", mount.key)
          yaml.entry("readOnly", true)
        }
      }
    }
  }
}

extension PodTemplate.Readiness {
  fileprivate func write(to yaml: borrowing YAMLWriter) {
    yaml.mapping("readinessProbe") {
      switch check {
      case .http(let path, let port):
        yaml.mapping("httpGet") {
          yaml.entry("path", path)
          port.write(to: yaml)
        }
      case .tcp(let port): yaml.mapping("tcpSocket") { port.write(to: yaml) }
      case .exec(let command):
        yaml.mapping("exec") { yaml.entry("command", command.map(literal)) }
      }
      yaml.entry("initialDelaySeconds", initialDelay)
      yaml.entry("periodSeconds", period)
      yaml.entry("timeoutSeconds", timeout)
      yaml.entry("successThreshold", 1)
      yaml.entry("failureThreshold", failureThreshold)
    }
  }
}

extension PodTemplate.PortReference {
  fileprivate func write(to yaml: borrowing YAMLWriter) {
    switch self {
    case .name(let name): yaml.entry("port", name)
    case .number(let number): yaml.entry("port", number)
    }
  }
}

extension Resources {
  fileprivate func write(to yaml: borrowing YAMLWriter) {
    guard cpu != nil || memory != nil else { return }
    yaml.mapping("resources") {
      for (name, cpu, memory) in [
        ("requests", cpu?.request, memory?.request), ("limits", cpu?.limit, memory?.limit),
      ] {
        yaml.mapping(name) {
          if let cpu { yaml.entry("cpu", KubernetesQuantity.cpu(cpu)) }
          if let memory { yaml.entry("memory", KubernetesQuantity.bytes(memory)) }
        }
      }
    }
  }
}

/// The kubelet replaces `$(NAME)`, and makes one `$` of two, in commands, arguments and values.
private func literal(_ text: String) -> String { text.doublingDollars }

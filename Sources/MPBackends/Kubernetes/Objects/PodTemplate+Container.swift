import MPIR
import MPYAML

extension PodTemplate.Container {
  func write(to yaml: borrowing YAMLWriter) {
    yaml.mapping {
      yaml.entry("name", name)
      yaml.entry("image", image)
      if isPulledAlways { yaml.entry("imagePullPolicy", "Always") }
      // Of an init container: it stays, and what comes after it starts once it has come up.
      if isSidecar { yaml.entry("restartPolicy", "Always") }
      if let command { yaml.entry("command", command.map(\.text)) }
      if let arguments { yaml.entry("args", arguments.map(\.text)) }
      if let workingDirectory { yaml.entry("workingDir", workingDirectory) }
      writePorts(to: yaml)
      writeEnvironment(to: yaml)
      resources.write(to: yaml)
      startup?.write("startupProbe", to: yaml)
      readiness?.write("readinessProbe", to: yaml)
      liveness?.write("livenessProbe", to: yaml)
      writeLifecycle(to: yaml)
      security.write("securityContext", to: yaml)
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
          switch variable.value {
          case .text(let text): yaml.entry("value", text.text)
          case .secret(let object, let key):
            yaml.mapping("valueFrom") {
              yaml.mapping("secretKeyRef") {
                yaml.entry("name", object)
                yaml.entry("key", key)
              }
            }
          case .field(let path):
            yaml.mapping("valueFrom") {
              yaml.mapping("fieldRef") { yaml.entry("fieldPath", path) }
            }
          }
        }
      }
    }
  }

  private func writeLifecycle(to yaml: borrowing YAMLWriter) {
    guard let drain else { return }
    yaml.mapping("lifecycle") {
      // By the kubelet: the image may have no `sleep`.
      yaml.mapping("preStop") {
        yaml.mapping("sleep") { yaml.entry("seconds", drain) }
      }
    }
  }

  private func writeMounts(to yaml: borrowing YAMLWriter) {
    guard !mounts.isEmpty else { return }
    yaml.sequence("volumeMounts") {
      for mount in mounts {
        yaml.mapping {
          yaml.entry("name", mount.volume)
          yaml.entry("mountPath", mount.path)
          if let subPath = mount.subPath { yaml.entry("subPath", subPath) }
          if mount.isReadOnly { yaml.entry("readOnly", true) }
        }
      }
    }
  }
}

extension PodTemplate.Probe {
  fileprivate func write(_ key: String, to yaml: borrowing YAMLWriter) {
    yaml.mapping(key) {
      switch check {
      case .http(let path, let port):
        yaml.mapping("httpGet") {
          yaml.entry("path", path)
          port.write(to: yaml)
        }
      case .tcp(let port): yaml.mapping("tcpSocket") { port.write(to: yaml) }
      case .grpc(let port): yaml.mapping("grpc") { yaml.entry("port", port) }
      case .exec(let command):
        yaml.mapping("exec") { yaml.entry("command", command.map(\.text)) }
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

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
        if let pullSecret {
          yaml.sequence("imagePullSecrets") { yaml.mapping { yaml.entry("name", pullSecret) } }
        }
        if restartPolicy != .always { yaml.entry("restartPolicy", restartPolicy.rawValue) }
        yaml.entry("terminationGracePeriodSeconds", terminationGracePeriod)
        if !nodeLabels.isEmpty { yaml.entry("nodeSelector", nodeLabels) }
        writeSecurityContext(to: yaml)
        if let spread, !spreadKeys.isEmpty { writeSpread(spread, to: yaml) }
        if !inits.isEmpty {
          yaml.sequence("initContainers") {
            for container in inits { container.write(to: yaml) }
          }
        }
        yaml.sequence("containers") { container.write(to: yaml) }
        if !volumes.isEmpty {
          yaml.sequence("volumes") {
            for volume in volumes { volume.write(to: yaml) }
          }
        }
      }
    }
  }

  private func writeSecurityContext(to yaml: borrowing YAMLWriter) {
    guard group != nil || hasDefaultSeccompProfile else { return }
    yaml.mapping("securityContext") {
      if let group {
        yaml.entry("fsGroup", group.id)
        // Otherwise every file of a volume is touched at each start.
        if group.ownsKeptVolumes { yaml.entry("fsGroupChangePolicy", "OnRootMismatch") }
      }
      if hasDefaultSeccompProfile {
        yaml.mapping("seccompProfile") { yaml.entry("type", "RuntimeDefault") }
      }
    }
  }

  private func writeSpread(_ selector: [Label], to yaml: borrowing YAMLWriter) {
    yaml.sequence("topologySpreadConstraints") {
      for key in spreadKeys {
        yaml.mapping {
          yaml.entry("maxSkew", 1)
          yaml.entry("topologyKey", key)
          yaml.entry("whenUnsatisfiable", "ScheduleAnyway")
          writeSelector("labelSelector", selector, to: yaml)
        }
      }
    }
  }
}

extension PodTemplate.Volume {
  fileprivate func write(to yaml: borrowing YAMLWriter) {
    yaml.mapping {
      yaml.entry("name", name)
      switch source {
      case .configMap(let name, let items):
        yaml.mapping("configMap") {
          yaml.entry("name", name)
          write(items, to: yaml)
        }
      case .secret(let name, let items):
        yaml.mapping("secret") {
          yaml.entry("secretName", name)
          write(items, to: yaml)
        }
      case .claim(let name):
        yaml.mapping("persistentVolumeClaim") { yaml.entry("claimName", name) }
      case .temporary(let size):
        yaml.mapping("emptyDir") {
          if let size { yaml.entry("sizeLimit", KubernetesQuantity.bytes(size)) }
        }
      case .token: writeToken(to: yaml)
      }
    }
  }

  private func write(_ items: [Item], to yaml: borrowing YAMLWriter) {
    guard !items.isEmpty else { return }
    yaml.sequence("items") {
      for item in items {
        yaml.mapping {
          yaml.entry("key", item.key)
          yaml.entry("path", item.path)
          // Decimal: readers of YAML 1.1 and 1.2 differ about a leading zero.
          if let mode = item.mode { yaml.entry("mode", mode) }
        }
      }
    }
  }

  /// What a pod with `automountServiceAccountToken` would have, for those that mount it only.
  private func writeToken(to yaml: borrowing YAMLWriter) {
    yaml.mapping("projected") {
      yaml.sequence("sources") {
        yaml.mapping {
          yaml.mapping("serviceAccountToken") {
            yaml.entry("path", "token")
            // It is renewed as long as the pod is there.
            yaml.entry("expirationSeconds", 3600)
          }
        }
        yaml.mapping {
          yaml.mapping("configMap") {
            yaml.entry("name", "kube-root-ca.crt")
            yaml.sequence("items") {
              yaml.mapping {
                yaml.entry("key", "ca.crt")
                yaml.entry("path", "ca.crt")
              }
            }
          }
        }
        yaml.mapping {
          yaml.mapping("downwardAPI") {
            yaml.sequence("items") {
              yaml.mapping {
                yaml.entry("path", "namespace")
                yaml.mapping("fieldRef") { yaml.entry("fieldPath", "metadata.namespace") }
              }
            }
          }
        }
      }
    }
  }
}

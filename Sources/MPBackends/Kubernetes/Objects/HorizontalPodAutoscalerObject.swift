import MPIR
import MPYAML

/// Decides how many replicas there are.
struct HorizontalPodAutoscalerObject: KubernetesObject {
  static let apiVersion = "autoscaling/v2"
  static let kind = "HorizontalPodAutoscaler"

  var metadata: ObjectMetadata
  var target: any KubernetesObject
  /// What is measured: the requests of a sidecar are no measure of the program.
  var container: String
  var minimum: Int
  var scaling: Autoscaling

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      yaml.mapping("scaleTargetRef") {
        yaml.entry("apiVersion", type(of: target).apiVersion)
        yaml.entry("kind", type(of: target).kind)
        yaml.entry("name", target.metadata.name)
      }
      yaml.entry("minReplicas", minimum)
      yaml.entry("maxReplicas", scaling.maximum)
      yaml.sequence("metrics") {
        for (resource, percent) in [("cpu", scaling.cpu), ("memory", scaling.memory)] {
          if let percent { writeMetric(resource, percent, to: yaml) }
        }
      }
    }
  }

  private func writeMetric(_ resource: String, _ percent: Int, to yaml: borrowing YAMLWriter) {
    yaml.mapping {
      yaml.entry("type", "ContainerResource")
      yaml.mapping("containerResource") {
        yaml.entry("name", resource)
        yaml.entry("container", container)
        yaml.mapping("target") {
          yaml.entry("type", "Utilization")
          yaml.entry("averageUtilization", percent)
        }
      }
    }
  }
}

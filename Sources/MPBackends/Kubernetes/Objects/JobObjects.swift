import MPIR
import MPYAML

/// What runs to its end.
struct JobTemplate {
  /// How many times it has to succeed.
  var completions: Int
  var completion: Completion
  var template: PodTemplate
  /// Containers that only wait: when one of them fails, nothing was tried.
  var waiting: [String]

  /// Of all that it says.
  ///
  /// - Parameter patches: What lies over it.
  func digest(with patches: [UInt8]) -> ContentDigest {
    let yaml = YAMLWriter()
    yaml.document { yaml.mapping { write(to: yaml) } }
    return ContentDigest(of: yaml.finish() + patches)
  }

  func write(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      yaml.entry("completions", completions)
      yaml.entry("parallelism", completion.parallelism)
      yaml.entry("completionMode", completion.isIndexed ? "Indexed" : "NonIndexed")
      yaml.entry("backoffLimit", completion.retries)
      if let timeout = completion.timeout { yaml.entry("activeDeadlineSeconds", timeout) }
      writeFailurePolicy(to: yaml)
      template.write(to: yaml)
    }
  }

  /// What does not use up a retry.
  private func writeFailurePolicy(to yaml: borrowing YAMLWriter) {
    yaml.mapping("podFailurePolicy") {
      yaml.sequence("rules") {
        // A node that was drained is no failure of the program.
        yaml.mapping {
          yaml.entry("action", "Ignore")
          yaml.sequence("onPodConditions") {
            yaml.mapping {
              yaml.entry("type", "DisruptionTarget")
              yaml.entry("status", "True")
            }
          }
        }
        for name in waiting {
          yaml.mapping {
            yaml.entry("action", "Ignore")
            yaml.mapping("onExitCodes") {
              yaml.entry("containerName", name)
              yaml.entry("operator", "NotIn")
              yaml.sequence("values") { yaml.integer(0) }
            }
          }
        }
      }
    }
  }
}

/// Runs once. Its name has a hash of the rest, since that never changes: what has changed is another job.
///
/// It has no time to live: while the object is there, another `kubectl apply` runs nothing.
struct JobObject: KubernetesObject {
  static let apiVersion = "batch/v1"
  static let kind = "Job"

  var metadata: ObjectMetadata
  var job: JobTemplate

  func writeFields(to yaml: borrowing YAMLWriter) { job.write(to: yaml) }
}

/// Runs whenever it is time.
struct CronJobObject: KubernetesObject {
  static let apiVersion = "batch/v1"
  static let kind = "CronJob"

  var metadata: ObjectMetadata
  var schedule: Schedule
  var labels: [Label]
  var job: JobTemplate

  /// How late a run may start, in seconds. Enough for a control plane that is being updated; and not so
  /// long that with `Forbid` one run would often start as soon as the last one ends.
  private static let startingDeadline = 600
  /// How many runs are kept to look at.
  private static let historyLimit = 3

  func writeFields(to yaml: borrowing YAMLWriter) {
    yaml.mapping("spec") {
      yaml.entry("schedule", schedule.expression)
      yaml.entry("timeZone", schedule.timeZone)
      yaml.entry("concurrencyPolicy", schedule.concurrency.kubernetesName)
      yaml.entry("startingDeadlineSeconds", Self.startingDeadline)
      yaml.entry("successfulJobsHistoryLimit", Self.historyLimit)
      yaml.entry("failedJobsHistoryLimit", Self.historyLimit)
      yaml.mapping("jobTemplate") {
        yaml.mapping("metadata") { yaml.entry("labels", labels) }
        job.write(to: yaml)
      }
    }
  }
}

extension Schedule.Concurrency {
  fileprivate var kubernetesName: String {
    switch self {
    case .forbid: "Forbid"
    case .allow: "Allow"
    case .replace: "Replace"
    }
  }
}

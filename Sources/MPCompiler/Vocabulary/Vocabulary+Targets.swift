/// What is said in the words of a target itself, where the language has none.
extension Vocabulary {
  /// The objects of Kubernetes that a workload may become.
  static let kubernetesKinds = [
    "Deployment", "StatefulSet", "Job", "CronJob", "Service", "Ingress", "NetworkPolicy",
    "PodDisruptionBudget", "HorizontalPodAutoscaler", "PersistentVolumeClaim", "ConfigMap",
    "ServiceAccount", "Role", "RoleBinding",
  ]

  package static let kubernetes = BlockKind(
    "kubernetes",
    "What is laid over its objects on Kubernetes, by their kinds: maps merge, lists are replaced, `null` removes.",
    blocks: [
      BlockKind(
        "pod",
        "The spec of its pods: `pod { priorityClassName = \"high\" }`.",
        isFree: true
      ),
      BlockKind("container", "Its own container in them.", isFree: true),
    ]
      + kubernetesKinds.map { kind in
        BlockKind(kind, "The objects of this kind that it becomes.", isFree: true)
      }
  )

  package static let compose = BlockKind(
    "compose",
    "What is laid over its services in Compose. A `$` means what it does there.",
    isFree: true
  )

  package static let shell = BlockKind(
    "shell",
    "What is added for the shell script.",
    attributes: [
      Attribute(
        "run_args",
        .types([.list(.string)]),
        "Further options of `docker create`, a word each: `[\"--cap-add\", \"NET_RAW\"]`."
      )
    ]
  )
}

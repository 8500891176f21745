import MPIR

extension KubernetesBackend {
  /// What makes the pods of a workload, and decides how many there are.
  func workload(_ id: Workload.ID) -> [any KubernetesObject] {
    let workload = system[id]
    var annotated = metadata(objectNames[id.index], of: workload)
    annotated.annotations = workload.annotations
    switch workload.kind {
    case .service: return service(id, annotated)
    case .job: return [JobObject(metadata: annotated, job: job(id))]
    case .cron(let schedule, _):
      return [
        CronJobObject(
          metadata: annotated,
          schedule: schedule,
          labels: podLabels(workload),
          job: job(id)
        )
      ]
    }
  }

  // MARK: - Services

  private func service(_ id: Workload.ID, _ annotated: ObjectMetadata) -> [any KubernetesObject] {
    let workload = system[id]
    let metadata = metadata(workload.name, of: workload)
    let selector = selector(workload)
    var objects: [any KubernetesObject] = []
    if workload.replicas > 1 {
      objects.append(PodDisruptionBudgetObject(metadata: metadata, selector: selector))
    }
    let pods = pods(id, annotated)
    objects.append(pods)
    if let scaling = workload.autoscaling {
      objects.append(
        HorizontalPodAutoscalerObject(
          metadata: metadata,
          target: pods,
          container: workload.container.name,
          minimum: workload.replicas,
          scaling: scaling
        )
      )
    }
    return objects
  }

  private func pods(_ id: Workload.ID, _ metadata: ObjectMetadata) -> any KubernetesObject {
    let workload = system[id]
    // Each apply would undo what the autoscaler has decided.
    let replicas = workload.autoscaling == nil ? workload.replicas : nil
    switch workload.identity {
    case .none:
      return DeploymentObject(
        metadata: metadata,
        replicas: replicas,
        selector: selector(workload),
        strategy: strategy(workload),
        template: podTemplate(id)
      )
    case .stable:
      return StatefulSetObject(
        metadata: metadata,
        replicas: replicas,
        selector: selector(workload),
        serviceName: workload.name,
        template: podTemplate(id),
        claims: claimTemplates(workload)
      )
    }
  }

  private func strategy(_ workload: Workload) -> DeploymentObject.Strategy {
    // A new replica on another node would wait for ever for a disk that the old one has.
    if system.usesDiskAlone(workload) { return .recreate }
    let update = workload.update
    // A new replica is ready before an old one goes; one of the two has to be possible.
    let isWithoutSurge = update.maxSurge?.isNothing ?? false
    return .rolling(
      maxUnavailable: update.maxUnavailable ?? .count(isWithoutSurge ? 1 : 0),
      maxSurge: update.maxSurge ?? .count(1)
    )
  }

  // MARK: - Jobs

  private func job(_ id: Workload.ID) -> JobTemplate {
    let workload = system[id]
    let completion =
      workload.completion
      ?? Completion(parallelism: 1, retries: 0, timeout: nil, isIndexed: false)
    var template = podTemplate(id)
    // And not `OnFailure`, which takes the pod away with the last try, and the log with it. Each try is
    // a pod of its own, so it passes its gates again, and may be on another node.
    template.restartPolicy = .never
    return JobTemplate(
      completions: workload.replicas,
      completion: completion,
      template: template,
      waiting: gates(of: id).map(\.waitName)
    )
  }

  /// `migrate-5f2b0c9d81aa`: a job that has changed is another job, and the same one is applied again
  /// without an effect. By the limit of 44 for the name of a job, its pods' names stay whole.
  func jobName(_ id: Workload.ID) -> String {
    let patches = KubernetesOverlay(of: system[id])?.bytes(of: JobObject.kind) ?? []
    return "\(system[id].name)-\(job(id).digest(with: patches).short)"
  }
}

extension Update.Amount {
  var isNothing: Bool { self == .count(0) || self == .percent(0) }
}

extension SystemIR {
  /// Whether a workload stores something on what one node has at a time.
  func usesDiskAlone(_ workload: Workload) -> Bool {
    workload.volumes.contains { volume in
      switch volume.source {
      case .own: true
      case .temporary: false
      case .shared(let name): !(self.volume(name)?.isShared ?? false)
      }
    }
  }
}

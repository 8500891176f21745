import MPIR

/// What a pod waits for before anything of it starts.
struct Gate {
  enum Question {
    /// Whether a Service leads to somebody who accepts a connection.
    case accepts(service: String, port: ContainerPort)
    /// Whether a Job has succeeded.
    case succeeded(job: String)
    /// Whether a replica of a StatefulSet is ready. For those whose Service leads to replicas that are
    /// not, too.
    case isReady(statefulSet: String, replicas: Int?)
  }

  var workload: Workload.ID
  /// The name of that workload.
  var target: String
  var question: Question

  /// No container of a spec has a name like this.
  var waitName: String { "mp-wait-\(target)" }

  /// Whether the API of the cluster is asked.
  var asksCluster: Bool {
    if case .accepts = question { false } else { true }
  }
}

extension KubernetesBackend {
  /// By name: a job is another when its pods are, and moving a block of the spec is no reason for that.
  func gates(of id: Workload.ID) -> [Gate] {
    let dependencies = system[id].startsAfter.filter(\.isGate)
      .sorted { system[$0.workload].name < system[$1.workload].name }
    return dependencies.compactMap { dependency in
      let target = system[dependency.workload]
      let object = objectNames[dependency.workload.index]
      let question: Gate.Question
      switch target.kind {
      case .job: question = .succeeded(job: object)
      case .service where target.identity == .stable && findsUnreadyReplicas(dependency.workload):
        question = .isReady(
          statefulSet: object,
          replicas: target.autoscaling == nil ? target.replicas : nil
        )
      case .service:
        guard let port = dependency.port else { return nil }
        question = .accepts(service: object, port: port)
      // Nobody waits for what may be days away.
      case .cron: return nil
      }
      return Gate(workload: dependency.workload, target: target.name, question: question)
    }
  }

  /// For each workload, who waits for which of its ports.
  func waiters() -> [[(from: Workload.ID, port: ContainerPort)]] {
    var result = system.workloads.map { _ in [(from: Workload.ID, port: ContainerPort)]() }
    for index in system.workloads.indices {
      let id = Workload.ID(index: index)
      for gate in gates(of: id) {
        guard case .accepts(_, let port) = gate.question else { continue }
        result[gate.workload.index].append((id, port))
      }
    }
    return result
  }

  // MARK: - Containers

  static let tokenVolume = PodTemplate.Volume(name: "mp-token", source: .token)

  /// Where clients of the API look for what they need.
  private static let tokenFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

  func waitingContainers(_ gate: Gate, of workload: Workload) -> [PodTemplate.Container] {
    waitingContainers(gate).map { container in
      var container = container
      container.isPulledAlways = isPulledAlways(container.image, by: workload)
      return container
    }
  }

  private func waitingContainers(_ gate: Gate) -> [PodTemplate.Container] {
    switch gate.question {
    case .accepts(let service, let port): [asking(gate.waitName, service, port.number)]
    case .succeeded(let job):
      // kubectl waits for one condition, and a job ends in one of two. So the first container waits for
      // any, and the second, which would wait on after a failure, gives up soon and so says it.
      [
        kubectl(
          gate.waitName,
          ["--for=jsonpath={.status.conditions[0].type}", "--timeout=-1s", "jobs.batch/\(job)"]
        ),
        kubectl(
          "mp-check-\(gate.target)",
          ["--for=condition=Complete", "--timeout=1m", "jobs.batch/\(job)"]
        ),
      ]
    case .isReady(let statefulSet, let replicas):
      // There once it is not 0.
      [
        kubectl(
          gate.waitName,
          [
            "--for=jsonpath={.status.readyReplicas}\(replicas.map { "=\($0)" } ?? "")",
            "--timeout=-1s",
            "statefulsets.apps/\(statefulSet)",
          ]
        )
      ]
    }
  }

  /// Without a shell, which not every image of kubectl has. A negative timeout is a week.
  private func kubectl(_ name: String, _ arguments: [String]) -> PodTemplate.Container {
    PodTemplate.Container(
      name: name,
      image: system.kubectlImage,
      command: (["kubectl", "wait"] + arguments).map { KubeletText($0) },
      resources: Resources(
        cpu: .init(request: 100, limit: 100),
        memory: .init(request: 128 << 20, limit: 128 << 20)
      ),
      security: Self.bare,
      mounts: [
        .init(
          volume: Self.tokenVolume.name,
          path: Self.tokenFolder,
          subPath: nil,
          isReadOnly: true
        )
      ]
    )
  }

  /// Not every busybox has `nc -z`.
  private func asking(_ name: String, _ host: String, _ port: Int) -> PodTemplate.Container {
    // The first process of a container gets no signal that it does not ask for.
    let script = """
      trap 'exit 143' TERM
      echo "waiting for $1, port $2"
      until /bin/busybox nc -w 2 "$1" "$2" -e /bin/busybox true </dev/null 2>/dev/null; do
        /bin/busybox sleep 1
      done
      """
    return PodTemplate.Container(
      name: name,
      image: system.toolsImage,
      command: ["/bin/busybox", "sh", "-c", script, name, host, "\(port)"].map { KubeletText($0) },
      resources: Resources(
        cpu: .init(request: 10, limit: 10),
        memory: .init(request: 32 << 20, limit: 32 << 20)
      ),
      security: Self.bare
    )
  }

  /// Everything is taken away: these need nothing. The user is `nobody` of the images that have none of
  /// their own.
  private static let bare = PodTemplate.Security(
    user: 65532,
    group: 65532,
    isNonRoot: true,
    forbidsEscalation: true,
    hasReadOnlyRoot: true,
    droppedCapabilities: ["ALL"]
  )

  // MARK: - Permissions

  /// Whom the pods of a workload are, and what they may ask the cluster: exactly what their gates do.
  func identity(of id: Workload.ID) -> [any KubernetesObject] {
    let workload = system[id]
    let metadata = metadata(workload.name, of: workload)
    let account = ServiceAccountObject(metadata: metadata)
    var jobs: [String] = []
    var statefulSets: [String] = []
    for gate in gates(of: id) {
      switch gate.question {
      case .accepts: break
      case .succeeded(let job): jobs.append(job)
      case .isReady(let statefulSet, _): statefulSets.append(statefulSet)
      }
    }
    let rules = [
      RoleObject.Rule(group: "batch", resource: "jobs", names: jobs),
      RoleObject.Rule(group: "apps", resource: "statefulsets", names: statefulSets),
    ].filter { !$0.names.isEmpty }
    guard !rules.isEmpty else { return [account] }
    return [
      account, RoleObject(metadata: metadata, rules: rules),
      RoleBindingObject(metadata: metadata, role: workload.name, serviceAccount: workload.name),
    ]
  }
}

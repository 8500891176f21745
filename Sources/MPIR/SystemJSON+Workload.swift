import MPDiagnostics

extension SystemJSON {
  func json(_ workload: Workload) -> JSONValue {
    .object([
      "kind": json(workload.kind),
      "name": .string(workload.name),
      "path": .string(workload.path),
      "identity": .string(workload.identity.rawValue),
      "isHeadless": .bool(workload.isHeadless),
      "replicas": .number(workload.replicas),
      "autoscaling": .optional(workload.autoscaling, json),
      "container": json(workload.container),
      "inits": .array(workload.inits, json),
      "sidecars": .array(workload.sidecars, json),
      "volumes": .array(workload.volumes, json),
      "stop": json(workload.stop),
      "update": json(workload.update),
      "spread": .string(workload.spread.rawValue),
      "security": json(workload.security),
      "closesEgress": .bool(workload.closesEgress),
      "patches": json(workload.patches),
      "labels": .array(workload.labels, json),
      "removedLabels": .array(workload.removedLabels) { .string($0) },
      "annotations": .array(workload.annotations, json),
      "startsAfter": .array(workload.startsAfter, json),
      "origin": json(workload.origin),
    ])
  }

  private func json(_ kind: Workload.Kind) -> JSONValue {
    switch kind {
    case .service: .object(["case": .string("service")])
    case .job(let completion):
      .object(["case": .string("job"), "completion": json(completion)])
    case .cron(let schedule, let completion):
      .object([
        "case": .string("cron"), "schedule": json(schedule), "completion": json(completion),
      ])
    }
  }

  private func json(_ completion: Completion) -> JSONValue {
    .object([
      "parallelism": .number(completion.parallelism),
      "retries": .number(completion.retries),
      "timeout": .optional(completion.timeout, JSONValue.number),
      "isIndexed": .bool(completion.isIndexed),
    ])
  }

  private func json(_ schedule: Schedule) -> JSONValue {
    .object([
      "expression": .string(schedule.expression),
      "timeZone": .string(schedule.timeZone),
      "concurrency": .string(schedule.concurrency.rawValue),
    ])
  }

  private func json(_ autoscaling: Autoscaling) -> JSONValue {
    .object([
      "maximum": .number(autoscaling.maximum),
      "cpu": .optional(autoscaling.cpu, JSONValue.number),
      "memory": .optional(autoscaling.memory, JSONValue.number),
      "origin": .optional(autoscaling.origin, json),
    ])
  }

  private func json(_ volume: WorkloadVolume) -> JSONValue {
    .object([
      "name": .string(volume.name),
      "source": json(volume.source),
      "size": .optional(volume.size, JSONValue.number),
      "storageClass": .optional(volume.storageClass, JSONValue.string),
      "origin": json(volume.origin),
    ])
  }

  private func json(_ source: WorkloadVolume.Source) -> JSONValue {
    switch source {
    case .own: .object(["case": .string("own")])
    case .temporary: .object(["case": .string("temporary")])
    case .shared(let name): .object(["case": .string("shared"), "name": .string(name)])
    }
  }

  private func json(_ stop: Stop) -> JSONValue {
    .object([
      "signal": .optional(stop.signal, JSONValue.string),
      "gracePeriod": .number(stop.gracePeriod),
      "drain": .number(stop.drain),
      "origin": .optional(stop.origin, json),
    ])
  }

  private func json(_ update: Update) -> JSONValue {
    .object([
      "maxUnavailable": .optional(update.maxUnavailable, json),
      "maxSurge": .optional(update.maxSurge, json),
      "origin": .optional(update.origin, json),
    ])
  }

  private func json(_ amount: Update.Amount) -> JSONValue {
    switch amount {
    case .count(let count): .object(["case": .string("count"), "value": .number(count)])
    case .percent(let percent): .object(["case": .string("percent"), "value": .number(percent)])
    }
  }

  private func json(_ dependency: StartDependency) -> JSONValue {
    .object([
      "workload": json(dependency.workload),
      "condition": .string(dependency.condition.rawValue),
      "isGate": .bool(dependency.isGate),
      "port": .optional(dependency.port, json),
    ])
  }

  private func json(_ security: Security) -> JSONValue {
    .object([
      "level": .string(security.level.rawValue),
      "forbidsEscalation": .bool(security.forbidsEscalation),
      "hasReadOnlyRoot": .bool(security.hasReadOnlyRoot),
      "dropsCapabilities": .bool(security.dropsCapabilities),
      "capabilities": .array(security.capabilities, JSONValue.string),
      "requiresNonRoot": .bool(security.requiresNonRoot),
      "isPrivileged": .bool(security.isPrivileged),
    ])
  }

  private func json(_ patches: Patches) -> JSONValue {
    .object([
      "kubernetes": .array(patches.kubernetes) { patch in
        .object([
          "part": json(patch.part), "value": json(patch.value), "origin": json(patch.origin),
        ])
      },
      "compose": .optional(patches.compose, json),
      "shell": .array(patches.shell, JSONValue.string),
      "origin": .optional(patches.origin, json),
    ])
  }

  private func json(_ part: Patches.Part) -> JSONValue {
    switch part {
    case .object(let kind): .object(["case": .string("object"), "kind": .string(kind)])
    case .pod: .object(["case": .string("pod")])
    case .container: .object(["case": .string("container")])
    }
  }

  /// The value itself, which is what JSON has.
  private func json(_ value: PatchValue) -> JSONValue {
    switch value {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let number): .number(number)
    case .float(let number): .decimal(number)
    case .text(let text): .string(text)
    case .list(let elements): .array(elements, json)
    case .map(let entries): .members(entries.map { .init($0.key, json($0.value)) })
    }
  }
}

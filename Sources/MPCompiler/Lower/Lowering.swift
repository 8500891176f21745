package import MPDiagnostics
package import MPIR

/// Decides names, addresses, start order and traffic, once for all targets.
///
/// In: services with their values. Out: the system as machines run it. It is whole only where no error
/// was found, now or before.
package func lower(
  _ system: ExpandedSystem,
  sources: SourceMap,
  files: some SourceProvider,
  library: PatternLibrary,
  into diagnostics: inout Diagnostics
) -> SystemIR {
  var lowering = Lowering(system: system, sources: sources, files: files, library: library)
  let result = lowering.run()
  diagnostics.report(lowering.diagnostics.findings)
  return result
}

struct Lowering<Files: SourceProvider> {
  let system: ExpandedSystem
  let sources: SourceMap
  let files: Files
  let library: PatternLibrary
  var diagnostics = Diagnostics()
  /// What has been reported, but for the instances that led there.
  private var reported: Set<Diagnostic> = []
  /// Where each service stands among the workloads.
  let workloads: [NodeID: Workload.ID]
  let secrets: [NodeID: Secret]
  private let isTooLarge: Bool

  init(system: ExpandedSystem, sources: SourceMap, files: Files, library: PatternLibrary) {
    self.system = system
    self.sources = sources
    self.files = files
    self.library = library
    workloads = Dictionary(
      uniqueKeysWithValues: system.services.enumerated().map {
        ($0.element.id, Workload.ID(index: $0.offset))
      }
    )
    secrets = Dictionary(
      uniqueKeysWithValues: system.secrets.map { ($0.block.id, $0.secret) }
    )
    var free = ExpansionLimit.maximumWorkloads
    isTooLarge = system.services.contains { service in
      let count = service.declaredReplicas
      defer { free -= min(count, free) }
      return count > free
    }
  }

  mutating func run() -> SystemIR {
    checkSize()
    checkImages()
    checkImageParts()
    let app = system.app?.body
    var result = SystemIR(
      name: system.app?.name ?? "",
      version: app?.text("version"),
      namespace: namespace(),
      labels: app.map { labels($0, Origin(range: system.start)) } ?? [],
      workloads: system.services.map { lower($0) },
      links: [],
      exposures: [],
      secrets: lowerSecrets(),
      volumes: lowerVolumes(),
      pullSecret: pullSecret(),
      kubectlImage: stockImage("kubectl"),
      toolsImage: stockImage("busybox"),
      gatewayImage: stockImage("haproxy"),
      origin: Origin(range: system.app?.range ?? system.start)
    )
    checkExternals()
    checkSharing(of: result.volumes, result.workloads)
    checkNames(of: result.volumes, result.workloads)
    checkNames(result.workloads)
    result.links = links(result.workloads)
    result.externalUses = externalUses()
    result.acceptedCodes = acceptedCodes()
    result.exposures = exposures(result.workloads)
    checkPublicNames(result)
    addStartOrder(to: &result)
    return result
  }

  mutating func report(_ finding: Diagnostic, _ origin: Origin) {
    let isShipped = sources[finding.primary.range.source].isShipped
    guard reported.insert(finding).inserted || isShipped else { return }
    var finding = finding
    finding.trace = origin.trace
    diagnostics.report(
      finding.broughtHome(otherwise: origin.range) { sources[$0].isShipped }
    )
  }

  private mutating func lower(_ service: ExpandedService) -> Workload {
    let body = service.body
    let identity: Workload.Identity = body.text("identity") == "stable" ? .stable : .none
    let ports = ports(service)
    let volumes = volumes(service)
    let containers = containers(service, ports, volumes)
    let security = security(service)
    var workload = Workload(
      kind: kind(service),
      name: service.name,
      path: service.path,
      identity: identity,
      replicas: replicaCount(service),
      autoscaling: autoscaling(service, containers.main),
      container: containers.main,
      inits: containers.inits,
      sidecars: containers.sidecars,
      volumes: volumes,
      stop: stop(service),
      update: update(service),
      spread: body.text("spread").flatMap { Spread(rawValue: $0) } ?? .node,
      security: security,
      closesEgress: closesEgress(service, security),
      patches: patches(service),
      labels: labels(body, service.origin),
      annotations: annotations(service),
      startsAfter: [],
      origin: service.origin
    )
    let systemLabels = system.app?.body.map("labels").map(\.name) ?? []
    workload.removedLabels = (body.maps.first { $0.name == "labels" }?.removed ?? []).filter {
      systemLabels.contains($0)
    }
    workload.isHeadless = body.attribute("headless")?.value.isTrue ?? false
    addWritablePaths(of: service, to: &workload)
    if security.level == .restricted { checkFacts(of: workload, service) }
    return workload
  }

  /// The image that the spec has in the place of a stock one, or that itself.
  func stockImage(_ name: String) -> String {
    system.app?.body.map("images").first { $0.name == name }?.value.text
      ?? StockImages.tag(name) ?? ""
  }

  private mutating func namespace() -> String? {
    guard let app = system.app, !app.body.removed.contains("namespace") else { return nil }
    guard let attribute = app.body.attribute("namespace"), let name = attribute.value.text else {
      if app.name.hasPrefix("kube-") {
        report(LowerFindings.badNamespace(app.name, at: app.range), Origin(range: app.range))
      }
      return app.name
    }
    if !DeployedName.isDNSLabel(name) || name.hasPrefix("kube-") {
      report(
        LowerFindings.badNamespace(name, at: attribute.valueRange),
        Origin(range: attribute.valueRange)
      )
    }
    return name
  }

  private mutating func labels(_ body: ExpandedBody, _ origin: Origin) -> [Label] {
    body.map("labels").compactMap { entry in
      guard let value = entry.value.text else { return nil }
      if !Label.canHold(value) {
        report(LowerFindings.badLabelValue(value, at: entry.valueRange), origin)
      }
      return Label(entry.name, value)
    }
  }

  private mutating func annotations(_ service: ExpandedService) -> [Label] {
    var labels: [String: SourceRange] = [:]
    for body in [system.app?.body, service.body] {
      for entry in body?.map("labels") ?? [] { labels[entry.name] = entry.keyRange }
    }
    return service.body.map("annotations").compactMap { entry in
      guard let value = entry.value.text else { return nil }
      if let label = labels[entry.name] {
        report(
          LowerFindings.labelAndAnnotation(entry.name, at: entry.keyRange, label: label),
          service.origin
        )
      }
      return Label(entry.name, value)
    }
  }

  // MARK: - Size

  /// - Returns: 1 where the number is unknown or refused.
  private mutating func replicaCount(_ service: ExpandedService) -> Int {
    let name = service.countAttribute
    guard let attribute = service.body.attribute(name),
      let count = attribute.value.lowerBound
    else { return 1 }
    guard count >= 1 else {
      report(LowerFindings.noReplicas(name, count, at: attribute.valueRange), service.origin)
      return 1
    }
    return isTooLarge ? 1 : count
  }

  /// Counts the replicas before anything is made of them.
  private mutating func checkSize() {
    guard isTooLarge, !system.isTruncated else { return }
    let largest = system.services.max { $0.declaredReplicas < $1.declaredReplicas }
    let range =
      largest.flatMap { $0.body.attribute($0.countAttribute) }?.valueRange ?? largest?.origin.range
      ?? system.start
    report(
      LowerFindings.tooManyWorkloads(limit: ExpansionLimit.maximumWorkloads, at: range),
      largest?.origin ?? Origin(range: system.start)
    )
  }

  // MARK: - Names

  /// Whether two services have one name because one word was declared twice, which was reported.
  private func isDeclaredTwice(_ index: Int, _ other: Int) -> Bool {
    let (one, two) = (system.services[index], system.services[other])
    guard one.word == two.word, one.origin.trace == two.origin.trace else { return false }
    return one.origin.range.source == two.origin.range.source
      || (system.clashes.contains(one.origin.range) && system.clashes.contains(two.origin.range))
  }

  /// Whether a word of the name is too long by itself, which has been reported where it stands: there
  /// will be another name.
  private func hasLongWord(_ workload: Workload) -> Bool {
    workload.path.split(separator: ".").contains { $0.utf8.count > DeployedName.limit }
  }

  /// Names of instances and members are joined with `-`, so that two can become one.
  private mutating func checkNames(_ workloads: [Workload]) {
    var owners: [String: Int] = [:]
    for (index, workload) in workloads.enumerated() {
      var isReported = hasLongWord(workload)
      for name in [workload.name] + workload.replicaNames {
        guard let other = owners[name] else {
          owners[name] = index
          continue
        }
        if !isDeclaredTwice(index, other), !isReported, !hasLongWord(workloads[other]) {
          report(
            LowerFindings.nameClash(
              name,
              at: workload.origin.range,
              other: workloads[other].origin.range
            ),
            workload.origin
          )
        }
        isReported = true
        break
      }
      let limit = workload.nameLimit
      if !isReported, workload.name.utf8.count > limit {
        report(
          LowerFindings.nameTooLong(workload.name, limit: limit, at: workload.origin.range),
          workload.origin
        )
      }
    }
  }

  private mutating func checkPublicNames(_ result: SystemIR) {
    var owners: [String: Workload] = [:]
    for workload in result.workloads { owners[workload.name] = workload }
    for exposure in result.exposures {
      guard let name = exposure.publicName, let owner = owners[name] else { continue }
      report(
        LowerFindings.publicNameClash(
          name,
          of: result[exposure.target].name,
          at: exposure.origin.range,
          other: owner.origin.range
        ),
        exposure.origin
      )
    }
  }
}

/// What makes a workload reachable from outside, where that is an object of its own.
enum PublicService {
  static func name(of workload: String) -> String { "\(workload)-public" }
}

extension ExpandedService {
  /// What says how many containers there are.
  var countAttribute: String {
    kind.declares == .service ? "replicas" : "completions"
  }

  fileprivate var declaredReplicas: Int {
    max(body.attribute(countAttribute)?.value.lowerBound ?? 1, 1)
  }
}

extension Workload {
  /// How long its name may be, so that what Kubernetes makes of it is still a name.
  fileprivate var nameLimit: Int {
    switch kind {
    // A StatefulSet's pods carry a label with its name and a hash; a Deployment's carry two hashes.
    case .service: identity == .stable ? 52 : 47
    // A hash of what it is, and the number of a run.
    case .job: 44
    case .cron: 52
    }
  }
}

extension ExpandedBody {
  func text(_ name: String) -> String? { attribute(name)?.value.text }
}

extension Value {
  var text: String? {
    if case .text(let text) = kind { text } else { nil }
  }

  var texts: [String]? {
    if case .list(let elements) = kind { elements.compactMap(\.text) } else { nil }
  }

  /// Of a number, itself.
  var lowerBound: Int? {
    switch kind {
    case .int(let count), .range(.int(let count), _): count
    default: nil
    }
  }
}

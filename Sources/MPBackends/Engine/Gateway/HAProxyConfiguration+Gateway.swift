import MPIR

extension HAProxyConfiguration {
  /// What the gateway of a system does.
  init(of gateway: Gateway) {
    var backends: [Backend] = []
    let system = gateway.system

    /// The name of a backend, which is made where it is new.
    func name(_ backend: Backend) -> String {
      if !backends.contains(where: { $0.name == backend.name }) { backends.append(backend) }
      return backend.name
    }
    func rules(_ exposures: [Exposure], isSecured: Bool) -> [Rule] {
      RouteTable(exposures, isSecured: isSecured).rules.map { rule in
        Rule(
          host: rule.host,
          path: rule.path,
          backend: name(Backend(rule.destination, in: system))
        )
      }
    }

    frontends = []
    lists = []
    for entrance in gateway.entrances {
      let kind: Frontend.Kind
      switch entrance.kind {
      case .plain(let exposure):
        let backend = Backend(plain: exposure, in: system)
        kind = .plain(backend: name(backend))
      case .http(let exposures):
        kind = .http(rules(exposures, isSecured: false))
      case .https(let exposures):
        lists.append(CertificateList(name: entrance.name, exposures))
        kind = .https(
          rules(exposures, isSecured: true),
          certificates: Self.listPath(entrance.name)
        )
      }
      frontends.append(Frontend(name: entrance.name, port: entrance.number, kind: kind))
    }
    self.backends = backends
  }
}

// Names of ports and workloads have no dots, and no workload of the spec is called like one of ours.
extension HAProxyConfiguration.Backend {
  fileprivate init(_ destination: RouteTable.Destination, in system: SystemIR) {
    switch destination {
    case .backend(let id, let port):
      name = "\(system[id].name).\(port.name)"
      kind = .http(HAProxyConfiguration.Servers(of: system[id], at: port))
    case .https(let port):
      name = "to-https-\(port)"
      kind = .redirect(port: port)
    case .nothing:
      name = "nothing"
      kind = .nothing
    }
  }

  fileprivate init(plain exposure: Exposure, in system: SystemIR) {
    let workload = system[exposure.target]
    name = "\(workload.name).\(exposure.port.name).tcp"
    kind = .plain(HAProxyConfiguration.Servers(of: workload, at: exposure.port))
  }
}

extension HAProxyConfiguration.Servers {
  fileprivate init(of workload: Workload, at port: ContainerPort) {
    if workload.isNumbered {
      addresses = .named(
        workload.replicaNames.enumerated().map { index, name in (name, workload.replicaHost(index))
        }
      )
    } else if workload.replicas == 1 {
      addresses = .named([(workload.name, workload.name)])
    } else {
      addresses = .found(host: workload.name, count: workload.replicas)
    }
    self.port = port.number
    check = HAProxyConfiguration.Check(of: workload, at: port)
  }
}

extension HAProxyConfiguration.Check {
  /// What the workload itself says about being ready, as far as it can be asked from outside; otherwise
  /// that it listens.
  fileprivate init(of workload: Workload, at port: ContainerPort) {
    let probe = workload.container.readiness
    (path, self.port) =
      switch probe?.check {
      case .http(let path, let number): (path, number)
      case .tcp(let number), .grpc(let number): (nil, number)
      case .exec, nil: (nil, port.number)
      }
    interval = probe?.period ?? 2
    timeout = probe?.timeout ?? 1
    failures = probe?.failureThreshold ?? 2
    host = workload.name
  }
}

extension HAProxyConfiguration.CertificateList {
  /// As the spec has them, whatever names are in the certificates. The first is also shown to those who
  /// ask for none of the hosts: that of a route for any host, if there is one.
  fileprivate init(name: String, _ exposures: [Exposure]) {
    self.name = name
    var entries: [Entry] = []
    for route in exposures.compactMap(\.route) {
      guard let secret = route.tls?.secret.name else { continue }
      let certificate = HAProxyConfiguration.certificatePath(secret)
      if route.hosts.isEmpty {
        entries.insert(Entry(certificate: certificate, hosts: [Entry.noHost]), at: 0)
      } else if let index = entries.firstIndex(where: {
        $0.certificate == certificate && $0.hosts != [Entry.noHost]
      }) {
        entries[index].hosts += route.hosts
      } else {
        entries.append(Entry(certificate: certificate, hosts: route.hosts))
      }
    }
    self.entries = entries.uniqued().map { entry in
      Entry(certificate: entry.certificate, hosts: entry.hosts.uniqued())
    }
  }
}

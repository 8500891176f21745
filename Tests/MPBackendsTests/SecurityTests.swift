import MPIR
import MPYAML
import Testing

@testable import MPBackends

/// What programs may do to their machines, on each target.
struct SecurityTests {
  struct Level: Sendable, CustomTestStringConvertible {
    let security: Security
    /// Of the container, as Kubernetes has it.
    let kubernetes: [String]
    let hasSeccomp: Bool
    /// `read_only`, `privileged`, `cap_drop`, `cap_add`, `security_opt`, where Compose has them.
    let compose: [String]
    let shell: String

    var testDescription: String { "\(security)" }
  }

  static let levels = [
    Level(
      security: Security(),
      kubernetes: ["allowPrivilegeEscalation false"],
      hasSeccomp: true,
      compose: ["security_opt"],
      shell: "--security-opt no-new-privileges"
    ),
    Level(
      security: Security(level: .none, forbidsEscalation: false),
      kubernetes: [],
      hasSeccomp: false,
      compose: [],
      shell: ""
    ),
    Level(
      security: Security(
        level: .restricted,
        hasReadOnlyRoot: true,
        dropsCapabilities: true,
        capabilities: ["NET_BIND_SERVICE"],
        requiresNonRoot: true
      ),
      kubernetes: [
        "allowPrivilegeEscalation false", "capabilities add [NET_BIND_SERVICE] drop [ALL]",
        "readOnlyRootFilesystem true", "runAsNonRoot true",
      ],
      hasSeccomp: true,
      compose: ["read_only", "cap_drop", "cap_add", "security_opt"],
      shell:
        "--read-only --cap-drop ALL --cap-add NET_BIND_SERVICE --security-opt no-new-privileges"
    ),
    Level(
      security: Security(forbidsEscalation: false, isPrivileged: true),
      kubernetes: ["privileged true"],
      hasSeccomp: true,
      compose: ["privileged"],
      shell: "--privileged"
    ),
    Level(
      security: Security(forbidsEscalation: false, capabilities: ["SYS_ADMIN"]),
      kubernetes: ["capabilities add [SYS_ADMIN]"],
      hasSeccomp: true,
      compose: ["cap_add"],
      shell: "--cap-add SYS_ADMIN"
    ),
  ]

  private func system(_ security: Security) -> SystemIR {
    .system(
      Workload.service(
        "web",
        .shell("serve"),
        inits: [.shell("init", name: "init")],
        sidecars: [.shell("log", name: "log")]
      ).with { $0.security = security }
    )
  }

  /// Of all containers of the workload, whichever they are.
  @Test(arguments: levels) func isThatOfEveryContainer(_ level: Level) throws {
    let system = system(level.security)
    let pod = try system.rendered(for: .kubernetes).pod("web")
    let containers = ["initContainers", "containers"].flatMap { pod[$0]?.items ?? [] }
    #expect(containers.count == 3)
    for container in containers {
      #expect(container["securityContext"]?.facts ?? [] == level.kubernetes)
    }
    #expect((pod.at("securityContext.seccompProfile") != nil) == level.hasSeccomp)
    #expect((pod["securityContext"] != nil) == level.hasSeccomp)

    let text = system.rendered(for: .compose)["compose/compose.yaml"]
    let services = try #require(try YAMLReader.documents(in: Array(text.utf8)).first?["services"])
    for name in ["web", "web_init", "web_log"] {
      let keys = services[name]?.pairs?.map(\.key.text) ?? []
      let told = ["read_only", "privileged", "cap_drop", "cap_add", "security_opt"]
      #expect(keys.filter(told.contains) == level.compose, "\(name)")
    }

    let lines = system.rendered(for: .shell)["shell/run.sh"].split(separator: "\n")
    for function in ["web", "web__init", "web__log"] {
      let told = lines.drop { $0 != "create_\(function)() {" }.prefix { $0 != "}" }
        .map { String($0.drop { $0 == " " }.dropLast(2)) }
        .filter {
          $0.hasPrefix("--read-only") || $0.hasPrefix("--privileged") || $0.hasPrefix("--cap-")
            || $0.hasPrefix("--security-opt")
        }
      #expect(told.joined(separator: " ") == level.shell, "\(function)")
    }
  }

  /// The cluster is asked to keep to what the whole system keeps to.
  @Test func aNamespaceIsRestrictedWhereAllOfItsPodsAre() throws {
    let restricted = Security(
      level: .restricted,
      hasReadOnlyRoot: true,
      dropsCapabilities: true,
      requiresNonRoot: true
    )
    func labels(_ levels: Security..., patched: Bool = false) throws -> [String] {
      let workloads = levels.enumerated().map { index, level in
        Workload.service("w\(index)", .shell("serve")).with {
          $0.security = level
          if patched {
            $0.patches.kubernetes = [
              .init(.pod, .map([.init("hostNetwork", .bool(true))]), origin: Systems.origin())
            ]
          }
        }
      }
      var system = SystemIR.system()
      system.workloads = workloads
      let text = system.rendered(for: .kubernetes)["kubernetes/00-namespace.yaml"]
      let namespace = try #require(try YAMLReader.documents(in: Array(text.utf8)).first)
      return (namespace.at("metadata.labels")?.facts ?? []).filter { $0.hasPrefix("pod-security") }
    }
    #expect(
      try labels(restricted, restricted)
        == ["enforce", "audit", "warn"].map {
          "pod-security.kubernetes.io/\($0) restricted"
        }
    )
    var root = restricted
    root.requiresNonRoot = false
    #expect(try labels(restricted, Security()) == [])
    #expect(try labels(restricted, root) == [])
    #expect(try labels(restricted, patched: true) == [])
    #expect(try labels() == [])
  }

  /// A named or numbered user is who it is at every level.
  @Test func usersAreKept() throws {
    let web = Workload.service("web", .shell("serve")).with {
      $0.security = Security(level: .none, forbidsEscalation: false)
      $0.container.user = User(.ids(user: 5, group: 6), origin: Systems.origin())
    }
    let pod = try SystemIR.system(web).rendered(for: .kubernetes).pod("web")
    #expect(
      pod["containers"]?.items?.first?["securityContext"]?.facts == ["runAsUser 5", "runAsGroup 6"]
    )
  }

  /// A node does not give what it happens to have.
  @Test func restrictedImagesArePulledUnlessTheyCannotChange() throws {
    let policies = try [Security(), Security(level: .restricted)].flatMap { security in
      try ["web:1", "web:1@sha256:00"].map { image in
        let web = Workload.service("web", .shell("serve").with { $0.image = image })
          .with { $0.security = security }
        let pod = try SystemIR.system(web).rendered(for: .kubernetes).pod("web")
        return pod["containers"]?.items?.first?["imagePullPolicy"]?.text
      }
    }
    #expect(policies == [nil, nil, "Always", nil])
  }
}

extension YAMLNode {
  /// Each entry in a line.
  fileprivate var facts: [String] {
    (pairs ?? []).map { pair in
      let value =
        pair.value.text
        ?? (pair.value.pairs ?? []).map {
          "\($0.key.text) [\($0.value.strings.joined(separator: " "))]"
        }
        .joined(separator: " ")
      return "\(pair.key.text) \(value)"
    }
  }
}

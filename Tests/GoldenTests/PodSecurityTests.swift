import Foundation
import MPIR
import MPYAML
import Metaparticle
import Testing

/// What an API server admits to a namespace whose labels ask for the standard `restricted`, by the
/// documentation of the Pod Security Standards.
struct PodSecurityTests {
  static let label = "pod-security.kubernetes.io/enforce"

  static let cases = KubernetesTests.cases.filter { golden in
    let namespace = (try? ClusterObjects(recordedIn: golden))?.of("Namespace").first
    return namespace?.labels[label] != nil
  }

  @Test func someCasesAskForIt() {
    #expect(Self.cases.contains { $0.name == "restricted" })
  }

  @Test(arguments: cases) func everyPodIsAdmitted(_ golden: GoldenCase) throws {
    let objects = try ClusterObjects(recordedIn: golden)
    #expect(objects.of("Namespace").first?.labels[Self.label] == "restricted")
    #expect(!objects.pods.isEmpty)
    for pod in objects.pods {
      #expect(Self.refusals(pod.node) == [], "\(pod.name)")
    }
  }

  /// Every case that does not ask has a pod that would be refused, or a patch, which nobody looks into.
  @Test(arguments: KubernetesTests.cases) func whoDoesNotAskHasAReason(_ golden: GoldenCase) throws
  {
    let objects = try ClusterObjects(recordedIn: golden)
    guard !objects.of("Namespace").isEmpty, !Self.cases.contains(where: { $0.name == golden.name })
    else { return }
    let isPatched = try golden.compilation().system?.workloads.contains {
      !$0.patches.kubernetes.isEmpty
    }
    let isRefused = objects.pods.contains { !Self.refusals($0.node).isEmpty }
    #expect(isPatched ?? false || isRefused || objects.pods.isEmpty)
  }

  // MARK: - The standard

  private static let volumes: Set = [
    "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim",
    "projected", "secret",
  ]

  static func refusals(_ pod: YAMLNode) -> [String] {
    var found: [String] = []
    for field in ["hostNetwork", "hostPID", "hostIPC"] where pod[field]?.text == "true" {
      found.append(field)
    }
    for volume in pod["volumes"]?.items ?? [] {
      let kind = volume.pairs?.map(\.key.text).first { $0 != "name" } ?? ""
      if !volumes.contains(kind) { found.append("volume \(kind)") }
    }
    let whole = pod["securityContext"]
    for container in ["initContainers", "containers"].flatMap({ pod[$0]?.items ?? [] }) {
      let own = container["securityContext"]
      let name = container["name"]?.text ?? ""
      func refuse(_ reason: String) { found.append("\(name): \(reason)") }
      if own?["privileged"]?.text == "true" { refuse("privileged") }
      if own?["allowPrivilegeEscalation"]?.text != "false" { refuse("escalation") }
      if own?["capabilities"]?["drop"]?.items?.contains(where: { $0.text == "ALL" }) != true {
        refuse("capabilities")
      }
      for added in own?["capabilities"]?["add"]?.items ?? []
      where added.text != "NET_BIND_SERVICE" {
        refuse("adds \(added.text ?? "")")
      }
      if (own?["runAsNonRoot"] ?? whole?["runAsNonRoot"])?.text != "true" { refuse("root") }
      if (own?["runAsUser"] ?? whole?["runAsUser"])?.text == "0" { refuse("user 0") }
      let seccomp = own?["seccompProfile"] ?? whole?["seccompProfile"]
      if !["RuntimeDefault", "Localhost"].contains(seccomp?["type"]?.text) { refuse("seccomp") }
      for port in container["ports"]?.items ?? [] where port["hostPort"] != nil {
        refuse("hostPort")
      }
    }
    return found
  }
}

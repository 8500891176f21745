import MPIR
import MPYAML
import Testing

@testable import MPBackends

/// What names of workloads stand for in a cluster.
struct KubernetesServiceTests {
  /// Not every controller leads to a Service without an address.
  @Test func requestsFromOutsideGoToOneThatHasAnAddress() throws {
    let web = Workload.service("web", .shell("serve", ports: [.tcp("http", 80)]), replicas: 2)
    for isHeadless in [false, true] {
      var system = SystemIR.system(web.with { $0.isHeadless = isHeadless })
      system.exposures = [
        Exposure(
          target: Workload.ID(index: 0),
          port: .tcp("http", 80),
          publishedPort: 80,
          publicName: nil,
          isLocal: false,
          route: Route(hosts: ["example.com"], path: "/", tls: nil, ingressClass: nil),
          annotations: [],
          origin: Systems.origin()
        )
      ]
      let rendered = system.rendered(for: .kubernetes)
      let addresses = try rendered.objects("Service").map { service in
        "\(service.at("metadata.name")?.text ?? "") \(service.at("spec.clusterIP")?.text ?? "-")"
      }
      #expect(addresses == (isHeadless ? ["web None", "mp-web -"] : ["web -"]))
      let ingress = try #require(try rendered.objects("Ingress").first)
      let path = ingress["spec"]?["rules"]?.items?.first?["http"]?["paths"]?.items?.first
      let target = path?["backend"]?["service"]?["name"]?.text
      #expect(target == (isHeadless ? "mp-web" : "web"))
    }
  }
}

import MPIR
import MPYAML
import Testing

@testable import MPBackends

/// Where things are stored, and that they stay.
struct KubernetesVolumeTests {
  private func db(_ identity: Workload.Identity, replicas: Int = 1) -> Workload {
    .service(
      "db",
      .shell("db", mounts: [.mount("data", "/data"), .mount("tmp", "/tmp")])
        .with { $0.user = User(.ids(user: 999, group: nil), origin: Systems.origin()) },
      replicas: replicas,
      identity: identity,
      volumes: [.volume("data", .own), .volume("tmp", .temporary)]
    )
  }

  /// The one replica has to let go of its disk before the next can have it.
  @Test func aSingleReplicaHasAClaim() throws {
    let rendered = SystemIR.system(db(.none)).rendered(for: .kubernetes)
    let claim = try rendered.object("PersistentVolumeClaim", "db-data")
    #expect(claim.at("spec.accessModes")?.strings == ["ReadWriteOnce"])
    #expect(claim.at("spec.resources.requests.storage")?.text == "1Gi")
    #expect(try rendered.object("Deployment", "db").at("spec.strategy.type")?.text == "Recreate")
    let pod = try rendered.pod("db")
    #expect(pod["volumes"]?.named("data")?.at("persistentVolumeClaim.claimName")?.text == "db-data")
    #expect(pod["volumes"]?.named("tmp")?["emptyDir"] != nil)
    let mounts = pod["containers"]?.items?.first?["volumeMounts"]
    #expect(mounts?.named("data")?["subPath"]?.text == "data")
    #expect(mounts?.named("tmp")?["subPath"] == nil)
    #expect(pod.at("securityContext.fsGroup")?.text == "999")
    #expect(pod.at("securityContext.fsGroupChangePolicy")?.text == "OnRootMismatch")
  }

  /// What a StatefulSet says of its claims can never change.
  @Test func stableReplicasHaveOneEach() throws {
    let claims = { (system: SystemIR) in
      try system.rendered(for: .kubernetes).object("StatefulSet", "db")
        .at("spec.volumeClaimTemplates")?.items ?? []
    }
    let system = SystemIR.system(db(.stable, replicas: 3))
    #expect(try claims(system).compactMap { $0.at("metadata.name")?.text } == ["data"])
    var later = system
    later.version = "2"
    later.labels = [Label("team", "storage")]
    #expect(
      try claims(system).map { $0.at("metadata.labels")?.entries }
        == claims(later).map { $0.at("metadata.labels")?.entries }
    )
    let rendered = system.rendered(for: .kubernetes)
    #expect(try rendered.objects("PersistentVolumeClaim").isEmpty)
    #expect(try rendered.pod("db")["volumes"]?.names == ["tmp"])
  }

  @Test func sharedOnesHaveTheirOwnFile() throws {
    let user = { (name: String) in
      Workload.service(
        name,
        .shell("serve", mounts: [.mount("files", "/files", isReadOnly: name == "web")]),
        replicas: 2,
        volumes: [.volume("files", .shared("uploads"))]
      )
    }
    let rendered = SystemIR.system(user("web"), user("api"), volumes: [.shared("uploads")])
      .rendered(for: .kubernetes)
    #expect(rendered["kubernetes/10-uploads.yaml"].contains("kind: PersistentVolumeClaim"))
    #expect(!rendered.artifacts.contains { $0.path == "kubernetes/30-uploads.yaml" })
    let claim = try rendered.object("PersistentVolumeClaim", "uploads")
    #expect(claim.at("spec.accessModes")?.strings == ["ReadWriteMany"])
    for name in ["web", "api"] {
      let pod = try rendered.pod(name)
      #expect(
        pod["volumes"]?.named("files")?.at("persistentVolumeClaim.claimName")?.text == "uploads"
      )
      let mount = pod["containers"]?.items?.first?["volumeMounts"]?.named("files")
      // By the name that all of them know, so that all see one folder.
      #expect(mount?["subPath"]?.text == "uploads")
      #expect(mount?["readOnly"]?.text == (name == "web" ? "true" : nil))
      #expect(
        try rendered.object("Deployment", name).at("spec.strategy.type")?.text == "RollingUpdate"
      )
    }
  }

  /// A volume of any name is none of the compiler's own.
  @Test func namesOfVolumesDoNotClash() throws {
    let workload = Workload.service(
      "web",
      .shell("serve", mounts: [.mount("files", "/data")]).with {
        $0.files = [MountedFile(path: "/etc/a", bytes: Array("a\n".utf8), mode: 0o644)]
      },
      volumes: [.volume("files", .temporary)]
    )
    let pod = try SystemIR.system(workload).rendered(for: .kubernetes).pod("web")
    #expect(pod["volumes"]?.names == ["mp-files", "files"])
  }

  /// Neither what makes a cluster follow the spec nor what stops a system touches what it stores.
  @Test(
    arguments: [
      ("shop", "'app.kubernetes.io/component notin (mp-namespace,mp-volume)'"),
      ("default", "app.kubernetes.io/component!=mp-volume"),
      (nil, "app.kubernetes.io/component!=mp-volume"),
    ] as [(String?, String)]
  )
  func nothingStoredIsRemoved(_ namespace: String?, _ filter: String) throws {
    var system = SystemIR.system(db(.none))
    system.namespace = namespace
    let rendered = system.rendered(for: .kubernetes)
    let header = String(decoding: try #require(rendered.artifacts.first).bytes, as: UTF8.self)
    #expect(!header.contains("prune-allowlist=core/v1/PersistentVolumeClaim"))
    #expect(
      header.contains("Remove it, but not what it stores: kubectl delete -f . -l \(filter)\n")
    )
    let claim = try rendered.object("PersistentVolumeClaim", "db-data")
    #expect(claim.at("metadata.labels")?["app.kubernetes.io/component"]?.text == "mp-volume")
  }
}

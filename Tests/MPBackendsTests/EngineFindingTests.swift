import MPDiagnostics
import MPIR
import Testing

@testable import MPBackends

/// What is said about what an engine cannot give.
struct EngineFindingTests {
  private let web = Workload.service("web", .shell("httpd -f", ports: [.tcp("http", 80)]))

  private func codes(_ workload: Workload) -> [String] {
    SystemIR.system(workload).rendered(for: .compose).codes
  }

  @Test func plainSystemsLoseNothing() {
    #expect(SystemIR.system(web).violations() == [])
    #expect(codes(web) == [])
    let ready = Probe.probe(.http(path: "/", port: 80))
    #expect(codes(web.with { $0.container.readiness = ready }) == [])
    #expect(codes(web.with { $0.container.startup = ready }) == [])
  }

  struct Loss: Sendable, CustomTestStringConvertible {
    let code: String
    let change: @Sendable (inout Workload) -> Void
    var testDescription: String { code }
  }

  @Test(arguments: [
    Loss(code: "L0510") { $0.container.liveness = .probe(.tcp(port: 80)) },
    Loss(code: "L0510") {
      $0.sidecars = [.shell("true", name: "log").with { $0.liveness = .probe(.tcp(port: 80)) }]
    },
    Loss(code: "L0511") { $0.container.readiness = .probe(.grpc(port: 80)) },
    Loss(code: "L0511") { $0.container.startup = .probe(.grpc(port: 80)) },
    Loss(code: "L0512") { $0.stop.drain = 5 },
    Loss(code: "L0513") { $0.autoscaling = Autoscaling(maximum: 4, cpu: 70, memory: nil) },
    Loss(code: "L0516") { $0.update.maxSurge = .count(1) },
  ])
  func isSaid(_ loss: Loss) {
    for target in [Target.compose, .shell] {
      let rendered = SystemIR.system(web.with(loss.change)).rendered(for: target)
      #expect(rendered.codes == [loss.code], "\(target)")
    }
  }

  @Test func cronsAreNotScheduled() {
    #expect(codes(.cron("backup", .shell("true"))).contains("L0514"))
  }

  /// What is asked instead of the health service is said of what is asked, and once.
  @Test func onlyWhatIsAskedIsSaid() {
    let both = web.with {
      $0.container.readiness = .probe(.http(path: "/", port: 80))
      $0.container.startup = .probe(.grpc(port: 80))
    }
    #expect(codes(both) == [])
  }

  @Test func standsWhereTheProbeDoes() {
    var probe = Probe.probe(.tcp(port: 80))
    probe.origin = Systems.origin(17)
    let found = SystemIR.system(web.with { [probe] in $0.container.liveness = probe })
      .rendered(for: .compose).findings
    #expect(found.map(\.primary.range.lower) == [17])
  }
}

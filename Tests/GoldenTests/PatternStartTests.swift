import Foundation
import MPIR
import Metaparticle
import Testing

/// What the start scripts of patterns make of the machine that they are on, and what nginx and HAProxy
/// make of that.
struct PatternStartTests {
  /// Where a container looks names up.
  enum Machine: String, CaseIterable {
    case docker = """
      search corp.example.com
      nameserver 127.0.0.11
      options ndots:0

      """
    case kubernetes = """
      nameserver fe80::1%eth0
      nameserver fd00::10
      nameserver 8.8.8.8
      search shop.svc.cluster.local svc.cluster.local cluster.local
      options ndots:5
      """

    /// What the kernel says of it, where it knows IPv6.
    var interfaces: String? {
      self == .docker ? nil : "00000000000000000000000000000001 01 80 10 80       lo\n"
    }
  }

  /// A container of a golden case that reads the names.
  struct Subject: CustomTestStringConvertible {
    let testDescription: String
    let container: Container
  }

  static let subjects: [Subject] = GoldenCase.all.filter { $0.code == nil }.flatMap { golden in
    let workloads = (try? golden.compilation().system)?.workloads ?? []
    return workloads.flatMap { [$0.container] + $0.sidecars }.filter { container in
      container.files.contains { $0.path.hasSuffix("/names.sh") }
    }.map { Subject(testDescription: "\(golden.name) \($0.name)", container: $0) }
  }

  @Test func thereAreSome() {
    #expect(Self.subjects.count >= 12)
  }

  // MARK: - Names

  static let names: [(machine: Machine, address: String, whole: String)] = [
    (.docker, "cache:6379", "cache:6379"),
    (.docker, "store-3.store:80", "store-3.store:80"),
    (.docker, "api.example.com:443", "api.example.com:443"),
    (.kubernetes, "cache:6379", "cache.shop.svc.cluster.local:6379"),
    (.kubernetes, "my-store-3.my-store:80", "my-store-3.my-store.shop.svc.cluster.local:80"),
    (.kubernetes, "api.example.com:443", "api.example.com:443"),
    (.kubernetes, "node-3.example:443", "node-3.example:443"),
    (.kubernetes, "10.0.0.5:80", "10.0.0.5:80"),
  ]

  @Test(arguments: names)
  func namesAreWhole(_ machine: Machine, _ address: String, _ expected: String) throws {
    let scratch = try ScratchFolder()
    let source = repository.appending(path: "patterns/names.sh")
    let script = try String(contentsOf: source, encoding: .utf8)
      .replacing("/etc/resolv.conf", with: scratch.at("resolv.conf").path)
    try Data(machine.rawValue.utf8).write(to: scratch.at("resolv.conf"))
    let asked = script + "\nset -eu\nwhole '\(address)'\necho \"$MP_NAMESERVER\"\n"
    let run = try Tool.run(["/bin/sh", "-c", asked], in: scratch.url)
    let nameserver = machine == .docker ? "127.0.0.11:53" : "[fd00::10]:53"
    #expect(String(decoding: run.output, as: UTF8.self) == "\(expected)\n\(nameserver)\n")
  }

  // MARK: - Configurations

  private static let programs = ["nginx", "haproxy"].filter { program in
    (try? Tool.run(["/bin/sh", "-c", "command -v \(program)"], in: repository))?.status == 0
  }

  /// The folder of nginx's modules on this machine, where a container has them beside nginx.
  private static let modules: String = {
    let build = try? Tool.run(["/usr/bin/env", "nginx", "-V"], in: repository).errorText
    let path = build?.firstMatch(of: /--modules-path=(\S+)/)?.output.1
    return path.map(String.init) ?? "modules"
  }()

  /// Without an error, and without a warning.
  @Test(
    .enabled(if: programs.count == 2, "needs nginx and haproxy"),
    arguments: subjects,
    Machine.allCases
  )
  func isAccepted(_ subject: Subject, on machine: Machine) throws {
    let scratch = try ScratchFolder()
    let root = scratch.url.path
    // The container's files and folders are below a folder of this machine.
    func moved(_ text: String) -> String {
      [
        "/usr/local/etc/haproxy", "/etc/nginx", "/etc/resolv.conf", "/proc/net/if_inet6", "/tmp/mp",
        "/var/cache/mp",
      ].reduce(text) { $0.replacing($1, with: root + "/" + $1.replacing("/", with: "_")) }
        .replacing("load_module modules", with: "load_module \(Self.modules)")
        // Nginx opens its ports to see whether it can.
        .replacing("listen 8080", with: "listen unix:\(root)/4")
        .replacing("listen [::]:8080", with: "listen unix:\(root)/6")
    }
    func write(_ text: String, to path: String) throws {
      let url = URL(filePath: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
    }
    for file in subject.container.files where !file.bytes.isEmpty {
      let text = moved(String(decoding: file.bytes, as: UTF8.self))
      try write(text.replacing("exec nginx", with: "exit_after nginx"), to: moved(file.path))
    }
    try write(machine.rawValue, to: moved("/etc/resolv.conf"))
    if let interfaces = machine.interfaces {
      try write(interfaces, to: moved("/proc/net/if_inet6"))
    }
    // In the place of what the script becomes: the same program, which only looks.
    let configuration = moved("/etc/nginx/nginx.conf")
    let stubs = """
      haproxy() { command haproxy -c "$@"; }
      nginx() { command nginx -t -q -p "\(root)" -c "\(configuration)"; }
      exit_after() { "$@"; exit; }
      """
    let script = try #require(subject.container.files.first { $0.path.hasSuffix("/start.sh") })
    let text = moved(String(decoding: script.bytes, as: UTF8.self)).replacing("\nexec ", with: "\n")
    try write(stubs + "\n" + text, to: moved(script.path))
    let environment = subject.container.environment.map {
      moved("\($0.name)=\($0.value.literal ?? "")")
    }
    let run = try Tool.run(
      ["/usr/bin/env"] + environment + ["/bin/sh", moved(script.path)],
      in: scratch.url
    )
    #expect(run.status == 0, "\(run.errorText)\(String(decoding: run.output, as: UTF8.self))")
    let warnings = run.errorText.split(separator: "\n").filter { line in
      // Nobody of the system is on this machine, and none has to be when it starts.
      line.lowercased().contains("[warn") && !line.contains("could not resolve address")
    }
    #expect(warnings == [])
  }
}

import Foundation
import Testing

/// What HAProxy makes of the recorded configurations of gateways.
struct GatewayTests {
  static let cases = GoldenCase.all.filter { $0.gatewayConfiguration != nil }

  /// HAProxy itself, or the image that the gateway has.
  enum Program: String {
    case haproxy
    case docker

    static let image = "haproxy:3.2-alpine"

    static let here: Program? = {
      let commands: KeyValuePairs<Program, [String]> = [
        .haproxy: ["haproxy", "-v"], .docker: ["docker", "image", "inspect", image],
      ]
      let found = commands.first { _, command in
        (try? Tool.run(["/usr/bin/env"] + command, in: repository))?.status == 0
      }
      if found == nil { print("haproxy is not there: the gateways' configurations are not tested") }
      return found?.key
    }()

    func check(_ file: String, in folder: URL) throws -> Tool.Output {
      let check = ["haproxy", "-c", "-dW", "-f", file]
      let command =
        switch self {
        case .haproxy: check
        case .docker:
          ["docker", "run", "--rm", "-v", "\(folder.path):\(folder.path):ro", Self.image] + check
        }
      return try Tool.run(["/usr/bin/env"] + command, in: folder)
    }
  }

  @Test func thereAreSome() { #expect(Self.cases.count >= 2) }

  /// Without an error, and without a warning.
  @Test(.enabled(if: Program.here != nil), arguments: cases)
  func isAccepted(_ golden: GoldenCase) throws {
    let program = try #require(Program.here)
    let recorded = try #require(golden.gatewayConfiguration)
    let scratch = try ScratchFolder()
    let home = "/usr/local/etc/haproxy"
    for file in try FileManager.default.contentsOfDirectory(atPath: recorded.path)
    where file.hasPrefix("mp-gateway.") {
      let name = file.split(separator: ".").dropFirst().dropLast().joined(separator: ".")
      let text = try String(contentsOf: recorded.appending(path: file), encoding: .utf8)
        .replacing(home, with: scratch.url.path)
      try Data(text.utf8).write(to: scratch.at(name))
      for certificate in text.matches(of: /\S+\/certificates\/\S+\.pem/) {
        try makeCertificate(URL(filePath: String(certificate.output)))
      }
    }
    let run = try program.check(scratch.at("haproxy.cfg").path, in: scratch.url)
    #expect(run.status == 0, "\(run.errorText)\(String(decoding: run.output, as: UTF8.self))")
  }

  private func makeCertificate(_ url: URL) throws {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    let run = try Tool.run(
      ["/usr/bin/env", "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        + ["-subj", "/CN=example.com", "-out", url.path, "-keyout", url.path + ".key"],
      in: url.deletingLastPathComponent()
    )
    #expect(run.status == 0, "\(run.errorText)")
    // The image's user is another.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644],
      ofItemAtPath: url.path + ".key"
    )
  }
}

extension GoldenCase {
  /// The folder with the files of the gateway for Compose, if there is one.
  var gatewayConfiguration: URL? {
    let folder = expectedFolder.appending(path: "compose/files")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.contains { $0.hasPrefix("mp-gateway.haproxy.cfg.") } ? folder : nil
  }
}

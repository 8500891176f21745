import Foundation
import Testing

extension EndToEnd {
  /// What the language says of plain services, asked of their containers.
  @Suite(.deployed(PlainServices.spec)) struct ServiceTests {
    let project: ComposeProject

    init() throws { project = try #require(ComposeProject.ofSuite) }

    // MARK: - What a container is given

    @Test func environmentIsWhatTheSpecSays() async throws {
      let entries = try await strings("subject", "/proc/1/environ")
      for (name, value) in PlainServices.texts {
        #expect(
          entries.filter { $0.starts(with: "\(name)=".utf8) } == [Data("\(name)=\(value)".utf8)]
        )
      }
    }

    @Test func argumentsAreWhatTheSpecSays() async throws {
      let arguments = try await strings("subject", "/proc/1/cmdline")
      #expect(arguments.dropFirst(4) == PlainServices.texts.map { Data($0.value.utf8) }[...])
      #expect(arguments.first == Data("/bin/sh".utf8))
    }

    /// What a file holds between zero bytes. Not as strings: those may be equal and of other bytes.
    private func strings(_ service: String, _ path: String) async throws -> [Data] {
      let bytes = try await project.exec(service, ["cat", path])
      return bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    }

    @Test func userAndFolderAreWhatTheSpecSays() async throws {
      #expect(try await text("subject", "id", "-u") == "1234\n")
      #expect(try await text("subject", "id", "-g") == "2345\n")
      #expect(try await text("subject", "pwd") == "/work/dir\n")
    }

    @Test func filesAreWhatTheSpecSays() async throws {
      for (path, content) in PlainServices.fileTexts {
        let bytes = try await project.exec("subject", ["cat", path], as: 0)
        #expect(bytes == Data(content.utf8), "\(path)")
        let name = path.split(separator: "/").last ?? ""
        let mode = name.allSatisfy(\.isNumber) ? name.drop { $0 == "0" } : "644"
        #expect(try await text("subject", "stat", "-c", "%a", path) == "\(mode)\n")
      }
      #expect(try await project.exec("subject", ["cat", "/srv/blob"]) == PlainServices.blob)
      #expect(try await text("subject", "/srv/0755", "$x") == "/srv/0755 $x $$\n")
    }

    private func text(_ service: String, _ command: String...) async throws -> String {
      String(decoding: try await project.exec(service, command), as: UTF8.self)
    }

    // MARK: - Names and order

    @Test func stableReplicasHaveNamesOfTheirOwn() async throws {
      let peers = "PEERS=node-0.node:8080 node-1.node:8080"
      #expect(try await strings("node-0", "/proc/1/environ").contains(Data(peers.utf8)))
      for index in 0..<2 {
        #expect(try await text("node-\(index)", "hostname") == "node-\(index)\n")
        for asking in ["node-0", "node-1"] {
          for name in ["node-\(index)", "node-\(index).node"] {
            let answer = try await text(asking, "wget", "-q", "-O", "-", "http://\(name):8080/")
            #expect(answer == "node-\(index)\n")
          }
        }
      }
      let any = try await text("gate-tcp", "wget", "-q", "-O", "-", "http://node:8080/")
      #expect(any.contains(/^node-[01]\n$/))
    }

    /// Each waiter asked once, when it started.
    @Test(arguments: ["http", "tcp", "exec"])
    func nothingStartsBeforeWhatItLinksToIsReady(_ kind: String) async throws {
      #expect(try await text("waiter-\(kind)", "cat", "/tmp/found") == "open\n")
    }
  }
}

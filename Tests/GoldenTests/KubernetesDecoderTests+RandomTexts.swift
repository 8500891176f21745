import Foundation
import MPIR
import Metaparticle
import Testing

/// Texts that nobody chose, in every place that takes any text.
extension KubernetesDecoderTests {
  /// Thousands of them, in containers of every kind.
  private struct RandomSpec {
    private var random = SeededRandom(state: 42)
    /// What containers have to get, by name: variables and arguments.
    private(set) var expected: [String: [[String]]] = [:]
    private(set) var count = 0
    private(set) var text = "app random\nsecret pw\n"

    init() {
      for name in ["a", "b", "c", "d"] {
        let annotations = texts(100).enumerated()
          .map { "v\($0) = \(literal($1))" }.joined(separator: "\n")
        let files = texts(60).enumerated()
          .map { "file \(literal(path("/f\($0)"))) { content = \(literal($1)) }" }
          .joined(separator: "\n")
        let volumes = "vwxyz".map {
          "volume \($0) { path = \(literal(path("/v\($0)"))), kind = \"temporary\" }"
        }.joined(separator: "\n")
        count += 60 + 5 + 1
        text += """
          service \(name) {
            \(container(name, 300))
            workdir = \(literal(path("/w")))
            ready { exec = ["x", \(literals(texts(50)))] }
            annotations {
          \(annotations)
            }
          \(files)
          \(volumes)
            init first { \(container("first-\(name)", 50)) }
            sidecar side { \(container("side-\(name)", 50)) }
          }

          """
      }
      text += "job work { \(container("work", 200)) }\n"
      text += "cron tick {\nschedule = \"0 0 * * *\"\n\(container("tick", 200)) }\n"
    }

    private mutating func texts(_ count: Int) -> [String] {
      self.count += count
      return (0..<count).map { _ in random.text() }
    }

    private mutating func container(_ name: String, _ count: Int) -> String {
      let (values, arguments) = (texts(count), texts(count))
      // Two thirds of a text are around a secret.
      let around = texts(count / 5 * 2)
      let pairs = stride(from: 0, to: around.count, by: 2).map { (around[$0], around[$0 + 1]) }
      expected[name] = [values + pairs.map { "\($0)<pw>\($1)" }, arguments]
      let variables =
        values.enumerated().map { "V\($0) = \(literal($1))" }
        + pairs.enumerated().map {
          "S\($0) = \"\($1.0.escapedForSpec)\\(pw)\($1.1.escapedForSpec)\""
        }
      return """
        image = "i"
        command = ["sh", \(literals(Array(arguments.prefix(count / 2))))]
        args = [\(literals(Array(arguments.dropFirst(count / 2))))]
        env {
        \(variables.joined(separator: "\n"))
        }

        """
    }

    private mutating func path(_ beginning: String) -> String {
      let refused: Set<Unicode.Scalar> = ["/", ":", ",", "\u{7F}"]
      let scalars = random.text().unicodeScalars.filter {
        $0.value >= 0x20 && !refused.contains($0)
      }
      return beginning + String(String.UnicodeScalarView(scalars))
    }

    private func literal(_ text: String) -> String { "\"\(text.escapedForSpec)\"" }

    private func literals(_ texts: [String]) -> String {
      texts.map(literal).joined(separator: ", ")
    }
  }

  @Test(.enabled(if: KubernetesTests.areThere[1])) func containersGetRandomTexts() throws {
    let spec = RandomSpec()
    #expect(spec.count >= 5000)
    var compilation = Compilation(spec: Array(spec.text.utf8), name: "spec.mp")
    let scratch = try ScratchFolder()
    let artifacts = compilation.artifacts(for: .kubernetes)
    try #require(!artifacts.isEmpty, "\(compilation.render(as: .terse).prefix(2000))")
    try write(artifacts, into: scratch)
    let system = try #require(compilation.system)
    for workload in system.workloads {
      for container in workload.containers {
        let isMain = container.name == workload.name
        let name = isMain ? container.name : "\(container.name)-\(workload.name)"
        let expected = try #require(spec.expected[name], "\(name)")
        let values = container.environment.filter { $0.name.first.map("VS".contains) ?? false }
          .map(\.value.description)
        #expect(values.map { Array($0.utf8) } == expected[0].map { Array($0.utf8) })
        let words = (container.entrypoint ?? []).dropFirst() + (container.arguments ?? [])
        #expect(words.map { Array($0.description.utf8) } == expected[1].map { Array($0.utf8) })
      }
    }
    try expect(scratch.at("kubernetes"), toHold: system)
  }
}

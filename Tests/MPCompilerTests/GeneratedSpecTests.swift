import MPDiagnostics
import MPIR
import MPSyntax
import Testing

/// What must be true of every spec, of thousands that nobody wrote.
@Suite struct GeneratedSpecTests {
  private static let seeds = 0..<1000 as Range<UInt64>

  @Test(arguments: 0..<4) func compileAndMeanTheSameInAnyOrder(_ part: Int) {
    for seed in Self.seeds where seed % 4 == part {
      var spec = GeneratedSpec(seed: seed)
      let compiled = Compiled(spec.text)
      // Services may link in a circle, which is worth a note.
      let findings = compiled.findings.filter { !$0.contains(" N0412 ") }
      guard findings.isEmpty else {
        Issue.record("seed \(seed): \(findings)\n\(spec.text)")
        continue
      }
      let meaning = compiled.meaning
      #expect(Compiled(spec.shuffled()).meaning == meaning, "seed \(seed)\n\(spec.text)")
      #expect(Compiled(Self.formatted(spec.text)).meaning == meaning, "seed \(seed)\n\(spec.text)")
    }
  }

  private static func formatted(_ text: String) -> String {
    var sources = SourceMap()
    var diagnostics = Diagnostics()
    let source = sources.add(name: "spec.mp", bytes: Array(text.utf8))
    let syntax = parse(lex(source, in: sources, into: &diagnostics), into: &diagnostics)
    return String(decoding: format(syntax), as: UTF8.self)
  }
}

extension Compiled {
  /// The system without any order and place: a line for each thing that it has.
  fileprivate var meaning: [String] {
    let workloads = system.workloads.flatMap { workload -> [String] in
      let container = workload.container
      var facts = [
        "\(workload.path) \(workload.replicas) \(workload.identity) \(workload.replicaNames)",
        "\(container.image) \(container.arguments ?? []) \(container.environment)",
        "\(container.files.map { "\($0.path) \($0.bytes) \($0.mode)" })", "\(container.ports)",
        "\(container.resources) \(container.readiness?.summary ?? "")", "\(workload.labels)",
      ]
      facts += workload.startsAfter.map { "after \(system[$0.workload].name) \($0.condition)" }
        .sorted()
      return facts.map { "\(workload.name): \($0)" }
    }
    let links = system.links.map {
      "\(system[$0.from].name) -> \(system[$0.to].name) \($0.port) \($0.namesReplicas)"
    }
    let exposures = system.exposures.map {
      "expose \(system[$0.target].name) \($0.port) \($0.publishedPort) \($0.isLocal)"
    }
    return (workloads + links + exposures).sorted()
  }
}

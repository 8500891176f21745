import Foundation
import MPYAML
import Metaparticle
import Testing

/// A quantity, however it is written, is the same number of bytes, thousandths of a core and milliseconds
/// on every target, or else a finding that stands where it is written.
struct RandomQuantityTests {
  /// As exact as the language: a whole number over a power of ten.
  struct Amount: CustomTestStringConvertible {
    var text: String
    /// In the smallest unit there is; `nil` where that is no whole number.
    var value: Int?

    var testDescription: String { text }

    /// A number with up to three decimals, times a unit that is some number of the smallest.
    init(using random: inout SeededRandom, _ units: KeyValuePairs<String, Int>, upTo limit: Int) {
      let unit = units[Int.random(in: 0..<units.count, using: &random)]
      let decimals = max(0, Int.random(in: -6...3, using: &random))
      let scale = [1, 10, 100, 1000][decimals]
      let most = max(1, limit / unit.value) * scale
      let number = Int.random(in: 1...min(most, 999_999), using: &random)
      let fraction = String(String(number % scale + scale).dropFirst())
      text = "\(number / scale)" + (decimals == 0 ? "" : ".\(fraction)") + unit.key
      let product = number * unit.value
      value = product % scale == 0 ? product / scale : nil
    }
  }

  private static let sizes: KeyValuePairs = [
    "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "K": 1000, "M": 1_000_000, "G": 1_000_000_000,
  ]
  private static let cores: KeyValuePairs = ["m": 1, "": 1000]
  private static let times: KeyValuePairs = [
    "s": 1000, "m": 60_000, "min": 60_000, "h": 3_600_000,
  ]

  private static let fineTimes: KeyValuePairs = ["ms": 1, "s": 1000, "min": 60_000]

  /// What the three targets say of one service, in bytes, thousandths of a core, and seconds.
  private struct Said: Equatable {
    var memory: [Int]
    var cpu: [Int]
    var grace: [Int]
    var period: [Int]
    /// What a variable says, in milliseconds.
    var milliseconds: [Int]

    init(_ compilation: inout Compilation) throws {
      let names = ["compose/compose.yaml", "kubernetes/30-s.yaml", "shell/run.sh"]
      var texts: [[UInt8]] = []
      for (target, name) in zip(Target.allCases, names) {
        let artifact = compilation.artifacts(for: target).first { $0.path == name }
        texts.append(try #require(artifact, "\(compilation.render(as: .terse))").bytes)
      }
      let document = try YAMLReader.documents(in: texts[0]).first
      let compose = try #require(document?["services"]?["s"])
      let limits = compose["deploy"]?["resources"]?["limits"]
      let cluster = try #require(
        try YAMLReader.documents(in: texts[1]).first { $0["kind"]?.text == "Deployment" }
      )
      let pod = cluster["spec"]?["template"]?["spec"]
      let container = pod?["containers"]?.items?.first
      let script = String(decoding: texts[2], as: UTF8.self)
      let option = { (name: String) -> Substring? in
        script.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
          .first { $0.hasPrefix("--\(name) ") }?.split(separator: " ")[1]
      }
      memory = [
        Int(limits?["memory"]?.text ?? "") ?? -1,
        KubeletModel.bytes(container?["resources"]?["limits"]?["memory"]?.text ?? ""),
        option("memory").flatMap { Int($0) } ?? -1,
      ]
      cpu = [
        Self.thousandths(limits?["cpus"]?.text ?? ""),
        KubeletModel.thousandths(container?["resources"]?["limits"]?["cpu"]?.text ?? ""),
        Self.thousandths(String(option("cpus") ?? "")),
      ]
      grace = [
        Self.seconds(compose["stop_grace_period"]?.text),
        Int(pod?["terminationGracePeriodSeconds"]?.text ?? "") ?? -1,
        option("stop-timeout").flatMap { Int($0) } ?? -1,
      ]
      period = [
        Self.seconds(compose["healthcheck"]?["interval"]?.text),
        Int(container?["readinessProbe"]?["periodSeconds"]?.text ?? "") ?? -1,
        script.firstMatch(of: /period=([0-9]+)/).flatMap { Int($0.1) } ?? -1,
      ]
      milliseconds = [
        compose["environment"]?["T"]?.text,
        container?["env"]?.items?.first { $0["name"]?.text == "T" }?["value"]?.text,
        script.firstMatch(of: /--env T=(\d+)/).map { String($0.1) },
      ].map { Int($0 ?? "") ?? -1 }
    }

    /// Of a decimal number of cores.
    private static func thousandths(_ text: String) -> Int {
      let parts = text.split(separator: ".")
      guard let whole = parts.first.flatMap({ Int($0) }) else { return -1 }
      let rest = parts.count > 1 ? (parts[1] + "000").prefix(3) : "000"
      return whole * 1000 + (Int(rest) ?? -1)
    }

    private static func seconds(_ text: String?) -> Int {
      text.flatMap { $0.hasSuffix("s") ? Int($0.dropLast()) : nil } ?? -1
    }
  }

  private static func spec(memory: String, cpu: String, grace: String, period: String, time: String)
    -> String
  {
    """
    app a
    param time: duration = \(time)
    service s {
      image  = "i"
      memory = \(memory)
      cpu    = \(cpu)
      ports { p = 80 }
      ready { tcp = true, every = \(period) }
      stop  { grace = \(grace) }
      env   { T = time / 1ms }
    }

    """
  }

  @Test func amountsAreTheSameEverywhereOrRefused() throws {
    var random = SeededRandom(state: 11)
    var kept = 0
    for _ in 0..<150 {
      let memory = Amount(using: &random, Self.sizes, upTo: 1 << 40)
      let cpu = Amount(using: &random, Self.cores, upTo: 64_000)
      let grace = Amount(using: &random, Self.times, upTo: 86_400_000)
      let period = Amount(using: &random, Self.times, upTo: 3_600_000)
      let time = Amount(using: &random, Self.fineTimes, upTo: 86_400_000)
      let spec = Self.spec(
        memory: memory.text,
        cpu: cpu.text,
        grace: grace.text,
        period: period.text,
        time: time.text
      )
      var compilation = Compilation(spec: Array(spec.utf8), name: "spec.mp")
      let lines = Set(
        compilation.findings.filter { $0.severity == .error }.map(compilation.line)
      )
      // What is no whole number of what there is, or out of bounds, is an error on its line and no other.
      let exact: [(line: Int, amount: Amount, unit: Int)] = [
        (5, memory, 1), (6, cpu, 1), (9, grace, 1000), (8, period, 1000), (2, time, 1),
      ]
      for (line, amount, unit) in exact {
        let isWhole = amount.value.map { $0 % unit == 0 } ?? false
        if !isWhole { #expect(lines.contains(line), "\(amount.text) in\n\(spec)") }
      }
      guard lines.isEmpty else {
        continue
      }
      kept += 1
      let said = try Said(&compilation)
      for (values, amount, unit) in [
        (said.memory, memory, 1), (said.cpu, cpu, 1), (said.grace, grace, 1000),
        (said.period, period, 1000), (said.milliseconds, time, 1),
      ] {
        let value = try #require(amount.value)
        #expect(values == Array(repeating: value / unit, count: 3), "\(amount.text) in\n\(spec)")
      }
    }
    #expect(kept > 20)
  }
}

extension Compilation {
  /// The line that a finding stands on.
  func line(of finding: Diagnostic) -> Int {
    let range = finding.primary.range
    return sources[range.source].position(of: Int(range.lower)).line
  }
}

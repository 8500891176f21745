import Testing

/// Limits are findings, never crashes or hangs.
@Suite struct LimitTests {
  private func codes(_ spec: String) -> [String] {
    findings(spec).map { String($0.split(separator: " ")[1]) }
  }

  @Test(arguments: ["1000000000", "9223372036854775807"])
  func tooManyReplicas(_ count: String) {
    let spec = """
      app a
      service s { image = "i", identity = "stable", replicas = \(count), ports { http = 80 }, env { P = join(self.http.addresses, ",") } }
      service t { image = "i", replicas = \(count) }
      """
    #expect(findings(spec) == ["2:58 E0411 the system has more than 10000 containers"])
  }

  @Test func manyServicesTakeTimeInProportion() {
    let time = { (count: Int) in
      ContinuousClock().measure { #expect(findings(Self.chain(count)) == []) }
    }
    let (few, many) = (time(500), time(5000))
    #expect(many < few * 40, "\(few) for 500, \(many) for 5000")
  }

  private static func chain(_ count: Int) -> String {
    var lines = ["app a"]
    for index in 0..<count {
      let link = index == 0 ? "" : ", env { NEXT = s\(index - 1).http }"
      lines.append("service s\(index) { image = \"i\", ports { http = 80 }\(link) }")
    }
    return lines.joined(separator: "\n")
  }

  @Test func tooManyServices() {
    #expect(
      findings(Self.chain(10_001)) == [
        "10002:9 E0411 the system has more than 10000 containers"
      ]
    )
  }

  @Test func longChainsOfLets() {
    let forward = (1..<20_000).map { "let a\($0) = a\($0 - 1) + 1" }
    let use = "service s { image = \"i\", env { X = a19999 } }"
    #expect(codes((["let a0 = 0"] + forward + [use]).joined(separator: "\n")) == ["E0008"])
    #expect(codes((forward.reversed() + ["let a0 = 0", use]).joined(separator: "\n")) == ["E0008"])
    let short = (1..<300).map { "let a\($0) = a\($0 - 1) + 1" }
    #expect(
      value("a299", after: (short.reversed() + ["let a0 = 0"]).joined(separator: "\n")) == "299"
    )
  }

  @Test func valuesThatDouble() {
    let texts = (1..<60).map { "let a\($0) = \"\\(a\($0 - 1))\\(a\($0 - 1))\"" }
    let lists = (1..<60).map { "let a\($0) = a\($0 - 1) + a\($0 - 1)" }
    let nested = (1..<100).map { "let a\($0) = [a\($0 - 1)]" }
    let use = "service s { image = \"i\", env { X = count([a59]) } }"
    #expect(codes((["let a0 = \"x\""] + texts + [use]).joined(separator: "\n")) == ["E0411"])
    #expect(codes((["let a0 = [1]"] + lists + [use]).joined(separator: "\n")) == ["E0411"])
    #expect(codes((["let a0 = [1]"] + nested + [use]).joined(separator: "\n")) == ["E0008"])
    #expect(
      codes(
        "service s { image = \"i\", env { X = count([for a in range(10000): [for b in range(10000): b]]) } }"
      )
        == ["E0411"]
    )
  }

  @Test func portsAreNotCarriedTwice() {
    let texts = (1..<60).map { "let a\($0) = a\($0 - 1) + a\($0 - 1)" }
    let first = "let a0 = replace(s.http.host, \"s\", \"\")"
    let compiled = Compiled(
      (["app a", "service s { image = \"i\", ports { http = 1 } }", first] + texts
        + ["service t { image = \"i\", env { X = a59 } }"]).joined(separator: "\n")
    )
    #expect(compiled.findings == [])
    #expect(compiled.links == ["t -> s:http"])
  }

  @Test func patternsWithinPatternsAndTraitsWithinTraits() {
    let doubling = (1..<20).map { "pattern p\($0) {\n p\($0 - 1) a { }\n p\($0 - 1) b { }\n}" }
    let leaf = "pattern p0 { service x { image = \"i\" } }"
    #expect(codes(([leaf] + doubling + ["p19 i { }"]).joined(separator: "\n")).contains("E0411"))
    let chain = (1..<100).map { "pattern p\($0) { p\($0 - 1) a { } }" }
    #expect(codes(([leaf] + chain + ["p99 i { }"]).joined(separator: "\n")) == ["E0008"])
    let traits = (1..<20).flatMap { number in
      ["t", "u"].map { "trait \($0)\(number) {\n with t\(number - 1)\n with u\(number - 1)\n}" }
    }
    #expect(
      codes(
        (["trait t0 { }", "trait u0 { }"] + traits + ["service s { image = \"i\", with t19 }"])
          .joined(
            separator: "\n"
          )
      ) == ["E0411"]
    )
  }

  @Test func manyMisspeltNames() {
    let lets = (0..<3000).map { "let some_long_name_\($0) = 1" }
    let uses = (0..<3000).map { "let b\($0) = some_lnog_name_\($0)" }
    #expect(findings((lets + uses).joined(separator: "\n")).count == 3000)
  }

  @Test func manyEntriesInOneService() {
    let ports = (1..<3000).map { "p\($0) = \($0)" }.joined(separator: ", ")
    let uses = (1..<3000).map { "V\($0) = s.p\($0)" }.joined(separator: ", ")
    let files = (1..<3000).map { "file \"/f\($0)\" { content = \"\" }" }.joined(separator: "\n")
    #expect(
      findings("app a\nservice s { image = \"i\"\nports { \(ports) }\nenv { \(uses) }\n\(files) }")
        == []
    )
  }
}

import MPYAML
import Testing

@Suite struct YAMLWriterTests {
  /// Each is a number for every reader: those of YAML 1.1 want a point before an exponent.
  @Test func floatsAndNull() {
    let text = written { yaml in
      yaml.document {
        yaml.sequence {
          for value in [0.5, 2, -1e20, 1e-7, 1.25e300] { yaml.float(value) }
          yaml.null()
        }
      }
    }
    #expect(text == "- 0.5\n- 2.0\n- -1.0e+20\n- 1.0e-07\n- 1.25e+300\n- null\n")
  }

  @Test func layout() {
    let text = written { yaml in
      yaml.document {
        yaml.mapping {
          yaml.entry("name", "histogram")
          yaml.entry("count", -3)
          yaml.entry("on", true)
          yaml.mapping("services") {
            yaml.mapping("leaf") {
              yaml.entry("test", ["CMD", "/bin/probe", "5"])
              yaml.entry("script", "set -e\n\nexec probe\n")
              yaml.entry("unfinished", "a\n  b")
            }
            yaml.mapping("none") {}
          }
          yaml.sequence("nothing") {}
          yaml.sequence("ports") {
            yaml.mapping {
              yaml.entry("target", 80)
              yaml.entry("published", "8080")
            }
            yaml.sequence {
              yaml.integer(1)
              yaml.boolean(false)
            }
          }
        }
      }
    }
    #expect(
      text == """
        name: histogram
        count: -3
        "on": true
        services:
          leaf:
            test:
            - CMD
            - /bin/probe
            - "5"
            script: |
              set -e

              exec probe
            unfinished: |-
              a
                b
          none: {}
        nothing: []
        ports:
        - target: 80
          published: "8080"
        - - 1
          - false

        """
    )
  }

  @Test func documentsArePartedAndTheFirstIsNotMarked() {
    let text = written { yaml in
      for name in ["a", "b"] {
        yaml.document { yaml.mapping { yaml.entry("name", name) } }
      }
      yaml.document { yaml.string("x\ny") }
    }
    #expect(text == "name: a\n---\nname: b\n--- |-\n  x\n  y\n")
  }

  @Test func noDocumentIsNoText() {
    #expect(written { _ in } == "")
  }

  @Test func headerStaysAComment() {
    let text = written(header: ["from shop.mp", "", "a\nb\u{85}\t\u{2028}é"]) { yaml in
      yaml.document { yaml.sequence {} }
    }
    #expect(text == "# from shop.mp\n#\n# a\\nb\\u{0085}\\t\\u{2028}é\n[]\n")
  }

  @Test func escapesOfDoubleQuoted() {
    let text = written { yaml in
      yaml.document {
        yaml.string("\"\\\0\t\n\r\u{1B}\u{7F}\u{85}\u{A0}\u{2028}\u{FEFF}\u{FFFF}é😀/")
      }
    }
    #expect(
      text == #""\"\\\0\t\n\r\e\x7F\N"# + "\u{A0}" + #"\L\uFEFF\uFFFFé\U0001F600/""# + "\n"
    )
  }

  @Test func longLinesAreNotFolded() {
    let words = Array(repeating: "word", count: 5_000).joined(separator: " ")
    let text = written { yaml in
      yaml.document {
        yaml.sequence {
          yaml.string(words)
          yaml.string(words + ".#")
          yaml.string(words + "\n" + words)
        }
      }
    }
    #expect(text == "- \(words)\n- \"\(words).#\"\n- |-\n  \(words)\n  \(words)\n")
  }

  /// Readers look for the colon of a simple key within 1024 characters, libyaml within 128.
  @Test func longKeysAreExplicit() {
    let long = String(repeating: "k", count: 129)
    let text = written { yaml in
      yaml.document {
        yaml.mapping {
          yaml.entry(String(long.dropLast()), "a")
          yaml.entry(long, ["a"])
          yaml.mapping("two\nlines") { yaml.entry("a", "b\nc") }
        }
      }
    }
    #expect(
      text
        == "\(long.dropLast()): a\n? \(long)\n: - a\n? \"two\\nlines\"\n: a: |-\n    b\n    c\n"
    )
  }

  @Test func callsThatMakeNoDocumentTrap() async {
    await #expect(processExitsWith: .failure) {
      let yaml = YAMLWriter()
      yaml.document { yaml.mapping { yaml.key("without value") } }
    }
    await #expect(processExitsWith: .failure) {
      let yaml = YAMLWriter()
      yaml.document {
        yaml.string("one root")
        yaml.string("and another")
      }
    }
  }
}

private func written(
  header: [String] = [],
  _ content: (borrowing YAMLWriter) -> Void
) -> String {
  let yaml = YAMLWriter(header: header)
  content(yaml)
  return String(decoding: yaml.finish(), as: UTF8.self)
}

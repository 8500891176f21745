import Foundation

/// Services that have secrets in every way, and one that has none.
enum Vault {
  /// In every value: different in every run, and nowhere else.
  static let marker = UUID().uuidString

  /// What Compose, shells and readers of `.env` take for something else.
  static let hostile =
    [
      #"$HOME ${HOME} $$ ${x:-y} $(id) `id` $"#, #"it's "quoted" \ and \n"#, #"'"#, #"\"#, #"\\"#,
      "a # b", "#", " blanks ", "\t", "žluťoučký 日本 🙂 e\u{301} \u{85}\u{2028}\u{FEFF}", "a=b=",
      "first\n  second\n\nlast\n", "%s %% {{.Id}}", "*", "~", "null", "'a' \"b\" $c \\d",
      "a,b;c|d&e<f>(g)", "\\$", "\"", "a'", "$", "${", "!x", "-n", "0755",
      "\u{1}\u{7}\u{1B}[0m\u{7F}",
      "postgres://u:p@h:1/d?x=1&y=%20#f",
    ] + seeded

  private static let seeded: [String] = {
    var random = SeededGenerator(seed: 7)
    // One cannot hold nothing: that is what is missing.
    return (0..<60).map { _ in RandomTexts.text(using: &random) + "." }
  }()

  /// The variables of `.env`.
  static func variables(_ plain: String = "first") -> [String: String] {
    var variables = ["PLAIN": "\(marker) \(plain)", "INSIDE": "in-$\(marker)'\"\\"]
    for (index, text) in hostile.enumerated() { variables["HOSTILE_\(index)"] = text + marker }
    return variables
  }

  /// Bytes that are no text.
  static let key = Data([0, 0xFF, 10]) + Data(marker.utf8)

  static let spec = Spec(
    text: ##"""
      app vault

      secret plain { description = "What one service has as it is." }
      secret inside
      secret key
      \##(hostile.indices.map { "secret hostile_\($0)" }.joined(separator: "\n"))

      /// May do little, and reads a file.
      service keeper {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "cat /run/keys/key >/tmp/copy || exit 1; \##(idle)"]
        user = 10001
        security { read_only = true, writable = ["/tmp"] }
        file "/run/keys/key" { secret = key, mode = "0444" }
        env { INSIDE = "pre $\(inside)$(PLAIN)$$ \(inside) post" }
      }

      service reader {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "echo reading; \##(idle)"]
        env { PLAIN = plain }
        sidecar log {
          image = mp.images.busybox
          command = ["/bin/sh", "-c", "\##(idle)"]
          env { COPY = "<\(plain)>" }
        }
      }

      service guard {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "\##(idle)"]
        env {
          \##(hostile.indices.map { "H\($0) = hostile_\($0)" }.joined(separator: "\n"))
        }
      }

      service other {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "echo nothing to hide; \##(idle)"]
        volume data { path = "/data", size = 1Gi }
      }
      """##
  )

  private static let idle = "trap 'exit 0' TERM; sleep 10000 & wait"
}

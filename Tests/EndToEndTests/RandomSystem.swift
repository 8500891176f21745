/// Thousands of texts, in every place that takes any text, and what has to come of them.
enum RandomSystem {
  /// A container with texts of its own.
  struct Subject: Sendable {
    /// As engines call it: `seeded_side`.
    var name: String
    var environment: [(name: String, value: String)]
    var arguments: [String]
    var annotations: [(name: String, value: String)] = []
    var files: [(path: String, content: String)] = []
    var workdir: String?
    /// Where volumes are mounted.
    var volumes: [String] = []

    /// How many texts it has.
    var count: Int {
      environment.count * 2 + arguments.count + annotations.count + files.count * 2 + volumes.count
        + (workdir == nil ? 0 : 1)
    }
  }

  /// Containers that stay, and are looked at.
  static let residents: [Subject] = everyone.filter { !isTransient($0) }

  /// Containers that run to their end, and write down what they got.
  static let passengers: [Subject] = everyone.filter(isTransient)

  private static func isTransient(_ subject: Subject) -> Bool {
    ["visitor_prepare", "work", "tick"].contains(subject.name)
  }

  private static let everyone: [Subject] = {
    var random = SeededGenerator(seed: 20_250_601)
    let services = (0..<3).map { index in
      var subject = subject("seeded-\("abc".dropFirst(index).first ?? "a")", 400, &random)
      subject.annotations = RandomTexts.texts(100, using: &random).enumerated()
        .map { ("example.com/a\($0)", $1) }
      subject.files = (0..<40).map {
        ("/r/\(RandomTexts.pathName($0, using: &random))", RandomTexts.text(using: &random))
      }
      subject.workdir = "/w/" + RandomTexts.pathName(0, using: &random)
      subject.volumes = (0..<5).map { "/v/" + RandomTexts.pathName($0, using: &random) }
      return subject
    }
    return services
      + ["visitor", "visitor_side", "visitor_prepare", "work", "tick"]
      .map { subject($0, 200, &random) }
  }()

  private static func subject(_ name: String, _ count: Int, _ random: inout SeededGenerator)
    -> Subject
  {
    Subject(
      name: name,
      environment: (0..<count).map {
        (RandomTexts.variableName($0, using: &random), RandomTexts.text(using: &random))
      },
      arguments: RandomTexts.texts(count, using: &random)
    )
  }

  static let spec = Spec(
    text: ##"""
      app random {
        accept = ["L0514"]
      }

      volume board { size = 1Gi, shared = true }

      \##(everyone.prefix(3).map { "service \($0.name) {\n\(body($0))\n}" }.joined(separator: "\n"))

      service visitor {
        \##(body(named("visitor")))
        \##(board)
        init prepare {
          \##(body(named("visitor_prepare")))
          volume board { path = "/board" }
        }
        sidecar side {
          \##(body(named("visitor_side")))
        }
      }

      job work {
        \##(body(named("work")))
        \##(board)
      }

      cron tick {
        schedule = "0 3 1 1 *"
        \##(body(named("tick")))
        \##(board)
      }
      """##
  )

  private static func named(_ name: String) -> Subject {
    everyone.first { $0.name == name } ?? Subject(name: name, environment: [], arguments: [])
  }

  private static let board = #"volume board { path = "/board", of = board }"#
  private static let idle = "trap 'exit 0' TERM; sleep 10000 & wait"
  private static let note =
    "for f in environ cmdline; do cat /proc/1/$f >/board/$0.$f; done"

  /// What it runs, with the first half of its arguments; the others are given to that.
  static func command(of subject: Subject) -> [String] {
    ["/bin/sh", "-c", isTransient(subject) ? note : idle, subject.name]
      + subject.arguments.prefix(subject.arguments.count / 2)
  }

  private static func rest(of subject: Subject) -> [String] {
    Array(subject.arguments.dropFirst(subject.arguments.count / 2))
  }

  /// All that its first process has to be called with.
  static func words(of subject: Subject) -> [String] { command(of: subject) + rest(of: subject) }

  private static func body(_ subject: Subject) -> String {
    let literal = Spec.escapedLiteral
    let entries = subject.environment.map { "\(literal($0.name)) = \(literal($0.value))" }
    let annotations = subject.annotations.map { "\(literal($0.name)) = \(literal($0.value))" }
    let files = subject.files.map {
      "file \(literal($0.path)) { content = \(literal($0.content)) }"
    }
    let volumes = subject.volumes.enumerated().map {
      "volume v\("abcde".dropFirst($0).first ?? "a") { path = \(literal($1)), kind = \"temporary\" }"
    }
    var lines = [
      "image = mp.images.busybox",
      "command = [\(command(of: subject).map(literal).joined(separator: ", "))]",
      "args = [\(rest(of: subject).map(literal).joined(separator: ", "))]",
      "env {\n\(entries.joined(separator: "\n"))\n}",
    ]
    if let workdir = subject.workdir { lines.append("workdir = \(literal(workdir))") }
    if !annotations.isEmpty {
      lines.append("annotations {\n\(annotations.joined(separator: "\n"))\n}")
    }
    return (lines + files + volumes).joined(separator: "\n")
  }
}

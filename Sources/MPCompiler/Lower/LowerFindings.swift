import MPDiagnostics
import MPIR

/// What cannot be deployed.
enum LowerFindings {
  // MARK: - Services

  static func missingImage(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .missingImage,
      "`\(name)` has no image",
      at: .init(range),
      help: ["add `image = \"name:tag\"`, `build = \"folder\"`, or a trait that sets one"]
    )
  }

  static func badImage(_ image: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badImage,
      "`\(image)` is no name of an image",
      at: .init(range),
      help: ["images are called `name:tag` or `registry.example.com/path/name:tag`, in lowercase"]
    )
  }

  static func badUser(_ user: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badText,
      "\(user) is no user",
      at: .init(range),
      help: ["write a uid such as `1000`, `\"1000:1000\"`, or a name of the image's /etc/passwd"]
    )
  }

  static func badPath(_ path: String, _ problem: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badText,
      "the path `\(path)` \(problem)",
      at: .init(range),
      help: path.hasPrefix("/") ? [] : ["paths in containers begin with `/`"]
    )
  }

  static func badLabelValue(_ value: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badText,
      "`\(value)` is no value of a label",
      at: .init(range),
      notes: ["a label's value has letters, digits, `-`, `_` and `.`, at most 63"],
      help: ["put it under `annotations`, which take any text"]
    )
  }

  static func labelAndAnnotation(
    _ name: String,
    at range: SourceRange,
    label: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .setTwice,
      "`\(name)` is a label and an annotation",
      at: .init(range),
      labels: [.init(label, "the label")],
      notes: ["container engines have labels only, and get both as such"],
      help: ["remove one of them"]
    )
  }

  static func badNamespace(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badText,
      name.hasPrefix("kube-")
        ? "namespaces that begin with `kube-` are those of Kubernetes itself"
        : "`\(name)` is no name of a namespace",
      at: .init(range),
      help: [
        "use lowercase letters, digits and `-`, at most 63, or `null` to leave it to `kubectl -n`"
      ]
    )
  }

  static func tooLittle(_ name: String, _ least: Quantity, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .outOfBounds,
      "`\(name)` is at least \(least)",
      at: .init(range),
      notes: ["less is refused by Docker"]
    )
  }

  // MARK: - Sizes

  static func noReplicas(_ name: String, _ count: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(.outOfBounds, "`\(name)` is \(count), and at least one runs", at: .init(range))
  }

  static func tooManyWorkloads(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .systemTooLarge,
      "the system has more than \(limit) containers",
      at: .init(range),
      help: ["split it into several specs"]
    )
  }

  static func tooManyLinks(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .systemTooLarge,
      "the system has more than \(limit) links",
      at: .init(range),
      help: ["split it into several specs"]
    )
  }

  // MARK: - Names

  static func nameClash(_ name: String, at range: SourceRange, other: SourceRange) -> Diagnostic {
    Diagnostic(
      .nameClash,
      "two workloads would be deployed as `\(name)`",
      at: .init(range),
      labels: [.init(other, "the other one")],
      notes: ["a member of an instance is deployed as `instance-member`"],
      help: ["rename one of them"]
    )
  }

  static func publicNameClash(
    _ name: String,
    of exposed: String,
    at range: SourceRange,
    other: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .nameClash,
      "what makes `\(exposed)` reachable from outside would be deployed as `\(name)`, like a service",
      at: .init(range),
      labels: [.init(other, "the service")],
      notes: ["on Kubernetes, an exposed service gets a second Service, `SERVICE-public`"],
      help: ["rename one of them"]
    )
  }

  static func nameTooLong(_ name: String, limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nameTooLong,
      "the name `\(name)` is longer than \(limit) characters",
      at: .init(range),
      notes: ["Kubernetes adds to it"],
      help: ["shorten a part of it"]
    )
  }

  // MARK: - Ports

  static func badPortNumber(_ number: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(.outOfBounds, "\(number) is no port: ports are 1 to 65535", at: .init(range))
  }

  static func samePort(
    _ port: ContainerPort,
    _ other: ContainerPort,
    at range: SourceRange,
    first: SourceRange?
  ) -> Diagnostic {
    let number = port.transport == .tcp ? "\(port.number)" : "\(port.number)/\(port.transport)"
    return Diagnostic(
      .samePort,
      "port \(number) is already called `\(other.name)`",
      at: .init(range),
      labels: first.map { [.init($0, "first named here")] } ?? [],
      help: ["remove one of the names, or give it another number"]
    )
  }

  static func portTaken(
    _ number: Int,
    by user: String,
    at range: SourceRange,
    first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .samePort,
      "port \(number) is that of \(user), in the same replica",
      at: .init(range),
      labels: first == range ? [] : [.init(first, "taken here")],
      help: ["choose another number: the containers of a replica share one network"]
    )
  }

  // MARK: - Probes

  static func oneProbe(_ given: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badProbe,
      given.isEmpty
        ? "this does not say how to ask"
        : "this asks in several ways: " + given.map { "`\($0)`" }.joined(separator: ", "),
      at: .init(range),
      help: ["give one of `http = \"/path\"`, `tcp = true`, `grpc = true` and `exec = […]`"]
    )
  }

  static func whichPort(_ names: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badProbe,
      names.isEmpty ? "there is no port to ask" : "there are several ports: which one is asked?",
      at: .init(range),
      help: [names.isEmpty ? "add `ports { http = 8080 }`" : "add `port = self.\(names[0])`"]
    )
  }

  static func probesAnother(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badProbe,
      "a probe asks the service itself, and this is a port of another",
      at: .init(range),
      help: ["name a port of its own: `self.…`"]
    )
  }

  static func probesNoTCP(_ port: ContainerPort, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badProbe,
      "`\(port.name)` is a port of \(port.transport.rawValue.uppercased()), and probes ask over TCP",
      at: .init(range),
      help: ["ask another port, or by `exec = […]`"]
    )
  }

  static func tooLong(
    _ name: String,
    _ limit: Quantity,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(.outOfBounds, "`\(name)` is at most \(limit)", at: .init(range))
  }

  static func emptyCommand(at range: SourceRange) -> Diagnostic {
    Diagnostic(.badProbe, "this command is empty", at: .init(range))
  }

  static func badRequestPath(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badProbe,
      "`\(path)` is no path of a request",
      at: .init(range),
      help: ["it begins with `/` and has neither blanks nor `#`"]
    )
  }

  static func wholeSeconds(_ name: String, _ least: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .outOfBounds,
      "`\(name)` is a whole number of seconds, at least \(least)",
      at: .init(range),
      notes: ["Kubernetes knows no parts of a second"]
    )
  }

  static func badFailures(_ count: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .outOfBounds,
      "`failures` is \(count), which is not within 1..1000",
      at: .init(range)
    )
  }

  // MARK: - Files

  static func fileWithoutContent(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badFile,
      "this file has no content",
      at: .init(range),
      help: ["add `content = \"…\"` or `source = \"path\"`"]
    )
  }

  static func fileWithBoth(
    _ one: String,
    _ other: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badFile,
      "this file has both `\(one)` and `\(other)`",
      at: .init(range),
      help: ["remove one of them"]
    )
  }

  static func badMode(_ mode: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badFile,
      "`\(mode)` is no mode of a file",
      at: .init(range),
      help: ["write the permissions in octal: `\"0644\"`"]
    )
  }

  static func unreadableFile(
    _ path: String,
    _ problem: SourceProblem,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badFile,
      "`\(path)` \(problem.reason)",
      at: .init(range),
      help: problem.help
    )
  }

  // MARK: - Circles

  /// How many links of a circle are shown beside the first.
  private static let shownLinks = 9

  /// - Parameter uses: What each of the circle's links says, the first one first.
  static func circleOfLinks(_ names: [String], _ uses: [Diagnostic.Label]) -> Diagnostic {
    Diagnostic(
      .circleOfLinks,
      "these services link in a circle, so none of them waits for another: "
        + names.prefix(shownLinks).map { "`\($0)`" }.joined(separator: ", ")
        + (names.count > shownLinks ? " and \(names.count - shownLinks) more" : ""),
      at: uses[0],
      labels: Array(uses.dropFirst().prefix(shownLinks))
    )
  }
}

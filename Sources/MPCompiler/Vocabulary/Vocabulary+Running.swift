/// How a service is watched, how many of it run, and how it comes and goes.
extension Vocabulary {
  package static let ready = BlockKind(
    "ready",
    "When a replica can serve: nothing that links to it starts before.",
    attributes: probe(
      failures:
        "How many failures in a row make it unready. On Compose, those of the first minute do not count.",
      delay: "How long it takes to start: failures before do not count."
    ),
    alternatives: questions
  )

  package static let live = BlockKind(
    "live",
    "Whether it still works: where it does not, it is started again. Ask what only a restart mends, and not for what it depends on.",
    attributes: probe(
      failures: "How many failures in a row make it start again.",
      delay: "How long after its start it is first asked; `started` is the better way."
    ),
    alternatives: questions
  )

  package static let started = BlockKind(
    "started",
    "Whether it has come up: until then, neither `ready` nor `live` is asked. `every` times `failures` is how long that may take.",
    attributes: probe(
      failures: "How many failures in a row make it start again.",
      delay: "How long after its start it is first asked."
    ),
    alternatives: questions
  )

  /// What a probe asks: one of them.
  private static let questions = ["http", "tcp", "grpc", "exec"]

  private static func probe(failures: String, delay: String) -> [Attribute] {
    [
      Attribute("http", .types([.string]), "A path that answers with a status from 200 to 399."),
      Attribute("tcp", .types([.bool]), "`true`: the port accepts connections."),
      Attribute("grpc", .types([.bool]), "`true`: the port's gRPC health service says `SERVING`."),
      Attribute("exec", .types([.list(.string)]), "A command in the container that exits with 0."),
      Attribute(
        "port",
        .types([.endpoint, .int]),
        "The port that is asked. Default: the only one."
      ),
      Attribute("every", .types([.duration]), default: "10s", "The time between two probes."),
      Attribute("timeout", .types([.duration]), default: "1s", "How long one may take."),
      Attribute("failures", .types([.int]), default: "3", failures),
      Attribute("delay", .types([.duration]), default: "0s", delay),
    ]
  }

  package static let stop = BlockKind(
    "stop",
    "How a replica comes to its end.",
    attributes: [
      Attribute(
        "signal",
        .types([.string]),
        default: "the image's",
        "What it is told to stop by: `\"QUIT\"`, `\"SIGINT\"`."
      ),
      Attribute(
        "grace",
        .types([.duration]),
        default: "30s",
        "How long it may take after the signal; then it is killed. Whole seconds."
      ),
      Attribute(
        "drain",
        .types([.duration]),
        default: "0s",
        "How long it goes on serving before it gets the signal, while others stop sending to it. Whole seconds."
      ),
    ]
  )

  package static let update = BlockKind(
    "update",
    "How many replicas are replaced at a time when something changes.",
    attributes: [
      Attribute(
        "max_unavailable",
        .types([.int, .percent]),
        default: "0",
        "How many may be missing. 1 by default where `max_surge` is 0."
      ),
      Attribute(
        "max_surge",
        .types([.int, .percent]),
        default: "1",
        "How many may be there in addition. Replicas of a stable service have none."
      ),
    ]
  )

  package static let autoscale = BlockKind(
    "autoscale",
    "How many of the `replicas` run: so many that they use about this much of what each requests.",
    attributes: [
      Attribute("cpu", .types([.percent]), "Of the `cpu` that is requested: `70%`."),
      Attribute("memory", .types([.percent]), "Of the `memory` that is requested."),
    ]
  )

  static let spread = Attribute(
    "spread",
    .types([.enumeration(["none", "node", "zone"])]),
    default: "\"node\"",
    "Over what replicas are spread, as far as that can be."
  )
}

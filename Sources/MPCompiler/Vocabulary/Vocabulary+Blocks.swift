/// The table itself.
package enum Vocabulary {
  package static let app = BlockKind(
    "app",
    label: .name,
    "The system: its name is the Compose project and the namespace.",
    attributes: [
      Attribute(
        "version",
        .types([.string]),
        "Of the system, for people: a label of everything on Kubernetes, where it can be one."
      ),
      Attribute(
        "namespace",
        .types([.string]),
        default: "the app's name",
        "The Kubernetes namespace. `null` leaves it to `kubectl -n`."
      ),
      Attribute(
        "ingress_class",
        .types([.string]),
        "The Kubernetes ingress class of everything exposed by `host` or `path`. Default: the cluster's."
      ),
      Attribute(
        "pull_secret",
        .types([.secret]),
        "What the cluster shows to the registries of the images: a secret with `kind = \"registry\"`."
      ),
    ],
    maps: [
      MapKind(
        "images",
        keys: .imageNames,
        .types([.string]),
        "Replaces stock images of the shipped library: `nginx = \"registry.local/nginx:1.28\"`."
      ),
      MapKind("labels", keys: .labelNames, .types([.string]), "Labels of everything deployed."),
    ],
    planned: [
      "registry", "security", "accept",
    ]
  )

  package static let service = BlockKind(
    "service",
    label: .name,
    declares: .service,
    "A program that runs all the time, in one or several replicas.",
    attributes: [
      Attribute("image", .types([.string]), "The image of the container. Needed."),
      Attribute(
        "command",
        .types([.list(.string)]),
        holes: .replica,
        "Replaces the image's entrypoint."
      ),
      Attribute(
        "args",
        .types([.list(.string)]),
        holes: .replica,
        "The arguments of the entrypoint."
      ),
      Attribute("workdir", .types([.string]), "The directory that the program starts in."),
      Attribute(
        "user",
        .types([.string, .int]),
        "The user that it runs as: `1000`, `\"1000:1000\"`, a name."
      ),
      Attribute(
        "replicas",
        .types([.int]),
        planned: [.range(.int)],
        default: "1",
        "How many run, at least one."
      ),
      Attribute(
        "identity",
        .types([.enumeration(["none", "stable"])]),
        default: "\"none\"",
        "`\"stable\"`: replicas are numbered and have addresses of their own."
      ),
      Attribute(
        "cpu",
        .types([.cpu, .range(.cpu)]),
        "`request..limit` in cores; one value is both: `250m..1`."
      ),
      Attribute(
        "memory",
        .types([.bytes, .range(.bytes)]),
        "`request..limit`; one value is both: `512Mi..1Gi`."
      ),
      Attribute(
        "links",
        .types([.list(.endpoint)]),
        "Ports that it uses though no text of it names them."
      ),
      Attribute(
        "after",
        .types([.list(.workload)]),
        "Jobs that must have succeeded and services that must be ready before it starts, everywhere."
      ),
    ],
    maps: [
      MapKind(
        "ports",
        keys: .portNames,
        .types([.port]),
        "The ports that it listens on, by name."
      ),
      MapKind(
        "env",
        keys: .variableNames,
        .printable,
        holes: [.secrets, .replica],
        "Environment variables. `null` removes one."
      ),
      MapKind(
        "labels",
        keys: .labelNames,
        .types([.string]),
        "Labels of its containers, by which they can be found."
      ),
      MapKind(
        "annotations",
        keys: .labelNames,
        .types([.string]),
        "Any text for other tools. Engines have labels only, and get them as such."
      ),
    ],
    blocks: [file, ready],
    planned: [
      "build", "platform", "volume", "live", "started", "sidecar", "init", "egress",
      "stop", "autoscale", "spread", "update", "security", "kubernetes", "compose",
      "shell", "expose",
    ],
    takesTraits: true
  )

  package static let file = BlockKind(
    "file",
    label: .text,
    "A file in the container, at an absolute path.",
    attributes: [
      Attribute(
        "content",
        .types([.string]),
        "The text; a newline is added where it does not end in one."
      ),
      Attribute("source", .types([.string]), "A file beside the one that says so."),
      Attribute("secret", .types([.secret]), "A value of a secret."),
      Attribute(
        "mode",
        .types([.string]),
        default: "\"0644\"",
        "Its permissions, in octal. It belongs to root: what another user reads needs `\"0644\"`."
      ),
    ]
  )

  package static let ready = BlockKind(
    "ready",
    "When a replica can serve: nothing that links to it starts before.",
    attributes: [
      Attribute("http", .types([.string]), "A path that answers with a status from 200 to 399."),
      Attribute("tcp", .types([.bool]), "`true`: the port accepts connections."),
      Attribute("exec", .types([.list(.string)]), "A command in the container that exits with 0."),
      Attribute(
        "port",
        .types([.endpoint, .int]),
        "The port that is asked. Default: the only one."
      ),
      Attribute("every", .types([.duration]), default: "10s", "The time between two probes."),
      Attribute("timeout", .types([.duration]), default: "1s", "How long one may take."),
      Attribute(
        "failures",
        .types([.int]),
        default: "3",
        "How many failures in a row make it unready. On Compose, those of the first minute do not count."
      ),
      Attribute(
        "delay",
        .types([.duration]),
        default: "0s",
        "How long it takes to start: failures before do not count."
      ),
    ],
    planned: ["grpc"]
  )

  package static let expose = BlockKind(
    "expose",
    label: .reference,
    "Makes a port reachable from outside.",
    attributes: [
      Attribute(
        "port",
        .types([.int]),
        "The port outside. Default: the number of the service's port; with `host` or `path`, 80."
      ),
      Attribute(
        "host",
        .types([.string, .list(.string)]),
        "The names under which HTTP requests come, one or several; the first label may be `*`."
      ),
      Attribute(
        "path",
        .types([.string]),
        "What the path of an HTTP request begins with, in whole elements: `\"/api\"`. It stays in it. With `host`, by default `\"/\"`."
      ),
      Attribute(
        "tls",
        .types([.secret]),
        "The certificate: a secret with `kind = \"tls\"`. Plain HTTP is sent to HTTPS."
      ),
      Attribute(
        "tls_port",
        .types([.int]),
        default: "443",
        "The port outside for HTTPS; a cluster has its own."
      ),
      Attribute(
        "class",
        .types([.string]),
        default: "the app's `ingress_class`",
        "The Kubernetes ingress class."
      ),
      Attribute(
        "local",
        .types([.bool]),
        default: "false",
        "`true`: from this machine alone, and on Kubernetes from within the cluster."
      ),
    ],
    maps: [
      MapKind(
        "annotations",
        keys: .labelNames,
        .types([.string]),
        "Texts for what makes it reachable on Kubernetes: an Ingress, or a Service of a load balancer."
      )
    ]
  )

  /// The blocks at the top of a file and in a pattern.
  package static let topLevel = [service, job, cron, secret, volume, external, expose]

  /// Words that cannot be declared.
  package static let reserved: Set<String> = [
    "and", "or", "not", "in", "if", "then", "else", "for", "true", "false", "null", "self",
    "import", "as", "app", "param", "let", "pattern", "trait", "slot", "output", "require",
    "profile", "extend", "test", "expect", "when", "with", "default", "mp",
  ]
}

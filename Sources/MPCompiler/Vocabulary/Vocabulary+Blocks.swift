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
        "registry",
        .types([.string]),
        "Where images that are built here are kept: `\"ghcr.io/acme\"`."
      ),
      Attribute(
        "security",
        .types([levels]),
        default: "\"baseline\"",
        "The level of everything that does not say otherwise: see `service.security`."
      ),
      Attribute(
        "accept",
        .types([.list(.string)]),
        "Codes of what a target cannot give and what is taken as read: `[\"L0512\"]`."
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
    ]
  )

  package static let service = BlockKind(
    "service",
    label: .name,
    declares: .service,
    "A program that runs all the time, in one or several replicas.",
    attributes: containerAttributes + [
      Attribute(
        "replicas",
        .types([.int, .range(.int)]),
        default: "1",
        "How many run, at least one; a range such as `2..10` with `autoscale`."
      ),
      Attribute(
        "identity",
        .types([.enumeration(["none", "stable"])]),
        default: "\"none\"",
        "`\"stable\"`: replicas are numbered and have addresses of their own."
      ),
      Attribute(
        "headless",
        .types([.bool]),
        default: "false",
        "Whether its name stands for each of the replicas, for who balances by himself, also on Kubernetes, where it is else one address for all. Engines know nothing else."
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
      egress,
      spread,
    ],
    maps: [
      MapKind(
        "ports",
        keys: .portNames,
        .types([.port]),
        "The ports that it listens on, by name."
      ),
      environment,
      MapKind(
        "labels",
        keys: .labelNames,
        .types([.string]),
        "Labels of its containers, by which they can be found. `null` removes one of `app`."
      ),
      MapKind(
        "annotations",
        keys: .labelNames,
        .types([.string]),
        "Any text for other tools. Engines have labels only, and get them as such."
      ),
    ],
    blocks: [build, file, workloadVolume, ready, live, started, initContainer, sidecar]
      + [autoscale, update, stop, security, expose, kubernetes, compose, shell],
    takesTraits: true
  )

  package static let file = BlockKind(
    "file",
    label: .text,
    "A file in the container, at an absolute path, or a folder of files.",
    attributes: [
      Attribute(
        "content",
        .types([.string]),
        "The text; a newline is added where it does not end in one."
      ),
      Attribute(
        "source",
        .types([.string]),
        "A file beside the one that says so, or a folder: then the path is that of the folder."
      ),
      Attribute("secret", .types([.secret]), "A value of a secret."),
      Attribute(
        "mode",
        .types([.string]),
        default: "\"0644\"",
        "Its permissions, in octal. It belongs to root: what another user reads needs `\"0644\"`."
      ),
    ],
    alternatives: ["content", "source", "secret"]
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

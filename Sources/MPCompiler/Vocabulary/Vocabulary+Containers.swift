/// What every container can say, and the containers beside that of a service.
extension Vocabulary {
  static let containerAttributes = [
    Attribute(
      "image",
      .types([.string]),
      "The image of the container. Needed, unless it is built."
    ),
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
      "platform",
      .types([.string]),
      "The system and processor that the image is for, where it is not the machine's: `\"linux/arm64\"`."
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
      "writable",
      .types([.list(.string)]),
      "Paths that its program writes to. Where the image cannot be written to, they are scratch that goes with the replica; elsewhere this changes nothing."
    ),
  ]

  static let environment = MapKind(
    "env",
    keys: .variableNames,
    .printable,
    holes: [.secrets, .replica],
    "Environment variables. `null` removes one."
  )

  package static let build = BlockKind(
    "build",
    "Makes the image from a folder: `app { registry, version }` and the names say how it is called, unless `image` does.",
    attributes: [
      Attribute(
        "context",
        .types([.string]),
        "The folder that the builder gets, beside the file that says so. Needed."
      ),
      Attribute(
        "dockerfile",
        .types([.string]),
        default: "\"Dockerfile\"",
        "In that folder."
      ),
      Attribute("target", .types([.string]), "The stage to stop at."),
    ],
    maps: [
      MapKind("args", keys: .variableNames, .printable, "What `ARG` takes in the Dockerfile.")
    ],
    shorthand: "context"
  )

  package static let sidecar = BlockKind(
    "sidecar",
    label: .name,
    "A container beside that of the service: it shares the network, and volumes by their names.",
    attributes: containerAttributes + [
      Attribute(
        "local_ports",
        .types([.list(.int)]),
        "Ports that it listens on at `127.0.0.1`, for the other containers of its replica alone. None of them can have the same ones."
      )
    ],
    maps: [environment],
    blocks: [build, file, mount, ready, live, started],
    elsewhere: sharedByContainers
  )

  package static let initContainer = BlockKind(
    "init",
    label: .name,
    "A container that runs to its end before those of the service start; several run one after the other.",
    attributes: containerAttributes,
    maps: [environment],
    blocks: [build, file, mount],
    elsewhere: sharedByContainers
  )

  /// What a sidecar or init cannot have of its own.
  private static let sharedByContainers: KeyValuePairs<String, String> = [
    "ports": "all containers share one network: the service names the ports, `self.NAME` is one",
    "replicas": "there is one in each replica of the service",
    "links": "what it links to, the service does: put it there",
    "after": "it starts with the service: put it there",
    "labels": "the labels of the service are those of all of its containers",
    "annotations": "the annotations of the service are those of all of its containers",
  ]

  package static let workloadVolume = BlockKind(
    "volume",
    label: .name,
    "Storage that the service mounts: for each replica its own, unless it is `of` another.",
    attributes: mountAttributes + [
      Attribute("size", .types([.bytes]), "How much it holds. Needed for what is kept."),
      Attribute("class", .types([.string]), "The Kubernetes storage class."),
      Attribute(
        "kind",
        .types([.enumeration(["kept", "temporary"])]),
        default: "\"kept\"",
        "`\"temporary\"`: scratch that goes with the replica."
      ),
      Attribute(
        "of",
        .types([.volume]),
        "A volume of the whole system, declared beside the services, in place of one of its own."
      ),
    ]
  )

  private static let mountAttributes = [
    Attribute("path", .types([.string]), "Where the container sees it."),
    Attribute(
      "read_only",
      .types([.bool]),
      default: "false",
      "`true`: this container does not write to it."
    ),
  ]

  /// How a sidecar or init says that it uses a volume of its service.
  package static let mount = BlockKind(
    "volume",
    label: .name,
    "A volume of the service, by its name, that this container sees as well.",
    attributes: mountAttributes,
    elsewhere: [
      "size": volumeIsOfService, "class": volumeIsOfService, "kind": volumeIsOfService,
      "of": volumeIsOfService,
    ]
  )

  private static let volumeIsOfService =
    "this mounts a volume of the service: say it there, in its `volume NAME { … }`"
}

/// What workloads use and what is none itself.
extension Vocabulary {
  package static let secret = BlockKind(
    "secret",
    label: .name,
    declares: .secret,
    "Something that is known where the system runs and stands in no file that is written: `mpc secrets` says what has to be provided.",
    attributes: [
      Attribute(
        "kind",
        .types([.enumeration(["value", "tls", "registry"])]),
        default: "\"value\"",
        "`\"tls\"` has `.cert` and `.key`; `\"registry\"` is for `pull_secret`."
      ),
      Attribute(
        "name",
        .types([.string]),
        default: "its name",
        "The Kubernetes Secret that has it."
      ),
      Attribute(
        "key",
        .types([.string]),
        default: "\"value\"",
        "Where it is in that Kubernetes Secret."
      ),
      Attribute("description", .types([.string]), "For those who have to provide it."),
    ],
    needsBody: false
  )

  package static let volume = BlockKind(
    "volume",
    label: .name,
    declares: .volume,
    "Storage that several workloads, or all replicas of one, may mount by `of`.",
    attributes: [
      Attribute("size", .types([.bytes]), "How much it holds. Needed."),
      Attribute(
        "shared",
        .types([.bool]),
        default: "false",
        "`true`: it can be used on several machines at once."
      ),
      Attribute("class", .types([.string]), "The Kubernetes storage class."),
      Attribute("read_only", .types([.bool]), default: "false", "`true`: nobody writes to it."),
    ]
  )

  package static let external = BlockKind(
    "external",
    label: .name,
    declares: .external,
    "Something outside of the system that its services use.",
    attributes: [
      Attribute("host", .types([.string]), "Its name or address. Needed."),
      Attribute(
        "cidr",
        .types([.list(.string)]),
        default: "anywhere",
        "Where it is, for network policies, which know no names: `[\"203.0.113.0/24\"]`."
      ),
    ],
    maps: ["ports"].compactMap { service.map($0) }
  )
}

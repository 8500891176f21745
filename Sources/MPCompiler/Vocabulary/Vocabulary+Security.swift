/// What a workload may do to the machine that it runs on.
extension Vocabulary {
  static let levels = Type.enumeration(["none", "baseline", "restricted"])

  static let egress = Attribute(
    "egress",
    .types([.enumeration(["links", "any"])]),
    default: "`\"any\"`; if `restricted`, `\"links\"`",
    "Whom it may talk to: what it is linked to and the externals that it uses, or anybody. On Kubernetes."
  )

  package static let security = BlockKind(
    "security",
    "What its containers may do to the machine that they run on.",
    attributes: [
      Attribute(
        "level",
        .types([levels]),
        default: "that of the app",
        "`\"baseline\"` takes away what no program misses, `\"restricted\"` everything that one can do without, `\"none\"` nothing."
      ),
      Attribute(
        "read_only",
        .types([.bool]),
        default: "`true` if `restricted`",
        "`true`: nothing in the image can be written to."
      ),
      Attribute(
        "writable",
        .types([.list(.string)]),
        "Paths in the service's container that can be written to all the same: scratch that goes with the replica."
      ),
      Attribute(
        "capabilities",
        .types([.list(.string)]),
        "Capabilities of Linux that it needs: `[\"NET_BIND_SERVICE\"]`."
      ),
      Attribute(
        "run_as_root",
        .types([.bool]),
        default: "false",
        "`true`: it may be root though it is `restricted`."
      ),
      Attribute(
        "privileged",
        .types([.bool]),
        default: "false",
        "`true`: it may do everything to the machine."
      ),
    ]
  )
}

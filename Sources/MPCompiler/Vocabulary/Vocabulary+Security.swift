/// What a workload may do to the machine that it runs on.
extension Vocabulary {
  static let levels = Type.enumeration(["none", "baseline", "restricted"])

  static let egress = Attribute(
    "egress",
    .types([.enumeration(["links", "any"])]),
    default: "\"any\", or \"links\" where restricted",
    "Whom it may talk to: what it is linked to and the externals that it uses, or anybody."
  )

  package static let security = BlockKind(
    "security",
    "What its containers may do to the machine that they run on.",
    attributes: [
      Attribute(
        "level",
        .types([levels]),
        default: "that of the app",
        "How much is taken away: `\"none\"` nothing, `\"baseline\"` what no program misses, `\"restricted\"` everything that one can do without."
      ),
      Attribute(
        "read_only",
        .types([.bool]),
        default: "true where restricted",
        "`true`: nothing in the images of its containers can be written to."
      ),
      Attribute(
        "writable",
        .types([.list(.string)]),
        "Paths in its own container that can be written to all the same, besides those that its own `writable` says: scratch that goes with the replica."
      ),
      Attribute(
        "capabilities",
        .types([.list(.string)]),
        "Capabilities of Linux that it gets: `[\"NET_BIND_SERVICE\"]`."
      ),
      Attribute(
        "run_as_root",
        .types([.bool]),
        default: "false",
        "`true`: it may be root although it is restricted."
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

/// What runs to its end.
extension Vocabulary {
  package static let job = BlockKind(
    "job",
    label: .name,
    declares: .job,
    "A program that runs to its end once; what is `after` it waits for its success.",
    attributes: containerAttributes + completion + starting,
    maps: containerMaps,
    blocks: containerBlocks,
    takesTraits: true
  )

  package static let cron = BlockKind(
    "cron",
    label: .name,
    declares: .cron,
    "A program that runs to its end whenever it is time.",
    attributes: containerAttributes + schedule + completion + starting,
    maps: containerMaps,
    blocks: containerBlocks,
    takesTraits: true
  )

  private static let completion = [
    Attribute(
      "completions",
      .types([.int]),
      default: "1",
      "How many times it has to succeed."
    ),
    Attribute("parallelism", .types([.int]), default: "1", "How many of these run at once."),
    Attribute("retries", .types([.int]), default: "3", "How many failures are made up for."),
    Attribute("timeout", .types([.duration]), "How long all of it may take, in whole seconds."),
    Attribute(
      "indexed",
      .types([.bool]),
      default: "false",
      "`true`: each completion has a number, `self.index`."
    ),
  ]

  private static let schedule = [
    Attribute(
      "schedule",
      .types([.string]),
      "When: minute, hour, day of the month, month, day of the week, as in `\"30 3 * * *\"`. Needed."
    ),
    Attribute(
      "timezone",
      .types([.string]),
      default: "\"UTC\"",
      "In which the schedule is read: `\"Europe/Berlin\"`."
    ),
    Attribute(
      "concurrency",
      .types([.enumeration(["forbid", "allow", "replace"])]),
      default: "\"forbid\"",
      "What happens when it is time and the last one still runs: the new one is left out, runs beside it, or takes its place."
    ),
  ]

  private static let starting = ["links", "after", "egress"].compactMap { service.attribute($0) }

  private static let containerMaps = ["env", "labels", "annotations"].compactMap { service.map($0) }

  private static let containerBlocks = [
    "build", "file", "volume", "init", "security", "kubernetes", "compose", "shell",
  ].compactMap { service.block($0) }
}

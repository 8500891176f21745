import MPDiagnostics

/// What instances, traits, conditions and profiles make of patterns.
extension ExpandFindings {
  static func fixedByPattern(
    _ name: String,
    _ pattern: String,
    _ param: String?,
    _ new: MergedBody.Provenance,
    fixed: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .fixedByPattern,
      "`\(name)` is set by `\(pattern)` and cannot be set here",
      at: .init(new.place),
      labels: [.init(fixed, "set by the pattern")] + new.traitLabels,
      help: [param.map { "set the param `\($0)` of `\(pattern)` instead" } ?? "remove it"]
    )
  }

  static func setTwice(
    _ name: String,
    _ new: MergedBody.Provenance,
    first old: MergedBody.Provenance
  ) -> Diagnostic {
    var finding = CheckFindings.setTwice(name, at: new.place, first: old.place)
    finding.labels += old.traitLabels + new.traitLabels
    return finding
  }

  /// - Parameter name: The first of what both of them set.
  static func traitTwice(
    _ trait: String,
    _ name: String,
    at range: SourceRange,
    first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .setTwice,
      "there can be only one `\(trait)` here: `\(name)` is set by each",
      at: .init(range),
      labels: [.init(first, "the first one")],
      help: ["remove one of them"]
    )
  }

  static func dropped(
    _ name: String,
    at range: SourceRange,
    conditions: [SourceRange]
  ) -> Diagnostic {
    Diagnostic(
      .dropped,
      "`\(name)` is not there, because its `when` is not true",
      at: .init(range),
      labels: conditions.map { .init($0, "it depends on this") },
      help: ["use it under the same condition, or ask `\(name) != null` first"]
    )
  }

  static func badRegex(
    _ text: String,
    _ problem: PortableRegex.Problem,
    at range: SourceRange
  ) -> Diagnostic {
    let before = String(decoding: text.utf8.prefix(problem.offset), as: UTF8.self)
    let rest = String(decoding: text.utf8.dropFirst(problem.offset), as: UTF8.self)
      .unicodeScalars.prefix(12).prefix { !$0.isControl }
    return Diagnostic(
      .badRegex,
      "this regular expression does not mean the same to every engine",
      at: .init(range),
      notes: [
        problem.message + (rest.isEmpty ? "" : ": `\(String(rest))`")
          + (before.isEmpty ? "" : " behind `\(before.suffix(20))`")
      ],
      help: problem.help.map { [$0] } ?? []
    )
  }

  static func badNameOfTrait(
    _ what: String,
    _ name: String,
    _ reason: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badKey,
      "with this label, the trait adds \(what) `\(name)`, which \(reason)",
      at: .init(range),
      help: ["choose a shorter label"]
    )
  }

  static func extendsWhatIsNotGiven(_ target: TypedExpr) -> Diagnostic {
    Diagnostic(
      .dropped,
      "there is nothing to extend: the instance does not give it",
      at: .init(target.range),
      help: ["extend the instance, and give it there"]
    )
  }

  static func slotDropped(
    _ slot: SlotDefinition,
    of pattern: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .missingSlot,
      "`\(pattern)` needs a `\(slot.name)`, and no condition of those given is true",
      at: .init(range),
      labels: [.init(slot.nameRange, "declared here")],
      help: ["add `\(slot.name) { … }` for the other cases"]
    )
  }

  static func paramDropped(
    _ param: ParamDefinition,
    of pattern: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .missingParam,
      "`\(pattern)` needs `\(param.name)`, and no condition of those given is true",
      at: .init(range),
      labels: [.init(param.nameRange, "has no default")],
      help: ["add `\(param.name) = …` for the other cases"]
    )
  }

  static func requirementFailed(
    _ message: String,
    at range: SourceRange,
    _ requirement: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .requirementFailed,
      message,
      at: .init(range),
      labels: [.init(requirement, "required here")]
    )
  }

  static func badKey(_ key: String, _ problem: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.badKey, "`\(key)` \(problem)", at: .init(range))
  }
}

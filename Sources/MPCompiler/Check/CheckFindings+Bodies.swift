import MPDiagnostics
import MPSyntax

/// What can be wrong with blocks and what stands in them.
extension CheckFindings {
  static func setTwice(_ name: String, at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .setTwice,
      "`\(name)` is set twice",
      at: .init(range),
      labels: [.init(first, "first set here")],
      help: ["remove one of them"]
    )
  }

  /// - Parameter block: The name of a block, where the path begins with one.
  static func noSuchParam(
    _ path: PathSyntax,
    among known: [String],
    of block: String?
  ) -> Diagnostic {
    let other = nearestName(to: path.text, among: known)
    return Diagnostic(
      .unknownParam,
      "the spec has no param `\(path.text)`",
      at: .init(path.range),
      notes: other != nil || known.isEmpty || block != nil
        ? [] : ["it has " + known.map { "`\($0)`" }.joined(separator: ", ")],
      help: block.map { block in
        ["write `extend \(block) { \(path.names.count == 2 ? "\(path.names[1].text) = …" : "…") }`"]
      } ?? other.map { ["did you mean `\($0)`?"] } ?? []
    )
  }

  static func notBool(_ param: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.wrongType, "`\(param)` is `true` or `false`", at: .init(range))
  }

  static func cannotExtend(_ target: TypedExpr) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "`extend` takes a service or an instance, and this is \(target.type.phrase)",
      at: .init(target.range),
      help: ["set a param as `name = value`"]
    )
  }

  static func needsLabel(_ head: NameSyntax) -> Diagnostic {
    Diagnostic(
      .badLabel,
      "`\(head.text)` may stand here several times, so each has a name",
      at: .init(head.range),
      help: ["write `\(head.text) NAME { … }`"]
    )
  }

  static func alternativesDiffer(_ name: NameSyntax, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .declaredTwice,
      "`\(name.text)` is of one kind here and of another there",
      at: .init(name.range),
      labels: [.init(first, "first declared here")],
      help: ["rename one of them, or make both the same kind of block"]
    )
  }

  static func badKey(
    _ key: NameSyntax,
    _ problem: (reason: String, suggestion: String?)
  ) -> Diagnostic {
    Diagnostic(
      .badKey,
      "`\(key.text)` \(problem.reason)",
      at: .init(key.range),
      fixIts: replacement(key.range, by: problem.suggestion)
    )
  }

  static func blockInMap(_ range: SourceRange, _ map: MapKind) -> Diagnostic {
    Diagnostic(
      .blockOrValue,
      "`\(map.name)` has keys and values only",
      at: .init(range),
      help: ["write `key = value`"]
    )
  }

  static func traitOutsideService(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .traitOutsideService,
      "a trait is applied to a service, a slot or another trait",
      at: .init(range),
      help: ["move the `with` into one"]
    )
  }

  // MARK: - Labels and bodies

  static func needsName(_ head: NameSyntax) -> Diagnostic {
    Diagnostic(
      .badLabel,
      "`\(head.text)` needs a name",
      at: .init(head.range),
      help: ["write `\(head.text) name { … }`"]
    )
  }

  static func labelIsNoName(_ head: NameSyntax, _ label: BlockSyntax.Label) -> Diagnostic {
    var help: [String] = []
    if case .string(let string) = label, let text = string.plain, text.utf8.allSatisfy(\.isNameByte)
    {
      help = ["write `\(head.text) \(text) { … }`"]
    }
    return Diagnostic(
      .badLabel,
      "the name of a `\(head.text)` is a single word without quotes",
      at: .init(label.range),
      help: help
    )
  }

  static func needsBody(_ head: NameSyntax) -> Diagnostic {
    Diagnostic(
      .badLabel,
      "`\(head.text)` needs a body",
      at: .init(head.range),
      help: ["add `{ … }`"]
    )
  }

  static func needsTextLabel(_ kind: BlockKind, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badLabel,
      "`\(kind.name)` needs a label in quotes",
      at: .init(range),
      help: ["write `\(kind.name) \"/path\" { … }`"]
    )
  }

  static func interpolatedLabel(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .interpolationInName,
      "nothing can be interpolated here",
      at: .init(range),
      help: ["write the text itself: what merges by its label has to be known before evaluation"]
    )
  }

  static func unneededLabel(_ kind: BlockKind, at range: SourceRange) -> Diagnostic {
    unneededLabel(kind.name, at: range)
  }

  static func unneededLabel(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badLabel,
      "`\(name)` has no label",
      at: .init(range),
      help: ["write `\(name) { … }`"]
    )
  }

  static func exposeNeedsPort(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badLabel,
      "`expose` names the port that it exposes",
      at: .init(range),
      help: ["write `expose web.http { port = 80 }`"]
    )
  }

  static func exposesAnother(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badLabel,
      "within a service, `expose` names a port of its own",
      at: .init(range),
      help: ["write `expose self.http { … }`, or move it to the top of the file"]
    )
  }

  static func exposesNoPort(_ value: TypedExpr) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "`expose` takes a port, and this is \(value.type.phrase)",
      at: .init(value.range),
      help: value.type.unwrapped == .service ? ["name one of its ports, as in `web.http`"] : []
    )
  }

  // MARK: - Instances

  static func unknownParam(
    _ key: NameSyntax,
    of pattern: String,
    params: [String],
    slots: [String],
    parts: [String],
    besides set: Set<String>
  ) -> Diagnostic {
    if slots.contains(key.text) {
      return Diagnostic(
        .blockOrValue,
        "`\(key.text)` is a block of `\(pattern)`, not a value",
        at: .init(key.range),
        help: ["write `\(key.text) { … }`"]
      )
    }
    let message = "`\(pattern)` has no param `\(key.text)`"
    return unknown(
      .unknownParam,
      message,
      key.text,
      at: key.range,
      among: params,
      besides: set,
      otherwise: partHelp("\(key.text) = …", key.text, slots, parts)
    )
  }

  static func unknownSlot(
    _ head: PathSyntax,
    of pattern: String,
    slots: [String],
    params: [String],
    parts: [String],
    besides set: Set<String>
  ) -> Diagnostic {
    if params.contains(head.text) {
      return Diagnostic(
        .blockOrValue,
        "`\(head.text)` is a param of `\(pattern)`, not a block",
        at: .init(head.range),
        help: ["write `\(head.text) = …`"]
      )
    }
    let message = "`\(pattern)` has no slot `\(head.text)`"
    return unknown(
      .unknownSlot,
      message,
      head.text,
      at: head.range,
      among: slots,
      besides: set,
      otherwise: partHelp("\(head.text) { … }", head.text, slots, parts)
    )
  }

  /// What services say, a pattern's parts are told one by one.
  private static func partHelp(
    _ entry: String,
    _ word: String,
    _ slots: [String],
    _ parts: [String]
  ) -> [String] {
    let kind = Vocabulary.service
    guard kind.attribute(word) != nil || kind.map(word) != nil || kind.block(word) != nil else {
      return []
    }
    if let slot = slots.first { return ["say it of one of its parts: `\(slot) { \(entry) }`"] }
    return parts.first.map {
      ["say it of one of its parts, at the top of the spec: `extend NAME.\($0) { \(entry) }`"]
    } ?? []
  }

  /// A word that something does not have, with the nearest that it has, or all of them.
  private static func unknown(
    _ code: DiagnosticCode,
    _ message: String,
    _ word: String,
    at range: SourceRange,
    among known: [String],
    besides set: Set<String>,
    otherwise help: [String]
  ) -> Diagnostic {
    let other = nearestName(to: word, among: known.filter { !set.contains($0) })
    return Diagnostic(
      code,
      message,
      at: .init(range),
      notes: other == nil && !known.isEmpty ? ["it has \(list(known))"] : [],
      help: other == nil ? help : [],
      fixIts: replacement(range, by: other)
    )
  }

  static func missingParams(
    _ params: [ParamSyntax],
    of pattern: String,
    at range: SourceRange
  ) -> Diagnostic {
    let names = params.map { "`\($0.name.text)`" }.joined(separator: ", ")
    return Diagnostic(
      .missingParam,
      "`\(pattern)` needs \(names)",
      at: .init(range),
      labels: params.map { .init($0.name.range, "has no default") },
      help: ["add " + params.map { "`\($0.name.text) = …`" }.joined(separator: ", ")]
    )
  }

  static func missingSlot(
    _ slot: SlotSyntax,
    of pattern: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .missingSlot,
      "`\(pattern)` needs a `\(slot.name.text)`",
      at: .init(range),
      labels: [.init(slot.name.range, "declared here")],
      help: ["add `\(slot.name.text) { … }`"]
    )
  }

  static func paramWithoutValue(_ param: ParamSyntax) -> Diagnostic {
    Diagnostic(
      .missingParam,
      "`\(param.name.text)` has no value",
      at: .init(param.name.range),
      help: [
        "give it one: `param \(param.name.text): \(param.type.word) = …`",
        "or let it be `null`: put a `?` behind its type",
      ]
    )
  }

  static func missingField(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .missingParam,
      "the field `\(name)` is missing",
      at: .init(range),
      help: ["add `\(name) = …`"]
    )
  }
}

extension TypeSyntax {
  fileprivate var word: String {
    if case .primitive(let name, nil) = self { name.text } else { "…" }
  }
}

extension UInt8 {
  /// Whether it can stand in a name.
  var isNameByte: Bool {
    let letter = self | 0x20
    return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
      || self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") || "-_".utf8.contains(self)
  }
}

extension Type {
  var isList: Bool {
    if case .list = self { true } else { false }
  }
}

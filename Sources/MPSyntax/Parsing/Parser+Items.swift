import MPDiagnostics

extension Parser {
  mutating func parseItem(_ context: BodyContext) -> ItemSyntax {
    if at(.stringOpen) { return parseStringEntry(context, isDefault: false, position) }
    guard at(.name) else { return parseUnexpected(context) }
    let word = ItemWord(rawValue: text.text(current))
    // Before `=`, any word is a key.
    if token(after: 1).kind == .equal {
      guard let word, !context.allowsAssignments, context.allows(word) else {
        return parseAssignment(context, isDefault: false, position)
      }
      return parseItem(startingWith: word, in: context)
    }
    if let word {
      if context.allows(word) { return parseItem(startingWith: word, in: context) }
      return refuseItem {
        SyntaxFindings.misplaced(
          word.rawValue,
          in: context.name,
          belongs: word.home,
          at: $0.currentRange
        )
      }
    }
    return parseEntry(context)
  }

  private mutating func parseUnexpected(_ context: BodyContext) -> ItemSyntax {
    switch current.kind {
    case .rightParen, .rightBracket:
      report { SyntaxFindings.unopened($0.text.text($0.current), at: $0.currentRange) }
    default:
      report {
        SyntaxFindings.cannotBegin(in: context, at: $0.currentRange, found: $0.spellingHere)
      }
    }
    // What follows a comma too many is an entry all the same.
    let first = position
    return .unexpected(take(.comma) ? rangeFrom(first) : skipItem())
  }

  private mutating func parseItem(
    startingWith word: ItemWord,
    in context: BodyContext
  ) -> ItemSyntax {
    let doc = docComment()
    let first = position
    take()
    switch word {
    case .import: return .import(parseImport(first))
    case .app: return .app(parseApp(first, doc))
    case .param: return .param(parseParam(first, doc))
    case .let: return .let(parseLet(first, doc, role: "the name of the `let`"))
    case .output: return .output(parseLet(first, doc, role: "the name of the output"))
    case .pattern: return .definition(parseDefinition(.pattern, first, doc))
    case .trait: return .definition(parseDefinition(.trait, first, doc))
    case .slot: return .slot(parseSlot(first, doc))
    case .require: return .require(parseRequire(first))
    case .profile: return .profile(parseProfile(first, doc))
    case .extend: return .extend(parseExtend(first, doc))
    case .test: return .test(parseTest(first))
    case .with: return .with(parseWith(first))
    case .when: return .when(parseWhen(first, context))
    case .expect:
      let condition = parseCondition()
      return .expect(condition, rangeFrom(first))
    }
  }

  private mutating func parseImport(_ first: Int) -> ImportSyntax {
    var path = parseRequiredString("the path of the file, as a string")
    path.segments = [.text(plainName(path).text)]
    var alias: NameSyntax?
    if atWord("as"), !isEnded {
      take()
      alias = expectName("the name to import it as")
    }
    return ImportSyntax(path: path, alias: alias, range: rangeFrom(first))
  }

  private mutating func parseApp(_ first: Int, _ doc: DocComment) -> AppSyntax {
    let name = expectName("the name of the app")
    refuseNumber(after: first + 1)
    let body = parseOptionalBody(.entries, head: first)
    return AppSyntax(name: name, body: body, doc: doc, range: rangeFrom(first))
  }

  private mutating func parseParam(_ first: Int, _ doc: DocComment) -> ParamSyntax {
    let name = expectName("the name of the param")
    var type = TypeSyntax.missing(endOfPrevious)
    if expect(.colon, "`:` and a type") { type = parseType() }
    var value: ExprSyntax?
    if at(.equal), !isEnded {
      take()
      value = parseExpr()
    } else if !isEnded, !at(.comma), !at(.rightBrace), !at(.end) {
      reportMissing("`=` and a default, or the end of the line", help: helpAfterType)
      skipRestOfItem()
    }
    return ParamSyntax(name: name, type: type, value: value, doc: doc, range: rangeFrom(first))
  }

  /// What was probably meant where something stands behind the type of a param.
  private var helpAfterType: [String] {
    switch current.kind {
    case .leftBracket: ["bounds stand in parentheses: `int(1..5)`"]
    case .pipe: [#"the values of an enumeration stand in quotes: `"a" | "b"`"#]
    case .stringOpen, .integer, .decimal, .quantity: ["set a default by `=`"]
    default: []
    }
  }

  private mutating func parseLet(_ first: Int, _ doc: DocComment, role: String) -> LetSyntax {
    let name = expectName(role)
    var value = ExprSyntax.missing(endOfPrevious)
    if expect(.equal, "`=` and a value") { value = parseExpr() }
    return LetSyntax(name: name, value: value, doc: doc, range: rangeFrom(first))
  }

  private mutating func parseDefinition(
    _ kind: DefinitionSyntax.Kind,
    _ first: Int,
    _ doc: DocComment
  ) -> DefinitionSyntax {
    let name = expectName("the name of the \(kind.rawValue)")
    let context = kind == .pattern ? BodyContext.pattern : .trait
    let body = parseRequiredBody(
      context,
      head: first,
      of: "the \(kind.rawValue)",
      help: at(.leftParen) ? ["say in the body what it takes: `param NAME: TYPE`"] : []
    )
    return DefinitionSyntax(
      kind: kind,
      name: name,
      body: body,
      doc: doc,
      range: rangeFrom(first)
    )
  }

  private mutating func parseSlot(_ first: Int, _ doc: DocComment) -> SlotSyntax {
    refuseKindBeforeSlot()
    let name = expectName("the name of the slot")
    var count = SlotSyntax.Count.one
    if !isEnded, at(.question) || at(.star) {
      count = at(.question) ? .optional : .any
      take()
    }
    var kind: NameSyntax?
    if at(.colon), !isEnded {
      take()
      kind = parseSlotKind()
    }
    let body = parseOptionalBody(.entries, head: first)
    return SlotSyntax(
      name: name,
      count: count,
      kind: kind,
      body: body,
      doc: doc,
      range: rangeFrom(first)
    )
  }

  /// `slot service web`
  private mutating func refuseKindBeforeSlot() {
    guard isSlotKind, !isEnded, token(after: 1).kind == .name, !isFirstOfLine(position + 1) else {
      return
    }
    let (kind, name) = (text.text(current), text.text(token(after: 1)))
    reportMissing("the name of the slot", help: ["write `slot \(name): \(kind)`"])
    take()
  }

  private var isSlotKind: Bool { atWord("service") || atWord("job") || atWord("cron") }

  private mutating func parseSlotKind() -> NameSyntax {
    let role = "`service`, `job` or `cron`"
    if at(.name), !isEnded, !isSlotKind {
      reportMissing(role)
      return NameSyntax(text: "", range: takeName().range)
    }
    return expectName(role)
  }

  private mutating func parseRequire(_ first: Int) -> RequireSyntax {
    let condition = parseCondition()
    var message = StringSyntax(segments: [], range: endOfPrevious)
    if atWord("else") {
      take()
      message = parseRequiredString("the message, as a string")
    } else {
      reportMissing("`else` and a message")
    }
    return RequireSyntax(condition: condition, message: message, range: rangeFrom(first))
  }

  private mutating func parseProfile(_ first: Int, _ doc: DocComment) -> ProfileSyntax {
    let name = expectName("the name of the profile")
    let body = parseRequiredBody(.profile, head: first, of: "the profile")
    return ProfileSyntax(name: name, body: body, doc: doc, range: rangeFrom(first))
  }

  private mutating func parseTest(_ first: Int) -> TestSyntax {
    var name = parseRequiredString("the name of the test, as a string")
    name.segments = [.text(plainName(name).text)]
    let body = parseRequiredBody(.test, head: first, of: "the test")
    return TestSyntax(name: name, body: body, range: rangeFrom(first))
  }

  private mutating func parseWith(_ first: Int) -> WithSyntax {
    let trait = parsePath("the name of a trait")
    let label = at(.name) && !isEnded ? takeName() : nil
    let body = parseOptionalBody(.entries, head: first)
    return WithSyntax(trait: trait, label: label, body: body, range: rangeFrom(first))
  }

  private mutating func parseWhen(_ first: Int, _ context: BodyContext) -> WhenSyntax {
    braceBeginsBody = true
    let condition = parseCondition()
    braceBeginsBody = false
    let body = parseRequiredBody(context.ofConditionalBody, head: first, of: "the `when`")
    return WhenSyntax(condition: condition, body: body, range: rangeFrom(first))
  }
}

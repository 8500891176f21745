import MPDiagnostics

/// Where an item stands, and so what it may be.
enum BodyContext {
  case file, entries, pattern, trait, profile, test, map

  /// The words that begin an item of their own here; every other word begins a block or an entry.
  func allows(_ word: String) -> Bool {
    switch self {
    case .file: ["import", "app", "param", "let", "when", "profile", "test", "pattern", "trait"].contains(word)
    case .entries: ["when", "with"].contains(word)
    case .pattern: ["param", "let", "require", "slot", "output", "when"].contains(word)
    case .trait: ["param", "let", "require", "when", "with"].contains(word)
    case .profile: word == "extend"
    case .test: ["let", "expect"].contains(word)
    case .map: false
    }
  }

  var name: String {
    switch self {
    case .file: "a file"
    case .entries: "a block"
    case .pattern: "a `pattern`"
    case .trait: "a `trait`"
    case .profile: "a `profile`"
    case .test: "a `test`"
    case .map: "a map"
    }
  }

  var allowsAssignments: Bool {
    switch self {
    case .entries, .trait, .profile, .map: true
    case .file, .pattern, .test: false
    }
  }

  var allowsBlocks: Bool { self != .test && self != .map }

  /// The context in which an item word belongs, to say so where it stands elsewhere.
  static func home(of word: String) -> String? {
    switch word {
    case "import", "app", "profile", "test", "pattern", "trait": "at the top of a file"
    case "slot", "output": "in a `pattern`"
    case "require": "in a `pattern` or a `trait`"
    case "param": "at the top of a file, in a `pattern` or in a `trait`"
    case "let": "at the top of a file, in a `pattern`, a `trait` or a `test`"
    case "expect": "in a `test`"
    case "extend": "in a `profile`"
    case "with": "in a service, a job or a slot"
    case "when": "in a block, a `pattern`, a `trait` or at the top of a file"
    default: nil
    }
  }
}

extension Parser {
  mutating func parseFile() -> (items: [ItemSyntax], isBroken: Bool) {
    var items: [ItemSyntax] = []
    var isBroken = false
    while !at(.end) {
      if at(.rightBrace) {
        report(SyntaxFindings.unopenedBrace(at: currentRange))
        isBroken = true
        take()
        continue
      }
      parseSeparatedItem(.file, into: &items, isBroken: &isBroken)
    }
    return (items, isBroken || isAbandoned)
  }

  mutating func parseBody(_ context: BodyContext) -> BodySyntax {
    let first = position
    let open = take()
    var items: [ItemSyntax] = []
    var isBroken = false
    nested(or: ()) { parser in
      parser.bracketed(newlinesEnd: true) { parser in
        while !parser.at(.rightBrace) {
          guard !parser.at(.end) else {
            parser.reportUnclosed(open)
            isBroken = true
            return
          }
          parser.parseSeparatedItem(context, into: &items, isBroken: &isBroken)
        }
        parser.closedBraces.append((open, parser.current))
        parser.take()
      }
    }
    return BodySyntax(
      items: items, range: rangeFrom(first), isBroken: isBroken || isAbandoned)
  }

  /// One item, and the newline or comma that must stand between it and the next.
  private mutating func parseSeparatedItem(
    _ context: BodyContext, into items: inout [ItemSyntax], isBroken: inout Bool
  ) {
    if take(.comma) { return }
    let item = parseItem(context)
    if case .unexpected = item { isBroken = true }
    items.append(item)
    guard !at(.end), !at(.rightBrace), !isFirstOfLine, !take(.comma) else { return }
    report(SyntaxFindings.expectedSeparator(at: currentRange, found: foundHere))
    isBroken = true
    items.append(.unexpected(skipItem()))
  }

  private mutating func parseItem(_ context: BodyContext) -> ItemSyntax {
    guard at(.name) || at(.stringOpen) else {
      report(SyntaxFindings.expectedItem(in: context.name, at: currentRange, found: foundHere))
      return .unexpected(skipItem())
    }
    if at(.stringOpen) { return parseAssignmentToString(context) }
    // Before `=`, any word is a key.
    if token(after: 1).kind == .equal { return parseAssignment(context, isDefault: false) }
    let word = text.text(current)
    if let home = BodyContext.home(of: word) {
      if !context.allows(word) {
        report(SyntaxFindings.misplaced(word, in: context.name, belongs: home, at: currentRange))
        return .unexpected(skipItem())
      }
      return parseItem(startingWith: word)
    }
    if word == "default", !isFirstOfLine(after: 1),
      [.name, .stringOpen].contains(token(after: 1).kind)
    {
      take()
      return parseEntry(context, isDefault: true)
    }
    return parseEntry(context, isDefault: false)
  }

  private func isFirstOfLine(after count: Int) -> Bool {
    lexemes[min(position + count, lexemes.count - 1)].isFirstOfLine
  }

  private mutating func parseItem(startingWith word: String) -> ItemSyntax {
    let doc = docComment()
    let first = position
    take()
    switch word {
    case "import": return .import(parseImport(first))
    case "app": return .app(parseApp(first, doc))
    case "param": return .param(parseParam(first, doc))
    case "let": return .let(parseLet(first, doc, role: "the name of the `let`"))
    case "output": return .output(parseLet(first, doc, role: "the name of the output"))
    case "pattern": return .definition(parseDefinition(.pattern, first, doc))
    case "trait": return .definition(parseDefinition(.trait, first, doc))
    case "slot": return .slot(parseSlot(first, doc))
    case "require": return .require(parseRequire(first))
    case "profile": return .profile(parseProfile(first, doc))
    case "extend": return .extend(parseBlock(first, doc, isDefault: false))
    case "test": return .test(parseTest(first))
    case "expect":
      let condition = parseExpr()
      return .expect(condition, rangeFrom(first))
    case "with": return .with(parseWith(first))
    default:
      let condition = parseExpr()
      let body = parseRequiredBody(.entries, of: "`when`")
      return .when(WhenSyntax(condition: condition, body: body, range: rangeFrom(first)))
    }
  }

  // MARK: - Items with a word of their own

  private mutating func parseImport(_ first: Int) -> ImportSyntax {
    let path = parseRequiredString("the path of the file, as a string")
    let alias = takeWord("as") ? expectName("the name to import it as") : nil
    return ImportSyntax(path: path, alias: alias, range: rangeFrom(first))
  }

  private mutating func parseApp(_ first: Int, _ doc: DocComment) -> AppSyntax {
    let name = expectName("the name of the app")
    let body = at(.leftBrace) && !isEnded ? parseBody(.entries) : nil
    return AppSyntax(name: name, body: body, doc: doc, range: rangeFrom(first))
  }

  private mutating func parseParam(_ first: Int, _ doc: DocComment) -> ParamSyntax {
    let name = expectName("the name of the param")
    var type = TypeSyntax.missing(endOfPrevious)
    if take(.colon) {
      type = parseType()
    } else {
      report(
        SyntaxFindings.expected("`:` and a type", at: placeOfMissing, found: foundHere))
    }
    let value = take(.equal) ? parseExpr() : nil
    return ParamSyntax(name: name, type: type, value: value, doc: doc, range: rangeFrom(first))
  }

  private mutating func parseLet(_ first: Int, _ doc: DocComment, role: String) -> LetSyntax {
    let name = expectName(role)
    var value = ExprSyntax.missing(endOfPrevious)
    if take(.equal) {
      value = parseExpr()
    } else {
      report(SyntaxFindings.expected("`=` and a value", at: placeOfMissing, found: foundHere))
    }
    return LetSyntax(name: name, value: value, doc: doc, range: rangeFrom(first))
  }

  private mutating func parseDefinition(
    _ kind: DefinitionSyntax.Kind, _ first: Int, _ doc: DocComment
  ) -> DefinitionSyntax {
    let name = expectName("the name of the \(kind.rawValue)")
    let body = parseRequiredBody(kind == .pattern ? .pattern : .trait, of: "`\(kind.rawValue)`")
    return DefinitionSyntax(
      kind: kind, name: name, body: body, doc: doc, range: rangeFrom(first))
  }

  private mutating func parseSlot(_ first: Int, _ doc: DocComment) -> SlotSyntax {
    let name = expectName("the name of the slot")
    let count: SlotSyntax.Count =
      if take(.question) { .optional } else if take(.star) { .any } else { .one }
    let kind = take(.colon) ? expectName("`service`, `job` or `cron`") : nil
    let body = at(.leftBrace) && !isEnded ? parseBody(.entries) : nil
    return SlotSyntax(
      name: name, count: count, kind: kind, body: body, doc: doc, range: rangeFrom(first))
  }

  private mutating func parseRequire(_ first: Int) -> RequireSyntax {
    let condition = parseExpr()
    var message = StringSyntax(segments: [], range: endOfPrevious)
    if takeWord("else") {
      message = parseRequiredString("the message, as a string")
    } else {
      report(
        SyntaxFindings.expected("`else` and a message", at: placeOfMissing, found: foundHere))
    }
    return RequireSyntax(condition: condition, message: message, range: rangeFrom(first))
  }

  private mutating func parseProfile(_ first: Int, _ doc: DocComment) -> ProfileSyntax {
    let name = expectName("the name of the profile")
    let body = parseRequiredBody(.profile, of: "`profile`")
    return ProfileSyntax(name: name, body: body, doc: doc, range: rangeFrom(first))
  }

  private mutating func parseTest(_ first: Int) -> TestSyntax {
    let name = parseRequiredString("the name of the test, as a string")
    let body = parseRequiredBody(.test, of: "`test`")
    return TestSyntax(name: name, body: body, range: rangeFrom(first))
  }

  private mutating func parseWith(_ first: Int) -> WithSyntax {
    let trait = parsePath("the name of a trait")
    let label = at(.name) && !isEnded ? takeName() : nil
    let body = at(.leftBrace) && !isEnded ? parseBody(.entries) : nil
    return WithSyntax(trait: trait, label: label, body: body, range: rangeFrom(first))
  }

  /// A body that must be here. Its `{` stands on the line of its head, and the message says so
  /// where it does not.
  private mutating func parseRequiredBody(_ context: BodyContext, of owner: String) -> BodySyntax {
    if at(.leftBrace) {
      if isEnded { report(SyntaxFindings.braceOnNextLine(at: currentRange)) }
      return parseBody(context)
    }
    report(
      SyntaxFindings.expected("`{` and the body of \(owner)", at: placeOfMissing, found: foundHere))
    return BodySyntax(items: [], range: endOfPrevious, isBroken: true)
  }

  // MARK: - Entries and blocks

  private mutating func parseEntry(_ context: BodyContext, isDefault: Bool) -> ItemSyntax {
    if at(.stringOpen) { return parseAssignmentToString(context, isDefault: isDefault) }
    if token(after: 1).kind == .equal { return parseAssignment(context, isDefault: isDefault) }
    let doc = docComment()
    let first = position
    if context == .profile, let assignment = parsePathAssignment(first) { return assignment }
    guard context.allowsBlocks else {
      report(SyntaxFindings.expectedItem(in: context.name, at: currentRange, found: foundHere))
      return .unexpected(skipItem())
    }
    return .block(parseBlock(first, doc, isDefault: isDefault))
  }

  private mutating func parseAssignment(_ context: BodyContext, isDefault: Bool) -> ItemSyntax {
    let first = position
    if !context.allowsAssignments {
      report(SyntaxFindings.assignmentOutsideBlock(at: currentRange, in: context.name))
      return .unexpected(skipItem())
    }
    let key = takeName()
    take()
    let value = parseExpr()
    return .assignment(
      AssignmentSyntax(
        isDefault: isDefault, key: PathSyntax(names: [key]), value: value, range: rangeFrom(first)))
  }

  /// `"a.b" = value`
  private mutating func parseAssignmentToString(
    _ context: BodyContext, isDefault: Bool = false
  ) -> ItemSyntax {
    let first = position
    let string = parseString()
    guard at(.equal), context.allowsAssignments else {
      report(SyntaxFindings.expected("`=` and a value", at: placeOfMissing, found: foundHere))
      return .unexpected(rangeFrom(first).through(skipItem()))
    }
    let key = plainName(string)
    take()
    let value = parseExpr()
    return .assignment(
      AssignmentSyntax(
        isDefault: isDefault, key: PathSyntax(names: [key]), value: value, range: rangeFrom(first)))
  }

  /// `extend`less entries of a profile: `search.leaves = 3`.
  private mutating func parsePathAssignment(_ first: Int) -> ItemSyntax? {
    var ahead = 1
    while token(after: ahead).kind == .dot, token(after: ahead + 1).kind == .name { ahead += 2 }
    guard token(after: ahead).kind == .equal else { return nil }
    let key = parsePath("the name of a param")
    take()
    let value = parseExpr()
    return .assignment(
      AssignmentSyntax(isDefault: false, key: key, value: value, range: rangeFrom(first)))
  }

  private mutating func parseBlock(
    _ first: Int, _ doc: DocComment, isDefault: Bool
  ) -> BlockSyntax {
    let head = parsePath("the name of a block")
    var label: BlockSyntax.Label?
    if !isEnded {
      if at(.stringOpen) {
        label = .string(parseString())
      } else if at(.name) {
        label = .path(parsePath("a name"))
      }
    }
    var body: BodySyntax?
    if at(.leftBrace), !isEnded {
      body = parseBody(.entries)
    } else if at(.leftBrace) {
      report(SyntaxFindings.braceOnNextLine(at: currentRange))
      body = parseBody(.entries)
    } else if label == nil {
      report(
        SyntaxFindings.expectedBlock(after: head.text, at: placeOfMissing, found: foundHere))
      body = BodySyntax(items: [], range: endOfPrevious, isBroken: true)
      if !isEnded { _ = skipItem() }
    }
    return BlockSyntax(
      isDefault: isDefault, head: head, label: label, body: body, doc: doc,
      range: rangeFrom(first))
  }

  mutating func parsePath(_ role: String) -> PathSyntax {
    // What begins an item is the first of its line.
    var names = [at(.name) ? takeName() : expectName(role)]
    while at(.dot), !isEnded, names.count < Self.chainLimit {
      take()
      names.append(expectName("a name"))
    }
    return PathSyntax(names: names)
  }

  // MARK: - Doc comments

  /// The `///` lines directly above the current token.
  private func docComment() -> DocComment {
    var lines: [String] = []
    var newlines = 0
    var index = Int(lexemes[position].index) - 1
    scan: while index >= 0 {
      let token = text.tokens[index]
      switch token.kind {
      case .whitespace: break
      case .newline:
        newlines += 1
        if newlines > 1 { break scan }
      case .docComment:
        newlines = 0
        let line = text.text(token).dropFirst(3)
        lines.append(String(line.first == " " ? line.dropFirst() : line))
      default: break scan
      }
      index -= 1
    }
    return DocComment(lines: lines.reversed())
  }
}

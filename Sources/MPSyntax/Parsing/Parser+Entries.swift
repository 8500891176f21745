import MPDiagnostics

/// Assignments and blocks.
extension Parser {
  /// An entry that begins with a name which is not a key of its own.
  mutating func parseEntry(_ context: BodyContext) -> ItemSyntax {
    let doc = docComment()
    let first = position
    let isDefault = takeDefault(context)
    if isDefault {
      guard at(.name) || at(.stringOpen), !isEnded else {
        reportMissing("an entry", after: "default")
        skipRestOfItem()
        return .unexpected(rangeFrom(first))
      }
      if at(.stringOpen) { return parseStringEntry(context, isDefault: true, first) }
    }
    if token(after: 1).kind == .equal {
      return parseAssignment(context, isDefault: isDefault, first)
    }
    if let word = ItemWord(rawValue: text.text(current)) {
      report {
        SyntaxFindings.expected("an entry", at: $0.currentRange, found: "`\(word.rawValue)`")
      }
      return .unexpected(skipItem())
    }
    if isReservedWord {
      report {
        SyntaxFindings.cannotBegin(in: context, at: $0.currentRange, found: $0.spellingHere)
      }
      return .unexpected(skipItem())
    }
    switch context {
    case .profile:
      if let assignment = parsePathAssignment(first) { return assignment }
    case .map:
      take()
      reportMissing("`=` and a value")
      skipRestOfItem()
      return .unexpected(rangeFrom(first))
    case .test:
      report {
        SyntaxFindings.cannotBegin(in: context, at: $0.currentRange, found: $0.spellingHere)
      }
      return .unexpected(skipItem())
    case .file, .blocks, .entries, .pattern, .trait: break
    }
    return .block(parseBlock(first, doc, isDefault: isDefault))
  }

  /// `default`, where it is no key.
  private mutating func takeDefault(_ context: BodyContext) -> Bool {
    guard atWord("default"), token(after: 1).kind != .equal else { return false }
    if !context.allowsDefault {
      report {
        SyntaxFindings.misplaced(
          "default",
          in: context.name,
          belongs: "in the blocks of a `pattern` and in a `trait`",
          at: $0.currentRange
        )
      }
    }
    take()
    return true
  }

  mutating func parseAssignment(
    _ context: BodyContext,
    isDefault: Bool,
    _ first: Int
  ) -> ItemSyntax {
    guard context.allowsAssignments else {
      return refuseItem {
        SyntaxFindings.assignmentOutsideBlock(at: $0.currentRange, in: context.name)
      }
    }
    return parseValue(of: PathSyntax(names: [takeName()]), isDefault, first)
  }

  /// `"a.b" = value`
  mutating func parseStringEntry(
    _ context: BodyContext,
    isDefault: Bool,
    _ first: Int
  ) -> ItemSyntax {
    // A profile sets params, which have names.
    guard context.allowsAssignments, context != .profile else {
      report {
        SyntaxFindings.cannotBegin(in: context, at: $0.currentRange, found: $0.spellingHere)
      }
      return .unexpected(skipItem())
    }
    let string = parseString()
    guard at(.equal) else {
      reportMissing("`=` and a value")
      skipRestOfItem()
      return .unexpected(rangeFrom(first))
    }
    let key = plainName(string)
    if string.segments.isEmpty { add(SyntaxFindings.emptyKey(at: string.range)) }
    return parseValue(of: PathSyntax(names: [key]), isDefault, first)
  }

  /// What a profile sets of an instance: `search.leaves = 3`.
  private mutating func parsePathAssignment(_ first: Int) -> ItemSyntax? {
    var ahead = 1
    while token(after: ahead).kind == .dot, token(after: ahead + 1).kind == .name { ahead += 2 }
    guard token(after: ahead).kind == .equal else { return nil }
    return parseValue(of: parsePath(from: takeName()), false, first)
  }

  private mutating func parseValue(
    of key: PathSyntax,
    _ isDefault: Bool,
    _ first: Int
  ) -> ItemSyntax {
    _ = expect(.equal, "`=` and a value")
    let value = parseExpr()
    return .assignment(
      AssignmentSyntax(isDefault: isDefault, key: key, value: value, range: rangeFrom(first))
    )
  }

  // MARK: - Blocks

  mutating func parseBlock(_ first: Int, _ doc: DocComment, isDefault: Bool) -> BlockSyntax {
    let head = parsePath(from: takeName())
    var label: BlockSyntax.Label?
    if !isEntryWithoutBrace { label = parseLabel() }
    var body: BodySyntax?
    if isEntryWithoutBrace {
      body = parseBodyOnLineWithoutBrace(head: first)
    } else {
      body = parseOptionalBody(.entries, head: first)
    }
    if body == nil, label == nil {
      reportMissing(
        "`=`, a name or `{`",
        after: head.text,
        help: at(.colon) ? ["set a value by `=`"] : []
      )
      body = BodySyntax(items: [], range: endOfPrevious, isBroken: true)
      skipRestOfItem()
    }
    return BlockSyntax(
      isDefault: isDefault,
      head: head,
      label: label,
      body: body,
      doc: doc,
      range: rangeFrom(first)
    )
  }

  /// `extend search.root { … }`
  mutating func parseExtend(_ first: Int, _ doc: DocComment) -> BlockSyntax {
    let head = parsePath("what to extend")
    let body = parseRequiredBody(.entries, head: first, of: "the `extend`")
    return BlockSyntax(
      isDefault: false,
      head: head,
      label: nil,
      body: body,
      doc: doc,
      range: rangeFrom(first)
    )
  }

  private mutating func parseLabel() -> BlockSyntax.Label? {
    guard !isEnded else { return nil }
    if at(.stringOpen) { return .string(parseString()) }
    guard at(.name) else { return nil }
    let first = position
    let path = parsePath("a name")
    refuseNumber(after: first)
    return .path(path)
  }

  /// `db-2` is a subtraction to the lexer, and a name to whoever writes it where one is declared.
  ///
  /// - Parameter first: Where the name begins.
  mutating func refuseNumber(after first: Int) {
    guard isJoined(at(.minus)), token(after: 1).kind == .integer,
      token(after: 1).lower == current.upper
    else { return }
    take()
    while isJoined([.integer, .name, .minus, .quantity].contains(current.kind)) { take() }
    let range = rangeFrom(first)
    let name = String(decoding: text.bytes[Int(range.lower)..<Int(range.upper)], as: UTF8.self)
    report(at: first) { _ in SyntaxFindings.numberedName(name, at: range) }
  }

  /// Whether something here follows the last token without a blank.
  private func isJoined(_ isHere: Bool) -> Bool {
    isHere && currentRange.lower == endOfPrevious.upper
  }

  /// Whether `key =` stands here, where only a label or a `{` can.
  private var isEntryWithoutBrace: Bool {
    if isEnded { return false }
    if at(.name) { return token(after: 1).kind == .equal }
    return at(.stringOpen) && token(after: 2).kind == .stringClose && token(after: 3).kind == .equal
  }

  mutating func parsePath(_ role: String) -> PathSyntax { parsePath(from: expectName(role)) }

  private mutating func parsePath(from first: NameSyntax) -> PathSyntax {
    var names = [first]
    while at(.dot), !isEnded, isWithinChain(names.count - 1) {
      take()
      names.append(expectName("a name"))
    }
    return PathSyntax(names: names)
  }

  // MARK: - Doc comments

  /// The `///` lines directly above the current token.
  func docComment() -> DocComment {
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
        let blanks = line.utf8.reversed().prefix(while: \.isBlank).count
        lines.append(String((line.first == " " ? line.dropFirst() : line).dropLast(blanks)))
      default:
        // A comment behind something belongs to that.
        if newlines == 0, !lines.isEmpty { lines.removeLast() }
        break scan
      }
      index -= 1
    }
    return DocComment(lines: lines.reversed())
  }
}

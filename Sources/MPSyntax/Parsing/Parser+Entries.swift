import MPDiagnostics

/// Assignments, and what begins like them.
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
      if isPathAssignment { return refusePathAssignment(context) }
      take()
      reportMissing("`=` and a value", help: helpAfterKey(first))
      skipRestOfItem()
      return .unexpected(rangeFrom(first))
    case .test:
      report {
        SyntaxFindings.cannotBegin(in: context, at: $0.currentRange, found: $0.spellingHere)
      }
      return .unexpected(skipItem())
    case .file, .blocks, .entries, .pattern, .trait:
      if isPathAssignment { return refusePathAssignment(context) }
    }
    return .block(parseBlock(first, doc, isDefault: isDefault, in: context))
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
      reportMissing("`=` and a value", help: helpAfterKey(first))
      skipRestOfItem()
      return .unexpected(rangeFrom(first))
    }
    let key = plainName(string)
    if string.segments.isEmpty { add(SyntaxFindings.emptyKey(at: string.range)) }
    return parseValue(of: PathSyntax(names: [key]), isDefault, first)
  }

  /// What a profile sets of an instance: `search.leaves = 3`.
  private mutating func parsePathAssignment(_ first: Int) -> ItemSyntax? {
    guard isPathAssignment else { return nil }
    return parseValue(of: parsePath(from: takeName()), false, first)
  }

  /// Whether `a.b =` stands here.
  private var isPathAssignment: Bool {
    var ahead = 1
    while token(after: ahead).kind == .dot, token(after: ahead + 1).kind == .name { ahead += 2 }
    return ahead > 1 && token(after: ahead).kind == .equal
  }

  /// `a.b = 1` where no path can be set.
  private mutating func refusePathAssignment(_ context: BodyContext) -> ItemSyntax {
    guard context.allowsAssignments else {
      return refuseItem {
        SyntaxFindings.assignmentOutsideBlock(at: $0.currentRange, in: context.name)
      }
    }
    let last = endOfWord(from: position)
    let path = spelling(from: position, through: last)
    let range = currentRange.through(text.range(text.tokens[Int(lexemes[last].index)]))
    report { _ in SyntaxFindings.pathAsKey(path, at: range) }
    return .unexpected(skipItem())
  }

  /// What to write where no `=` stands behind a key.
  func helpAfterKey(_ first: Int) -> [String] {
    if at(.colon) || at(.equalEqual) { return ["set a value by `=`"] }
    let key = spelling(from: first, through: endOfWord(from: first))
    let isKey = !key.contains("--") && !key.hasSuffix("-") && key.utf8.count <= 100
    if at(.minus), endOfWord(from: first) >= position, isKey {
      return ["put a key that is no name into quotes: `\"\(key)\" = …`"]
    }
    return []
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

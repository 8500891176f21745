import MPDiagnostics

/// Blocks: their heads, their labels and the names in them.
extension Parser {
  mutating func parseBlock(
    _ first: Int,
    _ doc: DocComment,
    isDefault: Bool,
    in context: BodyContext
  ) -> BlockSyntax {
    let head = parsePath(from: takeName())
    var label: BlockSyntax.Label?
    var body: BodySyntax?
    if isEntryWithoutBrace {
      body = parseBodyOnLineWithoutBrace(head: first)
    } else {
      label = parseLabel()
      // `expose web.http port = 80`
      body =
        label != nil && !isEnded && equalBehindKey != nil && braceBehindRest == nil
        ? parseBodyOnLineWithoutBrace(head: first) : parseOptionalBody(.entries, head: first)
    }
    if body == nil, label != nil {
      body = parseValueInsteadOfBody(from: first, context)
    }
    if body == nil, label == nil {
      reportMissing("`=`, a name or `{`", after: head.text, help: helpAfterKey(first))
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
    // `extend service web { … }`
    let help = at(.name) && !isEnded ? ["write `extend \(text.text(current)) { … }`"] : []
    let body = parseRequiredBody(.entries, head: first, of: "the `extend`", help: help)
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

  /// `db-2` is a subtraction to the lexer, and a name to whoever writes it where one is declared;
  /// so is `a--b`.
  ///
  /// - Parameter first: Where the name begins.
  mutating func refuseNumber(after first: Int) {
    guard isJoined(at(.minus)), [.integer, .minus].contains(token(after: 1).kind),
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

  /// Whether `key =` stands here, where only a label or a `{` can, and what follows shows that it is
  /// the `{` that is missing: a `}` too many on the line, or a line further right. Otherwise it is the
  /// `=` that is too many: `secret key = "abc"`.
  private var isEntryWithoutBrace: Bool {
    // Of a line about which something has been said, nothing more is asked: it may be very long.
    guard !isEnded, let equal = equalBehindKey, !isLineBroken[Int(lexemes[equal].line)],
      braceBehindRest == nil
    else { return false }
    var index = equal
    var open = 0
    while index < lexemes.count - 1, !isFirstOfLine(index) {
      let kind = text.tokens[Int(lexemes[index].index)].kind
      if kind == .leftBrace { open += 1 }
      if kind == .rightBrace { open -= 1 }
      if open < 0 { return true }
      index += 1
    }
    return indentation(ofLineWith: index) > indentation(ofLineWith: equal)
  }

  private var equalBehindKey: Int? {
    if at(.name), token(after: 1).kind == .equal { return position + 1 }
    let isString =
      at(.stringOpen) && token(after: 2).kind == .stringClose && token(after: 3).kind == .equal
    return isString ? position + 3 : nil
  }

  mutating func parsePath(_ role: String) -> PathSyntax { parsePath(from: expectName(role)) }

  mutating func parsePath(from first: NameSyntax) -> PathSyntax {
    var names = [first]
    while at(.dot), !isEnded, isWithinChain(names.count - 1) {
      take()
      names.append(expectName("a name"))
    }
    return PathSyntax(names: names)
  }
}

import MPDiagnostics

/// Files and bodies: items, what stands between them, and the braces around them.
extension Parser {
  mutating func parseFile() -> (items: [ItemSyntax], isBroken: Bool) {
    var items: [ItemSyntax] = []
    var isBroken = false
    while !at(.end) {
      if at(.rightBrace) {
        report { SyntaxFindings.unopened("}", at: $0.currentRange) }
        hasOddBraces = true
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
    var body = BodySyntax(items: [], range: text.range(open), isBroken: false)
    bracketed(open, newlinesEnd: true, or: ()) { parser in
      parser.parseItems(context, Brace(head: first, token: open), into: &body)
    }
    body.range = rangeFrom(first)
    body.isBroken = body.isBroken || isAbandoned
    return body
  }

  /// A body whose `{` is missing, but whose lines show that it is one.
  private mutating func parseBodyWithoutBrace(_ context: BodyContext, head: Int) -> BodySyntax {
    let first = position
    var body = BodySyntax(items: [], range: endOfPrevious, isBroken: true)
    bracketed(current, newlinesEnd: true, or: ()) { parser in
      parser.parseItems(context, Brace(head: head, token: nil), into: &body)
    }
    body.range = rangeFrom(first)
    return body
  }

  // MARK: - Braces

  private struct Brace {
    /// A token of the line that begins the body.
    let head: Int
    /// `nil` where it is missing.
    let token: Token?
  }

  private enum BodyEnd {
    case closed, missing, surplusBrace
  }

  private mutating func parseItems(
    _ context: BodyContext,
    _ brace: Brace,
    into body: inout BodySyntax
  ) {
    while true {
      switch endOfBody(brace) {
      case nil: parseSeparatedItem(context, into: &body.items, isBroken: &body.isBroken)
      case .closed:
        take()
        return
      case .surplusBrace:
        report { SyntaxFindings.unopened("}", at: $0.currentRange) }
        hasOddBraces = true
        body.isBroken = true
        take()
      case .missing:
        reportUnclosed(brace)
        body.isBroken = true
        return
      }
    }
  }

  private mutating func reportUnclosed(_ brace: Brace) {
    hasOddBraces = true
    let isInUnclosedString = at(.end) && position > 0 && token(before: position).standsForMissing
    // A row of lines that each open a brace, and nothing else, is one mistake.
    let continuesRow =
      endOfUnclosedRow.map {
        lexemes[$0].line == lexemes[brace.head].line
      } ?? false
    let isEmpty = brace.token.map { $0.upper == token(before: position).upper } ?? false
    endOfUnclosedRow = isEmpty ? position : nil
    if continuesRow { bracesInRows += 1 }
    if let open = brace.token, !isInUnclosedString, !continuesRow {
      report(at: brace.head) { SyntaxFindings.unclosedBrace(at: $0.text.range(open)) }
    }
    // The braces around this one miss theirs at the end of the file for the same reason.
    if at(.end) {
      isAbandoned = true
      bracesOpenAtEnd += 1
    }
  }

  private func endOfBody(_ brace: Brace) -> BodyEnd? {
    if at(.end) { return .missing }
    guard trustsIndentation else { return at(.rightBrace) ? .closed : nil }
    let head = indentation(ofLineWith: brace.head)
    let here = indentation(ofLineWith: position)
    if !at(.rightBrace) { return isFirstOfLine && here <= head ? .missing : nil }
    if isFirstOfLine { return here < head ? .missing : here > head ? .surplusBrace : .closed }
    return lexemes[brace.head].line == lexemes[position].line ? .closed : .surplusBrace
  }

  // MARK: - Bodies of heads

  /// The body of a head that may have one.
  ///
  /// Its `{` stands on the line of its head, and the message says so where it does not.
  ///
  /// - Parameters:
  ///   - what: What is needed here, for the message.
  ///   - help: What to write where something else stands before the `{`.
  mutating func parseOptionalBody(
    _ context: BodyContext,
    head: Int,
    _ what: String = "`{`",
    help: [String] = []
  ) -> BodySyntax? {
    if at(.leftBrace) {
      if isEnded { report { SyntaxFindings.braceOnNextLine(at: $0.currentRange) } }
      return parseBody(context)
    }
    if let brace = braceBehindRest {
      skip(toBrace: brace, what, help: help)
      return parseBody(context)
    }
    guard trustsIndentation, isFirstOfLine, !at(.end), !at(.rightBrace),
      indentation(ofLineWith: position) > indentation(ofLineWith: head)
    else { return nil }
    reportMissing("`{`")
    return parseBodyWithoutBrace(context, head: head)
  }

  /// The body of a head that must have one.
  mutating func parseRequiredBody(
    _ context: BodyContext,
    head: Int,
    of owner: String,
    help: [String] = []
  ) -> BodySyntax {
    let what = "`{` and the body of \(owner)"
    if let body = parseOptionalBody(context, head: head, what, help: help) { return body }
    reportMissing(what)
    if trustsIndentation, !isFirstOfLine, !at(.end), !at(.rightBrace) {
      return parseBodyWithoutBrace(context, head: head)
    }
    return BodySyntax(items: [], range: endOfPrevious, isBroken: true)
  }

  /// The body of a block behind whose head an entry follows without a `{`: `ports http = 80 }`.
  mutating func parseBodyOnLineWithoutBrace(head: Int) -> BodySyntax {
    reportMissing("`{`")
    if trustsIndentation { return parseBodyWithoutBrace(.entries, head: head) }
    let first = position
    let skipped = skipItem()
    return BodySyntax(items: [.unexpected(skipped)], range: rangeFrom(first), isBroken: true)
  }

  // MARK: - Items of a body

  /// What was probably meant where an item does not end.
  private var helpForSeparator: [String] {
    let previous = token(before: position)
    if at(.name), previous.kind == .integer || previous.kind == .decimal,
      QuantitySuffix.all.contains(text.text(current))
    {
      return [
        "write the unit without a space before it: `\(text.text(previous) + text.text(current))`"
      ]
    }
    if at(.colon), !isFirstOfLine {
      let word = spelling(from: startOfWord(before: position), through: endOfWord(from: position))
      return word.utf8.count > 1 && word.utf8.count < 100
        ? ["put text into quotes: `\"\(word)\"`"] : []
    }
    return []
  }

  /// One item, and the newline or comma that must stand between it and the next.
  private mutating func parseSeparatedItem(
    _ context: BodyContext,
    into items: inout [ItemSyntax],
    isBroken: inout Bool
  ) {
    let item = parseItem(context)
    items.append(item)
    if case .unexpected = item { isBroken = true }
    if hasSkipped { isBroken = true }
    hasSkipped = false
    // A comma too many has been reported; the entry behind it is as good as any.
    if position > 0, case .unexpected = item, token(before: position).kind == .comma { return }
    guard !at(.end), !at(.rightBrace), !isFirstOfLine, !take(.comma) else { return }
    if at(.rightParen) || at(.rightBracket) {
      report { SyntaxFindings.unopened($0.text.text($0.current), at: $0.currentRange) }
    } else {
      report {
        SyntaxFindings.expectedSeparator(
          at: $0.currentRange,
          found: $0.foundHere,
          help: $0.helpForSeparator
        )
      }
      // What follows can be told from what stands before it.
      if at(.name), [.equal, .leftBrace].contains(token(after: 1).kind) { return }
    }
    isBroken = true
    items.append(.unexpected(skipItem()))
  }
}

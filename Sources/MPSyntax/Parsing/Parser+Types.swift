import MPDiagnostics

extension Parser {
  mutating func parseType() -> TypeSyntax {
    let first = position
    let type = parseTypeWithoutSuffix()
    if case .missing = type { return type }
    guard at(.question), !isEnded else { return type }
    take()
    return .optional(type, rangeFrom(first))
  }

  private mutating func parseTypeWithoutSuffix() -> TypeSyntax {
    switch current.kind {
    case .name where !isEnded: return parsePrimitive()
    case .stringOpen where !isEnded: return parseEnumeration()
    case .leftBracket where !isEnded: return parseListType()
    case .leftBrace where !isEnded:
      let isRecord = token(after: 1).kind == .name && token(after: 2).kind == .colon
      return isRecord ? parseRecord() : parseMapType()
    default:
      reportMissing("a type")
      return .missing(endOfPrevious)
    }
  }

  private mutating func parsePrimitive() -> TypeSyntax {
    let name = takeName()
    var bounds: ExprSyntax?
    if at(.leftParen), !isEnded {
      let opener = take()
      bounds = bracketed(opener, or: .missing(endOfPrevious)) { parser in
        let bounds = parser.parseExpr()
        parser.expectCloser(.rightParen, "`)`", of: opener)
        return bounds
      }
    }
    guard at(.dotDot), !isEnded else { return .primitive(name, bounds: bounds) }
    take()
    return .range(name, bounds: bounds, expectName("a type"))
  }

  private mutating func parseEnumeration() -> TypeSyntax {
    var values = [parsePlainString()]
    while at(.pipe), !isEnded {
      take()
      guard at(.stringOpen) else {
        reportMissing("the next value, as a string")
        break
      }
      values.append(parsePlainString())
    }
    return .enumeration(values)
  }

  private mutating func parseListType() -> TypeSyntax {
    let first = position
    let opener = take()
    let element = bracketed(opener, or: TypeSyntax.missing(endOfPrevious)) { parser in
      let element = parser.parseType()
      parser.expectCloser(.rightBracket, "`]`", of: opener)
      return element
    }
    return .list(element, rangeFrom(first))
  }

  /// `{string}`
  private mutating func parseMapType() -> TypeSyntax {
    let first = position
    let opener = take()
    let missing = TypeSyntax.missing(endOfPrevious)
    let value = bracketed(opener, newlinesEnd: true, or: missing) { parser in
      let value = parser.parseType()
      parser.expectCloser(.rightBrace, "`}`", of: opener)
      return value
    }
    return .map(value, rangeFrom(first))
  }

  /// `{ host: string, to: endpoint }`; fields are separated like entries.
  private mutating func parseRecord() -> TypeSyntax {
    let first = position
    let opener = take()
    let fields: [RecordFieldSyntax] = bracketed(opener, newlinesEnd: true, or: []) { parser in
      var fields: [RecordFieldSyntax] = []
      while parser.at(.name) {
        let name = parser.takeName()
        guard parser.expect(.colon, "`:` and a type") else { break }
        fields.append(RecordFieldSyntax(name: name, type: parser.parseType()))
        guard parser.isFirstOfLine || parser.take(.comma) else { break }
      }
      parser.expectCloser(.rightBrace, "`,` or `}`", of: opener)
      return fields
    }
    return .record(fields, rangeFrom(first))
  }
}

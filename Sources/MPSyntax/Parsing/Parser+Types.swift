import MPDiagnostics

extension Parser {
  mutating func parseType() -> TypeSyntax {
    let first = position
    let type = nested(or: TypeSyntax.missing(endOfPrevious)) { $0.parseTypeWithoutSuffix() }
    return at(.question) && !isEnded ? optional(type, first) : type
  }

  private mutating func optional(_ type: TypeSyntax, _ first: Int) -> TypeSyntax {
    take()
    return .optional(type, rangeFrom(first))
  }

  private mutating func parseTypeWithoutSuffix() -> TypeSyntax {
    switch current.kind {
    case .name where !isEnded: return parsePrimitive()
    case .stringOpen where !isEnded: return parseEnumeration()
    case .leftBracket where !isEnded:
      let first = position
      let opener = take()
      let element = bracketed(newlinesEnd: false) { parser in
        let element = parser.parseType()
        parser.expectCloser(.rightBracket, "]", of: opener)
        return element
      }
      return .list(element, rangeFrom(first))
    case .leftBrace where !isEnded: return parseMapOrRecord()
    default:
      report(SyntaxFindings.expected("a type", at: placeOfMissing, found: foundHere))
      return .missing(placeOfMissing)
    }
  }

  private mutating func parsePrimitive() -> TypeSyntax {
    let name = takeName()
    var bounds: ExprSyntax?
    if at(.leftParen), !isEnded {
      let opener = take()
      bounds = bracketed(newlinesEnd: false) { parser in
        let bounds = parser.parseExpr()
        parser.expectCloser(.rightParen, ")", of: opener)
        return bounds
      }
    }
    guard at(.dotDot), !isEnded else { return .primitive(name, bounds: bounds) }
    take()
    return .range(name, expectName("a type"))
  }

  private mutating func parseEnumeration() -> TypeSyntax {
    var values = [parsePlainString()]
    while at(.pipe), !isEnded {
      take()
      guard at(.stringOpen) else {
        report(
          SyntaxFindings.expected("the next value, as a string", at: placeOfMissing, found: foundHere))
        break
      }
      values.append(parsePlainString())
    }
    return .enumeration(values)
  }

  /// `{string}` is a map, `{ host: string, to: endpoint }` a record.
  private mutating func parseMapOrRecord() -> TypeSyntax {
    let first = position
    let opener = take()
    return bracketed(newlinesEnd: false) { parser in
      guard parser.at(.name), parser.token(after: 1).kind == .colon else {
        let value = parser.parseType()
        parser.expectCloser(.rightBrace, "}", of: opener)
        return .map(value, parser.rangeFrom(first))
      }
      var fields: [RecordFieldSyntax] = []
      while parser.at(.name), parser.token(after: 1).kind == .colon {
        let name = parser.takeName()
        parser.take()
        fields.append(RecordFieldSyntax(name: name, type: parser.parseType()))
        // Fields may stand on lines of their own, like the entries of a map.
        _ = parser.take(.comma)
      }
      parser.expectCloser(.rightBrace, "}", of: opener)
      return .record(fields, parser.rangeFrom(first))
    }
  }
}

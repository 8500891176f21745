/// Multi-line strings as a formatter moves them: their lines get another indentation, and their value
/// stays the same.
extension TokenizedSource {
  /// A string with all that is in it.
  ///
  /// - Parameter indentation: That of its closing delimiter, if it is a multi-line one.
  func string(at range: ClosedRange<Int>, indentedBy indentation: [UInt8]) -> [UInt8] {
    guard isMultilineString(range) else { return Array(bytes(of: range)) }
    let mover = LineMover(old: indentationOfString(range), new: indentation)
    var result = Array(bytes(of: tokens[range.lowerBound]))
    var index = range.lowerBound + 1
    var isFirst = true
    while index < range.upperBound {
      let token = tokens[index]
      switch token.kind {
      case .stringText:
        let endsString = index + 1 == range.upperBound
        result += mover.move(bytes(of: token), isFirst: isFirst, endsString: endsString)
      case .stringOpen:
        let inner = index...endOfString(from: index)
        result += string(at: inner, indentedBy: mover.moved(indentationOfString(inner)))
        index = inner.upperBound
      case .newline:
        result.append(.newline)
        let (blanks, next) = blanks(behind: index)
        if tokens[next].kind != .newline { result += mover.moved(blanks) }
        index = next - 1
      case .whitespace where tokens[index + 1].kind == .newline: break
      case .comment, .docComment: result += bytes(of: token).withoutTrailingBlanks
      default: result += bytes(of: token)
      }
      isFirst = false
      index += 1
    }
    return result + bytes(of: tokens[range.upperBound])
  }

  private func bytes(of token: Token) -> ArraySlice<UInt8> {
    bytes[Int(token.lower)..<Int(token.upper)]
  }

  private func bytes(of range: ClosedRange<Int>) -> ArraySlice<UInt8> {
    bytes[Int(tokens[range.lowerBound].lower)..<Int(tokens[range.upperBound].upper)]
  }

  private func isMultilineString(_ range: ClosedRange<Int>) -> Bool {
    bytes(of: tokens[range.lowerBound]).suffix(3).elementsEqual("\"\"\"".utf8)
  }

  /// The blanks before the closing delimiter.
  private func indentationOfString(_ range: ClosedRange<Int>) -> [UInt8] {
    let last = tokens[range.upperBound - 1]
    guard last.kind == .stringText else { return [] }
    let text = bytes(of: last)
    return Array(text[(text.lastIndex(of: .newline).map { $0 + 1 } ?? text.endIndex)...])
  }

  /// The blanks that a line begins with, and the token behind them.
  private func blanks(behind newline: Int) -> ([UInt8], next: Int) {
    let next = tokens[newline + 1]
    return next.kind == .whitespace ? (Array(bytes(of: next)), newline + 2) : ([], newline + 1)
  }
}

private struct LineMover {
  let old: [UInt8]
  let new: [UInt8]

  /// An indentation, if it begins with the one that is replaced; any other stays.
  func moved(_ indentation: [UInt8]) -> [UInt8] {
    indentation.starts(with: old) ? new + indentation.dropFirst(old.count) : indentation
  }

  /// - Parameters:
  ///   - isFirst: Whether the text begins behind the opening delimiter, where blanks mean nothing.
  ///   - endsString: Whether the closing delimiter is behind it, and not an interpolation.
  func move(_ text: ArraySlice<UInt8>, isFirst: Bool, endsString: Bool) -> [UInt8] {
    var lines = text.split(separator: .newline, omittingEmptySubsequences: false)
    var result = isFirst ? [] : Array(lines[0])
    lines.removeFirst()
    for (index, line) in lines.enumerated() {
      result.append(.newline)
      let isLast = index + 1 == lines.count
      if line.starts(with: old) {
        let rest = line.dropFirst(old.count)
        // An empty line needs no blanks, unless something stands behind them.
        if !rest.isEmpty || isLast { result += new + rest }
      } else if !line.allSatisfy(\.isBlank) || isLast && !endsString {
        // Not in a string without errors.
        result += line
      }
    }
    return result
  }
}

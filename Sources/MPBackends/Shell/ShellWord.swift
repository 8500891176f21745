import MPIR

/// One word of a shell script: what a program gets as one argument, whatever is in it.
struct ShellWord: ExpressibleByStringInterpolation, Equatable {
  enum Part: Equatable {
    case literal(String)
    /// `project`, or `1` for a function's first argument.
    case variable(String)
  }

  var parts: [Part]

  init(_ literal: String) { parts = [.literal(literal)] }

  init(stringLiteral value: String) { self.init(value) }

  init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  static func + (left: ShellWord, right: ShellWord) -> ShellWord {
    var word = left
    for part in right.parts {
      if case .literal(let after) = part, case .literal(let before)? = word.parts.last {
        word.parts[word.parts.count - 1] = .literal(before + after)
      } else {
        word.parts.append(part)
      }
    }
    return word
  }

  /// `"type=bind,source=\(variable: "folder")/files/\(name)"`
  struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { append(literal) }

    mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      append(value.description)
    }

    mutating func appendInterpolation(variable name: String) { parts.append(.variable(name)) }

    /// One literal for all neighbours, so that there is one pair of quotes at most.
    private mutating func append(_ text: String) {
      if case .literal(let before)? = parts.last {
        parts[parts.count - 1] = .literal(before + text)
      } else {
        parts.append(.literal(text))
      }
    }
  }

  /// The word as a shell reads it: the only place where text is quoted.
  var text: String {
    let isEmpty = parts.allSatisfy { $0 == .literal("") }
    return isEmpty ? "''" : parts.map { $0.text(isAlwaysQuoted: false) }.joined()
  }

  /// The same for an assignment, where a bare word looks like a command that was meant to be run.
  var value: String { parts.map { $0.text(isAlwaysQuoted: true) }.joined() }
}

extension ShellWord.Part {
  fileprivate func text(isAlwaysQuoted: Bool) -> String {
    switch self {
    case .variable(let name): "\"$\(name)\""
    case .literal(let text) where !isAlwaysQuoted && text.utf8.allSatisfy(isHarmless): text
    case .literal(let text): "'" + text.replacingQuotes + "'"
    }
  }
}

/// Whether a byte means nothing to any shell, wherever in an argument it stands.
private func isHarmless(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: "_-./:=,@%+".utf8.contains(byte)
  }
}

extension String {
  /// Within single quotes everything stands for itself but the quote, which is written outside.
  fileprivate var replacingQuotes: String {
    let quote = UInt8(ascii: "'")
    return String(
      decoding: utf8.flatMap { $0 == quote ? Array(#"'\''"#.utf8) : [$0] },
      as: UTF8.self
    )
  }
}

extension SecretReference {
  var shellValue: ShellWord { "\(variable: "secret_" + variable)" }
  var shellFile: ShellWord { "\(variable: "secret_" + fileVariable)" }
}

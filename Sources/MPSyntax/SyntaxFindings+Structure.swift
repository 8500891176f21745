import MPDiagnostics

extension SyntaxFindings {
  static func expected(
    _ what: String,
    at range: SourceRange,
    found: String,
    labels: [Diagnostic.Label] = [],
    help: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      .expected,
      "expected \(what), found \(found)",
      at: .init(range),
      labels: labels,
      help: help
    )
  }

  static func numberedName(_ name: String, at range: SourceRange) -> Diagnostic {
    let joined = name.split(separator: "-").reduce(into: "") { result, part in
      let isNumber = part.first.map { $0.isASCII && $0.isNumber } ?? false
      result += (result.isEmpty || isNumber ? "" : "-") + part
    }
    return Diagnostic(
      .expected,
      "in a name, a letter follows each `-`",
      at: .init(range),
      notes: name.contains(where: \.isNumber)
        ? ["`leaf-3` is what replica 3 of `leaf` is called"] : [],
      help: ["call it `\(joined)`"]
    )
  }

  /// `Deployment.spec.replicas = 3`
  static func pathAsKey(_ path: String, at range: SourceRange) -> Diagnostic {
    let names = path.split(separator: ".")
    let nested =
      names.dropLast().map { "\($0) { " }.joined() + "\(names.last ?? "") = …"
      + String(repeating: " }", count: names.count - 1)
    return Diagnostic(
      .expected,
      "expected a key, found the path `\(path)`",
      at: .init(range),
      help: ["nest blocks: `\(nested)`", "a key with dots in it stands in quotes: `\"\(path)\"`"]
    )
  }

  static func assignmentAsCondition(at range: SourceRange) -> Diagnostic {
    expected("`==`", at: range, found: "`=`", help: ["compare by `==`: `=` sets a value"])
  }

  static func cannotBegin(
    in context: BodyContext,
    at range: SourceRange,
    found: String
  ) -> Diagnostic {
    let help: [String] =
      switch context {
      case _ where found == "`if`" && context != .map && context != .test:
        ["write `when … { … }`"]
      case .map: ["a key is a name or a string, with `=` and a value behind it"]
      case .test: ["write what must hold as `expect …`"]
      case .file, .blocks, .entries, .pattern, .trait, .profile: []
      }
    return Diagnostic(
      .expected,
      "\(found) cannot begin anything in \(context.name)",
      at: .init(range),
      help: help
    )
  }

  static func expectedSeparator(
    at range: SourceRange,
    found: String,
    help: [String] = []
  ) -> Diagnostic {
    let help: [String] =
      switch found {
      case "`?`": ["a choice is written `if condition then value else other`"]
      case "`%`": ["there is no remainder"]
      case "`|`": ["write `or`"]
      default: help
      }
    return Diagnostic(
      .expectedSeparator,
      "expected a newline or a comma before \(found)",
      at: .init(range),
      help: help
    )
  }

  static func misplaced(
    _ word: String,
    in place: String,
    belongs home: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .misplacedItem,
      "`\(word)` cannot stand in \(place)",
      at: .init(range),
      help: ["`\(word)` stands \(home)"]
    )
  }

  static func assignmentOutsideBlock(at range: SourceRange, in place: String) -> Diagnostic {
    Diagnostic(
      .assignmentOutsideBlock,
      "a value is set inside of a block, not in \(place)",
      at: .init(range),
      help: ["name a value with `let`, or an input with `param`"]
    )
  }

  static func braceOnNextLine(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .braceOnNextLine,
      "`{` stands on the line of its head",
      at: .init(range),
      help: ["move it to the end of the line before"]
    )
  }

  static func unclosedBrace(at range: SourceRange) -> Diagnostic {
    Diagnostic(.unclosedBrace, "this `{` is not closed", at: .init(range), help: ["add its `}`"])
  }

  /// - Parameter closer: `}`, `)` or `]`.
  static func unopened(_ closer: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unopenedBrace,
      "this `\(closer)` closes nothing",
      at: .init(range),
      help: ["remove it, or look for a `\(closer)` too many above"]
    )
  }

  static func chainedComparison(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .chainedComparison,
      "comparisons do not chain",
      at: .init(range),
      help: ["join two of them by `and`: `a < b and b < c`"]
    )
  }
}

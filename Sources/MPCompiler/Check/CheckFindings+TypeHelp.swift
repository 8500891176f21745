/// What to write instead of a value of the wrong type.
extension CheckFindings {
  /// - Returns: Nothing where it cannot be told what was meant.
  static func help(for value: TypedExpr, _ accepted: Accepted, of place: String) -> [String] {
    switch (accepted.expected.map(\.unwrapped), value.type) {
    case (let types, .int) where types.contains(.duration): ["add a unit: `10s`"]
    case (let types, .int) where types.contains(.bytes): ["add a unit: `512Mi`"]
    case (let types, .int) where types.contains(.percent): ["add a `%`"]
    case (let types, .int) where types.contains(.string):
      if case .constant(.int(let number)) = value.kind {
        ["put it into quotes: `\"\(number)\"`"]
      } else {
        [#"put it into a string: `"\(…)"`"#]
      }
    case (let types, .string) where value.isNumber && types.contains(where: { $0.isNumber }):
      ["remove the quotes"]
    case (let types, .string) where value.isQuantity && types.contains(where: { $0.isQuantity }):
      ["remove the quotes"]
    case (let types, .float) where types.contains(.percent): ["write it as in `10%`"]
    case (let types, let type) where types.contains(where: { $0.isList(of: type) }):
      ["put it into a list: `[…]`"]
    case (let types, .service) where types.contains(.endpoint),
      (let types, .list(.service)) where types.contains(.list(.endpoint)):
      ["name one of its ports, as in `web.http`"]
    case (let types, .instance) where types.contains(.endpoint),
      (let types, .list(.instance)) where types.contains(.list(.endpoint)):
      ["name one of its ports or outputs, as in `web.http`"]
    case (_, .endpoint) where value.isPortLikeAttribute:
      ["attributes are read in tests only: what several places need is a `let` or a `param`"]
    case (let types, .secret) where types.contains(.string),
      (let types, .list(.secret)) where types.contains(.list(.string)):
      [
        "a secret goes into a variable, `env { TOKEN = … }`, or a file, `file \"/path\" { secret = … }`"
      ]
    case (_, .cron) where place == "`after`", (_, .list(.cron)) where place == "`after`":
      ["a cron has no end that could be waited for: a `job` has"]
    case (_, .optional(let wrapped)) where accepted.accepts(wrapped):
      ["it may be `null`: ask with `if … != null then … else …`, or in a `when`"]
    default: []
    }
  }
}

extension TypedExpr {
  /// Whether it is a number between quotes.
  fileprivate var isNumber: Bool {
    guard case .constant(.text(let text)) = kind else { return false }
    return Double(text) != nil
  }

  /// Whether it is a number with a unit between quotes, as far as can be seen.
  fileprivate var isQuantity: Bool {
    guard case .constant(.text(let text)) = kind, let last = text.utf8.last else { return false }
    return text.utf8.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
      && (last == UInt8(ascii: "%") || (UInt8(ascii: "A")...UInt8(ascii: "z")).contains(last))
  }

  /// Whether it names a port as services call something else: `api.image`.
  fileprivate var isPortLikeAttribute: Bool {
    guard case .port(_, let name) = kind else { return false }
    return Vocabulary.service.attribute(name) != nil
  }
}

extension Type {
  fileprivate var isQuantity: Bool { [.bytes, .cpu, .duration, .percent].contains(self) }

  fileprivate var isNumber: Bool { [.int, .float, .port, .cpu].contains(self) }

  fileprivate func isList(of element: Type) -> Bool {
    guard case .list(let needed) = self else { return false }
    return element.isAssignable(to: needed)
  }
}

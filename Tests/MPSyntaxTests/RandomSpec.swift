/// Specs of which nobody would write the blanks, the line breaks and the comments, but whose syntax
/// is right for the most part.
struct RandomSpec {
  private var random: SeededGenerator
  private var names = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func file() -> String {
    var text = pick(["", "\n\n", "  \n// first\n", "/// doc\n"])
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      text += item() + separator(isFile: true)
    }
    return text
  }

  // MARK: - Chance

  private mutating func pick(_ choices: [String]) -> String {
    choices.randomElement(using: &random)!
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  /// Blanks between two tokens that need none.
  private mutating func gap() -> String { chance(70) ? " " : pick(["", "  ", "\t", "   "]) }

  private mutating func blank() -> String { chance(80) ? " " : pick(["  ", "\t", "     "]) }

  private mutating func comment() -> String {
    pick(["// why", "//x", "/// doc  ", "//// line", "// trailing \t", "//"])
  }

  /// What may stand inside `(` and `[`, where newlines mean nothing.
  private mutating func loose(_ isInBrackets: Bool) -> String {
    guard isInBrackets, chance(12) else { return gap() }
    return pick(["\n", "\n\n", " \n  ", " " + comment() + "\n", "\n" + comment() + "\n\n"])
  }

  /// What stands between two entries.
  private mutating func separator(isFile: Bool = false) -> String {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: "\n\n\n"
    case 1: "  " + comment() + "\n"
    case 2: "\n   " + comment() + "\n\n" + comment() + "\n"
    case 3: ",\n"
    case 4 where !isFile: ", "
    case 5: " \n\n  "
    default: "\n" + pick(["", "  ", "    "])
    }
  }

  private mutating func name() -> String {
    names += 1
    return pick(["a", "web", "max_body", "db-main", "_x", "with_a_rather_long_name"]) + "\(names)"
  }

  // MARK: - Items

  private mutating func item() -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return "import" + blank() + "\"./x.mp\"" + (chance(50) ? " as " + name() : "")
    case 1: return "app " + name() + (chance(50) ? gap() + body(2) : "")
    case 2: return "param" + blank() + name() + gap() + ":" + gap() + type(2) + value(70)
    case 3: return "let " + name() + gap() + "=" + expr(3)
    case 4: return "pattern " + name() + gap() + patternBody()
    case 5: return "trait " + name() + gap() + body(2)
    case 6: return "when " + condition() + " " + entries([""]) { $1.block(2) }
    case 7: return "profile " + name() + gap() + profileBody()
    case 8: return "test \"t\"" + gap() + entries(["expect ", "let q = "]) { $0 + $1.expr(2) }
    case 9: return "expose " + name() + "." + name()
    default: return block(3)
    }
  }

  private mutating func value(_ percent: Int) -> String {
    chance(percent) ? gap() + "=" + gap() + expr(2) : ""
  }

  private mutating func patternBody() -> String {
    entries(["param ", "let ", "require ", "slot ", "output ", "", ""]) { word, spec in
      switch word {
      case "param ": word + spec.name() + ":" + spec.type(2) + spec.value(50)
      case "require ": word + spec.expr(2) + " else " + spec.pick(["\"no\"", "\n \"no\""])
      case "slot ":
        word + spec.name() + spec.pick(["", "?", "*", " ?", " *"])
          + spec.pick(["", " : job", ":service"]) + spec.pick(["", " " + spec.body(1)])
      case "": spec.block(2)
      default: word + spec.name() + " =" + spec.gap() + spec.expr(2)
      }
    }
  }

  private mutating func profileBody() -> String {
    entries(["", "extend "]) { word, spec in
      word.isEmpty
        ? spec.name() + "." + spec.name() + spec.gap() + "=" + spec.expr(2)
        : word + spec.name() + " " + spec.body(2)
    }
  }

  private mutating func entries(
    _ words: [String],
    _ entry: (String, inout RandomSpec) -> String
  ) -> String {
    var text = "{" + (chance(50) ? "\n" : gap())
    for index in 0..<Int.random(in: 0...4, using: &random) {
      if index > 0 { text += separator() }
      text += entry(pick(words), &self)
    }
    return text + (chance(50) ? "\n" : chance(20) ? " " + comment() + "\n" : gap()) + "}"
  }

  private mutating func body(_ depth: Int) -> String {
    entries(["", "", "", "default ", "with ", "when ", "block"]) { word, spec in
      switch word {
      case "with ": word + spec.name() + spec.pick(["", " label"]) + " " + spec.body(depth - 1)
      case "when " where depth > 0: word + spec.condition() + " " + spec.body(depth - 1)
      case "block" where depth > 0: spec.block(depth - 1)
      default: spec.key() + spec.gap() + "=" + spec.loose(true) + spec.expr(depth)
      }
    }
  }

  private mutating func key() -> String {
    chance(15) ? pick(["\"a.b/é\"", "with", "in", "or", "else", "\"x\"", "default"]) : name()
  }

  private mutating func block(_ depth: Int) -> String {
    let head = pick(["service", "env", "ports", "file", "a.b"])
    let label = pick(["", " " + name(), " \"/etc/x y\"", blank() + name() + "." + name()])
    return head + label + gap() + (depth > 0 ? body(depth - 1) : "{}")
  }

  private mutating func condition() -> String { pick(["a", "a == null", "not (b or c)", "f({})"]) }

  // MARK: - Types

  private mutating func type(_ depth: Int) -> String {
    let type =
      switch Int.random(in: 0..<(depth > 0 ? 8 : 3), using: &random) {
      case 0: pick(["int", "string", "int(1..3)", "int ( 1 .. 3 )"])
      case 1: "int" + gap() + ".." + gap() + "int"
      case 2: "\"a\"" + gap() + "|" + gap() + "\"b\""
      case 3: "[" + loose(true) + type(depth - 1) + loose(true) + "]"
      case 4: "{" + gap() + type(0) + gap() + "}"
      case 5: "{ host : string" + pick([",", "\n", ",\n"]) + " to:" + type(depth - 1) + gap() + "}"
      default: pick(["bool", "duration(1ms..1h)"])
      }
    return type + pick(["", "?", " ?"])
  }

  // MARK: - Expressions

  private mutating func expr(_ depth: Int, _ isInBrackets: Bool = false) -> String {
    guard depth > 0 else { return atom() }
    let left = { (spec: inout RandomSpec) in spec.expr(depth - 1, isInBrackets) }
    let space = { (spec: inout RandomSpec) in
      let gap = spec.loose(isInBrackets)
      return gap.isEmpty ? " " : gap
    }
    switch Int.random(in: 0..<14, using: &random) {
    case 0: return atom() + " " + pick(["+", "-", "*", "/"]) + loose(true) + atom()
    case 1: return atom() + gap() + ".." + loose(isInBrackets) + atom()
    case 2:
      return atom() + space(&self) + pick(["==", "!=", "<", ">=", "in"]) + space(&self) + atom()
    case 3: return atom() + space(&self) + pick(["and", "or"]) + space(&self) + atom()
    case 4: return "(" + loose(true) + expr(depth - 1, true) + loose(true) + ")"
    case 5: return "[" + elements(depth) + "]"
    case 6: return "f" + gap() + "(" + elements(depth) + ")"
    case 7: return map(depth)
    case 8:
      return "[for " + pick(["", "i ,"]) + " x in" + space(&self) + atom() + pick(["", " if a"])
        + gap() + ":" + loose(true) + left(&self) + loose(true) + "]"
    case 9:
      return "if " + atom() + pick([" ", "\n"]) + "then " + atom() + pick([" ", "\n "]) + "else "
        + left(&self)
    case 10: return "-" + gap() + atom()
    case 11: return "not" + blank() + atom()
    case 12: return multilineString()
    default: return atom()
    }
  }

  private mutating func elements(_ depth: Int) -> String {
    var text = loose(true)
    for index in 0..<Int.random(in: 0...5, using: &random) {
      if index > 0 { text += loose(true) + "," + loose(true) }
      text += expr(depth - 1, true)
    }
    return text + (chance(10) && text.contains(",") ? " ," : "") + loose(true)
  }

  private mutating func map(_ depth: Int) -> String {
    entries([""]) { _, spec in spec.key() + spec.gap() + "=" + spec.gap() + spec.expr(depth - 1) }
  }

  private mutating func multilineString() -> String {
    let blanks = pick(["", "  ", "      ", "\t"])
    let lines = [
      "text", "  more  ", "\\(a)", "x \\(\"in \\(b)\") y", "\\(c) // no comment", "",
      "\\(\n" + blanks + "  d  \n" + blanks + ")", "\\n \\\"\"\"",
      "\\(\"\"\"\n" + blanks + "    deep\n" + blanks + "   \n" + blanks + "    \"\"\")",
    ]
    var text = "\"\"\"" + pick(["", "  "]) + "\n"
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let line = pick(lines)
      text += line.isEmpty ? pick(["", " ", blanks, blanks + "  "]) + "\n" : blanks + line + "\n"
    }
    return text + blanks + "\"\"\""
  }

  private mutating func atom() -> String {
    pick([
      "1", "0.5", "512Mi", "70%", "53/udp", "true", "null", "a", "self.http", "x.y[0]", "f(a).b",
      "\"s\"", "\"a \\(b  +  c) d\"", "#\"raw \\#(x) \\n\"#", "g(1,2)", "[]", "{}", "(a)", "-1",
      "\"a rather long string, as there are some in every spec that somebody writes\"",
      "[ 1,2 ]", "{ a = 1,\"b\"=2 }", "m[ i ]", "\"日本語\"", "#\"\"\"\n raw \"x\"\n \"\"\"#",
    ])
  }
}

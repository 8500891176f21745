/// How blocks and params begin.
extension FindingTests {
  /// What stands between a head and its body in other languages.
  static let heads: [Case] = [
    Case("service a «b» c { }", "E0103 expected `{`, found `b`"),
    Case("service a «=» {\n  b = 1\n}", "E0103 expected `{`, found `=`", help: "remove the `=`"),
    Case("service a«:» {\n  b = 1\n}", "E0103 expected `{`, found `:`", help: "remove the `:`"),
    Case(
      "service a «(»\n  b = (1)\n)\nservice b { }",
      "E0103 expected `{`, found `(`",
      help: "write `service a { … }`"
    ),
    Case(
      "secret a «=» \"b\"\nsecret c",
      "E0103 expected `{`, found `=`",
      help: "write `secret a { … }`"
    ),
    Case("expose a.b «port» = 80", "E0103 expected `{`, found `port`"),
    Case(
      "x {\n  file «/»etc/b { c = 1 }\n}",
      "E0103 expected `{`, found `/`",
      help: "put it into quotes: `\"/etc/b\"`"
    ),
    Case(
      "x {\n  file \"/b\" «=» \"c\"\n  d = 1\n}",
      "E0103 expected `{`, found `=`",
      help: "write `file \"/b\" { … }`"
    ),
    Case("x {\n  ports «http» = 80\n    sql = 5432\n  }\n}", "E0103 expected `{`, found `http`"),
    Case(
      "pattern p«(»n) {\n  param n: int\n}",
      "E0103 expected `{` and the body of the pattern, found `(`",
      help: "say in the body what it takes: `param NAME: TYPE`"
    ),
    Case(
      "pattern p {\n  slot «job» a { }\n}",
      "E0103 expected the name of the slot, found `job`",
      help: "write `slot a: job`"
    ),
    Case(
      "profile p {\n  extend service «a» { b = 1 }\n}",
      "E0103 expected `{` and the body of the `extend`, found `a`",
      help: "write `extend a { … }`"
    ),
    Case(
      "when a «=» 1 { }",
      "E0103 expected `==`, found `=`",
      help: "compare by `==`: `=` sets a value"
    ),
    Case("test \"t\" { expect a.b «=» 1 }", "E0103 expected `==`, found `=`"),
    Case("let a = if b «=» 1 then c else d", "E0103 expected `==`, found `=`"),
    Case("pattern p {\n  require a «=» 1 else \"b\"\n}", "E0103 expected `==`, found `=`"),
    Case(
      "«if» a { }",
      "E0103 `if` cannot begin anything in a file",
      help: "write `when … { … }`"
    ),
    Case(
      "param a: int«[»1..5] = 3",
      "E0103 expected `=` and a default, or the end of the line, found `[`",
      help: "bounds stand in parentheses: `int(1..5)`"
    ),
    Case(
      "param a: b «|» c",
      "E0103 expected `=` and a default, or the end of the line, found `|`",
      help: "the values of an enumeration stand in quotes: `\"a\" | \"b\"`"
    ),
    Case(
      "param a: string «\"»b\"",
      "E0103 expected `=` and a default, or the end of the line, found a string",
      help: "set a default by `=`"
    ),
  ]
}

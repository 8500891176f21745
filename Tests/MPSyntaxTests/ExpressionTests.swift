import Testing

struct ExpressionTests {
  @Test(arguments: [
    ("a + b * c - d", "(arithmetic a (+ (arithmetic b (* c))) (- d))"),
    ("(a + b) * c", "(arithmetic (arithmetic a (+ b)) (* c))"),
    ("a / b / c", "(arithmetic a (/ b) (/ c))"),
    ("-a + -b", "(arithmetic (negate a) (+ (negate b)))"),
    ("a - -b", "(arithmetic a (- (negate b)))"),
    ("- - a", "(negate (negate a))"),
    ("-a.b[0]", "(negate (postfix a .b ([] 0)))"),
    ("leaves-1", "(arithmetic leaves (- 1))"),
    ("1..2 + 3", "(.. 1 (arithmetic 2 (+ 3)))"),
    ("-1..1", "(.. (negate 1) 1)"),
    ("a < 1..2", "(comparison a (< (.. 1 2)))"),
    ("a in b", "(comparison a (in b))"),
    ("not a == b", "(not (comparison a (== b)))"),
    ("not not a", "(not (not a))"),
    ("a or b and not c or d", "(or a (and b (not c)) d)"),
    ("a and b and c", "(and a b c)"),
    ("a == b and c != d", "(and (comparison a (== b)) (comparison c (!= d)))"),
    ("if a then b else c", "(if a b c)"),
    ("if a or b then if c then d else e else f", "(if (or a b) (if c d e) f)"),
    ("if a then b else if c then d else e + f", "(if a b (if c d (arithmetic e (+ f))))"),
    ("f()", "call f"),
    ("f(a, b,)", "(call f a b)"),
    ("f(a)[0].b", "(postfix (call f a) ([] 0) .b)"),
    ("a.b.c", "(postfix a .b .c)"),
    ("[]", "list"),
    ("[a, [b], ]", "(list a (list b))"),
    ("[a][0]", "(postfix (list a) ([] 0))"),
    ("{}", "map"),
    (#"{ a = 1, "b.c" = 2, with = 3 }"#, "(map (a = 1) (\"b.c\" = 2) (with = 3))"),
    ("[for x in y: x + 1]", "(for x (in y) (yield (arithmetic x (+ 1))))"),
    ("[for i, x in y if i > 0: x]", "(for i, x (in y) (if (comparison i (> 0))) (yield x))"),
    ("[for x in a in b: x]", "(for x (in (comparison a (in b))) (yield x))"),
    ("true", "bool true"), ("false", "bool false"), ("null", "null"), ("self", "self"),
    ("truer", "truer"),
    // Two parts of an if without its own parentheses cannot stand within an operand.
    ("1 + (if a then 2 else 3)", "(arithmetic 1 (+ (if a 2 3)))"),
  ])
  func shape(_ text: String, _ tree: String) {
    #expect(expression(text) == tree)
  }

  @Test(arguments: [
    ("8080", "8080"), ("1_000_000", "1000000"), ("0.5", "decimal 5e-1"), ("1.50", "decimal 150e-2"),
    ("007", "7"), ("9223372036854775807", "9223372036854775807"),
    ("512Mi", "512Mi"), ("1.5G", "15e-1G"), ("250m", "250m"), ("70%", "70%"), ("1_000Ki", "1000Ki"),
    ("1h30m", "1h 30m"), ("1d12h30m15s250ms", "1d 12h 30m 15s 250ms"), ("1.5h30m", "15e-1h 30m"),
    ("53/udp", "port 53/udp"), ("1_053/tcp", "port 1053/tcp"),
  ])
  func numbers(_ text: String, _ tree: String) {
    #expect(expression(text) == tree)
  }

  @Test(arguments: [
    ("9223372036854775808", "this number has too many digits"),
    ("0.12345678901234567890", "this number has too many digits"),
    ("99999999999999999999Mi", "this number has too many digits"),
    ("99999999999999999999/udp", "this number has too many digits"),
    ("5x", "`x` is no unit"),
    ("5KB", "`KB` is no unit"),
    ("1h30", "this part of the duration has no unit"),
    ("1Mi5Ki", "only durations have several parts, and `Mi` is no duration"),
    ("1h5x", "`x` is no unit"),
  ])
  func refusedNumbers(_ text: String, _ message: String) {
    #expect(expression(text) == "<invalid> ! \(message)")
  }

  @Test(arguments: [
    ("a == b == c", "comparisons do not chain"),
    ("a < b <= c < d", "comparisons do not chain"),
    ("a in b in c", "comparisons do not chain"),
  ])
  func comparisonsDoNotChain(_ text: String, _ message: String) {
    #expect(expression(text).hasSuffix(" ! \(message)"))
  }
}

import MPDiagnostics
import MPSyntax
import Testing

struct TokenTests {
  @Test(arguments: [
    ("leaves-1", "name:leaves minus:- integer:1"),
    ("leaf-a", "name:leaf-a"),
    ("a-b-2", "name:a-b minus:- integer:2"),
    ("a--b", "name:a minus:- minus:- name:b"),
    ("a-_b", "name:a minus:- name:_b"),
    ("a- b", "name:a minus:- name:b"),
    ("_x1", "name:_x1"),
    ("a.b", "name:a dot:. name:b"),
    ("a-b.c-d", "name:a-b dot:. name:c-d"),
  ])
  func names(_ text: String, _ tokens: String) {
    #expect(Reading(text).tokens.joined(separator: " ") == tokens)
  }

  @Test(arguments: [
    ("8080", "integer:8080"),
    ("1_000", "integer:1_000"),
    ("0.5", "decimal:0.5"),
    ("1.", "integer:1 dot:."),
    (".5", "dot:. integer:5"),
    ("1.x", "integer:1 dot:. name:x"),
    ("512Mi", "quantity:512Mi"),
    ("1.5G", "quantity:1.5G"),
    ("1h30m", "quantity:1h30m"),
    ("1.5h2.5m", "quantity:1.5h2.5m"),
    ("1h1.5.5m", "quantity:1h1.5 dot:. quantity:5m"),
    ("70%", "quantity:70%"),
    ("0.5%", "quantity:0.5%"),
    ("53/udp", "portNumber:53/udp"),
    ("53/tcp", "portNumber:53/tcp"),
    ("53/sctp", "portNumber:53/sctp"),
    ("53/udpx", "integer:53 slash:/ name:udpx"),
    ("53/udp-x", "integer:53 slash:/ name:udp-x"),
    ("53/udp-1", "portNumber:53/udp minus:- integer:1"),
    ("53 /udp", "integer:53 slash:/ name:udp"),
    ("2..10", "integer:2 dotDot:.. integer:10"),
    ("1ms..1h", "quantity:1ms dotDot:.. quantity:1h"),
    ("1h..2h", "quantity:1h dotDot:.. quantity:2h"),
    ("0.5..1.5", "decimal:0.5 dotDot:.. decimal:1.5"),
    ("5-3", "integer:5 minus:- integer:3"),
    ("5m-3", "quantity:5m minus:- integer:3"),
  ])
  func numbers(_ text: String, _ tokens: String) {
    #expect(Reading(text).tokens.joined(separator: " ") == tokens)
  }

  @Test func punctuation() {
    let text = "{ } ( ) [ ] , : ? | . .. = == != < <= > >= + - * /"
    let kinds = Reading(text).text.tokens.map(\.kind).filter { !$0.isTrivia }
    #expect(
      kinds == [
        .leftBrace, .rightBrace, .leftParen, .rightParen, .leftBracket, .rightBracket, .comma,
        .colon, .question, .pipe, .dot, .dotDot, .equal, .equalEqual, .notEqual, .less, .lessEqual,
        .greater, .greaterEqual, .plus, .minus, .star, .slash, .end,
      ]
    )
  }

  @Test func stringsGoBackToTokensAndReturn() {
    #expect(
      Reading(#""a\(b("c"))d""#).tokens == [
        "stringOpen:\"", "stringText:a", "interpolationOpen:\\(", "name:b", "leftParen:(",
        "stringOpen:\"", "stringText:c", "stringClose:\"", "rightParen:)", "interpolationClose:)",
        "stringText:d", "stringClose:\"",
      ]
    )
  }

  @Test func whatIsNotClosedEndsInEmptyTokens() {
    #expect(
      Reading("\"a \\(b\nc").tokens == [
        "stringOpen:\"", "stringText:a ", "interpolationOpen:\\(", "name:b",
        "interpolationClose:", "stringClose:", "name:c",
      ]
    )
  }

  @Test func otherLanguagesAreOneToken() {
    #expect(Reading("x = 1 # don't { }\ny").tokens.dropFirst(3).first == "unknown:# don't { }")
    #expect(Reading("a /* b\n { */ c").tokens == ["name:a", "unknown:/* b\n { */", "name:c"])
    #expect(Reading("'a { b'").tokens == ["unknown:'a { b'"])
    #expect(Reading("“a b”").tokens == ["unknown:“a b”"])
    #expect(Reading("it's").tokens == ["name:it", "unknown:'", "name:s"])
    #expect(Reading("a || b").tokens == ["name:a", "unknown:||", "name:b"])
  }

  @Test func dump() {
    #expect(
      dumpTokens(Reading("/// é\n\tx = \"a\u{A0}\"").text) == #"""
        1:1 docComment "/// é"
        1:6 newline "\n"
        2:1 whitespace "\t"
        2:2 name "x"
        2:3 whitespace " "
        2:4 equal "="
        2:5 whitespace " "
        2:6 stringOpen "\""
        2:7 stringText "a\u{A0}"
        2:9 stringClose "\""
        2:10 end ""

        """#
    )
  }
}

import MPSyntax
import Testing

/// One mistake, one message.
struct RecoveryTests {
  /// But for the quotes of a program: without them, each of its lines is wrong for itself.
  @Test(arguments: Example.allCases)
  func oneTokenLessIsOneFindingOrTwo(_ example: Example) {
    var counts: [Int] = []
    for mutation in Mutation.all(of: example, [.deleted]) {
      let reading = Reading(bytes: mutation.bytes)
      if mutation.token == .stringOpen, reading.findings.count > 2 { continue }
      counts.append(reading.findings.count)
      #expect(reading.findings.count <= 3, "\(mutation.description)\n\(reading.rendered)")
    }
    #expect(counts.count { $0 > 2 } * 100 <= counts.count)
    #expect(counts.count { $0 > 1 } * 20 <= counts.count)
  }

  @Test(arguments: Example.allCases)
  func everyBracketCounts(_ example: Example) {
    let brackets: [TokenKind] = [
      .leftBrace, .rightBrace, .leftParen, .rightParen, .leftBracket, .rightBracket, .stringOpen,
      .stringClose, .interpolationClose, .colon,
    ]
    for mutation in Mutation.all(of: example, [.deleted])
    where brackets.contains(mutation.token) {
      let reading = Reading(bytes: mutation.bytes)
      #expect(!reading.findings.isEmpty, "\(mutation.description)")
    }
  }

  @Test func forgottenClosingBraceIsBlamedByIndentation() {
    let reading = Marked(
      """
      service a {
        ports «{»
          http = 80
        env { X = "1" }
      }
      param tag: string
      service b { image = "b" }
      test "t" {
        expect true
      }
      """
    )
    reading.expectFindings("this `{` is not closed")
    #expect(reading.spec.items.count == 4)
  }

  @Test func forgottenClosingBraceOfTheOutermost() {
    Marked(
      """
      service a «{»
        ports {
          http = 80
        }

      param tag: string
      """
    ).expectFindings("this `{` is not closed")
  }

  @Test func severalForgottenBraces() {
    Marked(
      """
      service a «{»
        image = "a"
      service b {
        ports «{»
          http = 80
      }
      service c {
      }
      """
    ).expectFindings("this `{` is not closed", "this `{` is not closed")
  }

  @Test func forgottenOpeningBraceOfABlock() {
    let reading = Marked(
      """
      service a«»
        image = "a"
        ports { http = 80 }
      }
      service b { image = "b" }
      """
    )
    reading.expectFindings("expected `{`, found the end of the line")
    #expect(reading.spec.items.count == 2)
  }

  @Test func forgottenOpeningBraceOnOneLine() {
    Marked(
      """
      service a {
        ports «http» = 80 }
        image = "a"
      }
      """
    ).expectFindings("expected `{`, found `http`")
  }

  @Test func surplusClosingBrace() {
    let reading = Marked(
      """
      service a {
        ports { http = 80 } «}»
        image = "a"
      }
      service b { image = "b" }
      """
    )
    reading.expectFindings("this `}` closes nothing")
    #expect(reading.spec.items.count == 2)
  }

  @Test func flatTextIsReadByItsBraces() {
    Marked(
      """
      service a «{»
      ports {
      http = 80
      }
      """
    ).expectFindings("this `{` is not closed")
  }

  @Test func theNextEntrySurvives() {
    let cases = [
      "x {\n  a =«»\n  b = 2\n}",
      "x {\n  a = f(1, 2«»\n  b = 2\n}",
      "x {\n  a = [1, 2«»\n  b = 2\n}",
      "x {\n  a = [1, 2,«»\n  b = 2\n}",
      "x {\n  a = (1 +«»\n  b = 2\n}",
      "x {\n  a = 1 «2»\n  b = 2\n}",
      "x {\n  a = 1«)»\n  b = 2\n}",
      "x {\n  a = «\"»open\n  b = 2\n}",
      "x {\n  a = \"«\\(»open\n  b = 2\n}",
      "x {\n  a = 'one'\n  b = 2\n}",
      "x {\n  a = 1,«,» b = 2\n}",
      "x {\n  a { c = 1 } «b» = 2\n}",
      "x {\n  a { c = 1 «]»}\n  b = 2\n}",
      "x {\n  param a: int\n  b = 2\n}",
    ]
    for text in cases {
      let reading = Marked(text)
      if text.contains("«") { reading.expectPlaces() }
      #expect(reading.findings.count == 1, "\(text)\n\(reading.rendered)")
      #expect(reading.tree.contains("(b = 2)"), "\(text)\n\(reading.tree)")
    }
  }

  /// Lines that each open a brace are one mistake, whatever their number.
  @Test func bracesInARowAreOneMistake() {
    let row = (0..<50).map { "service s\($0) {\n" }.joined()
    #expect(Reading(row).messages == ["this `{` is not closed"])
    #expect(
      Reading(row + "service t {\n  image = \"i\"\n" + row.prefix(200)).messages
        == Array(repeating: "this `{` is not closed", count: 2)
    )
  }
}

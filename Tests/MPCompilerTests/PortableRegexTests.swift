import Testing

@testable import MPCompiler

/// What goes to every engine, and what does not.
@Suite struct PortableRegexTests {
  @Test(
    arguments: [
      "", "a", "^/users/([^/]+)", #"\d{2,5}?\.[a-z_\-]+$"#, "(?:a|b)*", "a{3}", "a{3,}", "[^a]",
      "[a^]",
      "[-a]", #"\bword\b"#, "žluť|日本", #"[\]\[]"#, "a??", #"\/\^\$"#, "(a)(b)", "||",
    ]
  )
  func takes(_ text: String) {
    #expect(PortableRegex.problem(text) == nil)
  }

  @Test(
    arguments: [
      ("(?=a)", 0), ("x(?!a)", 1), ("(?<=a)", 0), ("(?P<n>a)", 0), ("(?<n>a)", 0), ("(?i)a", 0),
      ("(?>a)", 0), (#"(a)\1"#, 3), (#"\k<a>"#, 0), (#"\p{L}"#, 0), (#"\A"#, 0), (#"a\"#, 1),
      ("(a", 0),
      ("a)", 1), ("[a", 0), ("[]", 0), ("[^]a]", 0), ("[[:alpha:]]", 1), ("[a&&b]", 2), ("*a", 0),
      ("a**", 2), ("a*+", 2), ("^*", 1), ("(|+)", 2), ("a{", 1), ("a{x}", 1), ("a{5,2}", 1),
      ("a{2000}", 1), ("{2}", 0), ("a}", 1), ("a]", 1), (#"[\b]"#, 1), (#"\é"#, 0),
    ]
  )
  func refuses(_ text: String, _ offset: Int) {
    #expect(PortableRegex.problem(text)?.offset == offset)
  }
}

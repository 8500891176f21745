import Testing

@testable import MPCompiler

/// What goes to every engine, and what does not.
@Suite struct PortableRegexTests {
  @Test(
    arguments: [
      "", "a", "^/users/([^/]+)", #"\d{2,5}?\.[a-z_\-]+$"#, "(?:a|b)*", "a{3}", "a{3,}", "[^a]",
      "[a^]",
      "[-a]", #"\bword\b"#, "žluť|日本", #"[\]\[]"#, "a??", #"\/\^\$"#, "(a)(b)", "||",
      #"[\d-]"#, "[a-c-e]", "[.]", "[.:]", "[^..]", "[a.]", #"[+-\-]"#, "[!-~]",
      "((a{10}){10}){10}", "(a{1000}b{1000}){1}",
      "(a{1000})*",
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

  @Test(
    arguments: [
      ("^/([z-a])", 4, "this range ends before it begins"),
      (#"[a-\]]"#, 1, "this range ends before it begins"),
      ("é[é-a]", 3, "this range ends before it begins"),
      (#"([\d-z])"#, 2, #"a class such as `\d` is no end of a range"#),
      (#"([a-\d])"#, 2, #"a class such as `\d` is no end of a range"#),
      (#"[x\w-\s]"#, 2, #"a class such as `\d` is no end of a range"#),
      ("a[:alpha:]", 1, "between `[:` and `:]` for a name"),
      (#"[.\.]"#, 0, "between `[.` and `.]` for a name"),
      ("[==]", 0, "between `[=` and `=]` for a name"),
      ("((a{100}){100}){100}", 8 + 1, "counts within each other multiplied"),
      ("(b|(?:a{2,11}x){100,})", 15, "counts within each other multiplied"),
      ("(a{0}b{1000}){0,2}", 13, "counts within each other multiplied"),
      ("a{1,99999999999999999999}", 1, "at most 1000 times"),
      ("(?:abcdefghijklmnopqrstuvwxyz01234567){1000}", 38, "more than 30000 characters"),
      (String(repeating: "(", count: 251), 250, "at most 250 groups"),
      ("a\n", 1, "a control character"), ("[\t]", 1, "a control character"),
      ("\\\u{7F}(", 1, "a control character"),
    ]
  )
  func saysWhy(_ text: String, _ offset: Int, _ message: String) {
    let problem = PortableRegex.problem(text)
    #expect(problem?.offset == offset)
    #expect(problem?.message.contains(message) == true, "\(problem?.message ?? "")")
  }

  @Test func aControlCharacterHasAnEscape() {
    let compiled = Compiled(
      """
      app a
      service s { image = "i", env { X = matches("a", "^a\\n"), Y = matches("a", "\\u{1}") } }
      """
    )
    let message = "E0319 this regular expression does not mean the same to every engine"
    #expect(compiled.findings == ["2:49 \(message)", "2:75 \(message)"])
    #expect(compiled.help == [##"write `\\n` for it, or `\n` between `#"` and `"#`"##])
  }
}

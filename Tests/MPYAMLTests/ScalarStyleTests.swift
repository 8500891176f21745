import MPYAML
import Testing

@Suite struct ScalarStyleTests {
  @Test(arguments: [
    "histogram", "nginx:1.27", "ghcr.io/a/b@sha256:0f", "http://leaf:8080/x", "./secrets/db",
    "../x", "/var/lib/data", "unless-stopped", "no-new-privileges:true", "KEY=value", "a - b",
    "a::b", "yesterday", "nullable", "e3", "inf", "app.kubernetes.io/name", "v1", "Recreate",
    "wget -q -O - x", "a+b", "x_1",
  ])
  func plainValues(_ text: String) {
    #expect(ScalarStyle(value: text) == .plain)
  }

  @Test(arguments: [
    "", " ", "y", "N", "yes", "NO", "On", "oFF", "True", "FALSE", "Null", "~", "=", "<<", "012",
    "0o12", "08", "0x1F", "0b1", "1_000", "1e3", "12e03", "1.10", "1:30", "22:22:22", "+1", "-1",
    ".5", ".", "..", "...", "---", ".inf", "-.INF", ".NaN", "2024-01-01", "10s", "8080:80", "-",
    "- a", "?", ":", ":a", "a:", "a: b", "a #b", "#a", "a ", " a", "a  b", "a :b", "*a", "&a",
    "!a", "|", ">", "%a", "@a", "`a", "'a'", "\"a\"", "[a]", "{a: b}", "a, b", "a\tb", "_a",
    ".a", "${A}", "grün", "e\u{301}", "\u{A0}", "\u{FEFF}", "😀", "a\u{0}", "a\rb", "a\u{85}b",
  ])
  func quotedValues(_ text: String) {
    #expect(ScalarStyle(value: text) == .doubleQuoted)
  }

  @Test(arguments: [
    "a\nb", "a\n", "a\nb\n", "a\n  b", "a\n\nb", "---\n...\n", "# a\nb: c\n", "yes\nno",
    "grün\nblau", "\u{A0}a\nb",
  ])
  func literals(_ text: String) {
    #expect(ScalarStyle(value: text) == .literal)
  }

  @Test(arguments: [
    "\n", "\na", " a\nb", "\ta\nb", "a\n\n", "a \nb", "a\nb ", "a\n \nb", "a\tb\n", "a\r\nb",
    "a\u{85}\nb", "a\u{2028}\nb", "a\u{2029}\nb", "a\u{0}\nb", "a\u{7F}\nb", "a\u{9F}\nb",
    "\u{FEFF}a\nb", "😀\n", "a\u{FFFE}\nb",
  ])
  func linesThatNoLiteralKeeps(_ text: String) {
    #expect(ScalarStyle(value: text) == .doubleQuoted)
  }

  @Test(arguments: ["services", "LOG_LEVEL", "app.kubernetes.io/name", "x-mp", "/metrics"])

  func plainKeys(_ text: String) {
    #expect(ScalarStyle(key: text) == .plain)
  }

  @Test(arguments: [
    "y", "no", "012", "1e3", "<<", "=", "~", "", "null", "a:b", "a b", "a\nb", "a\n", "1", "-",
    "?",
  ])
  func quotedKeys(_ text: String) {
    #expect(ScalarStyle(key: text) == .doubleQuoted)
  }
}

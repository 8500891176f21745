/// 01: syntax.
extension Explanation {
  static let unknownCharacter = Explanation(
    """
    This character begins nothing in the language. Often it is the habit of another one: `#`
    for a comment, `;` at the end of a line, single quotes, or the curly quotes of a word
    processor.
    """,
    wrong: """
      let greeting = 'hello'
      """,
    right: """
      let greeting = "hello"
      """
  )

  static let unterminatedString = Explanation(
    """
    A string is opened and not closed. A string in simple quotes ends on its own line; one of
    several lines stands between `\"""`.
    """,
    wrong: """
      let greeting = "hello
      """,
    right: """
      let greeting = "hello"
      """
  )

  static let expected = Explanation(
    """
    The language knows something else at this place. The message says what may stand there and
    what was found instead; where the cause lies earlier, the place before it is marked too.
    """,
    wrong: """
      let count =
      """,
    right: """
      let count = 3
      """
  )

  static let expectedSeparator = Explanation(
    """
    The entries of a block, and the items of a file, end at a newline. On one line, commas
    stand between them.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
        ports { http = 80 admin = 8080 }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
        ports { http = 80, admin = 8080 }
      }
      """
  )

  static let unclosedBrace = Explanation(
    """
    A block is opened and not closed before the file ends, or before something begins that
    cannot stand in it. Where the indentation shows which block lacks its brace, that one is
    marked.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
      """,
    right: """
      service web {
        image = "nginx:1.28"
      }
      """
  )

  static let unopenedBrace = Explanation(
    """
    There is a `}` with no block to close: one too many here, or a `{` that is missing above.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
      }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
      }
      """
  )

  static let misplacedItem = Explanation(
    """
    The word is known, but stands in a block where it has no meaning: `param` belongs to a
    file, a pattern or a trait, `slot` and `output` to a pattern, `expect` to a test.
    """,
    wrong: """
      output http = web.http
      service web {
        image = "nginx:1.28"
        ports { http = 80 }
      }
      """,
    right: """
      pattern site {
        service web {
          image = "nginx:1.28"
          ports { http = 80 }
        }
        output http = web.http
      }
      """
  )

  static let assignmentOutsideBlock = Explanation(
    """
    `name = value` sets an attribute, and only blocks have attributes. A value that several
    places use is a `let`; one that can be set from outside is a `param`.
    """,
    wrong: """
      tag = "1.28"
      """,
    right: """
      let tag = "1.28"
      """
  )

  static let braceOnNextLine = Explanation(
    """
    A newline ends an entry, so the `{` of a block stands on the line of its head.
    """,
    wrong: """
      service web
      {
        image = "nginx:1.28"
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
      }
      """
  )

  static let chainedComparison = Explanation(
    """
    `a < b < c` would compare the result of `a < b`, which is true or false, with `c`. What is
    meant are two comparisons.
    """,
    wrong: """
      param count: int = 3
      let fits = 1 < count < 10
      """,
    right: """
      param count: int = 3
      let fits = 1 < count and count < 10
      """
  )

  static let numberTooLarge = Explanation(
    """
    Numbers are whole numbers of 64 bits, up to 9,223,372,036,854,775,807. What is longer is a
    text made of digits, and stands between quotes.
    """,
    wrong: """
      let account = 12345678901234567890
      """,
    right: """
      let account = "12345678901234567890"
      """
  )

  static let unknownSuffix = Explanation(
    """
    Numbers take the units of sizes (`Ki Mi Gi Ti K M G T`, in bytes), durations (`ms s m min
    h d`), cpu (`m`) and percent (`%`). Sizes have no `B`.
    """,
    wrong: """
      service web {
        image  = "nginx:1.28"
        memory = 512MB
      }
      """,
    right: """
      service web {
        image  = "nginx:1.28"
        memory = 512Mi
      }
      """
  )

  static let unknownEscape = Explanation(
    """
    In a string, `\\` begins an escape: `\\n \\t \\r \\\\ \\" \\u{1F600}`, or `\\(name)` for a
    value. Text that is full of backslashes stays as it is in a raw string, where `\\#(name)`
    is a value.
    """,
    wrong: #"""
      let digits = "\d+"
      """#,
    right: ##"""
      let digits = #"\d+"#
      """##
  )

  static let multilineLayout = Explanation(
    """
    A string of several lines begins on the line after its opening quotes, and its closing
    quotes stand on a line of their own. Their indentation is taken off every line, so no line
    may begin further left. The last newline is not part of the string.
    """,
    wrong: #"""
      let page = """<h1>Hello</h1>
        """
      """#,
    right: #"""
      let page = """
        <h1>Hello</h1>
        """
      """#
  )

  static let interpolationInName = Explanation(
    """
    This string names something: a key, a file's path or a value of an enumeration. Names are
    known before anything is evaluated, since blocks are merged by them, so nothing can be
    interpolated.
    """,
    wrong: #"""
      param site: string = "shop"
      service web {
        image = "nginx:1.28"
        file "/srv/\(site)/index.html" { content = "hello" }
      }
      """#,
    right: #"""
      param site: string = "shop"
      service web {
        image = "nginx:1.28"
        file "/srv/index.html" { content = "hello from \(site)" }
      }
      """#
  )
}

/// 02: names of declarations, and what they may be.
extension Explanation {
  static let declaredTwice = Explanation(
    """
    Two declarations of one place have the same name, so that a reference to it would be
    ambiguous. All names of a file share one namespace: services, params, lets, instances and
    patterns.
    """,
    wrong: """
      let web = "nginx:1.28"
      service web { image = "nginx:1.28" }
      """,
    right: """
      let web_image = "nginx:1.28"
      service web { image = web_image }
      """
  )

  static let reservedName = Explanation(
    """
    The name is a word of the grammar or of the vocabulary. A reader could not tell a
    reference to it from the word itself.
    """,
    wrong: """
      param default: string = "dev"
      """,
    right: """
      param default_tag: string = "dev"
      """
  )

  static let badDeployedName = Explanation(
    """
    What is deployed under its own name becomes a host name, and so has lowercase letters,
    digits and `-`, begins with a letter and has at most 40 characters. `mp-` is for what the
    compiler adds.
    """,
    wrong: """
      service Web_Shop { image = "nginx:1.28" }
      """,
    right: """
      service web-shop { image = "nginx:1.28" }
      """
  )

  static let unknownName = Explanation(
    """
    Nothing that can be seen here has this name. A spec sees what its file declares, in any
    order; the body of a pattern or trait sees its own names and those of its file, not those
    of whoever uses it.
    """,
    wrong: """
      param tag: string = "1.28"
      service web { image = "nginx:\\(tags)" }
      """,
    right: """
      param tag: string = "1.28"
      service web { image = "nginx:\\(tag)" }
      """
  )

  static let unknownPattern = Explanation(
    """
    At the top of a file and in patterns stand the blocks of the language (`service`,
    `expose`, …) and instances of patterns: shipped ones, and those that the file declares.
    This word is neither.
    """,
    wrong: """
      scater_gather search {
        leaf { with js_function { code = "function handle(r) { return 1; }" } }
      }
      """,
    right: """
      scatter_gather search {
        leaf { with js_function { code = "function handle(r) { return 1; }" } }
      }
      """
  )

  static let unknownTrait = Explanation(
    """
    `with` applies a trait: a shipped one, or one that the file declares. A pattern is no
    trait; it is used as a block of its own.
    """,
    wrong: """
      service hello {
        with js_funktion { code = "function handle(r) { return 1; }" }
      }
      """,
    right: """
      service hello {
        with js_function { code = "function handle(r) { return 1; }" }
      }
      """
  )

  static let unknownMember = Explanation(
    """
    What stands before the dot has nothing of this name. An instance offers its params, slots,
    members and outputs; a port offers `address`, `host`, `port`, `url`, and, of a stable
    service, `addresses` and `hosts`.
    """,
    wrong: """
      function hello { code = "function handle(r) { return 1; }" }
      expose hello.web {}
      """,
    right: """
      function hello { code = "function handle(r) { return 1; }" }
      expose hello.http {}
      """
  )

  static let unknownAttribute = Explanation(
    """
    A block of this kind has no such attribute or block in it. The message offers the nearest
    word, or lists what there is; what it does not offer may belong to another block.
    """,
    wrong: """
      service web {
        image   = "nginx:1.28"
        replica = 2
      }
      """,
    right: """
      service web {
        image    = "nginx:1.28"
        replicas = 2
      }
      """
  )

  static let unknownParam = Explanation(
    """
    An instance sets the params that its pattern declares, and this is none of them. What is
    set in a service stands in the block of a slot instead.
    """,
    wrong: """
      function hello {
        code  = "function handle(r) { return 1; }"
        count = 2
      }
      """,
    right: """
      function hello {
        code     = "function handle(r) { return 1; }"
        replicas = 2
      }
      """
  )

  static let unknownSlot = Explanation(
    """
    A block in an instance completes a slot of its pattern, and the pattern has none of this
    name. The services that a pattern declares itself are complete as they stand.
    """,
    wrong: """
      scatter_gather search {
        leafs { with js_function { code = "function handle(r) { return 1; }" } }
      }
      """,
    right: """
      scatter_gather search {
        leaf { with js_function { code = "function handle(r) { return 1; }" } }
      }
      """
  )

  static let testsOnly = Explanation(
    """
    `reaches`, `links`, `public` and the sets such as `containers` ask about the finished
    system. They exist in tests, since what is deployed cannot depend on its own outcome.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
        ports { http = 80 }
        env   { IS_PUBLIC = public(web) }
      }
      """,
    right: """
      service web { image = "nginx:1.28", ports { http = 80 } }
      expose web.http {}
      test "the web is public" { expect public(web) }
      """
  )

  static let circle = Explanation(
    """
    A value, or a pattern, needs itself to be known, directly or through others. Give one
    member of the circle a value that does not depend on the rest. (Services may use each
    other in a circle.)
    """,
    wrong: """
      let host = "\\(name).example.com"
      let name = "www at \\(host)"
      """,
    right: """
      let name = "www"
      let host = "\\(name).example.com"
      """
  )
}

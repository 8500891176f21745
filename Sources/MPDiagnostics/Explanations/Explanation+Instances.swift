/// 02: blocks, patterns and their instances.
extension Explanation {
  static let portNeededByPattern = Explanation(
    """
    The pattern uses a port of a service that its instance completes, and the service has no
    port of that name. The message shows where the pattern uses it. Only the name counts: the
    number is the service's own.
    """,
    wrong: """
      scatter_gather search {
        leaf {
          image = "acme/search:1"
          ports { grpc = 9000 }
        }
      }
      """,
    right: """
      scatter_gather search {
        leaf {
          image = "acme/search:1"
          ports { http = 9000 }
        }
      }
      """
  )

  static let missingParam = Explanation(
    """
    A param without a default has to be set by every instance, and a record needs each of its
    fields that is not optional. A param at the top of a file needs a default: nothing else sets
    it in this version.
    """,
    wrong: """
      function hello {
        replicas = 2
      }
      """,
    right: """
      function hello {
        replicas = 2
        code     = "function handle(request) { return 1; }"
      }
      """
  )

  static let missingSlot = Explanation(
    """
    The pattern has a slot that every instance completes: a service of which the pattern sets
    some attributes, and the instance the rest.
    """,
    wrong: """
      scatter_gather search { leaves = 4 }
      """,
    right: """
      scatter_gather search {
        leaves = 4
        leaf { with js_function { code = "function handle(r) { return 1; }" } }
      }
      """
  )

  static let setTwice = Explanation(
    """
    One attribute or key is set twice in the same place, counting what a trait adds where its
    `with` stands. Only one of the two could count, and which one would be a guess.
    """,
    wrong: """
      service web {
        image    = "nginx:1.28"
        replicas = 2
        replicas = 3
      }
      """,
    right: """
      service web {
        image    = "nginx:1.28"
        replicas = 3
      }
      """
  )

  static let blockOrValue = Explanation(
    """
    A block is written `name { … }`, a value `name = …`, and this one is the other kind.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
        ready = "/healthz"
        ports { http = 80 }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
        ready { http = "/healthz" }
        ports { http = 80 }
      }
      """
  )

  static let badLabel = Explanation(
    """
    What stands between the word of a block and its `{` is not what this block takes there: a
    name (`service web {`), a text in quotes (`file "/etc/motd" {`), a port (`expose web.http
    {`) or nothing (`ready {`).
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
        file motd { content = "hello" }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
        file "/etc/motd" { content = "hello" }
      }
      """
  )

  static let badKey = Explanation(
    """
    The keys of `env`, `ports`, `labels` and `images` become names in the platforms, which
    allow only certain ones: a port has at most 15 lowercase letters, digits and single `-`; a
    variable has no blanks and does not begin with a digit.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
        ports { http_admin = 8080 }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
        ports { http-admin = 8080 }
      }
      """
  )

  static let selfOutsideService = Explanation(
    """
    `self` is the service that an expression stands in, so it exists in services, slots and
    traits only. Elsewhere, name the service.
    """,
    wrong: """
      service web { image = "nginx:1.28", ports { http = 80 } }
      let address = self.http
      """,
    right: """
      service web { image = "nginx:1.28", ports { http = 80 } }
      let address = web.http
      """
  )

  static let traitOutsideService = Explanation(
    """
    A trait adds entries to a service. It stands in the body of a service, a slot or another
    trait, and not in the other blocks.
    """,
    wrong: """
      function hello {
        code = "function handle(r) { return 1; }"
        with js_function { code = "function handle(r) { return 2; }" }
      }
      """,
    right: """
      service hello {
        with js_function { code = "function handle(r) { return 2; }" }
      }
      """
  )

  static let fixedByPattern = Explanation(
    """
    The pattern sets this attribute of the slot itself, because the rest of it depends on the
    value. Where it can be chosen, the pattern has a param for it. What a pattern marks with
    `default` may be set.
    """,
    wrong: """
      scatter_gather search {
        leaf {
          with js_function { code = "function handle(r) { return 1; }" }
          replicas = 10
        }
      }
      """,
    right: """
      scatter_gather search {
        leaves = 10
        leaf { with js_function { code = "function handle(r) { return 1; }" } }
      }
      """
  )

  static let unknownPort = Explanation(
    """
    The service has no port of this name. Ports are declared in `ports { … }`, by name.
    """,
    wrong: """
      service db { image = "postgres:16", ports { sql = 5432 } }
      service web {
        image = "nginx:1.28"
        env   { DATABASE = db.postgres }
      }
      """,
    right: """
      service db { image = "postgres:16", ports { sql = 5432 } }
      service web {
        image = "nginx:1.28"
        env   { DATABASE = db.sql }
      }
      """
  )

  static let requirementFailed = Explanation(
    """
    The pattern or trait states a condition that this instance does not meet: a `require`,
    whose text is the message. The place of the condition is marked.
    """,
    wrong: """
      scatter_gather search {
        leaves = 3
        quorum = 4
        leaf { with js_function { code = "function handle(r) { return 1; }" } }
      }
      """,
    right: """
      scatter_gather search {
        leaves = 3
        quorum = 2
        leaf { with js_function { code = "function handle(r) { return 1; }" } }
      }
      """
  )

  static let dropped = Explanation(
    """
    The block stands in a `when` whose condition is not true here, so there is no such service.
    What uses it has to depend on the same condition. `name != null` asks whether it is there.
    """,
    wrong: """
      param cached: bool = false
      when cached {
        service cache { image = "redis:7", ports { redis = 6379 } }
      }
      service web {
        image = "nginx:1.28"
        env   { CACHE = cache.redis }
      }
      """,
    right: """
      param cached: bool = false
      when cached {
        service cache { image = "redis:7", ports { redis = 6379 } }
      }
      service web {
        image = "nginx:1.28"
        when cached { env { CACHE = cache.redis } }
      }
      """
  )

  static let badImport = Explanation(
    """
    `import "./house.mp"` brings in the names of another file; the path is relative to the file
    that says so, and stays below the folder of the outermost spec, or below `--root`. A file that
    is imported twice is there once. Files cannot import each other in a circle, and there are at
    most 256 of them, 16 levels deep.
    """
  )
}

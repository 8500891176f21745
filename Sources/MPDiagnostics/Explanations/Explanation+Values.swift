/// 03: types and values.
extension Explanation {
  static let unknownType = Explanation(
    """
    There is no type of this name. Types are `string int float bool duration bytes cpu percent
    service endpoint`, optional ones `T?`, lists `[T]`, maps `{T}`, records `{ host: string
    }`, and enumerations `"a" | "b"`.
    """,
    wrong: """
      param tag: text = "dev"
      """,
    right: """
      param tag: string = "dev"
      """
  )

  static let wrongType = Explanation(
    """
    The value is of another type than its place takes. Nothing is converted by itself but an
    int to a float: a guess about what was meant would be found in production.
    """,
    wrong: """
      service web {
        image    = "nginx:1.28"
        replicas = "3"
      }
      """,
    right: """
      service web {
        image    = "nginx:1.28"
        replicas = 3
      }
      """
  )

  static let notPrintable = Explanation(
    """
    Texts and environment variables take strings, numbers, bools and ports. A duration or a
    size has no single spelling that every program reads, so it is divided by the unit that
    the reader wants; a list is joined.
    """,
    wrong: """
      param timeout: duration = 2s
      service web {
        image = "nginx:1.28"
        env   { TIMEOUT_MS = timeout }
      }
      """,
    right: """
      param timeout: duration = 2s
      service web {
        image = "nginx:1.28"
        env   { TIMEOUT_MS = timeout / 1ms }
      }
      """
  )

  static let badOperands = Explanation(
    """
    The operator does not go with the types of its sides. `+` joins two strings or two lists,
    and adds two numbers of one kind; a number goes into a text by `\\( )`.
    """,
    wrong: """
      param index: int = 3
      let name = "leaf-" + index
      """,
    right: """
      param index: int = 3
      let name = "leaf-\\(index)"
      """
  )

  static let mayBeNull = Explanation(
    """
    The value is optional, and what is asked of it does not exist where it is `null`. Behind a
    condition that has excluded `null` it is known to be there.
    """,
    wrong: """
      pattern site {
        slot cache?
        service web {
          image = "nginx:1.28"
          env   { CACHE = cache.redis.address }
        }
      }
      """,
    right: """
      pattern site {
        slot cache?
        service web {
          image = "nginx:1.28"
          when cache != null { env { CACHE = cache.redis.address } }
        }
      }
      """
  )

  static let notOneOf = Explanation(
    """
    The place takes one of a few texts, and this is none of them.
    """,
    wrong: """
      service db {
        image    = "postgres:16"
        identity = "sticky"
      }
      """,
    right: """
      service db {
        image    = "postgres:16"
        identity = "stable"
      }
      """
  )

  static let ambiguousSuffix = Explanation(
    """
    `250m` is a quarter of a core where cpu is meant, and 250 minutes where a duration is
    meant. Here nothing says which of the two.
    """,
    wrong: """
      let patience = 250m
      """,
    right: """
      let patience = 250min
      """
  )

  static let inexactQuantity = Explanation(
    """
    Quantities are exact: whole milliseconds, whole bytes, thousandths of a core and of a
    percent. This one is finer than that, or does not fit into 64 bits, and is not rounded
    silently.
    """,
    wrong: """
      param pause: duration = 0.5ms
      """,
    right: """
      param pause: duration = 1ms
      """
  )

  static let badBounds = Explanation(
    """
    Bounds and ranges need an order: `int(1..10)`, `duration(1ms..1h)`, `bytes..bytes`. Texts
    have none; a choice between a few of them is an enumeration.
    """,
    wrong: """
      param size: string("a".."c") = "a"
      """,
    right: """
      param size: "a" | "b" | "c" = "a"
      """
  )

  static let argumentCount = Explanation(
    """
    The function takes another number of arguments. The message shows how it is called.
    """,
    wrong: """
      let hosts = join(["a", "b"])
      """,
    right: """
      let hosts = join(["a", "b"], ",")
      """
  )

  static let outOfBounds = Explanation(
    """
    The value is outside of the bounds that its declaration states, or that every platform
    has: ports are 1 to 65535, at least one replica runs, and probes count in whole seconds.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
        ports { http = 80800 }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
        ports { http = 8080 }
      }
      """
  )

  static let overflow = Explanation(
    """
    The result of the calculation does not fit into 64 bits. Numbers do not wrap around.
    """,
    wrong: """
      param size: int = 5000000000
      service web {
        image = "nginx:1.28"
        env   { AREA = size * size }
      }
      """,
    right: """
      param size: int = 500000
      service web {
        image = "nginx:1.28"
        env   { AREA = size * size }
      }
      """
  )

  static let divisionByZero = Explanation(
    """
    The divisor is zero. Where it comes from a param, the param's bounds can exclude it:
    `int(1..100)`.
    """,
    wrong: """
      param parts: int = 0
      service web {
        image = "nginx:1.28"
        env   { SHARE = 100 / parts }
      }
      """,
    right: """
      param parts: int(1..100) = 4
      service web {
        image = "nginx:1.28"
        env   { SHARE = 100 / parts }
      }
      """
  )

  static let noSuchElement = Explanation(
    """
    The list or map has no such element. Lists count from 0; an empty list has no smallest or
    largest element.
    """,
    wrong: """
      let zones = ["a", "b"]
      service web {
        image = "nginx:1.28"
        env   { LAST = zones[2] }
      }
      """,
    right: """
      let zones = ["a", "b"]
      service web {
        image = "nginx:1.28"
        env   { LAST = zones[count(zones) - 1] }
      }
      """
  )

  static let emptyRange = Explanation(
    """
    The first bound of a range is above its second, so that nothing is within it.
    """,
    wrong: """
      service web {
        image  = "nginx:1.28"
        memory = 1Gi..512Mi
      }
      """,
    right: """
      service web {
        image  = "nginx:1.28"
        memory = 512Mi..1Gi
      }
      """
  )

  static let noPlainAddress = Explanation(
    """
    The replicas of a stable service are told apart, so an address for “the” service does not
    exist: who asks one of them means that one. Name all of their addresses, or state only the
    link.
    """,
    wrong: """
      service kafka {
        image    = "acme/kafka:3"
        identity = "stable", replicas = 3
        ports    { kafka = 9092 }
      }
      service web { image = "acme/web:1", env { KAFKA = kafka.kafka } }
      """,
    right: """
      service kafka {
        image    = "acme/kafka:3"
        identity = "stable", replicas = 3
        ports    { kafka = 9092 }
      }
      service web { image = "acme/web:1", env { KAFKA = join(kafka.kafka.addresses, ",") } }
      """
  )

  static let noReplicaAddresses = Explanation(
    """
    Only the replicas of a stable service have addresses of their own. Those of other services
    are interchangeable, and share the address of the service.
    """,
    wrong: """
      service cache { image = "redis:7-alpine", replicas = 2, ports { redis = 6379 } }
      service web {
        image = "acme/web:1"
        env   { CACHES = join(cache.redis.addresses, ",") }
      }
      """,
    right: """
      service cache {
        image = "redis:7-alpine", replicas = 2, identity = "stable", ports { redis = 6379 }
      }
      service web {
        image = "acme/web:1"
        env   { CACHES = join(cache.redis.addresses, ",") }
      }
      """
  )

  static let noURL = Explanation(
    """
    A URL begins with a protocol, and the name of this port does not say which. Ports called
    `http`, `https`, `http-…` and `https-…` have one.
    """,
    wrong: """
      service cache { image = "redis:7-alpine", ports { redis = 6379 } }
      service web { image = "acme/web:1", env { CACHE = cache.redis.url } }
      """,
    right: """
      service cache { image = "redis:7-alpine", ports { redis = 6379 } }
      service web { image = "acme/web:1", env { CACHE = "redis://\\(cache.redis)" } }
      """
  )

  static let badRegex = Explanation(
    """
    A param of the type `regex` goes to whatever engine the pattern uses: PCRE in nginx and
    HAProxy, RE2 in Go programs, JavaScript's own. So it has what they all read alike: groups
    `(…)` and `(?:…)`, `|`, classes, `* + ? {2,5}` and their lazy forms, `^ $ \\b`, and
    `\\d \\w \\s`. There are no look-around, no back-references, no flags and no named groups.
    The functions `matches` and `groups` read the same ones.
    """,
    wrong: """
      pattern routed {
        param key: regex
        service router { image = "acme/router:1", env { KEY = key } }
      }
      routed shop { key = "^/(?!admin)" }
      """,
    right: """
      pattern routed {
        param key: regex
        service router { image = "acme/router:1", env { KEY = key } }
      }
      routed shop { key = "^/[0-9a-f]+/" }
      """
  )
}

/// 04: what is deployed.
extension Explanation {
  static let missingImage = Explanation(
    """
    A service runs a container, and a container needs an image. It can also come from a trait
    (`with js_function { … }`) or from the pattern whose slot the service fills.
    """,
    wrong: """
      service web {
        ports { http = 80 }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
        ports { http = 80 }
      }
      """
  )

  static let missingApp = Explanation(
    """
    The name of the system becomes the Compose project and the Kubernetes namespace, so that
    two systems on one machine do not mix. `mpc check` and `mpc test` take a spec without it;
    `mpc build` does not.
    """,
    wrong: """
      service web { image = "nginx:1.28" }
      """,
    right: """
      app shop
      service web { image = "nginx:1.28" }
      """
  )

  static let badImage = Explanation(
    """
    No registry would take this as the name of an image. A name is
    `registry.example.com:5000/path/name:tag`, where only `name` is needed; path and name are
    in lowercase, and a digest follows as `@sha256:…`.
    """,
    wrong: """
      service web { image = "Acme/Shop:latest" }
      """,
    right: """
      service web { image = "acme/shop:latest" }
      """
  )

  static let badText = Explanation(
    """
    The text is no user, path or name of the kind that is needed here: containers could not be
    created with it. Paths in containers are absolute and have no `.` or `..` in them; a user
    is a uid, `uid:gid`, or a name that the image knows.
    """,
    wrong: """
      service web {
        image   = "nginx:1.28"
        workdir = "srv/www"
      }
      """,
    right: """
      service web {
        image   = "nginx:1.28"
        workdir = "/srv/www"
      }
      """
  )

  static let badFile = Explanation(
    """
    A `file` has either a `content`, written here, or a `source`, a file beside the spec and
    below its folder; and its `mode` is octal, in quotes. What a `source` names is read when
    the spec is built, so it must be there.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
        file "/etc/motd" { mode = "0444" }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
        file "/etc/motd" { content = "hello", mode = "0444" }
      }
      """
  )

  static let badProbe = Explanation(
    """
    A probe asks in exactly one way: `http = "/path"`, `tcp = true` or `exec = […]`. The first
    two ask a port of the service itself: the only one, or the one that `port` names.
    """,
    wrong: """
      service web {
        image = "nginx:1.28"
        ports { http = 80, admin = 8080 }
        ready { http = "/healthz" }
      }
      """,
    right: """
      service web {
        image = "nginx:1.28"
        ports { http = 80, admin = 8080 }
        ready { http = "/healthz", port = self.admin }
      }
      """
  )

  static let samePort = Explanation(
    """
    Two names stand for one port of a service. Links, policies and probes go by the name, and
    Kubernetes refuses two of them for one number. The same number with another protocol is
    another port.
    """,
    wrong: """
      service dns {
        image = "coredns/coredns:1.12.0"
        ports { dns = 53, queries = 53 }
      }
      """,
    right: """
      service dns {
        image = "coredns/coredns:1.12.0"
        ports { dns = 53/udp, dns-tcp = 53 }
      }
      """
  )

  static let exposedTwice = Explanation(
    """
    Two ports would be published under one number of the machine. Without `port`, a port is
    published under its own number.
    """,
    wrong: """
      service shop { image = "acme/shop:1", ports { http = 8080 } }
      service blog { image = "acme/blog:1", ports { http = 8080 } }
      expose shop.http {}
      expose blog.http {}
      """,
    right: """
      service shop { image = "acme/shop:1", ports { http = 8080 } }
      service blog { image = "acme/blog:1", ports { http = 8080 } }
      expose shop.http {}
      expose blog.http { port = 8081 }
      """
  )

  static let nameClash = Explanation(
    """
    Two services would be deployed under one name. A member of an instance is called
    `instance-member`, and replica 3 of a stable service `service-3`; what is declared
    elsewhere can have the same name.
    """,
    wrong: """
      function hello {
        code = "function handle(request) { return 1; }"
      }
      service hello-server { image = "nginx:1.28" }
      """,
    right: """
      function hello {
        code = "function handle(request) { return 1; }"
      }
      service hello-proxy { image = "nginx:1.28" }
      """
  )

  static let nameTooLong = Explanation(
    """
    The name becomes part of longer names (of pods, with a hash; of replicas, with a number),
    and host names end at 63 characters. So a service has at most 47 characters, a stable one
    52, the instance's name included. Names are never cut: two that differ at the end would
    become one.
    """,
    wrong: """
      pattern shop {
        service recommendation-engine { image = "acme/recommendations:1" }
      }
      shop outdoor-and-travel-equipment {}
      """,
    right: """
      pattern shop {
        service recommendations { image = "acme/recommendations:1" }
      }
      shop outdoor {}
      """
  )

  static let systemTooLarge = Explanation(
    """
    The system has more containers or links than one machine, or one reader, could hold. A
    `replicas` or a pattern's number with a digit too many is the usual cause.
    """,
    wrong: """
      service web {
        image    = "nginx:1.28"
        replicas = 1000000
      }
      """,
    right: """
      service web {
        image    = "nginx:1.28"
        replicas = 10
      }
      """
  )

  static let circleOfLinks = Explanation(
    """
    Services use each other in a circle. That works, since each can be reached once it runs,
    but none of them can be started after all that it uses: each has to bear that another is
    not there yet. This is a note, not an error.
    """,
    wrong: """
      service shop {
        image = "acme/shop:1"
        ports { http = 8080 }
        env   { BILLING = billing.http.url }
      }
      service billing {
        image = "acme/billing:1"
        ports { http = 8080 }
        env   { SHOP = shop.http.url }
      }
      """,
    right: """
      service shop {
        image = "acme/shop:1"
        ports { http = 8080 }
        env   { BILLING = billing.http.url }
      }
      service billing {
        image = "acme/billing:1"
        ports { http = 8080 }
      }
      """
  )

  static let emptySystem = Explanation(
    """
    The spec names a system and says nothing of what runs in it: it has neither a service nor
    a use of a pattern that brings one. A platform would be given an empty file, and Docker
    Compose refuses to start one. Declaring a pattern is not using it. `mpc check` takes such a
    spec; `mpc build` does not.
    """,
    wrong: """
      app shop
      pattern shelf { service web { image = "nginx:1.28" } }
      """,
    right: """
      app shop
      pattern shelf { service web { image = "nginx:1.28" } }
      shelf front {}
      """
  )
}

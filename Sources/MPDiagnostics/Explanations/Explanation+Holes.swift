/// 03: what is not known before a container is made.
extension Explanation {
  static let secretOutOfPlace = Explanation(
    """
    The value of a secret is known where the system runs, and nowhere else: it is in no spec and in no
    file that the compiler writes. So a secret goes into environment variables, alone or within a
    text made by `\\( )`, `+` or `join`, and into files, by `file "/path" { secret = … }`. Anywhere
    else it would have to be written down, or be known to be computed with. A TLS secret is two
    values, `.cert` and `.key`; one of a registry is shown by the cluster, to which `app { pull_secret
    = … }` tells it.
    """,
    wrong: """
      app shop
      secret api_key
      service web {
        image = "acme/web:1"
        args  = ["--key", "\\(api_key)"]
      }
      """,
    right: """
      app shop
      secret api_key
      service web {
        image = "acme/web:1"
        env { API_KEY = api_key }
      }
      """
  )

  static let replicaOutOfPlace = Explanation(
    """
    `self.index` and `self.host` differ from replica to replica, and all replicas are made from one
    description. So they can stand in `env`, `command` and `args`, which every target fills in for
    each replica, and cannot be computed with or compared. The container can.
    """,
    wrong: """
      app shop
      service kafka {
        image    = "apache/kafka:4.1.0"
        identity = "stable"
        replicas = 3
        labels   { broker = "\\(self.index)" }
      }
      """,
    right: """
      app shop
      service kafka {
        image    = "apache/kafka:4.1.0"
        identity = "stable"
        replicas = 3
        env      { BROKER = self.index }
      }
      """
  )

  static let notNumbered = Explanation(
    """
    Replicas have numbers and names where they are told apart: in a service with
    `identity = "stable"`, and in a job with `indexed = true`. Elsewhere one replica is like
    another, and comes and goes under any name.
    """,
    wrong: """
      app shop
      service kafka {
        image    = "apache/kafka:4.1.0"
        replicas = 3
        env      { BROKER = self.index }
      }
      """,
    right: """
      app shop
      service kafka {
        image    = "apache/kafka:4.1.0"
        replicas = 3
        identity = "stable"
        env      { BROKER = self.index }
      }
      """
  )
}

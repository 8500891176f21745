/// 05: what Kubernetes cannot give.
extension Explanation {
  static let stopSignalNotSent = Explanation(
    """
    Kubernetes stops a container by the signal that its image names, or else by SIGTERM. A pod can
    name one itself from version 1.33 on, and only where the cluster has that turned on. Compose and
    the shell script send the signal of the spec.
    """,
    wrong: """
      app shop
      service db {
        image = "postgres:16"
        stop { signal = "SIGINT" }
      }
      """,
    right: """
      app shop
      service db {
        image = "postgres:16"
        stop { grace = 1min }
      }
      """
  )

  static let updateNotAsSaid = Explanation(
    """
    `update` says how many replicas may be missing, or be there in addition, while they are replaced.
    Replicas of a stable service have names that no other can have, so Kubernetes replaces them one by
    one. A service with a volume of its own has to let go of it before its successor can have it.
    """,
    wrong: """
      app shop { accept = ["L0516"] }
      service db {
        image    = "postgres:16"
        replicas = 3
        identity = "stable"
        update { max_surge = 1 }
      }
      """,
    right: """
      app shop
      service db {
        image    = "postgres:16"
        replicas = 3
        identity = "stable"
      }
      """
  )

  static let hostOfJob = Explanation(
    """
    In an indexed job, `self.host` is a name for each run. Compose and the shell script make it an
    address, too. On Kubernetes it is only a name: a job is a new object whenever it changes, so the
    host names of its pods have a hash in them.
    """,
    wrong: """
      app shop
      job render {
        image       = "acme/render:1"
        completions = 3
        indexed     = true
        env { NODE = self.host }
      }
      """,
    right: """
      app shop
      job render {
        image       = "acme/render:1"
        completions = 3
        indexed     = true
        env { NODE = self.index }
      }
      """
  )

  static let ingressPort = Explanation(
    """
    On Kubernetes, requests that are told apart by host and path come in by an Ingress controller, which
    the whole cluster shares. Its ports are its own, 80 and 443 as a rule, so `port` and `tls_port` say
    where the gateway of Compose and of the shell script is, and nothing there.
    """,
    wrong: """
      app shop
      service web {
        image = "acme/web:1"
        ports { http = 8080 }
      }
      expose web.http {
        host = "shop.example.com"
        port = 8000
      }
      """,
    right: """
      app shop
      service web {
        image = "acme/web:1"
        ports { http = 8080 }
      }
      expose web.http { host = "shop.example.com" }
      """
  )
}

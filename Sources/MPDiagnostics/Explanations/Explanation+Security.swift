/// 04: what programs may do to their machines.
extension Explanation {
  static let reservedVariable = Explanation(
    """
    Compose and the shell script are given a secret as a variable: `db_password` as
    `DB_PASSWORD`. A variable that the shell or the engine's command reads itself is set
    already, to something else, and the container would get that. For the same reason no
    variable of that kind, like `PATH`, has a secret in it.
    """,
    wrong: """
      secret home
      service door {
        image = "acme/door:1"
        env   { HOME_CODE = home }
      }
      """,
    right: """
      secret home_code
      service door {
        image = "acme/door:1"
        env   { HOME_CODE = home_code }
      }
      """
  )

  static let missingFacts = Explanation(
    """
    What is `restricted` runs with everything taken away that a program can do without: it is not root,
    cannot write to its image, and has limits. Nobody but its author knows which user it can run
    as, how much it needs and how to tell that it hangs, so the spec has to say so: nothing is
    guessed.
    """,
    wrong: """
      app shop
      job report {
        image    = "acme/job@sha256:6f9c2f7a4b1d8e3c5a0f7b6d9e8c1a2b3d4e5f60718293a4b5c6d7e8f9012345"
        security { level = "restricted" }
      }
      """,
    right: """
      app shop
      job report {
        image    = "acme/job@sha256:6f9c2f7a4b1d8e3c5a0f7b6d9e8c1a2b3d4e5f60718293a4b5c6d7e8f9012345"
        user     = 10001
        cpu      = 100m..1
        memory   = 128Mi..256Mi
        security { level = "restricted" }
      }
      """
  )

  static let badSecurity = Explanation(
    """
    `restricted` is what Kubernetes calls so, and some more: no capabilities but to listen on low
    ports, a read-only image with scratch at the paths that are `writable`, and secrets as files,
    because an environment is shown and handed on. A service that needs more says so for itself
    alone.
    """,
    wrong: """
      app shop
      service dns {
        image    = "acme/dns:1"
        security { capabilities = ["NET_BIND"] }
      }
      """,
    right: """
      app shop
      service dns {
        image    = "acme/dns:1"
        security { capabilities = ["NET_BIND_SERVICE"] }
      }
      """
  )

  static let weakSecurity = Explanation(
    """
    A tag may be moved to another image; a digest names one image for ever. A user with a small
    number may be one of the machine's own, should a program ever get out of its container. Images
    that one has not made oneself often cannot have both, so these are warnings.
    """,
    wrong: """
      app shop
      job report {
        image    = "acme/report:1"
        user     = 1000
        cpu      = 100m
        memory   = 64Mi
        security { level = "restricted" }
      }
      """,
    right: """
      app shop
      job report {
        image    = "acme/job@sha256:6f9c2f7a4b1d8e3c5a0f7b6d9e8c1a2b3d4e5f60718293a4b5c6d7e8f9012345"
        user     = 10001
        cpu      = 100m
        memory   = 64Mi
        security { level = "restricted" }
      }
      """
  )

  static let cannotAccept = Explanation(
    """
    `accept` takes as read what a target cannot give: those findings are not shown, and
    `--deny lossy` does not stop at them. Their codes begin with `L`. Errors and warnings are to be
    mended.
    """,
    wrong: """
      app shop { accept = ["E0401"] }
      service web { image = "acme/web:1" }
      """,
    right: """
      app shop { accept = ["L0501"] }
      service web {
        image = "acme/web:1"
        user  = "web"
      }
      """
  )

  static let gateOpensEgress = Explanation(
    """
    What waits for a job on Kubernetes asks the API of the cluster whether that has succeeded. Where
    egress is closed, this has to be let through, and a NetworkPolicy can name pods and networks,
    but not the API. So those pods may go to any address at its ports, 443 and 6443: the program
    in them, too.
    """,
    wrong: """
      app shop
      job migrate { image = "acme/shop:1" }
      service api {
        image  = "acme/shop:1"
        after  = [migrate]
        egress = "links"
      }
      """,
    right: """
      app shop { accept = ["L0508"] }
      job migrate { image = "acme/shop:1" }
      service api {
        image  = "acme/shop:1"
        after  = [migrate]
        egress = "links"
      }
      """
  )

  static let egressNotClosed = Explanation(
    """
    A container engine has networks, and no rules for what goes over them. Where `egress` is closed,
    Compose and the shell script have two: one within, which leads nowhere but to the machine, and
    one at the edge. What is exposed itself, or uses an `external`, has to be on both, and then
    reaches more than it is meant to. What is exposed by `host` or `path`, or has several replicas,
    is behind a gateway and stays within.
    """,
    wrong: """
      app shop
      external stripe {
        host  = "api.stripe.com"
        ports { https = 443 }
      }
      service api {
        image  = "acme/shop:1"
        egress = "links"
        links  = [stripe.https]
      }
      """,
    right: """
      app shop { accept = ["L0518"] }
      external stripe {
        host  = "api.stripe.com"
        ports { https = 443 }
      }
      service api {
        image  = "acme/shop:1"
        egress = "links"
        links  = [stripe.https]
      }
      """
  )
}

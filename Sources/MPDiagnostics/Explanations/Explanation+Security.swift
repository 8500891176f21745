/// 04: what programs may do to their machines.
extension Explanation {
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
}

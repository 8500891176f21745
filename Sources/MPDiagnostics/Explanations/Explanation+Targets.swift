/// 05: what a target cannot give.
extension Explanation {
  static let userByName = Explanation(
    """
    Kubernetes runs containers as numbered users. A name stands in the image's /etc/passwd, which
    nothing but the container itself reads, so on Kubernetes the image's own user is used
    instead. Compose and the shell script run the container as the named one.
    """,
    wrong: """
      app shop
      service db {
        image = "postgres:16"
        user  = "postgres"
      }
      """,
    right: """
      app shop
      service db {
        image = "postgres:16"
        user  = 999
      }
      """
  )

  static let fileTooLargeForKubernetes = Explanation(
    """
    A file of a container becomes part of a ConfigMap, and `kubectl apply` keeps a copy of each
    object in an annotation, which cannot be larger than 256 KiB. Files that do not fit together
    are put into several ConfigMaps; a single one that does not fit has to be a part of the image
    or a download. Binary files take a third more, as base64.
    """
  )

  static let portsMerged = Explanation(
    """
    `kubectl apply` finds out by itself what has changed, and takes two ports of one number for one,
    even if one is TCP and the other UDP. The first time all is well; when the ports of the service
    change later, one may replace the other. `kubectl apply --server-side` tells them apart.
    """,
    wrong: """
      app shop
      service resolver {
        image = "acme/resolver:1"
        ports { dns = 53/udp, dns-tcp = 53 }
      }
      """,
    right: """
      app shop
      service resolver {
        image = "acme/resolver:1"
        ports { dns = 5353/udp, dns-tcp = 5354 }
      }
      """
  )

  static let versionIsNoLabel = Explanation(
    """
    The version of the system becomes a label of its objects, by which people find them. A label's
    value has letters, digits, `-`, `_` and `.`, and at most 63 of them; this version has others,
    so it is left out.
    """,
    wrong: """
      app shop { version = "1.4.2+build.7" }
      service web { image = "nginx:1.28" }
      """,
    right: """
      app shop { version = "1.4.2-build.7" }
      service web { image = "nginx:1.28" }
      """
  )

  static let patchOverNothing = Explanation(
    """
    What stands in `kubernetes` is laid over the objects that a workload becomes, by their kinds. A
    service is a Deployment, one with `identity = "stable"` a StatefulSet; it has a
    PodDisruptionBudget from two replicas on, a HorizontalPodAutoscaler where it scales, and so on.
    Whatever it is, `pod` is laid over the spec of its pods and `container` over its own container
    in them.
    """,
    wrong: """
      app shop
      service db {
        image    = "postgres:16"
        identity = "stable"
        kubernetes { Deployment { spec { minReadySeconds = 10 } } }
      }
      """,
    right: """
      app shop
      service db {
        image    = "postgres:16"
        identity = "stable"
        kubernetes { StatefulSet { spec { minReadySeconds = 10 } } }
      }
      """
  )
}

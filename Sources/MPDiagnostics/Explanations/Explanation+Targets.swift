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
}

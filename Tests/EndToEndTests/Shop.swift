/// A small system whose versions can be told apart, and some of which never get ready.
enum Shop {
  /// Where the version stands.
  enum Place: CaseIterable { case variable, file }

  /// A page that says which version it is, and two stable replicas that it starts after.
  ///
  /// - Parameters:
  ///   - version: What `web` serves.
  ///   - more: Further blocks.
  static func version(_ version: String, in place: Place = .file, more: String = "") -> Spec {
    let serve = "mkdir /tmp/www; version >/tmp/www/index.html; httpd -f -p 8080 -h /tmp/www"
    return spec(version, place, serve, more)
  }

  /// The same with a `web` that says why it does not serve, and stays.
  static func broken(_ version: String, in place: Place = .file, more: String = "") -> Spec {
    spec(version, place, "echo the shop cannot open: $(version); sleep 10000", more)
  }

  private static func spec(_ version: String, _ place: Place, _ program: String, _ more: String)
    -> Spec
  {
    let (print, given) =
      switch place {
      case .variable: ("echo $VERSION", "env { VERSION = \"\(version)\" }")
      case .file: ("cat /srv/version", "file \"/srv/version\" { content = \"\(version)\" }")
      }
    return Spec(
      text: #"""
        app shop

        service leaf {
          image = mp.images.busybox
          replicas = 2
          identity = "stable"
          command = ["/bin/sh", "-c", "trap 'exit 0' TERM; echo started as $(hostname); mkdir /tmp/www; httpd -f -p 8080 -h /tmp/www & wait"]
          ports { web = 8080 }
          ready { tcp = true, every = 1s }
        }

        service web {
          image = mp.images.busybox
          command = ["/bin/sh", "-c", "trap 'exit 0' TERM; version() { \#(print); }; \#(program) & wait"]
          ports { web = 8080 }
          env { LEAVES = join(leaf.web.addresses, " ") }
          \#(given)
          ready { tcp = true, every = 1s }
        }

        \#(more)
        expose web.web { port = 3000 }
        """#
    )
  }

  /// A block more, for a spec that loses it again.
  static let extra = """
    service extra {
      image = mp.images.busybox
      command = ["/bin/sh", "-c", "trap 'exit 0' TERM; sleep 10000 & wait"]
    }
    """
}

/// Services that cannot be used at once, and others that have to find them usable.
enum GatedServices {
  static let kinds = ["http", "tcp", "exec"]

  static let spec = Spec(
    text: """
      app gated

      \(kinds.map(gate).joined(separator: "\n"))
      """
  )

  /// A service that serves a file some time after its start, and one that has to find it.
  private static func gate(_ kind: String) -> String {
    let open = "sleep 2; echo open >/tmp/www/gate"
    let serve = "httpd -f -p 8080 -h /tmp/www"
    let start = kind == "tcp" ? "(\(open); \(serve)) &" : "(\(open)) & \(serve) &"
    let ready = ["http": #"http = "/gate""#, "tcp": "tcp = true"]
    return ##"""
      service gate-\##(kind) {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; mkdir /tmp/www; \##(start) wait"]
        ports { web = 8080 }
        ready {
          \##(ready[kind] ?? #"exec = ["test", "-e", "/tmp/www/gate"]"#)
          every = 1s
          failures = 30
        }
      }

      service waiter-\##(kind) {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "wget -q -O /tmp/found http://$GATE/gate; trap 'exit 0' TERM; sleep 10000 & wait"]
        env { GATE = gate-\##(kind).web }
      }

      """##
  }
}

/// Services that cannot be used at once, and others that have to find them usable.
enum GatedServices {
  /// A way to tell whether a service is of use.
  struct Gate: Sendable {
    var name: String
    /// What its probes are.
    var probes: String
    /// What is done once it may be used.
    var open = "echo open >/tmp/www/gate"
    /// What stands in its block beside its ports and its program.
    var more = ""

    /// The block of a probe that asks often.
    static func probe(_ kind: String, _ check: String) -> String {
      "\(kind) {\n\(check)\nevery = 1s\nfailures = 30\n}"
    }
  }

  static let gates = [
    // Not there, and then there.
    Gate(name: "http", probes: Gate.probe("ready", #"http = "/gate""#)),
    // Not there, and then elsewhere: what is a folder is answered with a redirection.
    Gate(
      name: "elsewhere",
      probes: Gate.probe("ready", #"http = "/there""#),
      open: "mkdir /tmp/www/there; echo open >/tmp/www/gate"
    ),
    // Failed, and then a part of something.
    Gate(
      name: "partial",
      probes: Gate.probe("ready", #"http = "/cgi-bin/state""#),
      open: "echo 206 Partial Content >/tmp/state; echo open >/tmp/www/gate",
    ),
    Gate(name: "tcp", probes: Gate.probe("ready", "tcp = true")),
    Gate(name: "exec", probes: Gate.probe("ready", #"exec = ["test", "-e", "/tmp/www/gate"]"#)),
    // Two questions: whether it has come up, and whether it is of use.
    Gate(
      name: "started",
      probes: Gate.probe("started", "tcp = true") + "\n" + Gate.probe("ready", #"http = "/gate""#)
    ),
    // As from an image with nothing in it but a program: what asks must bring its own tools.
    Gate(
      name: "confined",
      probes: Gate.probe("ready", #"http = "/gate""#),
      more: """
        user = 65532
        security {
          read_only = true
          writable  = ["/tmp"]
        }
        env { PATH = "/nowhere" }
        """
    ),
  ]

  static let spec = Spec(
    text: """
      app gated

      \(gates.map(blocks).joined(separator: "\n"))
      """
  )

  /// A service that serves a file some time after its start, and one that has to find it.
  private static func blocks(_ gate: Gate) -> String {
    let open = "/bin/busybox sleep 2; \(gate.open)"
    let serve = "/bin/busybox httpd -f -p 8080 -h /tmp/www"
    let start = gate.name == "tcp" ? "(\(open); \(serve)) &" : "(\(open)) & \(serve) &"
    return ##"""
      service gate-\##(gate.name) {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; \##(prepare(gate)); \##(start) wait"]
        ports { web = 8080 }
        \##(gate.probes)
        \##(gate.more)
      }

      service waiter-\##(gate.name) {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "wget -q -O /tmp/found http://$GATE/gate; trap 'exit 0' TERM; sleep 10000 & wait"]
        env { GATE = gate-\##(gate.name).web }
      }

      """##
  }

  private static func prepare(_ gate: Gate) -> String {
    if gate.name != "partial" { return "/bin/busybox mkdir /tmp/www" }
    let script = "#!/bin/sh\\\\necho Status: $(cat /tmp/state)\\\\necho\\\\n"
    return [
      "mkdir -p /tmp/www/cgi-bin", "echo 503 Service Unavailable >/tmp/state",
      "printf '\(script)' >/tmp/www/cgi-bin/state", "chmod +x /tmp/www/cgi-bin/state",
    ].joined(separator: "; ")
  }
}

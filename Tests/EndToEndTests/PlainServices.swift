import Foundation

/// Services without any pattern, with everything that could be lost on the way into a container.
enum PlainServices {
  /// Texts that shells, Compose or YAML take for something else.
  static let texts: KeyValuePairs = [
    "DOLLARS": "$HOME ${HOME} $$ $$$ $(id) `id` $",
    "REFERENCES": "$(DOLLARS) ${DOLLARS} ${DOLLARS:-x} ${DOLLARS:?x} $DOLLARS",
    "QUOTES": #"it's "quoted" \ and \n not a newline, '' "" \"#,
    "LINES": "first\n  second\n\nlast\n",
    "BLANKS": "  leading\tand trailing  ",
    "RETURNS": "a\r\nb\r",
    "UNICODE": "žluťoučký 日本 🙂 e\u{301} \u{85} \u{2028} \u{FEFF}",
    "EMPTY": "",
    "NORWAY": "no",
    "OCTAL": "0755",
    "FLOAT": "1e3",
    "TIME": "12:30:45",
    "NULL": "~",
    "COMMENT": "a #b: c",
    "LIST": "- [a, {b: c}]",
    "ANCHOR": "&a *a !!str <<",
    "EQUALS": "=a=b=",
  ]

  static let fileTexts: KeyValuePairs = [
    "/srv/0644": "plain\n",
    "/srv/0755": "#!/bin/sh\necho \"$0 ${1}\" '$$'\n",
    "/srv/0400": "for root alone\n",
    "/srv/with blank $dollar ü.txt": "name\n",
  ]

  static let blob = Data((0...255).map { UInt8($0) } + Array("no newline at the end".utf8))

  static let spec = Spec(
    text: ##"""
      app plain

      service subject {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; sleep 10000 & wait", "subject"]
        args = [\##(texts.map { Spec.literal($0.value) }.joined(separator: ", "))]
        user = "1234:2345"
        workdir = "/srv/dir"
        env {
          \##(texts.map { "\($0.key) = \(Spec.literal($0.value))" }.joined(separator: "\n"))
        }
        \##(fileTexts.map { path, text in
          let name = path.split(separator: "/").last ?? ""
          let mode = name.allSatisfy(\.isNumber) ? ", mode = \"\(name)\"" : ""
          return "file \(Spec.literal(path)) { content = \(Spec.literal(text))\(mode) }"
        }.joined(separator: "\n"))
        file "/srv/blob" { source = "blob.bin" }
      }

      service node {
        image = mp.images.busybox
        replicas = 2
        identity = "stable"
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; mkdir /tmp/www; hostname >/tmp/www/index.html; httpd -f -p 8080 -h /tmp/www & wait"]
        ports { web = 8080 }
        env { PEERS = join(node.web.addresses, " ") }
        ready { tcp = true, every = 1s }
      }

      \##(["http", "tcp", "exec"].map(gate).joined(separator: "\n"))
      """##,
    files: ["blob.bin": blob]
  )

  /// A service that serves a file some time after its start, and one that has to find it.
  private static func gate(_ kind: String) -> String {
    let open = "sleep 3; echo open >/tmp/www/gate"
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

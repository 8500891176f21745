import Foundation

/// A system of services that show what they were given, with everything that could be lost on the way
/// into a container.
enum Subject {
  /// Texts that shells, Compose or YAML take for something else.
  static let texts: KeyValuePairs = [
    "DOLLARS": "$HOME ${HOME} $$ $$$ $(id) `id` $",
    "REFERENCES": "$(DOLLARS) ${DOLLARS} ${DOLLARS:-x} ${DOLLARS:?x} $DOLLARS",
    "QUOTES": #"it's "quoted" \ and \n not a newline, '' "" \"#,
    "QUOTE": "'",
    "BACKSLASH": #"\"#,
    "LINES": "first\n  second\n\nlast\n",
    "NEWLINE": "\n",
    "BLANKS": "  leading\tand trailing  ",
    "RETURNS": "a\r\nb\r",
    "UNICODE": "žluťoučký 日本 🙂 e\u{301} \u{e9} \u{85} \u{2028} \u{FEFF}",
    "CONTROLS": "\u{1}\u{7}\u{1B}[0m\u{7F}",
    "EMPTY": "",
    "DASH": "-n",
    "NORWAY": "no",
    "OCTAL": "0755",
    "FLOAT": "1e3",
    "TIME": "12:30:45",
    "NULL": "~",
    "COMMENT": "a #b: c",
    "LIST": "- [a, {b: c}]",
    "ANCHOR": "&a *a !!str <<",
    "EQUALS": "=a=b=",
    "PERCENT": "%s %d %% {{.Id}}",
    "GLOB": "* ? [a-z] ~root !x",
  ]

  /// Path and mode.
  static let files: KeyValuePairs = [
    "/srv/0644": "0644",
    "/srv/0755": "0755",
    "/srv/0400": "0400",
    "/srv/0604": "0604",
    "/srv/0456": "0456",
    "/srv/with blank $HOME ${x} $$ ü.txt": "0644",
    "/srv/it's \"quoted\" \\ `id` $(id)/日本 e\u{301} #;&|<>*?[~]=": "0640",
    "/srv/\u{301}\"\u{301}='\u{301}": "0644",
    "/-n": "0644",
  ]

  /// Names that mean something, or nothing, in the network of the system.
  static let names =
    ["leaf", "leaf-0", "leaf-1", "leaf-2", "leaf-0.leaf", "leaf-1.leaf", "leaf-2.leaf", "plain"]
    + ["subject", "leaf-3", "leaf-3.leaf", "plain-0", "plain-1", "subject-0", "mp-tools"]

  static let blob = Data((0...255).map { UInt8($0) } + Array("no newline at the end".utf8))

  static let spec = Spec(
    text: ##"""
      app subjects

      service subject {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; mkdir /tmp/www; hostname >/tmp/www/index.html; httpd -f -p 8080 -h /tmp/www & wait", "subject"]
        args = [\##(literals(texts.map(\.value)))]
        user = "1234:2345"
        workdir = "/srv/dir with $HOME ${x} ü"
        cpu = 250m..500m
        memory = 32Mi..64Mi
        ports { web = 8080 }
        ready {
          exec = ["/bin/sh", "-c", "printf '%s\\0' \"$@\" >/tmp/asked", "ask", \##(literals(texts.map(\.value)))]
          every = 1s
        }
        env {
          PEERS = join(leaf.web.addresses, " ")
          PLAIN = plain.web
          \##(texts.map { "\($0.key) = \(Spec.literal($0.value))" }.joined(separator: "\n"))
        }
        labels { kind = "a-subject" }
        annotations {
          \##(texts.map { "\"example.com/\($0.key)\" = \(Spec.literal($0.value))" }.joined(separator: "\n"))
        }
        \##(files.map { path, mode in
          "file \(Spec.literal(path)) { content = \(Spec.literal("\(mode) $HOME $$ '\"\\"))\nmode = \"\(mode)\" }"
        }.joined(separator: "\n"))
        file "/srv/blob" { source = "blob.bin" }
      }

      service leaf {
        replicas = 3
        identity = "stable"
        \##(named)
      }

      service plain {
        replicas = 2
        \##(named)
      }

      service bare {
        image = mp.images.busybox
        args = ["sh", "-c", "trap 'exit 0' TERM; sleep 10000 & wait"]
        ports { web = 8080 }
      }

      expose subject.web { port = 3000 }
      expose bare.web { port = 3000
        local = true }
      """##,
    files: ["blob.bin": blob]
  )

  /// Serves its own host name, at once.
  private static let named = """
    image = mp.images.busybox
    command = ["/bin/sh", "-c", "trap 'exit 0' TERM; mkdir /tmp/www; hostname >/tmp/www/index.html; httpd -f -p 8080 -h /tmp/www & wait"]
    ports { web = 8080 }
    ready { tcp = true, every = 1s }
    """

  private static func literals(_ texts: [String]) -> String {
    texts.map(Spec.literal).joined(separator: ", ")
  }
}

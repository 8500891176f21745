import Foundation

/// Services behind a gateway that say who they are, and how they are asked.
enum GatewaySystem {
  static let spec = Spec(
    text: ##"""
      app gateway

      secret shop_tls { kind = "tls" }
      secret blog_tls { kind = "tls" }

      service shop {
        image = mp.images.busybox
        replicas = 3
        command = ["/bin/sh", "-c", "\##(serve)", "shop"]
        ports { http = 8080 }
        ready { http = "/", every = 1s }
      }

      service api {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "\##(serve)", "api"]
        ports { http = 8080 }
        ready { http = "/", every = 1s }
      }

      /// Speaks what a client asks it to speak, and repeats what it hears.
      service socket {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; nc -ll -p 8080 -e /bin/sh /srv/talk & wait"]
        ports { http = 8080 }
        file "/srv/talk" {
          content = """
            while read -r line; do
              case $line in
              [Uu]pgrade:*) upgrade=1 ;;
              ?) break ;;
              esac
            done
            if [ "$upgrade" ]; then
              printf 'HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n'
              printf 'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\\r\\n\\r\\n'
              exec cat
            fi
            printf 'HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n'

            """
        }
      }

      service store {
        image = mp.images.busybox
        replicas = 2
        identity = "stable"
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; nc -ll -p 6000 -e hostname & wait"]
        ports { line = 6000 }
      }

      expose shop.http { host = "shop.example.com", port = PORT_http }
      expose api.http {
        host = ["shop.example.com", "*.api.example.com"]
        path = "/api"
        port = PORT_http
      }
      expose socket.http { path = "/socket", port = PORT_http }

      expose shop.http { host = "secure.example.com", tls = shop_tls, port = PORT_http, tls_port = PORT_https }
      expose api.http { host = "blog.example.com", tls = blog_tls, port = PORT_http, tls_port = PORT_https }

      expose shop.http { port = PORT_plain }
      expose store.line { port = PORT_line, local = true }
      """##
  )

  /// Who it is at every path that is asked for here, and at `/cgi-bin/headers` what it was sent.
  private static let serve = [
    "trap 'exit 0' TERM", "mkdir -p /tmp/www/cgi-bin /tmp/www/api/users /tmp/www/apis",
    "for d in . api api/users apis; do echo $0 $(hostname) >/tmp/www/$d/index.html; done",
    "cp -r /tmp/www/cgi-bin /tmp/www/api/",
    "(echo '#!/bin/sh'; echo 'echo Content-Type: text/plain; echo; env | grep ^HTTP_') >/tmp/www/cgi-bin/headers",
    "chmod +x /tmp/www/cgi-bin/headers", "httpd -f -p 8080 -h /tmp/www & wait",
  ].joined(separator: "; ")

  /// Certificates that nobody has signed, for the hosts that they are for.
  static func certificates() async throws -> [String: Data] {
    let scratch = try ScratchFolder()
    var files: [String: Data] = [:]
    for (secret, host) in ["shop_tls": "secure.example.com", "blog_tls": "blog.example.com"] {
      let paths = ["cert", "key"].map { scratch.url.appending(path: "\(secret).\($0)") }
      try await Command.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
          + ["-subj", "/CN=\(host)", "-addext", "subjectAltName=DNS:\(host)"]
          + ["-out", paths[0].path, "-keyout", paths[1].path]
      )
      for path in paths { files[path.lastPathComponent] = try Data(contentsOf: path) }
    }
    return files
  }
}

/// What curl gets for one request.
struct Fetched {
  var status: Int
  var headers: String
  var body: String

  /// - Parameter headers: `Name: value`.
  init(_ url: String, port: Int, options: [String] = []) async throws {
    // Names are those of the URL, and this machine is all of them.
    let command = try await Command.run(
      ["curl", "--silent", "--show-error", "--max-time", "20", "--include", "--http1.1"]
        + ["--connect-to", "::127.0.0.1:\(port)"] + options + [url]
    )
    let parts = command.text.split(
      separator: "\r\n\r\n",
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    headers = String(parts[0])
    body = parts.count > 1 ? String(parts[1]) : ""
    status = Int(headers.split(separator: " ").dropFirst().first ?? "") ?? 0
  }

  func header(_ name: String) -> String? {
    headers.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name): ") }
      .map { String($0.dropFirst(name.count + 2)) }
  }

  /// Which service it was, without the container.
  var service: String { body.split(separator: " ").first.map(String.init) ?? body }
}

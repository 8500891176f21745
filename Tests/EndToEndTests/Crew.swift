import Foundation

/// Replicas of several containers, volumes of every kind, files, and programs that take their time to end.
enum Crew {
  /// What other tools take for something else, where a path may have it.
  static let files: [String: Data] = [
    "assets/big": Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }),
    "assets/deep/er/bytes": Data((0...255).map { UInt8($0) }),
    "assets/it's a $HOME ${x} ü.txt": Data("ends without a newline".utf8),
    "assets/empty": Data(),
    "tool.sh": Data("#!/bin/sh\necho the tool ran as $(id -u)\n".utf8),
  ]

  static let spec = Spec(
    text: ##"""
      app crew

      volume pool { size = 1Gi, shared = true }

      /// Each of the three starts after two others have ended, beside one that stays.
      service ship {
        image = mp.images.busybox
        replicas = 3
        command = ["/bin/sh", "-c", "mkdir /tmp/www; cp /deck/log /tmp/www/index.html; \##(serve) 8080 & wait"]
        ports { http = 8080 }
        ready { http = "/", every = 1s }
        volume deck { path = "/deck", kind = "temporary" }
        init first {
          image = mp.images.busybox
          command = ["/bin/sh", "-c", "sleep 1; echo first >>/deck/log"]
          volume deck { path = "/deck" }
        }
        init second {
          image = mp.images.busybox
          command = ["/bin/sh", "-c", "echo second >>/hold/log"]
          volume deck { path = "/hold" }
        }
        sidecar mate {
          image = mp.images.busybox
          command = ["/bin/sh", "-c", "mkdir -p /tmp/www; hostname >/tmp/www/index.html; \##(serve) 9090 & until [ -e /cabin/crash ]; do sleep 0.2; done; rm /cabin/crash; exit 1"]
          volume deck { path = "/cabin" }
          ready { http = "/", port = 9090, every = 1s }
        }
      }

      service peer {
        image = mp.images.busybox
        replicas = 3
        identity = "stable"
        command = ["/bin/sh", "-c", "mkdir /tmp/www; echo $INDEX $HOST $0 $(hostname) >/tmp/www/index.html; \##(serve) 8080 & wait", "number-\(self.index)"]
        ports { http = 8080 }
        env {
          INDEX = self.index
          HOST = self.host
          PEERS = join(self.http.addresses, " ")
        }
        ready { tcp = true, every = 1s }
        volume data { path = "/data", size = 1Gi }
      }

      \##(slow("patient", signal: "INT", grace: 10))
      \##(hasty)

      service shelf {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "\##(idle)"]
        file "/srv/assets" { source = "assets", mode = "0640" }
        file "/srv/tool" { source = "tool.sh", mode = "0755" }
        file "/srv/note" { content = "one" }
        volume scratch { path = "/scratch", kind = "temporary" }
        volume pool { path = "/pool", of = pool }
        sidecar dust {
          image = mp.images.busybox
          command = ["/bin/sh", "-c", "\##(idle)"]
          user = 10002
          volume scratch { path = "/dust" }
        }
      }

      service visitor {
        image = mp.images.busybox
        command = ["/bin/sh", "-c", "\##(idle)"]
        volume pool {
          path = "/mnt/pool"
          read_only = true
          of = pool
        }
      }
      """##,
    files: files,
    isForEngines: true
  )

  static let hasty = slow("hasty", signal: "SIGINT", grace: 1)

  private static let serve = "trap 'exit 0' TERM; httpd -f -h /tmp/www -p"
  private static let idle = "trap 'exit 0' TERM; sleep 10000 & wait"

  /// Writes what happens to it, and needs three seconds to end.
  private static func slow(_ name: String, signal: String, grace: Int) -> String {
    ##"""
    service \##(name) {
      image = mp.images.busybox
      command = ["/bin/sh", "-c", "trap 'echo told $$ >>/data/log; sleep 3; echo ended >>/data/log; exit' INT; echo started >>/data/log; sleep 10000 & wait"]
      user = 10001
      volume data { path = "/data", size = 1Gi }
      stop { signal = "\##(signal)", grace = \##(grace)s }
    }
    """##
  }
}

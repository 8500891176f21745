/// Jobs that others wait for. What happens is written into a volume that all of them have: files only
/// grow, so that their first lines say what happened first.
enum Batch {
  static let spec = version(1)

  /// - Parameters:
  ///   - version: What the job `migrate` writes.
  ///   - more: Further blocks.
  static func version(_ version: Int, more: String = "") -> Spec {
    spec(migrate: "echo migrate \(version) >>/board/log", more)
  }

  /// With a job that cannot do what it is for, and a service that waits for it.
  static let broken = spec(migrate: "echo there is no such table; exit 3", late)

  /// A service that waits for the job.
  static let late = """
    service late {
      with worker
      command = ["/bin/sh", "-c", "touch /board/late; trap 'exit 0' TERM; sleep 10000 & wait"]
      after = [migrate]
    }
    """

  private static func spec(migrate: String, _ more: String) -> Spec {
    Spec(
      text: ##"""
        app batch {
          accept = ["L0507", "L0514"]
        }

        volume board { size = 1Gi, shared = true }

        trait worker {
          image = mp.images.busybox
          volume board { path = "/board", of = board }
        }

        /// Takes a while to be of use.
        service db {
          with worker
          command = ["/bin/sh", "-c", "trap 'exit 0' TERM; mkdir /tmp/www; (sleep 3; echo db >>/board/log; echo open >/tmp/www/gate) & httpd -f -p 8080 -h /tmp/www & wait"]
          ports { http = 8080 }
          ready { http = "/gate", every = 1s, failures = 30 }
        }

        job migrate {
          with worker
          command = ["/bin/sh", "-c", "wget -q -O /dev/null http://db:8080/gate || exit; \##(migrate)"]
          after = [db]
          retries = 0
        }

        /// Does it at the third attempt.
        job flaky {
          with worker
          command = ["/bin/sh", "-c", "echo try >>/board/flaky; [ $(wc -l </board/flaky) -ge 3 ]"]
          retries = 3
        }

        job parts {
          with worker
          command = ["/bin/sh", "-c", "echo $INDEX $HOST $MP_INDEX $0 >>/board/parts"]
          args = ["part-\(self.index)"]
          env {
            INDEX = self.index
            HOST = self.host
          }
          completions = 3
          parallelism = 2
          indexed = true
        }

        /// Nothing waits for it.
        job last {
          with worker
          command = ["/bin/sh", "-c", "echo $(sort /board/parts | cut -d ' ' -f 1) >>/board/last"]
          after = [parts, flaky]
        }

        service api {
          with worker
          command = ["/bin/sh", "-c", "echo api $(wc -l </board/parts) $(wc -l </board/flaky) >>/board/log; trap 'exit 0' TERM; sleep 10000 & wait"]
          after = [migrate, parts, flaky]
        }

        cron report {
          with worker
          command = ["/bin/sh", "-c", "echo \"$@\" >>/board/report", "report"]
          args = ["--day", "$(date) 100%"]
          schedule = "0 3 1 1 *"
          retries = 0
        }

        \##(more)
        """##
    )
  }
}

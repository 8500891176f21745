extension Spec {
  /// Four workers that note what they get: `poison` fails, and `stall` takes a minute the first time.
  static let queue = Spec(
    text: ##"""
      app jobs

      let work = #"""
        #!/bin/sh
        while read -r line; do
          line=$(echo "$line" | tr -d '\r')
          case $line in
          Content-Length:*) length=${line#*: } ;;
          X-Mp-Item:*) item=${line#*: } ;;
          X-Mp-Attempt:*) attempt=${line#*: } ;;
          '') break ;;
          esac
        done
        # Somebody else has taken it meanwhile.
        [ -n "$item" ] || exit 0
        body=$(head -c "$length")
        echo "$item $attempt $(hostname) $body" >>/seen/log
        status=204
        case $body in
        poison*) status=500 ;;
        stall*) [ "$attempt" -gt 1 ] || sleep 60 ;;
        esac
        printf 'HTTP/1.1 %s Answer\r\nConnection: close\r\n\r\n' "$status"
        """#

      volume seen { size = 64Mi, shared = true }

      work_queue jobs {
        workers      = 4
        max_attempts = 3
        ack_timeout  = 2s
        retry_after  = 200ms

        worker {
          image   = mp.images.busybox
          command = ["/bin/sh", "-c", "exec nc -ll -p 8080 -e /bin/work"]
          ports   { http = 8080 }
          stop    { grace = 1s }
          file "/bin/work" { content = work, mode = "0755" }
          volume seen { of = seen, path = "/seen" }
        }
      }
      expose jobs.http { port = 3000 }

      // As little memory as can be, and nobody who takes anything out.
      work_queue little {
        workers  = 1
        memory   = 32Mi
        max_body = 2Mi
        size     = 64Mi
        fsync    = "everysec"
        worker {
          image   = mp.images.busybox
          command = ["sleep", "100000"]
          ports   { http = 8080 }
          stop    { grace = 1s }
        }
      }
      expose little.http { port = 3001 }
      """##
  )
}

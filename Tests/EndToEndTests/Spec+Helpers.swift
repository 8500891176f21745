extension Spec {
  /// A program with a container of each kind beside it, and what these talk to.
  static let helpers = Spec(
    text: ##"""
      app helpers

      let who = "#!/bin/sh\necho Content-Type: text/plain\necho\nhostname\n"

      service plain {
        image    = mp.images.busybox
        replicas = 3
        command  = ["/bin/sh", "-c", "exec httpd -f -p 8080 -h /srv"]
        ports    { http = 8080 }
        file "/srv/cgi-bin/who" { content = who, mode = "0755" }
        ready    { tcp = true, every = 1s }
        stop     { grace = 1s }
      }

      service store {
        image    = mp.images.busybox
        replicas = 2
        identity = "stable"
        command  = ["/bin/sh", "-c", "trap 'exit 0' TERM; nc -ll -p 6000 -e hostname & wait"]
        ports    { line = 6000 }
      }

      // Hangs up on whoever asks it.
      service rude {
        image   = mp.images.busybox
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; nc -ll -p 7000 -e /bin/answer & wait"]
        ports   { http = 7000 }
        file "/bin/answer" {
          content = #"""
            #!/bin/sh
            read -r request
            echo "$request" >>/tmp/asked
            while read -r line && [ ${#line} -gt 1 ]; do :; done
            """#
          mode    = "0755"
        }
      }

      service front {
        image   = mp.images.busybox
        command = ["/bin/sh", "-c", "exec httpd -f -p 8000 -h /srv"]
        ports   { http = 8000 }
        file "/srv/status" { content = "7" }
        ready   { tcp = true, port = self.http, every = 1s }
        stop    { grace = 1s }

        with ambassador plain {
          upstreams = [plain.http]
          port      = 8081
          mode      = "http"
        }
        with ambassador checked {
          upstreams = [plain.http, rude.http]
          port      = 8082
          mode      = "http"
          health    = "/cgi-bin/who"
        }
        with ambassador rude {
          upstreams = [rude.http]
          port      = 8083
          mode      = "http"
        }
        with ambassador store {
          addresses = store.line.addresses
          port      = 6000
        }
        with sidecar {
          image   = mp.images.busybox
          command = ["/bin/sh", "-c", "while :; do cat /in/request /etc/mp/config >/in/answer.new && mv /in/answer.new /in/answer; sleep 0.1; done 2>/dev/null & wait"]
          path    = "/out"
          at      = "/in"
          config  = "and from the helper"
        }
        with metrics_adapter {
          image   = mp.images.busybox
          command = ["/bin/sh", "-c", "nc -ll -p 9100 -e /bin/sh /etc/mp/config & wait $!"]
          env     = { OF = "http://127.0.0.1:8000/status" }
          publish = PORT_metrics
          config  = #"""
            while read -r line && [ ${#line} -gt 1 ]; do :; done
            printf 'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n'
            echo "shop_orders_total $(wget -q -O - "$OF")"
            """#
        }
      }
      expose front.http { port = 3001 }

      // Each shard asks who answers, by an ambassador of its own.
      sharded ring {
        shards   = 2
        routers  = 1
        key_path = "^/cgi-bin/ask/([^/]+)"
        shard {
          image   = mp.images.busybox
          command = ["/bin/sh", "-c", "exec httpd -f -p 8000 -h /srv"]
          ports   { http = 8000 }
          file "/srv/cgi-bin/ask" {
            content = "#!/bin/sh\necho Content-Type: text/plain\necho\nwget -q -O - http://127.0.0.1:9000/cgi-bin/who\n"
            mode    = "0755"
          }
          ready { tcp = true, every = 1s }
          stop  { grace = 1s }
          with ambassador {
            upstreams = [plain.http]
            port      = 9000
            mode      = "http"
          }
        }
      }
      expose ring.http { port = 3002 }
      """##
  )
}

import Foundation

extension Spec {
  /// A cache in front of a service that notes what it is asked, and one in front of another pattern.
  static let cached = Spec(
    text: ##"""
      app cached-pages

      secret refresh_token

      let page = #"""
        #!/bin/sh
        echo "$REQUEST_METHOD $HTTP_HOST $PATH_INFO?$QUERY_STRING" >>/tmp/asked
        case $PATH_INFO in
        /slow*) sleep 1 ;;
        /cookie*) echo "Set-Cookie: session=1" ;;
        /private*) echo "Cache-Control: private" ;;
        /long*) echo "Cache-Control: max-age=600" ;;
        esac
        echo "Content-Type: text/plain"
        echo
        cat /proc/sys/kernel/random/uuid
        """#

      service origin {
        image   = mp.images.busybox
        command = ["/bin/sh", "-c", "exec httpd -f -p 8080 -h /srv"]
        ports   { http = 8080 }
        file "/srv/cgi-bin/page" { content = page, mode = "0755" }
        ready   { tcp = true, every = 1s }
        stop    { grace = 1s }
      }

      cached pages {
        upstream = origin.http
        ttl      = 2s
        timeout  = 3s
        wait     = 10s
        refresh  = refresh_token
      }
      expose pages.http { port = 3000 }

      scatter_gather numbers {
        leaves = 2
        leaf { with js_function { code = "function handle(request) { return Math.random(); }" } }
      }

      cached front {
        upstream = numbers.http
        ttl      = 1h
        cookies  = "drop"
      }
      expose front.http { port = 3001 }
      """##
  )

  /// In the characters that it may have.
  static let refreshToken = "Aa0-._~+/=Zz9Aa0"
}

extension Spec {
  /// Small systems of one pattern each, side by side.
  static let patterns = Spec(
    text: ##"""
      app patterns

      let mirror_code = #"""
        function handle(request) { return request.path === "/request" ? request : request.body; }
        """#

      function echo {
        code = #"""
          function handle(request) {
            if (request.path === "/fail") throw new Error("as asked");
            return request.path === "/body" ? request.body : request;
          }
          """#
      }
      expose echo.http { port = 3000 }

      // As if Kubernetes ran it.
      service drained {
        with js_function { code = mirror_code }
        env { KUBERNETES_SERVICE_HOST = "10.96.0.1" }
      }
      expose drained.http { port = 3004 }

      scatter_gather mirror {
        leaves = 2
        deadline = 10s
        leaf { with js_function { code = mirror_code } }
      }
      expose mirror.http { port = 3001 }

      scatter_gather elsewhere {
        leaves = 2
        deadline = 3s
        leaf {
          with js_function {
            code = "function handle(request) { return request.body * 10 + Number(request.headers[\"x-mp-leaf\"]); }"
          }
        }
        merger {
          with js_function {
            code = #"""
              function handle(request) {
                return { bodies: request.body, path: request.path, answered: request.headers["x-mp-answered"] };
              }
              """#
          }
        }
      }
      expose elsewhere.http { port = 3002 }

      // The first time that a leaf is asked a question, it thinks for ten seconds.
      scatter_gather hedged {
        leaves = 2
        deadline = 20s
        hedge = 300ms
        leaf {
          with js_function {
            code = #"""
              function handle(request) {
                const leaf = request.headers["x-mp-leaf"];
                if (leaf === "1") return "quick";
                try {
                  require("fs").mkdirSync("/tmp/" + request.body.question);
                } catch (e) {
                  return "second try";
                }
                return new Promise((resolve) => setTimeout(() => resolve("first try"), 10000));
              }
              """#
          }
        }
      }
      expose hedged.http { port = 3003 }
      """##
  )
}

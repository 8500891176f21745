import Foundation
import Testing

extension Spec {
  /// All patterns that bring containers, in a system that is restricted.
  static let restricted = Spec(
    text: """
      app restricted { security = "restricted" }

      let code = "function handle(request) { return request.path; }"

      trait facts {
        cpu    = 10m..1
        memory = 64Mi..256Mi
        live { tcp = true }
      }

      trait answers {
        with facts
        with js_function { code = code }
      }

      function hello { code = code }
      extend hello.server { with facts }
      expose hello.http { port = 3000 }

      replicated web { server { with answers } }
      extend web.balancer { with facts }
      expose web.http { port = 3001 }

      sharded store {
        key_path      = "^/([^/]+)"
        on_dead_shard = "failover"
        shard { with answers }
      }
      extend store.router { with facts }
      expose store.http { port = 3002 }

      canary trial {
        stable { with answers }
        candidate { with answers }
      }
      extend trial.splitter { with facts }
      expose trial.http { port = 3003 }

      // What it caches answers through an ambassador.
      service through {
        with facts
        with ambassador {
          upstreams = [web.http]
          port      = 9000
          mode      = "http"
          cpu       = 250m
          memory    = 64Mi
        }
        with js_function {
          code = #"function handle(request) { return ngx.fetch("http://127.0.0.1:9000" + request.path).then((r) => r.json()); }"#
        }
      }
      cached shop { upstream = through.http }
      extend shop.cache { with facts }
      expose shop.http { port = 3004 }

      scatter_gather search {
        leaf { with answers }
        merge = "function merge(answers) { return answers[0]; }"
      }
      extend search.root { with facts }
      expose search.http { port = 3005 }

      work_queue jobs {
        helper_cpu    = 250m
        helper_memory = 64Mi
        worker { with answers }
      }
      extend jobs.front { with facts }
      extend jobs.queue { cpu = 10m..1, live { tcp = true } }
      expose jobs.http { port = 3006 }
      """
  )
}

extension EndToEnd {
  /// Nothing in the patterns' images can be written to, and they do what they do.
  @Suite(.deployed(.restricted))
  struct RestrictedTests {
    @Test(arguments: Platform.allCases)
    func patternsWork(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      for name in ["hello", "web", "store", "trial", "shop", "search"] {
        let answer = try await HTTP.get(try await system.url("\(name).http", "/a"))
        #expect(answer.status == 200 && answer.text == #""/a""#, "\(name): \(answer.text)")
      }
      let items = try await system.url("jobs.http", "/items")
      #expect(try await HTTP.post(Data("x".utf8), to: items).status == 201)
      let isDone = try await eventually(within: .seconds(30)) {
        try await HTTP.get(items).text.contains("\"done\":1")
      }
      #expect(isDone)
    }

    @Test(arguments: Platform.allCases)
    func nothingElseCanBeWrittenTo(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      for service in ["hello-server", "shop-cache", "search-root", "jobs-front", "through"] {
        let id = try await system.container(service).id
        let touch = ["docker", "exec", id, "touch"]
        #expect(try await Command.result(touch + ["/etc/x"]).status != 0, "\(service)")
        #expect(try await Command.result(touch + ["/tmp/x"]).status == 0, "\(service)")
      }
    }
  }
}

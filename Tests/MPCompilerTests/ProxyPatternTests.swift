import MPDiagnostics
import MPIR
import Testing

@testable import MPCompiler

/// The shipped patterns that put a proxy before services.
@Suite struct ProxyPatternTests {
  @Test func shardsArePartOfAPatternOfOnesOwn() {
    let compiled = Compiled(
      """
      app a
      pattern store {
        param nodes: int = 2
        slot node
        sharded ring {
          shards     = nodes
          key_header = "X-User"
          shard {
            image = "disk"
            ports { http = 9000 }
            env   { NODE = node.http }
          }
        }
        replicated front {
          server {
            image = "front"
            ports { http = 80 }
            env   { RING = ring.http.url, FIRST = ring.shard.http.addresses[0] }
          }
        }
        output http = front.http
      }
      store s { nodes = 3, node { image = "n", ports { http = 81 } } }
      service u { image = "u", env { S = s.http.url } }
      """
    )
    #expect(compiled.findings == [])
    #expect(
      compiled.names == [
        "s-node", "s-ring-shard", "s-ring-router", "s-front-server", "s-front-balancer", "u",
      ]
    )
    #expect(
      compiled.environment("s-front-server") == [
        "RING=http://s-ring-router:8080", "FIRST=s-ring-shard-0.s-ring-shard:9000",
      ]
    )
    #expect(compiled.links.contains("s-ring-router -> s-ring-shard:http"))
    #expect(compiled.links.contains("u -> s-front-balancer:http"))
    let ring = compiled.workload("s-ring-router")?.container.files.first {
      $0.path.hasSuffix("/shards.cfg")
    }
    let text = String(decoding: ring?.bytes ?? [], as: UTF8.self)
    let server = #"server shard-2 "s-ring-shard-2.s-ring-shard${MP_DOMAIN}:9000""#
    #expect(text.contains(server), "\(text)")
  }

  /// Expressions, and what the router is told.
  @Test(arguments: [
    ("key_path = \"^/([^/]+)\"", "path,map_regm(/usr/local/etc/haproxy/keys.map),url_dec"),
    ("key_header = \"X-User\"", "req.fhdr(X-User)"),
    ("key_query = \"user\"", "url_param(user),url_dec(1)"),
    ("key_cookie = \"session\"", "req.cook(session)"),
  ])
  func theKeyIsOneOfFour(_ param: String, _ expression: String) {
    let compiled = Self.sharded(param)
    #expect(compiled.findings == [])
    #expect(compiled.environment("s-router").first == "MP_KEY=\(expression)")
  }

  @Test(arguments: [
    ("shards = 2", "give one of `key_path`, `key_header`, `key_query` and `key_cookie`"),
    (
      "key_header = \"X\", key_query = \"x\"",
      "give one of `key_path`, `key_header`, `key_query` and `key_cookie`"
    ),
    (
      "key_path = \"^/users\"",
      "`key_path` needs a group that matches the key, as in `^/users/([^/]+)`"
    ),
    (
      "key_path = \"^/users/(?:[^/]+)[(]\"",
      "`key_path` needs a group that matches the key, as in `^/users/([^/]+)`"
    ),
    (
      "key_query = \"a\", health = \"up\"",
      "`health` is a path: it begins with `/`, and what is no sign of ASCII is written as `%20`"
    ),
    (
      "key_query = \"a,b\"",
      "`a,b` is no name for a key: letters, digits and `._~-` can be in it"
    ),
    (
      "key_query = \"a\", hash = \"modulo\", on_dead_shard = \"failover\"",
      "`on_dead_shard = \"failover\"` needs `hash = \"consistent\"`: keys of living shards would move, too"
    ),
  ])
  func whatCannotBeIsSaid(_ params: String, _ message: String) {
    #expect(Self.messages(Self.sharded(params)) == [message])
  }

  private static func messages(_ compiled: Compiled) -> [String] {
    compiled.diagnostics.inSourceOrder.map(\.message)
  }

  private static func sharded(_ params: String) -> Compiled {
    Compiled("app a\nsharded s { \(params), shard { image = \"s\", ports { http = 80 } } }")
  }

  @Test func morePlacesForServersThanReplicasIsWhatAutoscalingNeeds() {
    let server = "server { image = \"s\", ports { http = 80 }, cpu = 1, autoscale { cpu = 70% } }"
    let compiled = Compiled("app a\nreplicated r { max_replicas = 5, \(server) }")
    #expect(compiled.findings == [])
    #expect(compiled.environment("r-balancer").contains("MP_SERVERS=5"))
    #expect(
      Self.messages(Compiled("app a\nreplicated r { replicas = 3, max_replicas = 2, \(server) }"))
        == [
          "`max_replicas` is less than the 3 replicas"
        ]
    )
  }

  @Test func aCanarysKeyIsOneOfTwo() {
    let versions =
      "stable { image = \"a\", ports { http = 80 } }, candidate { image = \"b\", ports { http = 80 } }"
    #expect(
      Self.messages(
        Compiled("app a\ncanary c { key_header = \"X\", key_cookie = \"x\", \(versions) }")
      )
        == ["give either `key_header` or `key_cookie`, not both"]
    )
    let compiled = Compiled("app a\ncanary c { share = 0.25%, \(versions) }")
    #expect(compiled.findings == [])
    #expect(compiled.environment("c-splitter").first == "MP_SHARE=25")
  }

  @Test func aPictureIsNoExample() {
    let text = DocText(["Words.", "", "```mermaid", "flowchart LR", "```", "", "```mp", "a", "```"])
    #expect(text.parts == [.paragraph("Words."), .code(["a"])])
    #expect(text.example == ["a"])
  }
}

/// The specs that the language is introduced with; everything in them is right.
enum Example: String, CaseIterable {
  case histogram, shop, pattern

  var text: String {
    switch self {
    case .histogram: Self.histogramText
    case .shop: Self.shopText
    case .pattern: Self.patternText
    }
  }

  private static let histogramText = ##"""
    /// Metaparticle's canonical scatter/gather tree: ten leaves draw random
    /// numbers, the root returns their histogram. Code and infrastructure in one file.
    app histogram

    scatter_gather histogram {
      leaves   = 10
      deadline = 2s

      leaf {
        with js_function {
          code = #"""
            function gaussian(sigma, mean) {
              const u = Math.sqrt(-2 * Math.log(1 - Math.random()));
              return u * Math.cos(2 * Math.PI * Math.random()) * sigma + mean;
            }
            function handle(request) {
              const n = [];
              for (let i = 0; i < 100; i++) n.push(gaussian(25, 100));
              return { n: n };
            }
            """#
        }
      }
      merge = #"""
        function merge(responses) {
          const bins = new Array(10).fill(0);
          responses.forEach((r) => r.n.forEach((x) => {
            bins[Math.min(9, Math.max(0, Math.floor(x / 20)))]++;
          }));
          return bins;
        }
        """#
    }

    expose histogram.http { port = 3000 }

    test "eleven containers, and only the root is public" {
      expect count(containers) == 11
      expect reaches(histogram.root, histogram.leaf)
      expect public(histogram.root) and not public(histogram.leaf)
    }

    """##

  private static let shopText = ##"""
    app shop {
      version = "1.4.2"
    }

    param tag: string = "dev"
    let image = "ghcr.io/acme/shop:\(tag)"
    let database_url = "postgres://postgres:\(db_password)@\(db.sql)/shop"

    secret db_password

    service db {
      image  = "postgres:16"
      ports  { sql = 5432 }
      env    { POSTGRES_DB = "shop", POSTGRES_PASSWORD = db_password }
      volume data { path = "/var/lib/postgresql/data", size = 10Gi }
      ready  { exec = ["pg_isready", "-h", "127.0.0.1", "-U", "postgres"] }
      memory = 512Mi..1Gi
    }

    job migrate {
      image = image
      args  = ["migrate"]
      env   { DATABASE_URL = database_url }
    }

    service api {
      image     = image
      replicas  = 2..10
      after     = [migrate]
      ports     { http = 8080 }
      env       { DATABASE_URL = database_url }
      cpu       = 250m..1
      autoscale { cpu = 70% }
      ready     { http = "/healthz" }
    }

    expose api.http { host = "shop.example.com", tls = shop_tls }
    secret shop_tls { kind = "tls" }

    profile production {
      tag = "1.4.2"
      extend api { replicas = 4..40, spread = "zone" }
    }

    """##

  private static let patternText = ##"""
    /// Fans each request out to every leaf and merges what comes back.
    pattern scatter_gather {
      /// How many leaves share the work.
      param leaves: int(1..1000) = 3
      /// How long the root waits for its slowest leaf.
      param deadline: duration(1ms..1h) = 1s
      /// How many answers are enough.
      param quorum: int(1..1000) = leaves
      /// JavaScript that merges the answers in the root: `function merge(responses)`.
      param merge: string?

      require quorum <= leaves else "quorum \(quorum) is more than the \(leaves) leaves"
      require merge == null or merger == null else "give either `merge` or a `merger`, not both"

      /// Answers its share of a request.
      slot leaf {
        replicas = leaves
        identity = "stable"
      }

      /// Merges the answers, in a container of any language.
      slot merger?

      service root {
        image = mp.images.nginx
        ports { http = 8080 }
        env {
          MP_LEAVES      = join(leaf.http.addresses, ",")
          MP_DEADLINE_MS = deadline / 1ms
          MP_QUORUM      = quorum
        }
        when merger != null { env { MP_MERGER = merger.http.url } }
        when merge != null  { file "/etc/nginx/njs/merge.js" { content = merge } }
        file "/etc/nginx/nginx.conf"   { source = "scatter_gather.nginx.conf" }
        file "/etc/nginx/njs/root.js"  { source = "scatter_gather.root.js" }
        ready { http = "/mp/healthz" }
      }

      output http = root.http
    }

    """##
}

import MPIR
import Testing

/// Secrets, and texts that leave something open.
@Suite struct SecretTests {
  private static let secrets = """
    app a
    secret db_password
    secret cert { kind = "tls" }
    secret hub { kind = "registry" }
    service db { image = "i", ports { sql = 5432 } }

    """

  @Test(arguments: [
    ("X = db_password", "<db_password>"),
    ("X = \"a\\(db_password)b\"", "a<db_password>b"),
    ("X = \"a\" + db_password", "a<db_password>"),
    ("X = db_password + \"\"", "<db_password>"),
    ("X = db_password + db_password", "<db_password><db_password>"),
    ("X = join([db_password, cert.key], \"-\")", "<db_password>-<cert.key>"),
    ("X = url", "pg://x:<db_password>@db:5432"),
    ("X = if true then url else \"\"", "pg://x:<db_password>@db:5432"),
    ("X = [url][0]", "pg://x:<db_password>@db:5432"),
    ("X = p.out", "out <db_password>"),
    ("X = \"\\(join([for u in [url]: u + \"!\"], \"\"))\"", "pg://x:<db_password>@db:5432!"),
  ])
  func aTextCarriesTheSecretsItWasBuiltFrom(_ entry: String, _ expected: String) {
    let compiled = Compiled(
      Self.secrets + """
        let url = "pg://x:\\(db_password)@\\(db.sql)"
        pattern q {
          param of: secret
          output out = "out \\(of)"
        }
        q p { of = db_password }
        service s { image = "i", env { \(entry) } }
        """
    )
    #expect(compiled.findings == [])
    let variables = compiled.workload("s")?.container.environment ?? []
    #expect(variables.last?.value.description == expected)
    #expect(compiled.links == (expected.contains("db:5432") ? ["s -> db:sql"] : []))
  }

  @Test func whatIsInsideOfATextStandsFirst() {
    let compiled = Compiled(
      Self.secrets + """
        service s {
          image    = "i"
          identity = "stable"
          replicas = 2
          args     = [self.index]
          env {
            ALONE = db_password
            KEY   = "k=\\(cert.key)"
            BOTH  = "\\(self.host) \\(db_password)"
          }
        }
        """
    )
    #expect(compiled.findings == [])
    let variables = compiled.workload("s")?.container.environment ?? []
    #expect(
      variables.map { "\($0.name)=\($0.value)" } == [
        "MP_INDEX=<index>", "MP_HOST=<host>", "MP_SECRET_CERT_KEY=<cert.key>",
        "MP_SECRET_DB_PASSWORD=<db_password>", "ALONE=<db_password>", "KEY=k=<cert.key>",
        "BOTH=<host> <db_password>",
      ]
    )
    #expect(
      variables.last?.value.filled(forReplica: 1, host: "s-1.s").description
        == "s-1.s <db_password>"
    )
  }

  @Test(arguments: [
    ("args = [\"\\(db_password)\"]", "E0320 `args` cannot have a secret in it"),
    ("image = \"i:\\(db_password)\"", "E0320 `image` cannot have a secret in it"),
    ("labels { a = \"\\(db_password)\" }", "E0320 `labels` cannot have a secret in it"),
    ("labels = { a = \"\\(db_password)\" }", "E0320 `labels` cannot have a secret in it"),
    ("ready { exec = [\"\\(db_password)\"] }", "E0320 `exec` cannot have a secret in it"),
    (
      "file \"/f\" { content = \"\\(db_password)\" }",
      "E0320 `content` cannot have a secret in it"
    ),
    (
      "env { X = upper(\"\\(db_password)\") }",
      "E0320 this has a secret in it, which is not known here"
    ),
    (
      "env { X = json([\"\\(db_password)\"]) }",
      "E0320 this has a secret in it, which is not known here"
    ),
    (
      "env { X = \"\\(db_password)\" == \"\" }",
      "E0320 this has a secret in it, which is not known here"
    ),
    (
      "env { X = contains(\"\\(db_password)\", \"a\") }",
      "E0320 this has a secret in it, which is not known here"
    ),
    (
      "env { X = matches(\"\\(db_password)\", \"a\") }",
      "E0320 this has a secret in it, which is not known here"
    ),
    ("env { X = cert }", "E0320 `cert` is a certificate and its key: which is meant?"),
    (
      "env { X = hub }",
      "E0320 `hub` is for the registries of the images, and no container has it"
    ),
    ("env { X = db_password.key }", "E0208 `db_password` is no TLS secret, and so has no `.key`"),
    (
      "env { \"a-b\" = db_password }",
      "E0217 `a-b` has a secret in it, and so must be a name that a shell can hold"
    ),
    (
      "env { X = \"a\\(db_password)\", MP_SECRET_DB_PASSWORD = \"1\" }",
      "E0214 `MP_SECRET_DB_PASSWORD` is set by the compiler"
    ),
    (
      "file \"/f\" { secret = db_password, content = \"\" }",
      "E0405 this file has both `content` and `secret`"
    ),
    ("file \"/f\" { secret = cert }", "E0320 `cert` is a certificate and its key: which is meant?"),
    (
      "file \"/f\" { secret = \"x\" }", "E0302 `secret` takes a `secret`, and this is a `string`"
    ),
    ("env { X = self.index }", "E0322 the replicas of `s` have no numbers"),
    (
      "identity = \"stable\", labels { a = self.index }",
      "E0321 `labels` cannot differ from replica to replica"
    ),
    (
      "identity = \"stable\", env { X = lower(self.host) }",
      "E0321 this differs from replica to replica, and is not known here"
    ),
    ("env { X = db.index }", "E0208 only `self` has `.index`: it differs from replica to replica"),
  ])
  func whatIsNotKnownHasItsPlaces(_ entry: String, _ finding: String) {
    let image = entry.hasPrefix("image") ? "" : "image = \"i\", "
    let found = findings(Self.secrets + "service s { \(image)\(entry) }")
    #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == [finding])
  }

  @Test func aSecretMayBeAskedFor() {
    let compiled = Compiled(
      """
      app a
      secret key
      trait keyed {
        param of: secret?
        when of != null { env { KEY = of } }
      }
      service one { image = "i", with keyed { of = key } }
      service two { image = "i", with keyed }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.workload("one")?.container.environment.map(\.name) == ["KEY"])
    #expect(compiled.workload("two")?.container.environment.isEmpty == true)
  }

  @Test func filesOfSecrets() throws {
    let compiled = Compiled(
      Self.secrets + """
        service s {
          image = "i"
          file "/run/pw"  { secret = db_password, mode = "0400" }
          file "/run/crt" { secret = cert.cert }
        }
        """
    )
    #expect(compiled.findings == [])
    let files = try #require(compiled.workload("s")).container.secretFiles
    #expect(files.map(\.path) == ["/run/pw", "/run/crt"])
    #expect(files.map(\.mode) == [0o400, 0o644])
    #expect(files.map(\.secret.objectName) == ["db-password", "cert"])
    #expect(files.map(\.secret.objectKey) == ["value", "tls.crt"])
    #expect(files.map(\.secret.fileVariable) == ["DB_PASSWORD_FILE", "CERT_CERT_FILE"])
    #expect(files.map(\.secret.filePath) == ["secrets/db_password", "secrets/cert.cert"])
  }

  @Test(arguments: [
    ("secret a_b\nsecret a-b", "2:8 E0409 two secrets would be provided as `a_b`"),
    ("secret a\nsecret a_file", "2:8 E0409 two secrets would be provided as `A_FILE`"),
    (
      "secret a { kind = \"tls\" }\nsecret a_key",
      "2:8 E0409 two secrets would be provided as `A_KEY`"
    ),
    (
      "secret Pass",
      "1:8 E0204 the name `Pass` is deployed, and so has lowercase letters, digits and `-` only"
    ),
    (
      "secret a { name = \"A B\" }",
      "1:19 E0404 `A B` is no name of a Kubernetes Secret: lowercase letters, digits, `-` and `.`"
    ),
    (
      "secret a { key = \"..\" }",
      "1:18 E0404 `..` is no key of a Kubernetes Secret: letters, digits, `-`, `_` and `.`"
    ),
    (
      "secret a { kind = \"x\" }",
      "1:19 E0306 `\"x\"` is none of the values that go here"
    ),
    ("volume v { shared = true }", "1:8 E0417 `v` does not say how much it holds"),
    (
      "volume v { size = 1 }",
      "1:19 E0302 `size` takes a size such as `512Mi`, and this is an `int`"
    ),
    ("external e { ports { https = 443 } }", "1:10 E0404 `e` does not say where it is"),
    (
      "external e { host = \"https://x\", ports { https = 443 } }",
      "1:21 E0404 `https://x` is no name of a host"
    ),
    (
      "external e { host = \"x\", ports { https = 0 } }",
      "1:42 E0311 0 is no port: ports are 1 to 65535"
    ),
  ])
  func declarations(_ spec: String, _ finding: String) {
    #expect(findings(spec) == [finding])
  }

  @Test func thePullSecretIsOneOfARegistry() {
    let secrets = "secret hub { kind = \"registry\" }\nsecret other\n"
    let compiled = Compiled("app a { pull_secret = hub }\n" + secrets)
    #expect(compiled.findings == [])
    #expect(compiled.system.pullSecret?.objectName == "hub")
    #expect(
      findings("app a { pull_secret = other }\n" + secrets) == [
        "1:23 E0320 `other` is no secret of a registry"
      ]
    )
  }

  @Test func whatIsOutsideHasPorts() {
    let compiled = Compiled(
      """
      app a
      external stripe { host = "api.stripe.com", ports { https = 443, dns = 53/udp } }
      service s { image = "i", env { A = stripe.https.url, B = stripe.dns, C = stripe.https.host } }
      """
    )
    #expect(compiled.findings == [])
    #expect(
      compiled.workload("s")?.container.environment.map(\.value.description) == [
        "https://api.stripe.com:443", "api.stripe.com:53", "api.stripe.com",
      ]
    )
    #expect(compiled.links.isEmpty)
  }
}

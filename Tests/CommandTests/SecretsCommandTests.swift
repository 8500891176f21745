import Foundation
import Testing

/// `mpc secrets` as a shell and CI see it.
struct SecretsCommandTests {
  private static let spec = """
    app shop
    secret db_password { description = "Of the user `shop`.\\nAsk operations." }
    secret api_key { name = "keys", key = "api" }
    secret other_key { name = "keys", key = "other" }
    secret shop_tls { kind = "tls" }
    secret hub { kind = "registry" }
    secret unused
    service web {
      image = "nginx:1.28-alpine"
      env { A = db_password, B = "\\(api_key)\\(other_key)" }
      file "/run/tls.key" { secret = shop_tls.key }
      file "/run/api"     { secret = api_key }
    }

    """

  private func run(_ arguments: String..., spec: String = Self.spec) throws -> RunningCommand.Result
  {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write(spec)
    return try command.run(["secrets", "spec.mp"] + arguments)
  }

  @Test func isATemplateForEngines() throws {
    let result = try run("-t", "compose")
    #expect(result.status == 0)
    #expect(result.errors == "")
    #expect(
      result.output == """
        # Of the user `shop`.
        # Ask operations.
        DB_PASSWORD=''

        API_KEY=''

        OTHER_KEY=''

        # Each in a file of its own, that the user who runs the container may read:
        # secrets/api_key, or elsewhere by API_KEY_FILE='/path'
        # secrets/shop_tls.key, or elsewhere by SHOP_TLS_KEY_FILE='/path'

        """
    )
    #expect(try run("-t", "shell").output == result.output)
  }

  @Test func isAScriptForKubernetes() throws {
    let pulled = Self.spec.replacingOccurrences(
      of: "app shop",
      with: "app shop { pull_secret = hub }"
    )
    let result = try run("-t", "kubernetes", spec: pulled)
    #expect(result.status == 0)
    #expect(
      result.output == #"""
        kubectl create namespace shop --dry-run=client -o yaml | kubectl apply -f -

        # Of the user `shop`.
        # Ask operations.
        : "${DB_PASSWORD:?is not set}" && printf %s "$DB_PASSWORD" |
          kubectl -n shop create secret generic db-password --from-file=value=/dev/stdin \
            --dry-run=client -o yaml | kubectl -n shop apply -f -

        : "${OTHER_KEY:?is not set}" && (umask 077; mkdir -p secrets; printf %s "$OTHER_KEY" >secrets/other_key)
        kubectl -n shop create secret generic keys --from-file=api=secrets/api_key --from-file=other=secrets/other_key \
          --dry-run=client -o yaml | kubectl -n shop apply -f -

        kubectl -n shop create secret tls shop-tls --cert=secrets/shop_tls.cert --key=secrets/shop_tls.key \
          --dry-run=client -o yaml | kubectl -n shop apply -f -

        kubectl -n shop create secret docker-registry hub --docker-server=REGISTRY \
          --docker-username=USER --docker-password="$(cat PASSWORD-FILE)" \
          --dry-run=client -o yaml | kubectl -n shop apply -f -

        """#
    )
  }

  @Test func showsBothWithoutATarget() throws {
    let result = try run()
    #expect(result.output.contains("\nDB_PASSWORD=''\n"))
    #expect(result.output.contains("\n# Kubernetes\n\nkubectl create namespace shop"))
  }

  @Test func saysWhenThereAreNone() throws {
    let result = try run(spec: "app a\nservice web { image = \"i\" }\n")
    #expect(result.status == 0)
    #expect(result.output == "")
    #expect(result.errors == "no secrets have to be provided\n")
    let broken = try run(spec: "app a\nservice web { imag = \"i\" }\n")
    #expect(broken.status == 1)
    #expect(broken.output == "")
  }
}

/// The images that the shipped library builds on, and the tags it was tried with: the one table.
/// `app { images { nginx = "…" } }` replaces one.
package enum StockImages {
  package static let table: KeyValuePairs<String, String> = [
    // Not `-slim`: the others bring njs.
    "nginx": "nginx:1.28-alpine",
    // Static, so that a copy of it runs in every container.
    "busybox": "busybox:1.37-musl",
    // The gateway of targets that have none. One program for TCP and HTTP, which notices by itself when
    // containers come, go and get other addresses.
    "haproxy": "haproxy:3.2-alpine",
    // Keeps the items of queues.
    "redis": "redis:7.4-alpine",
    // Waits for jobs on Kubernetes. What it uses of the API is the same on every server.
    "kubectl": "registry.k8s.io/kubectl:v1.34.2",
  ]

  package static func tag(_ name: String) -> String? { table.first { $0.key == name }?.value }
}

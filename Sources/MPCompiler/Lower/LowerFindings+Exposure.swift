import MPDiagnostics
import MPIR

/// What is said about what is reachable from outside.
extension LowerFindings {
  static func exposedTwice(_ port: Int, at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .exposedTwice,
      "port \(port) is taken",
      at: .init(range),
      labels: [.init(first, "exposed here")],
      help: ["choose another with `port = …`"]
    )
  }

  static func exposedExternal(_ external: ExpandedService, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .wrongType,
      "`expose` takes a port of a service, and `\(external.path)` is an external",
      at: .init(range),
      labels: [.init(external.origin.range, "declared here")],
      help: [
        "remove it: what is outside of the system is reached where it is; or expose a proxy for it"
      ]
    )
  }

  static func routedTwice(
    _ host: String?,
    _ path: String,
    at range: SourceRange,
    first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .exposedTwice,
      "`\(host ?? "")\(path)` is taken",
      at: .init(range),
      labels: [.init(first, "exposed here")],
      help: ["choose another `host` or `path`"]
    )
  }

  static func httpAndHTTPS(
    _ port: Int,
    at range: SourceRange,
    first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .mixedRoutes,
      "port \(port) would be for HTTP and for HTTPS",
      at: .init(range),
      labels: first == range ? [] : [.init(first, "exposed for the other here")],
      help: ["choose another `port` or `tls_port`"]
    )
  }

  static func localAndNot(
    _ port: Int,
    at range: SourceRange,
    first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .mixedRoutes,
      "port \(port) would be reachable from everywhere and from this machine alone",
      at: .init(range),
      labels: [.init(first, "exposed otherwise here")],
      help: ["choose another `port` for what is `local`"]
    )
  }

  static func twoCertificates(
    _ host: String?,
    _ port: Int,
    at range: SourceRange,
    first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .mixedRoutes,
      "\(host.map { "`\($0)`" } ?? "any other host") would have two certificates at port \(port)",
      at: .init(range),
      labels: [.init(first, "exposed with another here")],
      help: ["name the same secret, or choose another `tls_port`"]
    )
  }

  static func annotationTwice(
    _ name: String,
    at range: SourceRange,
    first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .setTwice,
      "`\(name)` has two values",
      at: .init(range),
      labels: [.init(first, "set here")],
      notes: [
        "on Kubernetes, one Service stands for all that a service exposes without `host` or `path`"
      ],
      help: ["remove one of them"]
    )
  }

  static func needsRoute(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badRoute,
      "`\(name)` is for HTTP requests, and this exposes whatever comes to the port",
      at: .init(range),
      help: ["add `host = \"shop.example.com\"` or `path = \"/\"`"]
    )
  }

  static func needsTLS(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badRoute,
      "there is no HTTPS without a certificate",
      at: .init(range),
      help: ["add `tls = …`, a secret with `kind = \"tls\"`"]
    )
  }

  static func routesNoTCP(_ port: ContainerPort, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badRoute,
      "`\(port.name)` is a port of \(port.transport.rawValue.uppercased()), over which there is no HTTP",
      at: .init(range),
      help: ["remove `host` and `path`, or expose another port"]
    )
  }

  static func noHosts(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badRoute,
      "this names no host",
      at: .init(range),
      help: ["leave `host` out for requests to any host"]
    )
  }

  static func hostTwice(_ host: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.badRoute, "`\(host)` stands here twice", at: .init(range))
  }

  static func badRoutePath(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badRoute,
      "`\(path)` is no beginning of a path",
      at: .init(range),
      help: [
        path.hasSuffix("/") && path != "/"
          ? "leave the `/` at the end out: whole elements are compared"
          : "it begins with `/`, has no empty element, and neither `?` nor `%`"
      ]
    )
  }

  static func noTLSSecret(
    _ name: String,
    at range: SourceRange,
    _ declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badRoute,
      "this is no certificate with its key",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      help: ["name a secret with `kind = \"tls\"`, as a whole: `tls = \(name)`"]
    )
  }

  static func badIngressClass(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badRoute,
      "`\(name)` is no name of an ingress class",
      at: .init(range),
      help: ["`kubectl get ingressclass` shows those of a cluster"]
    )
  }
}

import MPDiagnostics
import MPIR

/// What Kubernetes cannot give.
enum KubernetesFindings {
  static func userByName(_ name: String, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .userByName,
      "on Kubernetes, the container runs as the image's own user, not as `\(name)`",
      at: .init(origin.range),
      notes: ["Kubernetes knows users by number only"],
      help: ["give the numbers that the image has for it: `user = 999` or `\"999:999\"`"],
      trace: origin.trace
    )
  }

  static func portsMerged(
    _ first: ContainerPort,
    _ second: ContainerPort,
    at origin: Origin
  ) -> Diagnostic {
    Diagnostic(
      .portsMerged,
      "`\(first.name)` and `\(second.name)` are both port \(first.number), which `kubectl apply` takes for one",
      at: .init(origin.range),
      notes: ["by itself it merges ports by their number, whatever the protocol, when they change"],
      help: ["apply with `kubectl apply --server-side`, or give them different numbers"],
      trace: origin.trace
    )
  }

  static func versionIsNoLabel(_ version: String, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .versionIsNoLabel,
      "the version `\(version)` is on no object, because it cannot be a label",
      at: .init(origin.range),
      notes: ["a label's value has letters, digits, `-`, `_` and `.`, at most 63"],
      trace: origin.trace
    )
  }

  static func fileTooLarge(
    _ path: String,
    size: Int,
    limit: Int,
    at origin: Origin
  ) -> Diagnostic {
    Diagnostic(
      .fileTooLargeForKubernetes,
      "the file `\(path)` of \(size) bytes is too large for a Kubernetes object",
      at: .init(origin.range),
      notes: ["`kubectl apply` takes \(limit) bytes, counted as JSON"],
      help: [
        "put it into the image, or split it; `mpc build -t compose` and `-t shell` take it as it is"
      ],
      trace: origin.trace
    )
  }

  static func signalNotSent(_ signal: String, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .stopSignalNotSent,
      "Kubernetes does not send `\(signal)`, but the image's own stop signal, or else SIGTERM",
      at: .init(origin.range),
      notes: ["a pod can name a signal from Kubernetes 1.33 on, and only where that is turned on"],
      help: ["put `STOPSIGNAL \(signal)` into the image's Dockerfile"],
      trace: origin.trace
    )
  }

  static func updatedOneByOne(_ workload: String, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .updateNotAsSaid,
      "Kubernetes replaces the replicas of `\(workload)` one by one, whatever `update` says",
      at: .init(origin.range),
      notes: ["each has a name that no other can have, and most clusters know no other number"],
      help: ["leave `update` out, or use `update { max_unavailable = 1 }`"],
      trace: origin.trace
    )
  }

  static func updatedAtOnce(_ workload: String, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .updateNotAsSaid,
      "on Kubernetes, `\(workload)` is stopped before its successor starts, whatever `update` says",
      at: .init(origin.range),
      notes: ["it stores something on a volume that only one node at a time can have"],
      help: ["leave `update` out, or use a volume with `shared = true`"],
      trace: origin.trace
    )
  }

  static func hostOfJob(_ workload: String, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .hostOfJob,
      "on Kubernetes, nothing finds the runs of the job `\(workload)` by their `self.host`",
      at: .init(origin.range),
      notes: [
        "a cluster gives the pods of a job names with a hash, and no addresses to go with them"
      ],
      help: ["tell the runs apart by `self.index`, or use a stable service"],
      trace: origin.trace
    )
  }

  static func routedTwice(_ request: String, at origin: Origin, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .exposedTwice,
      "on Kubernetes, `\(request)` is taken",
      at: .init(origin.range),
      labels: [.init(first, "exposed here")],
      notes: [
        "all ports are those of the Ingress controller, so that another `port` makes no difference"
      ],
      help: ["choose another `host` or `path`"],
      trace: origin.trace
    )
  }

  static func ingressPort(_ port: Int, instead usual: Int, at origin: Origin) -> Diagnostic {
    Diagnostic(
      .ingressPort,
      "on Kubernetes, this is at the port of the Ingress controller, most often \(usual), and not at \(port)",
      at: .init(origin.range),
      notes: ["an Ingress says which host and path, and nothing about ports"],
      help: ["leave the port out, or expose the port as it is, without `host` and `path`"],
      trace: origin.trace
    )
  }

  static func timeoutIncludesWait(
    _ workload: String,
    seconds: Int,
    for target: String,
    at origin: Origin
  ) -> Diagnostic {
    Diagnostic(
      .jobLimitNotKept,
      "on Kubernetes, the \(seconds) s of `\(workload)` begin before it has waited for `\(target)`",
      at: .init(origin.range),
      notes: ["the time of a Job begins when it is made, and its pods wait by themselves"],
      help: ["give it the time that the wait may take as well"],
      trace: origin.trace
    )
  }

  static func gateOpensEgress(
    _ workload: String,
    waitsFor target: String,
    at origin: Origin
  ) -> Diagnostic {
    Diagnostic(
      .gateOpensEgress,
      "on Kubernetes, `\(workload)` may talk to anybody at the ports 443 and 6443, because it waits for `\(target)`",
      at: .init(origin.range),
      notes: ["it asks the API of the cluster, and no NetworkPolicy can say where that is"],
      help: ["let the program itself wait, or say `accept = [\"L0508\"]` in `app`"],
      trace: origin.trace
    )
  }

  static func liesOverNothing(
    _ kind: String,
    _ workload: String,
    becomes kinds: [String],
    at origin: Origin
  ) -> Diagnostic {
    Diagnostic(
      .patchOverNothing,
      "`\(workload)` becomes no \(kind), so this lies over nothing",
      at: .init(origin.range),
      notes: ["it becomes: " + kinds.joined(separator: ", ")],
      help: [
        "name one of these; `pod` and `container` are what the pods are made from, whichever it is"
      ],
      trace: origin.trace
    )
  }
}

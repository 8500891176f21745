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
}

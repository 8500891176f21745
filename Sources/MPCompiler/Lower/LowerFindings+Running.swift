import MPDiagnostics

/// What is wrong with how services are watched, scaled, replaced and stopped.
extension LowerFindings {
  static func liveIsReady(at range: SourceRange, ready: SourceRange) -> Diagnostic {
    Diagnostic(
      .liveIsReady,
      "`live` asks what `ready` asks, and gives up as soon: what is merely busy is started again",
      at: .init(range),
      labels: [.init(ready, "asks the same")],
      notes: ["a restart takes a replica away that others have to stand in for"],
      help: [
        "ask for what only a restart mends, give `live` more `failures`, or leave it out"
      ]
    )
  }

  static func whichPortOfSidecar(_ names: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badProbe,
      "which port is asked? This container shares the network of its service",
      at: .init(range),
      help: ["add `port = 9113`" + (names.isEmpty ? "" : " or `port = self.\(names[0])`")]
    )
  }

  static func containerClash(
    _ name: String,
    of service: String,
    at range: SourceRange,
    other: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .nameClash,
      "two containers of `\(service)` are called `\(name)`",
      at: .init(range),
      labels: [.init(other, "the other one")],
      help: ["rename one of them"]
    )
  }

  // MARK: - Scaling

  static func rangeWithoutScaling(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badScaling,
      "how many of these replicas run?",
      at: .init(range),
      help: [
        "say by what they are scaled: `autoscale { cpu = 70% }`, with a `cpu` to measure by",
        "or give one number",
      ]
    )
  }

  static func scalesOneNumber(
    at range: SourceRange,
    _ replicas: ExpandedBody.Attribute?
  ) -> Diagnostic {
    let help =
      replicas?.pattern.map {
        "remove it, unless a param of `\($0)` makes a range of the number: `mpc patterns \($0)`"
      } ?? "write a range: `replicas = 2..10`"
    return Diagnostic(
      .badScaling,
      "there is nothing to scale: the number of `replicas` is fixed",
      at: .init(range),
      labels: replicas.map { [.init($0.valueRange, "one number")] } ?? [],
      help: [help]
    )
  }

  static func scalesByNothing(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badScaling,
      "this does not say by what the replicas are scaled",
      at: .init(range),
      help: ["add `cpu = 70%` or `memory = 80%`"]
    )
  }

  static func scalesByUnknown(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badScaling,
      "this is a part of what the service requests, and it requests no `\(name)`",
      at: .init(range),
      help: ["add `\(name) = \(name == "cpu" ? "250m..1" : "512Mi..1Gi")` to the service"]
    )
  }

  /// - Parameter ofRequest: Whether more than all is possible, because the limit is above the request.
  static func badPercent(
    _ name: String,
    _ bounds: ClosedRange<Int>,
    at range: SourceRange,
    ofRequest: Bool = false
  ) -> Diagnostic {
    Diagnostic(
      .outOfBounds,
      "`\(name)` is a whole number of percent, within \(bounds.lowerBound)%..\(bounds.upperBound)%",
      at: .init(range),
      notes: ofRequest ? ["the limit is \(bounds.upperBound)% of what is requested"] : []
    )
  }

  static func badAmount(_ name: String, _ most: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(.outOfBounds, "`\(name)` is at most \(most), and not negative", at: .init(range))
  }

  // MARK: - Coming and going

  static func stuckUpdate(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .stuckUpdate,
      "no replica may be missing and none may be added, so none can be replaced",
      at: .init(range),
      help: ["let `max_surge` or `max_unavailable` be at least 1"]
    )
  }

  static func badSignal(_ text: String, at range: SourceRange) -> Diagnostic {
    let other = StopSignal.nearest(to: text)
    return Diagnostic(
      .badText,
      "`\(text)` is no signal to stop by",
      at: .init(range),
      notes: other == nil ? ["there are " + StopSignal.list] : [],
      help: other.map { ["write `\"\($0)\"`"] } ?? []
    )
  }

  static func badPlatform(
    _ text: String,
    _ instead: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badText,
      "`\(text)` is no platform",
      at: .init(range),
      help: ["write \(instead)"]
    )
  }

  static func otherPlatform(
    _ expected: String,
    at range: SourceRange,
    first: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badText,
      "all containers of a replica run on one machine, and another of them is for `\(expected)`",
      at: .init(range),
      labels: [.init(first, "said here")],
      help: ["write the same here, or leave it out"]
    )
  }
}

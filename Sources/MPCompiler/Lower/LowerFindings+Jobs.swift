import MPDiagnostics
import MPIR

/// What is said about what runs to its end, and about what waits.
extension LowerFindings {
  static func badCount(
    _ name: String,
    _ count: Int,
    _ bounds: ClosedRange<Int>,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .outOfBounds,
      "`\(name)` is \(count), which is not within \(bounds.lowerBound)..\(bounds.upperBound)",
      at: .init(range)
    )
  }

  // MARK: - Crons

  static func missingSchedule(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badSchedule,
      "`\(name)` does not say when it runs",
      at: .init(range),
      help: ["add `schedule = \"30 3 * * *\"`: every day at half past three"]
    )
  }

  static func badSchedule(
    _ text: String,
    _ problem: String,
    at range: SourceRange
  ) -> Diagnostic {
    var help = [
      "write numbers, `*`, `a-b`, `*/n` and lists with `,`, as in `\"*/15 8-18 * * 1-5\"`"
    ]
    if text.hasPrefix("@") || text.contains(where: \.isLetter) {
      help.insert("names such as `MON` and `@daily` are not read alike by all crons", at: 0)
    }
    return Diagnostic(
      .badSchedule,
      "this is no schedule: \(problem)",
      at: .init(range),
      help: help
    )
  }

  static func badTimeZone(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badSchedule,
      "`\(name)` is no name of a time zone",
      at: .init(range),
      help: ["write `\"UTC\"`, or the area and the place: `\"Europe/Berlin\"`"]
    )
  }

  // MARK: - Gates

  static func circleOfGates(_ names: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .circleOfGates,
      names.count == 1
        ? "`\(names[0])` waits for itself"
        : "these wait for each other, so none would ever start: "
          + names.map { "`\($0)`" }.joined(separator: ", "),
      at: .init(range),
      notes: names.count == 1 ? [] : ["links count as well: what is linked to is started first"],
      help: [names.count == 1 ? "remove it from `after`" : "remove one of them from `after`"]
    )
  }

  static func gateWithoutPort(
    _ name: String,
    at range: SourceRange,
    _ declared: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .gateWithoutPort,
      "nothing can wait for `\(name)`, which has no TCP port",
      at: .init(range),
      labels: [.init(declared, "declared here")],
      notes: ["on Kubernetes, what waits asks a port of the service"],
      help: ["add `ports { … }` to `\(name)`, or make it a job if it runs to its end"]
    )
  }
}

import MPDiagnostics
import MPIR

extension Lowering {
  mutating func kind(_ service: ExpandedService) -> Workload.Kind {
    switch service.kind.declares {
    case .job: .job(completion(service))
    case .cron: .cron(schedule(service), completion(service))
    default: .service
    }
  }

  private mutating func completion(_ job: ExpandedService) -> Completion {
    Completion(
      parallelism: count("parallelism", job, default: 1, within: 1...completionLimit),
      retries: count("retries", job, default: 3, within: 0...retryLimit),
      timeout: timeout(job),
      isIndexed: job.body.attribute("indexed")?.value.isTrue ?? false
    )
  }

  private mutating func count(
    _ name: String,
    _ job: ExpandedService,
    default value: Int,
    within bounds: ClosedRange<Int>
  ) -> Int {
    guard let attribute = job.body.attribute(name), case .int(let count) = attribute.value.kind
    else { return value }
    guard bounds.contains(count) else {
      report(LowerFindings.badCount(name, count, bounds, at: attribute.valueRange), job.origin)
      return value
    }
    return count
  }

  private mutating func timeout(_ job: ExpandedService) -> Int? {
    guard let attribute = job.body.attribute("timeout"),
      case .quantity(let quantity) = attribute.value.kind
    else { return nil }
    if quantity.amount > timeoutLimit.amount {
      report(
        LowerFindings.tooLong("timeout", timeoutLimit, at: attribute.valueRange),
        job.origin
      )
    } else if quantity.amount % 1000 != 0 || quantity.amount < 1000 {
      report(LowerFindings.wholeSeconds("timeout", 1, at: attribute.valueRange), job.origin)
    }
    return quantity.amount / 1000
  }

  // MARK: - Crons

  private mutating func schedule(_ cron: ExpandedService) -> Schedule {
    let body = cron.body
    return Schedule(
      expression: expression(cron),
      timeZone: timeZone(cron),
      concurrency: body.text("concurrency").flatMap { Schedule.Concurrency(rawValue: $0) }
        ?? .forbid
    )
  }

  private mutating func expression(_ cron: ExpandedService) -> String {
    guard let attribute = cron.body.attribute("schedule") else {
      if !cron.body.isBroken {
        report(LowerFindings.missingSchedule(cron.word, at: cron.origin.range), cron.origin)
      }
      return ""
    }
    guard let text = attribute.value.text else { return "" }
    if let problem = CronExpression.problem(text) {
      report(LowerFindings.badSchedule(text, problem, at: attribute.valueRange), cron.origin)
    }
    return text.split(separator: " ").joined(separator: " ")
  }

  private mutating func timeZone(_ cron: ExpandedService) -> String {
    guard let attribute = cron.body.attribute("timezone"), let name = attribute.value.text else {
      return "UTC"
    }
    if !TimeZoneName.isValid(name) {
      report(LowerFindings.badTimeZone(name, at: attribute.valueRange), cron.origin)
    }
    return name
  }
}

/// Far more than anything needs, and within what every target can hold.
private let completionLimit = ExpansionLimit.maximumWorkloads
private let retryLimit = 100
private let timeoutLimit = Quantity(.duration, 366 * 24 * 3_600_000)

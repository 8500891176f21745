/// When a cron runs, in the five fields that every cron reads alike: numbers, `*`, ranges, steps and
/// lists; no names, no `@daily`, no `?`.
enum CronExpression {
  private static let fields: [(name: String, bounds: ClosedRange<Int>)] = [
    ("minute", 0...59), ("hour", 0...23), ("day of the month", 1...31), ("month", 1...12),
    ("day of the week", 0...6),
  ]

  /// - Returns: What is wrong with an expression, as a sentence; `nil` for a good one.
  static func problem(_ text: String) -> String? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard parts.count == fields.count else {
      return
        "it has \(parts.count) field\(parts.count == 1 ? "" : "s"), and not five: minute, hour, day of the month, month, day of the week"
    }
    for (part, field) in zip(parts, fields) {
      if let problem = problem(part, field.bounds) {
        return "the \(field.name) `\(part)` \(problem)"
      }
    }
    return neverComes(day: parts[2], month: parts[3])
  }

  private static func problem(_ field: String, _ bounds: ClosedRange<Int>) -> String? {
    for item in field.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        guard let step = number(parts[1]), step >= 1 else { return "has a step that is no number" }
        guard parts[0] == "*" || parts[0].contains("-") else {
          return "has a step behind what is no range: write `*/\(step)` or `a-b/\(step)`"
        }
        if step > bounds.upperBound { return "has a step above \(bounds.upperBound)" }
      }
      if let problem = rangeProblem(parts[0], bounds) { return problem }
    }
    return nil
  }

  private static func rangeProblem(_ text: Substring, _ bounds: ClosedRange<Int>) -> String? {
    if text == "*" { return nil }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(ends.count) else { return "is no range" }
    let numbers = ends.compactMap(number)
    guard numbers.count == ends.count else {
      return "is not written in numbers, `*`, `-`, `/` and `,`"
    }
    guard numbers.allSatisfy(bounds.contains) else {
      return "is not within \(bounds.lowerBound)..\(bounds.upperBound)"
    }
    return numbers[0] <= numbers[numbers.count - 1] ? nil : "is a range that ends before it begins"
  }

  private static func number(_ text: Substring) -> Int? {
    guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy(\.isNumeral) else { return nil }
    return Int(text)
  }

  /// The 31st of February.
  private static func neverComes(day: String, month: String) -> String? {
    let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard let day = number(day[...]), let month = number(month[...]), day > lengths[month - 1]
    else {
      return nil
    }
    return "the month \(month) has no day \(day)"
  }
}

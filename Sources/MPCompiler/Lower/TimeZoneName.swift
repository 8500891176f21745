/// Names of time zones, as the tz database has them: `UTC`, `Europe/Berlin`, `America/Port-au-Prince`.
///
/// Its areas and the names without one hardly ever change and are held against a list; its places come
/// and go with governments, and are not.
enum TimeZoneName {
  private static let areas = [
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil",
    "Canada", "Chile", "Etc", "Europe", "Indian", "Mexico", "Pacific", "US",
  ]

  private static let single = [
    "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT",
    "GMT+0", "GMT-0", "GMT0", "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel",
    "Jamaica", "Japan", "Kwajalein", "Libya", "MET", "MST", "MST7MDT", "NZ", "NZ-CHAT", "Navajo",
    "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK", "Singapore", "Turkey", "UCT", "UTC",
    "Universal", "W-SU", "WET", "Zulu",
  ]

  static func isValid(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return single.contains(text) }
    guard text.utf8.count <= 64, parts.count <= 3, areas.contains(String(parts[0])) else {
      return false
    }
    return parts.dropFirst().allSatisfy { part in
      guard let first = part.utf8.first, first.isUpper else { return false }
      return part.utf8.allSatisfy {
        $0.isLower || $0.isUpper || $0.isNumeral || "_-+".utf8.contains($0)
      }
    }
  }
}

/// A function of the language; known by the `(` behind its name.
package enum Function: String, Sendable, CaseIterable {
  case join, count, range, min, max, contains, startsWith = "starts_with", endsWith = "ends_with"
  case matches, groups, replace, lower, upper, json
  case reaches, links
  case isPublic = "public"

  package var isTestsOnly: Bool {
    switch self {
    case .reaches, .links, .isPublic: true
    default: false
    }
  }

  /// How it is called, for messages and the reference.
  package var signature: String {
    switch self {
    case .join: "join(list, separator)"
    case .count: "count(list)"
    case .range: "range(n)"
    case .min: "min(a, b)"
    case .max: "max(a, b)"
    case .contains: "contains(list, element)"
    case .startsWith: "starts_with(text, start)"
    case .endsWith: "ends_with(text, end)"
    case .matches: "matches(text, regex)"
    case .groups: "groups(regex)"
    case .replace: "replace(text, old, new)"
    case .lower: "lower(text)"
    case .upper: "upper(text)"
    case .json: "json(value)"
    case .reaches: "reaches(a, b)"
    case .links: "links(a, b)"
    case .isPublic: "public(x)"
    }
  }

  package var doc: String {
    switch self {
    case .join: "The elements of a list as one text, with a separator between them."
    case .count: "How many elements a list or a map has."
    case .range: "The list of the numbers from 0 to n-1."
    case .min: "The smaller of two or more values, or the smallest of a list or a range."
    case .max: "The larger of two or more values, or the largest of a list or a range."
    case .contains: "Whether a list has an element, a map a key, or a text another text."
    case .startsWith: "Whether a text begins with another one."
    case .endsWith: "Whether a text ends with another one."
    case .matches: "Whether a regular expression matches a text, or a part of it."
    case .groups: "How many groups of a regular expression catch what they match."
    case .replace: "A text with every occurrence of one text replaced by another."
    case .lower: "A text in lowercase (ASCII)."
    case .upper: "A text in uppercase (ASCII)."
    case .json: "A value as JSON."
    case .reaches: "In tests: whether links lead from a to b."
    case .links: "In tests: whether a itself links to b."
    case .isPublic: "In tests: whether x is exposed, and not only `local`."
    }
  }

  package var argumentCount: ClosedRange<Int> {
    switch self {
    case .count, .range, .groups, .lower, .upper, .json, .isPublic: 1...1
    case .join, .contains, .startsWith, .endsWith, .matches, .reaches, .links: 2...2
    case .replace: 3...3
    case .min, .max: 1...64
    }
  }
}

/// The suffixes of numbers, and what each can mean.
package enum QuantitySuffix {
  /// Bytes of one.
  package static let bytes: KeyValuePairs = [
    "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40,
    "K": 1_000, "M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000,
  ]

  /// Milliseconds of one. `m` is minutes here and a thousandth of a core elsewhere; `min` is not
  /// ambiguous.
  package static let duration: KeyValuePairs = [
    "ms": 1, "s": 1_000, "m": 60_000, "min": 60_000, "h": 3_600_000, "d": 86_400_000,
  ]

  /// The suffix that both durations and cpu have.
  package static let ambiguous = "m"

  package static var all: [String] { bytes.map(\.key) + duration.map(\.key) + ["%"] }
}

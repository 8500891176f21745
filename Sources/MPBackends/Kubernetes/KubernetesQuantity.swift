/// Amounts as Kubernetes writes them, exact.
enum KubernetesQuantity {
  /// - Parameter thousandths: Of a core.
  static func cpu(_ thousandths: Int) -> String {
    thousandths % 1000 == 0 ? "\(thousandths / 1000)" : "\(thousandths)m"
  }

  /// In the largest unit that is exact: `512Mi`, `100M`.
  static func bytes(_ count: Int) -> String {
    let units: KeyValuePairs = [
      "Ti": 1 << 40, "Gi": 1 << 30, "Mi": 1 << 20, "Ki": 1 << 10,
      "T": 1_000_000_000_000, "G": 1_000_000_000, "M": 1_000_000, "k": 1_000,
    ]
    guard count > 0, let unit = units.first(where: { count % $0.value == 0 }) else {
      return "\(count)"
    }
    return "\(count / unit.value)\(unit.key)"
  }
}

extension String {
  /// With two `$` for each: what Compose and the kubelet interpolate, they turn back into one.
  var doublingDollars: String {
    guard utf8.contains(UInt8(ascii: "$")) else { return self }
    return String(
      decoding: utf8.flatMap { $0 == UInt8(ascii: "$") ? [$0, $0] : [$0] },
      as: UTF8.self
    )
  }
}

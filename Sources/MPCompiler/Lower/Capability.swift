/// The capabilities of Linux, without `CAP_`.
enum Capability {
  static let all = [
    "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE",
    "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL",
    "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN",
    "NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP",
    "SETUID", "SYSLOG", "SYS_ADMIN", "SYS_BOOT", "SYS_CHROOT", "SYS_MODULE", "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "WAKE_ALARM",
  ]
}

/// An address of the network, alone or with the number of bits that count: `203.0.113.7`,
/// `203.0.113.0/24`, `2001:db8::/32`.
enum NetworkAddress {
  static func isValid(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let bytes = bytes(parts[0]) else { return false }
    guard parts.count == 2 else { return true }
    guard let length = number(parts[1], upTo: bytes.count * 8) else { return false }
    // What stands behind the bits that count is 0, or it is not clear what was meant.
    return bytes.enumerated().allSatisfy { index, byte in
      let counted = min(8, max(0, length - index * 8))
      return counted == 8 || byte & (0xFF >> counted) == 0
    }
  }

  /// Whether it is one address, and not a network.
  static func isHost(_ text: String) -> Bool { bytes(text[...]) != nil }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    text.contains(":") ? version6(text) : version4(text)
  }

  private static func version4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      .map { number($0, upTo: 255) }
    guard parts.count == 4, !parts.contains(nil) else { return nil }
    return parts.map { UInt8($0!) }
  }

  private static func version6(_ text: Substring) -> [UInt8]? {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count) else { return nil }
    let groups = halves.map { half in
      half.isEmpty
        ? [] : half.split(separator: ":", omittingEmptySubsequences: false).map(group)
    }
    guard !groups.joined().contains(nil) else { return nil }
    let count = groups.joined().count
    guard halves.count == 2 ? count < 8 : count == 8 else { return nil }
    let zeros = Array(repeating: UInt16?.some(0), count: 8 - count)
    let all = halves.count == 2 ? groups[0] + zeros + groups[1] : groups[0]
    return all.flatMap { [UInt8($0! >> 8), UInt8($0! & 0xFF)] }
  }

  private static func group(_ text: Substring) -> UInt16? {
    guard (1...4).contains(text.utf8.count), text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      return nil
    }
    return UInt16(text, radix: 16)
  }

  private static func number(_ text: Substring, upTo limit: Int) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy(\.isNumeral),
      text == "0" || !text.hasPrefix("0"), let value = Int(text), value <= limit
    else { return nil }
    return value
  }
}

extension String {
  /// A single address as the network of it alone.
  var asNetwork: String { contains(":") ? self + "/128" : self + "/32" }

  var asciiUppercased: String {
    String(decoding: utf8.map { $0.isLower ? $0 & 0xDF : $0 }, as: UTF8.self)
  }
}

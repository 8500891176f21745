/// What an image is made for: `linux/amd64`, `linux/arm/v7`.
enum PlatformName {
  private static let systems = ["linux", "windows"]
  private static let architectures = [
    "386", "amd64", "arm", "arm64", "loong64", "mips64le", "ppc64le", "riscv64", "s390x",
  ]
  /// What others call them.
  private static let aliases: KeyValuePairs<String, String> = [
    "x86_64": "amd64", "x86-64": "amd64", "aarch64": "arm64", "armv7": "arm/v7", "armhf": "arm/v7",
    "i386": "386", "i686": "386",
  ]

  /// - Returns: What to write instead, where the text is no platform.
  static func problem(_ text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let isVariant = parts.dropFirst(2).allSatisfy { $0.isVariant }
    if (2...3).contains(parts.count), isVariant, systems.contains(parts[0]),
      architectures.contains(parts[1])
    {
      return nil
    }
    let names = parts.flatMap { part in
      aliases.first { $0.key == part }?.value.split(separator: "/").map(String.init) ?? [part]
    }
    let meant =
      names.first.map(architectures.contains) ?? false ? ["linux"] + names : names
    guard meant.count >= 2, systems.contains(meant[0]), architectures.contains(meant[1]),
      meant.count == 2 || (meant.count == 3 && meant[2].isVariant)
    else { return "a system and a processor, such as `linux/amd64` or `linux/arm64`" }
    return "`\(meant.joined(separator: "/"))`"
  }
}

extension String {
  /// `v7`
  fileprivate var isVariant: Bool {
    utf8.count == 2 && utf8.first == UInt8(ascii: "v") && utf8.last!.isNumeral
  }
}

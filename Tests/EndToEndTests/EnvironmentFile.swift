/// Values as they stand in a `.env`, which Compose and the script have to read alike.
enum EnvironmentFile {
  /// A variable with its value in the quotes that it needs.
  static func line(_ name: String, _ value: String) -> String {
    let scalars = value.unicodeScalars
    let isBare = !value.isEmpty && scalars.allSatisfy { $0.isASCII && $0.properties.isAlphabetic }
    if isBare { return "\(name)=\(value)\n" }
    let isRaw = !scalars.contains { "'\n\r".unicodeScalars.contains($0) } && scalars.last != "\\"
    return isRaw ? "\(name)='\(value)'\n" : "\(name)=\"\(escaped(value))\"\n"
  }

  /// Between double quotes.
  private static func escaped(_ value: String) -> String {
    value.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\", "$": "\\\(scalar)"
      case "\n": "\\n"
      default: "\(scalar)"
      }
    }.joined()
  }
}

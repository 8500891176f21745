import Foundation

/// What a container sees of the world, one fact a line, in printable ASCII: so that equal facts are
/// equal bytes, and a difference can be read.
struct ContainerReport {
  /// What is known, under a name: `environment HOME`, `argument 3`.
  private(set) var facts: [String: String] = [:]

  /// Of what there may be several; a second fact of a name is added to the first.
  subscript(name: String) -> String? {
    get { facts[name] }
    set { facts[name] = newValue }
  }

  mutating func add(_ name: String, _ bytes: some Sequence<UInt8>) {
    let text = Self.escaped(bytes)
    facts[name] = facts[name].map { "\($0) and \(text)" } ?? text
  }

  /// A line for each fact that is not the same, or is missing.
  ///
  /// - Parameter isCompared: Which facts matter.
  func differences(
    from expected: ContainerReport,
    where isCompared: (String) -> Bool = { _ in true }
  ) -> [String] {
    Set(facts.keys).union(expected.facts.keys).filter(isCompared).sorted().compactMap { name in
      let (own, other) = (facts[name], expected.facts[name])
      return own == other ? nil : "\(name): \(own ?? "nothing") instead of \(other ?? "nothing")"
    }
  }

  /// `\xNN` for what is not printable ASCII.
  private static func escaped(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "\\") {
        return String(Unicode.Scalar(byte))
      }
      return "\\x" + String(Int(byte) + 0x100, radix: 16).dropFirst()
    }.joined()
  }
}

extension ContainerReport {
  mutating func add(environment: some Sequence<UInt8>) {
    let entry = Array(environment)
    let name = entry.prefix { $0 != UInt8(ascii: "=") }
    add("environment \(String(decoding: name, as: UTF8.self))", entry.dropFirst(name.count + 1))
  }

  mutating func add(arguments: [some Sequence<UInt8>]) {
    for (index, argument) in arguments.enumerated() { add("argument \(index)", argument) }
  }

  mutating func add(file path: String, mode: Int, owner: String, content: some Sequence<UInt8>) {
    self["mode of \(path)"] = String(mode, radix: 8)
    self["owner of \(path)"] = owner
    add("content of \(path)", content)
  }
}

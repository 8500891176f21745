import MPDiagnostics
import MPIR

/// What workloads use and what is none itself.
extension Lowering {
  mutating func lowerVolumes() -> [SharedVolume] {
    var names: [String: Origin] = [:]
    var volumes: [SharedVolume] = []
    for block in system.volumes {
      if let first = names.updateValue(block.origin, forKey: block.name) {
        report(
          LowerFindings.volumeClash(block.name, at: block.origin.range, other: first.range),
          block.origin
        )
        continue
      }
      guard let size = size(block.body, block.word, block.origin) else { continue }
      volumes.append(
        SharedVolume(
          name: block.name,
          size: size,
          isShared: block.body.attribute("shared")?.value.isTrue ?? false,
          storageClass: storageClass(block.body, block.origin),
          isReadOnly: block.body.attribute("read_only")?.value.isTrue ?? false,
          origin: block.origin
        )
      )
    }
    return volumes
  }

  /// How much a volume holds, which no target guesses.
  mutating func size(
    _ body: ExpandedBody,
    _ word: String,
    isOwn: Bool = false,
    _ origin: Origin
  ) -> Int? {
    guard let attribute = body.attribute("size") else {
      if !body.isBroken {
        report(LowerFindings.missingSize(word, isOwn: isOwn, at: origin.range), origin)
      }
      return nil
    }
    guard case .quantity(let quantity) = attribute.value.kind else { return nil }
    if quantity.amount < 1 << 20 {
      report(
        LowerFindings.tooLittle("size", Quantity(.bytes, 1 << 20), at: attribute.valueRange),
        origin
      )
    }
    return quantity.amount
  }

  mutating func storageClass(_ body: ExpandedBody, _ origin: Origin) -> String? {
    guard let attribute = body.attribute("class"), let name = attribute.value.text else {
      return nil
    }
    if KubernetesName.problem(name) != nil {
      report(LowerFindings.badStorageClass(name, at: attribute.valueRange), origin)
    }
    return name
  }

  mutating func checkExternals() {
    for block in system.externals {
      checkAddresses(of: block)
      guard let host = block.body.attribute("host") else {
        if !block.body.isBroken {
          report(LowerFindings.missingHost(block.word, at: block.origin.range), block.origin)
        }
        continue
      }
      guard let text = host.value.text else { continue }
      if !HostName.isValid(text), !NetworkAddress.isHost(text) {
        report(LowerFindings.badHost(text, at: host.valueRange), block.origin)
      }
      for entry in block.body.map("ports") {
        guard let number = entry.value.portNumber, !(1...65535).contains(number) else { continue }
        report(LowerFindings.badPortNumber(number, at: entry.valueRange), block.origin)
      }
    }
  }
}

/// Where something outside is: a name of the DNS, or an address.
enum HostName {
  static func isValid(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253
      && labels.allSatisfy { label in
        let isEnd = { (byte: UInt8?) in
          byte.map { $0.isLower || $0.isUpper || $0.isNumeral } ?? false
        }
        return label.utf8.count <= 63 && isEnd(label.utf8.first) && isEnd(label.utf8.last)
          && label.utf8.allSatisfy { isEnd($0) || $0 == UInt8(ascii: "-") }
      }
  }
}

extension Value {
  fileprivate var portNumber: Int? {
    switch kind {
    case .int(let number), .port(let number, _): number
    default: nil
    }
  }
}

import MPDiagnostics
import MPIR

extension Lowering {
  /// What the spec says in the words of targets themselves.
  mutating func patches(_ service: ExpandedService) -> Patches {
    var patches = Patches()
    for block in service.body.blocks {
      let origin = Origin(range: block.range, trace: service.origin.trace)
      switch block.name {
      case "kubernetes":
        patches.kubernetes = block.body.blocks.map { part in
          let origin = Origin(range: part.range, trace: service.origin.trace)
          return .init(.init(part.name), value(of: part.body, origin), origin: origin)
        }
      case "compose": patches.compose = value(of: block.body, origin)
      case "shell": patches.shell = block.body.attribute("run_args")?.value.texts ?? []
      default: continue
      }
      patches.origin = origin
    }
    return patches
  }

  private mutating func value(of body: ExpandedBody, _ origin: Origin) -> PatchValue {
    var entries = body.attributes.map { PatchValue.Entry($0.name, $0.value.patch) }
    entries += body.removed.map { .init($0, .null) }
    for block in body.blocks {
      if let attribute = body.attribute(block.name) {
        report(
          CheckFindings.setTwice(block.name, at: block.range, first: attribute.keyRange),
          origin
        )
        continue
      }
      entries.append(.init(block.name, value(of: block.body, origin)))
    }
    return .map(entries)
  }
}

extension Patches.Part {
  fileprivate init(_ word: String) {
    switch word {
    case "pod": self = .pod
    case "container": self = .container
    default: self = .object(kind: word)
    }
  }
}

extension Value {
  /// As YAML and JSON have it; the checker has seen to it that they do.
  fileprivate var patch: PatchValue {
    switch kind {
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    case .text(let text): .text(text)
    case .list(let elements): .list(elements.map(\.patch))
    case .map(let fields): .map(fields.map { .init($0.key, $0.value.patch) })
    default: .null
    }
  }
}

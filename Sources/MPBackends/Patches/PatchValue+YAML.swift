import MPIR
import MPYAML

extension PatchValue {
  /// What a writer has written: one node.
  ///
  /// Whatever is not patched goes to its text without a tree between. What is patched is written, read
  /// again, and written with its patch: so there is one place that says what each thing looks like.
  init(writtenBy write: (borrowing YAMLWriter) -> Void) {
    let yaml = YAMLWriter()
    yaml.document { write(yaml) }
    guard let documents = try? YAMLReader.documents(in: yaml.finish()), let root = documents.first
    else { preconditionFailure("the reader does not read what the writer has written") }
    self.init(root)
  }

  /// A plain scalar that the writer has written is a number, `true`, `false` or `null` exactly if it reads
  /// like one: strings that do are quoted.
  private init(_ node: YAMLNode) {
    switch node {
    case .mapping(let pairs, _):
      self = .map(pairs.map { Entry($0.key.text, PatchValue($0.value)) })
    case .sequence(let items, _): self = .list(items.map { PatchValue($0) })
    case .scalar(let scalar):
      guard scalar.style == .plain else {
        self = .text(scalar.text)
        return
      }
      switch scalar.text {
      case "true": self = .bool(true)
      case "false": self = .bool(false)
      case "null": self = .null
      default: self = Int(scalar.text).map(PatchValue.int) ?? .text(scalar.text)
      }
    }
  }

  func write(to yaml: borrowing YAMLWriter) {
    switch self {
    case .null: yaml.null()
    case .bool(let value): yaml.boolean(value)
    case .int(let value): yaml.integer(value)
    case .float(let value): yaml.float(value)
    case .text(let text): yaml.string(text)
    case .list(let elements):
      yaml.sequence {
        for element in elements { element.write(to: yaml) }
      }
    case .map(let entries):
      yaml.mapping { writeEntries(entries, to: yaml) }
    }
  }

  private func writeEntries(_ entries: [Entry], to yaml: borrowing YAMLWriter) {
    for entry in entries {
      yaml.key(entry.key)
      entry.value.write(to: yaml)
    }
  }
}

internal import CLibYAML

extension YAMLReader {
  /// An event of libyaml, in Swift's memory.
  struct Event {
    enum Kind {
      case scalar(YAMLNode.Scalar)
      case sequenceStart
      case mappingStart
      /// The end of a collection, and the boundaries of documents.
      case between
      case streamEnd
    }

    let kind: Kind
    let mark: YAMLMark
  }
}

extension YAMLReader.Event.Kind {
  init(_ event: yaml_event_t, at mark: YAMLMark) {
    switch event.type {
    case YAML_SCALAR_EVENT: self = .scalar(YAMLNode.Scalar(event, at: mark))
    case YAML_SEQUENCE_START_EVENT: self = .sequenceStart
    case YAML_MAPPING_START_EVENT: self = .mappingStart
    case YAML_STREAM_END_EVENT: self = .streamEnd
    default: self = .between
    }
  }
}

extension YAMLNode.Scalar {
  fileprivate init(_ event: yaml_event_t, at mark: YAMLMark) {
    let scalar = event.data.scalar
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    text = String(decoding: bytes, as: UTF8.self)
    style = YAMLNode.Style(scalar.style)
    tag = scalar.tag.map { String(cString: $0) }
    self.mark = mark
  }
}

extension YAMLNode.Style {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}

extension YAMLMark {
  /// libyaml counts from zero.
  init(_ mark: yaml_mark_t) {
    self.init(line: mark.line + 1, column: mark.column + 1)
  }
}

extension yaml_event_t {
  /// Whether the event is an alias, or a node with an anchor.
  var hasAnchor: Bool {
    switch type {
    case YAML_ALIAS_EVENT: true
    case YAML_SCALAR_EVENT: data.scalar.anchor != nil
    case YAML_SEQUENCE_START_EVENT: data.sequence_start.anchor != nil
    case YAML_MAPPING_START_EVENT: data.mapping_start.anchor != nil
    default: false
    }
  }
}

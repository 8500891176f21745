internal import CLibYAML

/// Documents as calls in, the bytes of one YAML stream out.
///
/// There is no tree between: each call is an event of libyaml, so the cost of a document is about
/// that of its text. Only the style of each scalar is decided here, by `ScalarStyle`.
///
/// ```swift
/// let yaml = YAMLWriter(header: ["Written by mpc."])
/// yaml.document {
///   yaml.mapping {
///     yaml.entry("name", "histogram")
///     yaml.mapping("services") { … }
///   }
/// }
/// let bytes = yaml.finish()
/// ```
///
/// Block style, indent 2, UTF-8 without escapes where libyaml allows it, LF, no line width, no
/// anchors. A sequence in a mapping stands at the indent of its key, as kubectl prints it; an empty
/// one is `[]`, an empty mapping `{}`. The documents of a stream are parted by `---`. Keys of one
/// mapping must differ: this is the caller's to ensure, and `YAMLReader` checks it.
///
/// Calls that make no document (a key without a value, two roots) are a mistake in the calling code
/// and trap.
package struct YAMLWriter: ~Copyable {
  private let emitter: UnsafeMutablePointer<yaml_emitter_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let output: UnsafeMutablePointer<[UInt8]>

  /// - Parameter header: lines of a comment at the top of the stream, without the `#`.
  package init(header: [String] = []) {
    emitter = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    output = .allocate(capacity: 1)
    output.initialize(to: comment(header))

    precondition(yaml_emitter_initialize(emitter) == 1, "libyaml: no memory for an emitter")
    yaml_emitter_set_encoding(emitter, YAML_UTF8_ENCODING)
    yaml_emitter_set_indent(emitter, 2)
    yaml_emitter_set_width(emitter, -1)
    yaml_emitter_set_unicode(emitter, 1)
    yaml_emitter_set_break(emitter, YAML_LN_BREAK)
    yaml_emitter_set_output(
      emitter,
      { output, bytes, count in
        output!.assumingMemoryBound(to: [UInt8].self).pointee
          .append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        return 1
      },
      output
    )
    emit(yaml_stream_start_event_initialize(event, YAML_UTF8_ENCODING))
  }

  deinit {
    yaml_emitter_delete(emitter)
    emitter.deallocate()
    event.deallocate()
    output.deinitialize(count: 1)
    output.deallocate()
  }

  /// Ends the stream. Its text ends with one line feed, or is empty when there was no document.
  package consuming func finish() -> [UInt8] {
    emit(yaml_stream_end_event_initialize(event))
    return output.pointee
  }

  /// One document; `content` writes exactly one node.
  package func document(_ content: () -> Void) {
    emit(yaml_document_start_event_initialize(event, nil, nil, nil, 1))
    content()
    emit(yaml_document_end_event_initialize(event, 1))
  }

  /// A mapping; `content` writes entries, or keys each followed by one node.
  package func mapping(_ content: () -> Void) {
    emit(yaml_mapping_start_event_initialize(event, nil, nil, 1, YAML_BLOCK_MAPPING_STYLE))
    content()
    emit(yaml_mapping_end_event_initialize(event))
  }

  /// A sequence; `content` writes its items.
  package func sequence(_ content: () -> Void) {
    emit(yaml_sequence_start_event_initialize(event, nil, nil, 1, YAML_BLOCK_SEQUENCE_STYLE))
    content()
    emit(yaml_sequence_end_event_initialize(event))
  }

  /// A key of the mapping that is being written; its value is the next node.
  package func key(_ text: String) {
    scalar(text, ScalarStyle(key: text))
  }

  /// A string that every reader takes for this string.
  package func string(_ text: String) {
    scalar(text, ScalarStyle(value: text))
  }

  /// A decimal number, as a number.
  package func integer(_ value: Int) {
    scalar(String(value), .plain)
  }

  /// `true` or `false`, as a boolean.
  package func boolean(_ value: Bool) {
    scalar(value ? "true" : "false", .plain)
  }

  /// A decimal fraction, as a number.
  ///
  /// - Parameter value: finite.
  package func float(_ value: Double) {
    var text = value.description
    // Without a point, YAML 1.1 takes it for a string: `1e+20`.
    if let exponent = text.firstIndex(of: "e"), !text.contains(".") {
      text.insert(contentsOf: ".0", at: exponent)
    }
    scalar(text, .plain)
  }

  package func null() {
    scalar("null", .plain)
  }

  private func scalar(_ text: String, _ style: ScalarStyle) {
    var text = text
    text.withUTF8 { bytes in
      emit(
        yaml_scalar_event_initialize(
          event,
          nil,
          nil,
          bytes.baseAddress,
          CInt(bytes.count),
          1,
          1,
          style.libyamlStyle
        )
      )
    }
  }

  /// Hands over the event that was just made; libyaml takes and frees what it holds.
  private func emit(_ isInitialized: CInt) {
    precondition(isInitialized == 1, "libyaml: no memory for an event")
    guard yaml_emitter_emit(emitter, event) == 1 else {
      preconditionFailure(
        "libyaml: \(emitter.pointee.problem.map { String(cString: $0) } ?? "no memory")"
      )
    }
  }
}

extension ScalarStyle {
  fileprivate var libyamlStyle: yaml_scalar_style_t {
    switch self {
    case .plain: YAML_PLAIN_SCALAR_STYLE
    case .doubleQuoted: YAML_DOUBLE_QUOTED_SCALAR_STYLE
    case .literal: YAML_LITERAL_SCALAR_STYLE
    }
  }
}

/// libyaml writes no comments. A header quotes names of files and the like, so whatever could end
/// its line or is no legal character of YAML is written as an escape.
private func comment(_ lines: [String]) -> [UInt8] {
  var bytes: [UInt8] = []
  for line in lines {
    var text = line.isEmpty ? "#" : "# "
    for scalar in line.unicodeScalars {
      text += scalar.isWrittenRaw ? String(scalar) : scalar.escaped(asASCII: true)
    }
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }
  return bytes
}

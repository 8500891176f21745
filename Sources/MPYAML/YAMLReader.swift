internal import CLibYAML

/// The bytes of a YAML stream in, one tree for each of its documents out.
///
/// UTF-8 only. It refuses what mpc never writes and what can hurt a reader: anchors and aliases,
/// duplicate keys, keys that are collections, and deep nesting, for which libyaml has no limit.
package struct YAMLReader: ~Copyable {
  /// How many collections may stand in one another.
  package static let maximumDepth = 200

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeBufferPointer<UInt8>

  /// The documents of a stream, in order; an empty document is an empty plain scalar.
  package static func documents(in bytes: [UInt8]) throws(YAMLError) -> [YAMLNode] {
    if bytes.isEmpty { return [] }
    return try bytes.withUnsafeBufferPointer { (input) throws(YAMLError) in
      try YAMLReader(input).stream()
    }
  }

  /// - Parameter input: not empty, and outlives the reader.
  private init(_ input: UnsafeBufferPointer<UInt8>) {
    self.input = input
    parser = .allocate(capacity: 1)
    precondition(yaml_parser_initialize(parser) == 1, "libyaml: no memory for a parser")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  private func stream() throws(YAMLError) -> [YAMLNode] {
    var documents: [YAMLNode] = []
    while true {
      let event = try next()
      if case .streamEnd = event.kind { return documents }
      if let root = try node(event, depth: 0) { documents.append(root) }
    }
  }

  /// The node that `event` begins, or nil when it begins none: the end of a collection.
  private func node(_ event: Event, depth: Int) throws(YAMLError) -> YAMLNode? {
    switch event.kind {
    case .scalar(let scalar):
      return .scalar(scalar)
    case .sequenceStart:
      try checkDepth(depth, at: event.mark)
      return .sequence(try items(depth: depth + 1), at: event.mark)
    case .mappingStart:
      try checkDepth(depth, at: event.mark)
      return .mapping(try pairs(depth: depth + 1), at: event.mark)
    case .between, .streamEnd:
      return nil
    }
  }

  private func checkDepth(_ depth: Int, at mark: YAMLMark) throws(YAMLError) {
    if depth >= Self.maximumDepth { throw YAMLError(reason: .tooDeep, mark: mark) }
  }

  private func items(depth: Int) throws(YAMLError) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while let item = try node(next(), depth: depth) { items.append(item) }
    return items
  }

  private func pairs(depth: Int) throws(YAMLError) -> [YAMLNode.Pair] {
    var pairs: [YAMLNode.Pair] = []
    // By bytes: for YAML `é` and `e` with an accent are two keys, for `String` they are one.
    var seen: Set<[UInt8]> = []
    while let keyNode = try node(next(), depth: depth) {
      guard case .scalar(let key) = keyNode else {
        throw YAMLError(reason: .collectionAsKey, mark: keyNode.mark)
      }
      guard seen.insert(Array(key.text.utf8)).inserted else {
        throw YAMLError(reason: .duplicateKey(key.text), mark: key.mark)
      }
      // libyaml gives a value to every key.
      guard let value = try node(next(), depth: depth) else { return pairs }
      pairs.append(YAMLNode.Pair(key: key, value: value))
    }
    return pairs
  }

  /// libyaml's next event; it throws where the text is no YAML, or has an anchor or an alias.
  private func next() throws(YAMLError) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
    defer { yaml_event_delete(&event) }
    let mark = YAMLMark(event.start_mark)
    if event.hasAnchor { throw YAMLError(reason: .anchorOrAlias, mark: mark) }
    return Event(kind: Event.Kind(event, at: mark), mark: mark)
  }

  private func syntaxError() -> YAMLError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "no memory"
    return YAMLError(reason: .syntax(problem), mark: problemMark())
  }

  /// An error in the encoding has only an offset in the bytes, the others a mark.
  private func problemMark() -> YAMLMark {
    guard parser.pointee.error == YAML_READER_ERROR else {
      return YAMLMark(parser.pointee.problem_mark)
    }
    let before = input.prefix(parser.pointee.problem_offset)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? before.startIndex
    return YAMLMark(
      line: 1 + before.count { $0 == UInt8(ascii: "\n") },
      column: 1 + String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars.count
    )
  }
}

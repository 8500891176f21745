/// A key and its value in one call.
extension YAMLWriter {
  package func entry(_ key: String, _ value: String) {
    self.key(key)
    string(value)
  }

  package func entry(_ key: String, _ value: Int) {
    self.key(key)
    integer(value)
  }

  package func entry(_ key: String, _ value: Bool) {
    self.key(key)
    boolean(value)
  }

  /// A key and a sequence of strings.
  package func entry(_ key: String, _ values: [String]) {
    sequence(key) {
      for value in values { string(value) }
    }
  }

  /// A key and a mapping, which `content` writes.
  package func mapping(_ key: String, _ content: () -> Void) {
    self.key(key)
    mapping(content)
  }

  /// A key and a sequence, whose items `content` writes.
  package func sequence(_ key: String, _ content: () -> Void) {
    self.key(key)
    sequence(content)
  }
}

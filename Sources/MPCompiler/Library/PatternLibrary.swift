/// The shipped patterns and traits, and the files that they mount: the folder `patterns/`, in the
/// binary. A pattern or trait stands in the file of its name.
package struct PatternLibrary: Sendable {
  package struct File: Sendable {
    package var name: String
    package var bytes: @Sendable () -> [UInt8]
  }

  package var files: [File]

  package init(files: [File]) { self.files = files }

  /// How findings name a file of the library.
  static func displayName(_ file: String) -> String { "patterns/" + file }

  package func bytes(_ name: String) -> [UInt8]? {
    files.first { $0.name == name }?.bytes()
  }

  /// The names of the patterns and traits.
  package var names: [String] {
    files.compactMap { $0.name.hasSuffix(".mp") ? String($0.name.dropLast(3)) : nil }
  }
}

import MPCompiler

/// The reference of the language and of the shipped patterns, by topics, as text for terminals.
///
/// ```swift
/// print(Reference().page(for: "service.ready") ?? "no such topic")
/// ```
public struct Reference: Sendable {
  private let handbook: Handbook

  public init() { handbook = Handbook() }

  /// With the patterns and traits of a spec, which hide shipped ones of their names.
  ///
  /// - Parameters:
  ///   - spec: The text; what is wrong with it is left out.
  ///   - name: How it is called.
  public init(spec: [UInt8], name: String) {
    handbook = Handbook(spec: (name, spec))
  }

  /// Every topic: `service.ready.every`, `scatter_gather`, `E0203`.
  public var topics: [String] { handbook.topics }

  /// The list of the topics, by group.
  public var index: String { handbook.index }

  /// - Returns: What is known about a topic; nil where it is none.
  public func page(for topic: String) -> String? { handbook.page(topic) }

  /// At most three topics that one which there is not was probably meant to be, the nearest first.
  public func topics(near topic: String) -> [String] { handbook.topics(near: topic) }

  // MARK: - Patterns

  /// The names of the patterns and traits.
  public var patternNames: [String] { handbook.patternNames }

  /// Patterns and traits with what they are for, one a line.
  public var patternList: String { handbook.patternList }

  /// - Returns: What a pattern or trait takes and offers, with an example; nil where there is none.
  public func patternPage(for name: String) -> String? { handbook.patternPage(name) }

  /// At most three patterns and traits that one which there is not was probably meant to be.
  public func patternNames(near name: String) -> [String] { handbook.patternNames(near: name) }

  /// A spec to begin with, which can be built, tested and run as it is.
  ///
  /// - Parameters:
  ///   - folder: What it is for; the app is called after it, as far as names go.
  ///   - pattern: Whose example it shows; nil for a single service.
  /// - Returns: nil where there is no such pattern or trait.
  public func starterSpec(for folder: String, pattern: String? = nil) -> String? {
    MPCompiler.starterSpec(folder: folder, pattern: pattern)
  }
}

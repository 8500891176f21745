/// How bad a finding is.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// Nothing is written.
  case error
  /// What a target cannot give.
  case lossy
  /// Worth a change.
  case warning
  /// For information.
  case note

  private var rank: Int {
    switch self {
    case .error: 3
    case .lossy: 2
    case .warning: 1
    case .note: 0
    }
  }

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// A finding about a spec: data, not prose, so that people, editors and CI get the same.
///
/// It is made by a static function in the `…Findings.swift` of its phase, and turned into text by
/// the renderers of this module only.
public struct Diagnostic: Hashable, Sendable {
  /// A place and what is to be said there.
  public struct Label: Hashable, Sendable {
    public var range: SourceRange
    /// Empty where the marks alone say it.
    public var text: String

    package init(_ range: SourceRange, _ text: String = "") {
      self.range = range
      self.text = text
    }
  }

  /// A change that mends what the finding is about.
  public struct FixIt: Hashable, Sendable {
    public struct Edit: Hashable, Sendable {
      public var range: SourceRange
      public var replacement: String

      package init(_ range: SourceRange, _ replacement: String) {
        self.range = range
        self.replacement = replacement
      }
    }

    /// An imperative: "replace with `replicas`".
    public var message: String
    public var edits: [Edit]

    package init(_ message: String, _ edits: [Edit]) {
      self.message = message
      self.edits = edits
    }
  }

  public var code: DiagnosticCode
  public var severity: Severity
  /// One sentence without a full stop; names of the language stand in backquotes.
  public var message: String
  public var primary: Label
  public var labels: [Label]
  /// Further facts, each a sentence.
  public var notes: [String]
  /// What to write instead, each an imperative.
  public var help: [String]
  public var fixIts: [FixIt]
  /// The instances and traits that led here, the innermost first.
  public var trace: [Label]
  /// The platforms that it is about; none where it is about the spec itself.
  public package(set) var targets: [String] = []
  /// What makes it an error though it is none by itself.
  public package(set) var denial: Denial?

  package init(
    _ code: DiagnosticCode,
    _ message: String,
    at primary: Label,
    labels: [Label] = [],
    notes: [String] = [],
    help: [String] = [],
    fixIts: [FixIt] = [],
    trace: [Label] = []
  ) {
    self.code = code
    self.severity = code.severity
    self.message = Self.shortened(message)
    self.primary = primary
    self.labels = labels
    self.notes = notes.map(Self.shortened)
    self.help = help.map(Self.shortened)
    self.fixIts = fixIts
    self.trace = trace
  }

  /// A sentence in which no quotation is longer than people read: a name may have a million letters.
  private static func shortened(_ sentence: String) -> String {
    guard sentence.utf8.count > 300 else { return sentence }
    let parts = sentence.split(separator: "`", omittingEmptySubsequences: false)
    guard !parts.count.isMultiple(of: 2) else { return sentence }
    return parts.enumerated()
      .map { index, part in
        index.isMultiple(of: 2) || part.utf8.count <= 200 ? part : part.prefix(100) + "…"
      }
      .joined(separator: "`")
  }
}

/// Where an item stands, and so what it may be.
enum BodyContext {
  /// `blocks`: in a `when` around blocks, at the top of a file or in a pattern.
  case file, blocks, entries, pattern, trait, profile, test, map

  var name: String {
    switch self {
    case .file: "a file"
    case .blocks: "a `when` around blocks"
    case .entries: "a block"
    case .pattern: "a `pattern`"
    case .trait: "a `trait`"
    case .profile: "a `profile`"
    case .test: "a `test`"
    case .map: "a map"
    }
  }

  func allows(_ word: ItemWord) -> Bool {
    switch self {
    case .file:
      [.import, .app, .param, .let, .extend, .when, .profile, .test, .pattern, .trait]
        .contains(word)
    case .blocks: word == .when
    case .entries: [.when, .with].contains(word)
    case .pattern: [.param, .let, .require, .slot, .output, .when].contains(word)
    case .trait: [.param, .let, .require, .when, .with].contains(word)
    case .profile: word == .extend
    case .test: [.let, .expect].contains(word)
    case .map: false
    }
  }

  var allowsAssignments: Bool {
    switch self {
    case .entries, .trait, .profile, .map: true
    case .file, .blocks, .pattern, .test: false
    }
  }

  /// Of the body of a `when` that stands here.
  var ofConditionalBody: BodyContext {
    switch self {
    case .file, .blocks, .pattern: .blocks
    case .entries, .trait, .profile, .test, .map: .entries
    }
  }

  /// Whether something may be set here for an instance to override.
  var allowsDefault: Bool { self == .entries || self == .trait }
}

/// The words that begin an item of their own; every other word begins a block or an entry.
enum ItemWord: String {
  case `import`, app, profile, test, pattern, trait
  case slot, output, require, param, `let`
  case expect, extend, with, when

  /// Where such an item belongs, to say so where it stands elsewhere.
  var home: String {
    switch self {
    case .import, .app, .profile, .test, .pattern, .trait: "at the top of a file"
    case .slot, .output: "in a `pattern`"
    case .require: "in a `pattern` or a `trait`"
    case .param: "at the top of a file, in a `pattern` or in a `trait`"
    case .let: "at the top of a file, in a `pattern`, a `trait` or a `test`"
    case .expect: "in a `test`"
    case .extend: "at the top of a file or in a `profile`"
    case .with: "in a service, a job or a slot"
    case .when: "in a block, a `pattern`, a `trait` or at the top of a file"
    }
  }
}

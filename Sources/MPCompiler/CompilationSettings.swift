package import MPDiagnostics

/// What is said beside the spec: on the command line.
package struct CompilationSettings: Sendable {
  /// A name of a profile, as a text of its own.
  package var profiles: [Source.ID]
  package var params: [ParamSetting]

  package init(profiles: [Source.ID] = [], params: [ParamSetting] = []) {
    self.profiles = profiles
    self.params = params
  }
}

/// `tag=1.4.2`
package struct ParamSetting: Sendable {
  /// The name, as a text of its own.
  package var name: Source.ID
  /// The value, likewise.
  package var value: Source.ID

  package init(name: Source.ID, value: Source.ID) {
    self.name = name
    self.value = value
  }
}

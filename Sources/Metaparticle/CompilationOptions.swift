package import MPCompiler
public import MPDiagnostics

/// What is chosen, set and asked for beside a spec.
///
/// ```swift
/// let options = CompilationOptions(
///   profiles: ["production"],
///   params: [(name: "tag", value: "1.4.2")]
/// )
/// let compilation = Compilation(spec: bytes, name: "shop.mp", options: options)
/// ```
public struct CompilationOptions: Sendable {
  /// The profiles that apply; a later one wins over an earlier.
  public var profiles: [String]
  /// Values of the spec's params, which win over its profiles. For a param that is a string the
  /// value is taken as it stands; every other is read as the expression that could stand in the spec:
  /// `4`, `512Mi`, `["a", "b"]`.
  public var params: [(name: String, value: String)]

  /// Which findings are errors though their codes are none.
  public var denials: [Denial]

  /// How to get from the folder of a target's files to the root of the project, for images that are
  /// built from there.
  public var projectRoot: String

  public init(
    profiles: [String] = [],
    params: [(name: String, value: String)] = [],
    denials: [Denial] = [],
    projectRoot: String = "../.."
  ) {
    self.profiles = profiles
    self.params = params
    self.denials = denials
    self.projectRoot = projectRoot
  }

  /// As texts that findings can point into.
  package func settings(in sources: inout SourceMap) -> CompilationSettings {
    CompilationSettings(
      profiles: profiles.map { sources.add(name: "--profile", bytes: Array($0.utf8)) },
      params: params.map { param in
        ParamSetting(
          name: sources.add(name: "--set", bytes: Array(param.name.utf8)),
          value: sources.add(name: "--set \(param.name)", bytes: Array(param.value.utf8))
        )
      }
    )
  }
}

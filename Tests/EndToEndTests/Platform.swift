import Testing

/// Where the systems of these tests run. Both are containers of the one engine that is here.
enum Platform: String, CaseIterable, CustomTestStringConvertible {
  case compose
  case shell

  /// The label of everything that belongs to a deployed system; its value is the system's name.
  var projectLabel: String {
    switch self {
    case .compose: "com.docker.compose.project"
    case .shell: "io.metaparticle.project"
    }
  }

  var testDescription: String { rawValue }
}

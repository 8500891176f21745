extension TextTemplate.Part {
  /// The variable that holds it in a container where another's value, or a word of a command, has it
  /// inside: `MP_INDEX`. A literal has none.
  package var helperVariable: String? {
    switch self {
    case .literal: nil
    case .secret(let reference): reference.helperVariable
    case .replicaIndex: "MP_INDEX"
    case .replicaHost: "MP_HOST"
    }
  }
}

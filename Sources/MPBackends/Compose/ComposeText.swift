import MPIR

/// Texts as Compose has to find them in its file, so that it makes the right ones of them.
///
/// Compose interpolates every value, and no key: a `$` is written twice, and `${NAME}` is the value of a
/// variable of the environment or of the `.env` beside the file. What has no value must not be an error
/// or a warning here: `ps`, `logs`, `down` and `config` do not need any.
enum ComposeText {
  static func literal(_ text: String) -> String { text.doublingDollars }

  static func text(_ template: TextTemplate) -> String {
    template.parts.map { part in
      switch part {
      case .literal(let text): literal(text)
      case .secret(let secret): "${\(secret.variable)-}"
      // Filled in already: what has a number is a service of its own.
      case .replicaIndex, .replicaHost: ""
      }
    }.joined()
  }

  /// An empty variable counts as none: it would name the folder of the file.
  static func path(variable: String, default path: String) -> String {
    "${\(variable):-./\(literal(path))}"
  }

  /// A path that is there if all the variables have a value, and otherwise says by its name which have
  /// none: each adds a folder and leaves it again, if it can. With all of them it is always the same path,
  /// so that another secret is no reason to replace a container. It becomes a part of the error of the engine, which has to make the first container and cannot. That
  /// is before Compose has touched any other: one that only fails when it runs, or a service that
  /// depends on it, leaves containers that Compose has already replaced and not started again.
  static func proof(ofVariables variables: [String]) -> String {
    "./files/" + variables.map { "no-value-for-\($0)/${\($0):+../}" }.joined()
  }
}

import ArgumentParser
import Metaparticle

/// What is said to a question that has no answer.
enum Refusal {
  /// Says so, and what may have been meant.
  ///
  /// - Returns: The exit code to throw.
  static func unknown(
    _ kind: String,
    _ name: String,
    _ nearest: [String],
    list: String
  ) -> ExitCode {
    var text = "error: there is no \(kind) `\(name.visible)`\n"
    if nearest.isEmpty {
      text += "  help: `\(list)` lists all of them\n"
    } else {
      let names = nearest.map { "`\($0.visible)`" }.joined(separator: ", ")
      text += "  help: near to it: \(names); `\(list)` lists all of them\n"
    }
    Terminal.error.write(text)
    return ExitCode(1)
  }
}

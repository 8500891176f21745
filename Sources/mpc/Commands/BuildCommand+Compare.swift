import ArgumentParser
import Metaparticle

extension BuildCommand {
  /// Says what a build would change in the folder.
  ///
  /// - Throws: The exit code, unless that is nothing.
  func compare(_ artifacts: [Artifact]) throws {
    let comparison: FolderComparison
    do {
      comparison = try folder.compare(try files(artifacts), scope: scope)
    } catch {
      findings.show(error.problem)
      throw ExitCode(2)
    }
    switch comparison {
    case .same: findings.note("\(output): nothing to do, \(areCurrent(artifacts.count))")
    case .differs(let differences): try show(differences)
    case .unfinished:
      try refuse("a build of it was interrupted, or is at work", "finish it: \(command(for: nil))")
    case .missing: try refuse("there is no such folder", "write it: \(command(for: target))")
    case .notAnOutputFolder:
      try refuse(
        "mpc has not written it",
        "name a folder of \(command(for: target, folder: "DIR"))"
      )
    }
  }

  private func refuse(_ reason: String, _ help: String) throws -> Never {
    findings.show(Problem("\(output) cannot be compared: \(reason)", help: [help]))
    throw ExitCode(2)
  }

  private func show(_ differences: [FolderDifference]) throws -> Never {
    let report = DifferenceReport(
      folder: output,
      spec: spec.spec == SpecReader.standardInput ? "the spec" : spec.spec
    )
    var isDelivered = true
    for (index, difference) in differences.enumerated() where isDelivered {
      let text = (index > 0 ? "\n" : "") + report.text(of: difference)
      isDelivered = Terminal.output.write(text)
    }
    if !isDelivered { throw ExitCode(74) }
    findings.note("\(output): \(report.summary(of: differences)): \(command(for: target))")
    throw ExitCode(1)
  }

  /// The command that makes the folder what the spec says.
  private func command(for target: Target?, folder: String? = nil) -> String {
    var words = ["mpc", "build", spec.spec] + spec.compilation.words
    if let target { words += ["-t", target.rawValue] }
    words += ["-o", folder ?? output]
    let command = words.map(\.shellWord).joined(separator: " ")
    return spec.spec == SpecReader.standardInput ? command + " < SPEC" : command
  }
}

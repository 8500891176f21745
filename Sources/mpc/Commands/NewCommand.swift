import ArgumentParser
import Metaparticle

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Writes a spec to begin with, which can be built, tested and run as it is.",
    discussion: """
      The folder is made where it is not there; a spec.mp in it is left as it is. Exit codes: 0 fine, \
      1 no such pattern, 64 usage, 73 cannot write.
      """
  )

  @Argument(help: "The folder of the spec.", completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp("A pattern or trait to begin with.", valueName: "name"),
    completion: .list(Reference().patternNames)
  )
  var pattern: String?

  func run() throws {
    let reference = Reference()
    guard let spec = reference.starterSpec(for: folder, pattern: pattern) else {
      let name = pattern ?? ""
      throw Refusal.unknown(
        "pattern or trait",
        name,
        reference.patternNames(near: name),
        list: "mpc patterns"
      )
    }
    let path = folder.hasSuffix("/") ? "\(folder)spec.mp" : "\(folder)/spec.mp"
    do {
      try SingleFile.make(Array(spec.utf8), at: path)
    } catch {
      FindingOptions.plain.show(error.problem)
      throw ExitCode(error.exitCode)
    }
    let word = path.shellWord
    Terminal.error.write(
      """
      \(path) written; next:
        mpc test \(word)
        mpc build \(word) -o \("\(folder)/out".shellWord)
        docker compose -f \("\(folder)/out/compose/compose.yaml".shellWord) up -d --wait --remove-orphans

      """
    )
  }
}

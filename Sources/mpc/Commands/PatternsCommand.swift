import ArgumentParser
import Metaparticle

struct PatternsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns",
    abstract: "Lists the patterns and traits that come with mpc, or shows one with an example.",
    discussion: "Exit codes: 0 fine, 1 no such pattern, 64 usage, 74 output failed."
  )

  @Argument(
    help: "The pattern or trait to show.",
    completion: .list(Reference().patternNames)
  )
  var name: String?

  func run() throws {
    let reference = Reference()
    guard let name else { return try Terminal.deliver(reference.patternList) }
    guard let page = reference.patternPage(for: name) else {
      throw Refusal.unknown(
        "pattern or trait",
        name,
        reference.patternNames(near: name),
        list: "mpc patterns"
      )
    }
    try Terminal.deliver(page)
  }
}

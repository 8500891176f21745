import ArgumentParser
import Metaparticle

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tells what a finding, a word of a spec or a pattern means.",
    discussion: """
      A topic is the code of a finding (E0203), a word of the vocabulary (service, service.ready.every, \
      env), a pattern or trait (scatter_gather, scatter_gather.deadline), or a word of the grammar. \
      Without one, the topics are listed.
      Exit codes: 0 fine, 1 no such topic, 64 usage, 66 no such file, 74 output failed.
      """
  )

  @Argument(help: "What to explain.", completion: .list(Reference().topics))
  var topic: String?

  @Option(
    help: "A spec whose own patterns and traits are topics too.",
    completion: .file(extensions: ["mp"])
  )
  var spec: String?

  func run() throws {
    let reference = try reference()
    guard let topic else { return try Terminal.deliver(reference.index) }
    guard let page = reference.page(for: topic) else {
      throw Refusal.unknown("topic", topic, reference.topics(near: topic), list: "mpc explain")
    }
    try Terminal.deliver(page)
  }

  private func reference() throws -> Reference {
    guard let spec else { return Reference() }
    do {
      return Reference(spec: try SpecReader.spec(spec), name: SpecReader.displayName(spec))
    } catch {
      if let report = error.report { FindingOptions.plain.show(report) }
      throw ExitCode(error.exitCode)
    }
  }
}

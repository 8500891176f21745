import Foundation
import Metaparticle
import Testing

/// What `explain` and `patterns` say, and that all of it fits a terminal.
struct ExplainTests {
  private let command: RunningCommand

  init() throws { command = try RunningCommand() }

  private func explain(_ topic: String) throws -> String {
    let result = try command.run("explain", topic)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors == "")
    return result.output
  }

  @Test func aCodeHasItsSeverityItsTitleAndItsExplanation() throws {
    defer { command.remove() }
    let page = try explain("e0203")
    #expect(page.hasPrefix("error[E0203]: port needed by pattern\n\nThe pattern uses a port"))
    #expect(page.contains("\nRight:\n\n    scatter_gather search {\n"))
    #expect(!page.contains("```"))
    #expect(try explain("L0501").hasPrefix("lossy[L0501]: user by name\n"))
    #expect(try explain("N0412").hasPrefix("note[N0412]: "))
  }

  @Test func theVocabularyIsFoundByPathAndByWord() throws {
    defer { command.remove() }
    let service = try explain("service")
    #expect(service.hasPrefix("service NAME (block)\n\nA program that runs all the time"))
    #expect(service.contains("  identity = one of `\"none\"`, `\"stable\"`, default `\"none\"`\n"))
    #expect(service.contains("explain service.file`"))
    #expect(try explain("service.ready").hasPrefix("ready (block in `service`)\n"))
    let every = try explain("service.ready.every")
    #expect(every.contains("Takes: a `duration` such as `30s`\nDefault: `10s`\n"))
    #expect(
      try explain("ready.every") == every + "\nSee also: `service.sidecar.ready.every`\n"
    )
    #expect(try explain("app.images").contains("Each takes: a `string`"))
    #expect(try explain("env").hasPrefix("service.env { name = … }"))
    let labels = try explain("labels")
    #expect(labels.contains("app.labels {") && labels.contains("service.labels {"))
    let port = try explain("port")
    #expect(port.contains("expose.port (attribute)"))
    #expect(port.contains("service.ready.port (attribute)"))
  }

  @Test func patternsAndWhatTheyHaveAreTopics() throws {
    defer { command.remove() }
    let page = try explain("scatter_gather")
    #expect(page.hasPrefix("scatter_gather (pattern)\n\nSends each request to every leaf at once"))
    #expect(page == (try command.run("patterns", "scatter_gather").output))
    #expect(try explain("scatter_gather.deadline").contains("deadline: duration(1ms..1h) = 1s\n"))
    #expect(try explain("scatter_gather.leaf").contains("Needs the ports: http."))
    #expect(try explain("scatter_gather.http").contains("Where requests go."))
    #expect(try explain("js_function.code").contains("code: string, needed\n"))
  }

  @Test func theRestOfTheLanguageIsThereToo() throws {
    defer { command.remove() }
    #expect(try explain("join").hasPrefix("join(list, separator) (function)\n"))
    #expect(try explain("bytes").contains("a size such as `512Mi`"))
    #expect(try explain("mp.images.nginx").contains("`nginx:"))
    #expect(try explain("slot").contains("a service that the user of a pattern completes"))
  }

  @Test func aSpecsOwnPatternsAreTopicsOnRequest() throws {
    defer { command.remove() }
    try command.write(
      """
      app shop

      /// Hides the shipped one.
      pattern function {
        /// A colour\u{202E}.
        param colour: "red" | "blue"
        service main { image = "x" }
      }
      let broken = (
      """
    )
    let own = try command.run("explain", "--spec", "spec.mp", "function.colour")
    #expect(own.status == 0)
    #expect(own.output.contains("colour: \"red\" | \"blue\", needed\n      A colour\\u{202e}."))
    let page = try command.run("explain", "--spec", "spec.mp", "function")
    #expect(page.output.contains("Hides the shipped one."))
    #expect(!page.output.contains("JavaScript"))
    let missing = try command.run("explain", "--spec", "none.mp", "function")
    #expect(missing.status == 66)
    #expect(missing.errors.contains("error[E0001]"))
  }

  @Test(arguments: [
    ("imag", "`service.image`"), ("environment", "`service.env`"), ("E0999", "`E0"),
    ("service.readdy", "`service.ready`"), ("scater_gather", "`scatter_gather`"),
    ("xyzzy-plugh", "`mpc explain` lists"),
  ])
  func anUnknownTopicOffersTheNearest(_ topic: String, _ offer: String) throws {
    defer { command.remove() }
    let result = try command.run("explain", topic)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("error: there is no topic `\(topic)`\n  help: "))
    #expect(result.errors.contains(offer), "\(result.errors)")
  }

  @Test func withoutATopicTheTopicsAreListed() throws {
    defer { command.remove() }
    let result = try command.run("explain")
    #expect(result.status == 0)
    for heading in ["Blocks", "Patterns and traits", "Words of the grammar", "Codes of findings"] {
      #expect(result.output.contains("\n\(heading)"))
    }
    #expect(result.output.contains("  E0203  port needed by pattern\n"))
  }

  /// Every topic has a page, and every line of it is short enough for a terminal.
  @Test func everyTopicHasAPage() throws {
    defer { command.remove() }
    let reference = Reference()
    #expect(Set(reference.topics).isSuperset(of: DiagnosticCode.allCases.map(\.rawValue)))
    for topic in reference.topics {
      let page = try #require(reference.page(for: topic), "\(topic)")
      #expect(page.hasSuffix("\n") && !page.hasSuffix("\n\n"), "\(topic)")
      for line in page.split(separator: "\n") { #expect(line.count <= 100, "\(topic): \(line)") }
    }
  }

  // MARK: - patterns

  @Test func patternsAreListedOneALine() throws {
    defer { command.remove() }
    let result = try command.run("patterns")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == Reference().patternNames.count)
    for (line, name) in zip(lines, Reference().patternNames) {
      #expect(line.hasPrefix(name + " "))
      #expect(line.contains(" pattern  ") || line.contains(" trait    "))
    }
    let unknown = try command.run("patterns", "scater")
    #expect(unknown.status == 1)
    #expect(unknown.errors.hasPrefix("error: there is no pattern or trait `scater`\n"))
  }
}

import Foundation
import Metaparticle
import Testing

/// `mpc new` as a shell sees it.
struct NewCommandTests {
  @Test func whatItWritesIsBuiltAndTestedAtOnce() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    let result = try command.run("new", "a/My_Shop")
    #expect(result.status == 0 && result.output == "")
    #expect(
      result.errors == """
        a/My_Shop/spec.mp written; next:
          mpc test a/My_Shop/spec.mp
          mpc build a/My_Shop/spec.mp -o a/My_Shop/out
          docker compose -f a/My_Shop/out/compose/compose.yaml up -d --wait --remove-orphans

        """
    )
    let test = try command.run("test", "a/My_Shop/spec.mp")
    #expect(test.status == 0 && test.output.hasSuffix("2 tests passed\n"))
    let build = try command.run("build", "a/My_Shop/spec.mp", "-o", "a/My_Shop/out")
    #expect(build.status == 0)
    #expect(try command.run("dump", "ir", "a/My_Shop/spec.mp").output.hasPrefix("system my-shop\n"))
    #expect(try command.run("fmt", "--check", "a/My_Shop/spec.mp").status == 0)
  }

  /// Every example can be run: it needs no image that is not stock.
  @Test(arguments: Reference().patternNames) func beginsWithAPattern(_ name: String) throws {
    let spec = try #require(Reference().starterSpec(for: "x", pattern: name))
    let compilation = Compilation(spec: Array(spec.utf8), name: "spec.mp")
    #expect(compilation.findings.filter { $0.severity == .error }.isEmpty, "\(spec)")
    let tests = compilation.runTests()
    #expect(!tests.isEmpty && tests.allSatisfy { $0.findings.isEmpty })
  }

  @Test func whatIsThereStays() throws {
    let command = try RunningCommand()
    defer { command.remove() }
    try command.write("mine")
    let result = try command.run("new", ".")
    #expect(result.status == 73)
    #expect(result.errors == "error: cannot make ./spec.mp: File exists\n")
    let unknown = try command.run("new", "b", "--pattern", "scater_gather")
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("scatter_gather"))
  }

  @Test(arguments: [
    ("shop", "shop"), ("./shop/", "shop"), ("..", "example"), ("/", "example"),
    ("a/Big Shop", "example"),
    ("MyShop2", "my-shop2"), ("test", "example"), ("9", "example"), ("\u{1}", "example"),
  ])
  func theAppIsCalledAfterTheFolder(_ folder: String, _ name: String) throws {
    let spec = try #require(Reference().starterSpec(for: folder))
    #expect(spec.contains("\napp \(name)\n"))
  }
}

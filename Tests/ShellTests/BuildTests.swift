import Foundation
import Testing

/// Images that are made here.
struct BuildTests {
  private static let spec = """
    app shop { version = "1.0", registry = "ghcr.io/acme" }
    service api {
      build { context = "app dir", dockerfile = "Dockerfile.prod", target = "run", args { A = "b c" } }
      platform = "linux/arm64"
    }
    service web { image = "acme/web:1", platform = "linux/arm64" }
    """

  private static let image = "ghcr.io/acme/shop-api:1.0"

  private func makeContext(_ shop: Deployment) throws {
    let context = shop.scratch.at("double/app dir")
    try FileManager.default.createDirectory(at: context, withIntermediateDirectories: true)
  }

  @Test func areBuiltAndPushed() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      try makeContext(shop)
      return [
        try shop.run("build"), try shop.run("push"), try shop.run("up"), try shop.run("up"),
      ]
    }
    try #require(runs.count == 4)
    #expect(runs.map(\.status) == [0, 0, 0, 0], "\(runs.map(\.error))")
    #expect(runs[0].output == "\(Self.image): built\n")
    #expect(
      runs[0].calls.hasSuffix(
        """
        build
        --tag
        \(Self.image)
        --platform
        linux/arm64
        --file
        SCRATCH/shell/../double/app dir/Dockerfile.prod
        --target
        run
        --build-arg
        A=b c
        SCRATCH/shell/../double/app dir
        --

        """
      )
    )
    #expect(runs[1].output == "\(Self.image): pushed\n")
    #expect(!runs[2].calls.contains("build\n--tag"))
    #expect(runs[3].output == "shop: up, nothing had to be done\n")
  }

  /// What is not there is built before anything stops, and not pulled.
  @Test func areBuiltWhereTheyAreMissing() throws {
    let runs = try inEveryShell(Self.spec) { shop in
      try makeContext(shop)
      try shop.behave("absent \(Self.image)", "absent docker.io/acme/web:1")
      return [try shop.run("up")]
    }
    let run = try #require(runs.first)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("\(Self.image): built\n"))
    #expect(run.error == "Pulling docker.io/acme/web:1\n")
    #expect(run.calls.contains("image\npull\n--platform\nlinux/arm64\ndocker.io/acme/web:1\n"))
  }

  @Test func whatFailsSaysSo() throws {
    let spec = "app shop\nservice api { build { context = \"no such folder\" } }"
    let runs = try inEveryShell(spec) { shop in
      try shop.behave("absent docker.io/library/shop-api:latest")
      return [try shop.run("build"), try shop.run("push"), try shop.run("up")]
    }
    try #require(runs.count == 3)
    #expect(runs.map(\.status) == [1, 1, 1])
    #expect(
      runs[0].error
        == "error: there is no folder SCRATCH/shell/../double/no such folder, from which the image shop-api:latest is built\n"
    )
    #expect(
      runs[1].error
        == "error: the image shop-api:latest names no registry that it could be pushed to, such as ghcr.io/shop-api:latest\n"
    )
    #expect(!runs[1].calls.contains("push"))
    #expect(runs[2].error == runs[0].error)
    let failing = try inEveryShell(Self.spec) { shop in
      try makeContext(shop)
      try shop.behave("build-fails \(Self.image)", "absent \(Self.image)")
      return [try shop.run("up"), try shop.run("push")]
    }
    try #require(failing.count == 2)
    #expect(failing.map(\.status) == [1, 1])
    #expect(failing[0].error.contains("error: the image \(Self.image) could not be built"))
    #expect(failing[1].error == "error: the image \(Self.image) is not there: run `build` first\n")
  }
}

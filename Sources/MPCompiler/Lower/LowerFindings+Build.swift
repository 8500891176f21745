import MPDiagnostics

/// What is wrong with images that are built, and with folders that are mounted.
extension LowerFindings {
  static func buildWithoutContext(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badBuild,
      "this does not say which folder is built",
      at: .init(range),
      help: ["add `context = \".\"`"]
    )
  }

  static func badContext(_ path: String, _ problem: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badBuild,
      "the folder `\(path)` \(problem)",
      at: .init(range),
      help: ["name a folder beside the file that says so: `\".\"`, `\"web\"`"]
    )
  }

  static func unreachableContext(
    _ path: String,
    _ problem: SourceProblem,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(.badBuild, "`\(path)` \(problem.reason)", at: .init(range), help: problem.help)
  }

  static func badDockerfile(
    _ path: String,
    _ problem: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badBuild,
      "the Dockerfile `\(path)` \(problem)",
      at: .init(range),
      help: ["name a file below the `context`"]
    )
  }

  static func missingDockerfile(
    _ path: String,
    hasOwn: Bool,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .missingDockerfile,
      "there is no file `\(path)`, from which the image would be built",
      at: .init(range),
      help: [
        hasOwn
          ? "write it, or name another one"
          : "write it, or say where it is: `build { context = …, dockerfile = … }`"
      ]
    )
  }

  static func badStage(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badBuild,
      "`\(name)` is no stage of a Dockerfile",
      at: .init(range),
      help: ["name one that is declared there as `FROM … AS name`"]
    )
  }

  static func unversionedBuild(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unversionedBuild,
      "the image of `\(name)` is called `latest`, whatever is in it",
      at: .init(range),
      notes: ["what runs on a cluster is not replaced, since nothing tells one from the other"],
      help: ["add `app { version = … }`, or name the image: `image = \"name:tag\"`"]
    )
  }

  static func digestOfBuild(_ image: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badBuild,
      "an image has a digest when it is built, and not before",
      at: .init(range),
      help: ["name it by a tag: `name:tag`"]
    )
  }

  static func badRegistry(_ registry: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badImage,
      "`\(registry)` is no registry",
      at: .init(range),
      help: ["write a host and, where there is one, a path: `ghcr.io/acme`, in lowercase"]
    )
  }

  static func versionIsNoTag(
    _ version: String,
    at range: SourceRange,
    build: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .badImage,
      "the version `\(version)` is no tag of an image",
      at: .init(range),
      labels: [.init(build, "this image is called by it")],
      help: ["use letters, digits, `_`, `.` and `-`, or name the image with `image = \"name:tag\"`"]
    )
  }

  static func emptyFolder(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.badFile, "there is no file in the folder `\(path)`", at: .init(range))
  }
}

import MPDiagnostics
import MPIR

/// Images that are made from here.
extension Lowering {
  /// - Returns: `nil` where the image is a finished one, or the build was refused.
  mutating func build(_ source: ContainerSource) -> ImageBuild? {
    guard let block = source.body.blocks("build").first else { return nil }
    let body = block.body
    guard let attribute = body.attribute("context") else {
      if !body.isBroken, !body.removed.contains("context") {
        report(LowerFindings.buildWithoutContext(at: block.range), source.origin)
      }
      return nil
    }
    guard let text = attribute.value.text else { return nil }
    guard let context = place(of: text, at: attribute.valueRange, source.origin) else { return nil }
    let dockerfile = dockerfile(body, source.origin)
    checkDockerfile(dockerfile, in: text, at: attribute.valueRange, source.origin)
    let target = stage(body, source.origin)
    return ImageBuild(
      context: context,
      dockerfile: dockerfile,
      target: target,
      arguments: body.map("args").compactMap { entry in
        entry.value.text.map { .init(name: entry.name, value: $0) }
      }
    )
  }

  /// Where a folder stands below the root of the project.
  private mutating func place(
    of path: String,
    at range: SourceRange,
    _ origin: Origin
  ) -> String? {
    if let problem = ProjectPath.problem(path) {
      report(LowerFindings.badContext(path, problem, at: range), origin)
      return nil
    }
    switch files.place(of: path, beside: sources[range.source].name) {
    case .success(let place): return place.isEmpty ? "." : place
    case .failure(let problem):
      report(LowerFindings.unreachableContext(path, problem, at: range), origin)
      return nil
    }
  }

  private mutating func dockerfile(_ body: ExpandedBody, _ origin: Origin) -> String? {
    guard let attribute = body.attribute("dockerfile"), let path = attribute.value.text else {
      return nil
    }
    let names = ProjectPath.names(of: path)
    if let problem = ProjectPath.problem(path)
      ?? (names == nil ? "leaves the folder that is built" : nil)
      ?? (names == [] ? "names no file" : nil)
    {
      report(LowerFindings.badDockerfile(path, problem, at: attribute.valueRange), origin)
    }
    return names?.joined(separator: "/") ?? path
  }

  /// What was refused need not be there.
  private mutating func checkDockerfile(
    _ dockerfile: String?,
    in context: String,
    at range: SourceRange,
    _ origin: Origin
  ) {
    let name = dockerfile ?? "Dockerfile"
    guard ProjectPath.problem(name) == nil, ProjectPath.names(of: name)?.isEmpty == false else {
      return
    }
    let path = context == "." ? name : "\(context)/\(name)"
    if !files.hasFile(path, beside: sources[range.source].name) {
      report(
        LowerFindings.missingDockerfile(path, hasOwn: dockerfile != nil, at: range),
        origin
      )
    }
  }

  private mutating func stage(_ body: ExpandedBody, _ origin: Origin) -> String? {
    guard let attribute = body.attribute("target"), let name = attribute.value.text else {
      return nil
    }
    if !ProjectPath.isStage(name) {
      report(LowerFindings.badStage(name, at: attribute.valueRange), origin)
    }
    return name
  }

  // MARK: - Names

  /// `registry/app-service:version`
  mutating func builtImage(_ source: ContainerSource) -> String {
    let app = system.app?.body
    let version = app?.text("version")
    if system.app != nil, version == nil, !(app?.isBroken ?? false),
      let block = source.body.blocks("build").first
    {
      report(LowerFindings.unversionedBuild(source.name, at: block.range), source.origin)
    }
    // No name of the spec has a `_`, so no two images have one name.
    let container = source.role == .main ? "" : "_\(source.name)"
    let name = "\(system.app?.name ?? "app")-\(source.service.name)\(container)"
    let path = (app?.text("registry").map { $0 + "/" } ?? "") + name
    return "\(path):\(version ?? "latest")"
  }

  /// What the names of all images that are built begin and end with is wrong where it is said.
  mutating func checkImageParts() {
    guard let app = system.app?.body else { return }
    if let attribute = app.attribute("registry"), let registry = attribute.value.text,
      !ImageReference.isValid(registry + "/x") || registry.isEmpty
    {
      report(
        LowerFindings.badRegistry(registry, at: attribute.valueRange),
        Origin(range: attribute.valueRange)
      )
    }
    guard let attribute = app.attribute("version"), let version = attribute.value.text,
      !ImageReference.isValid("x:\(version)"), let block = firstNamedBuild
    else { return }
    report(
      LowerFindings.versionIsNoTag(version, at: attribute.valueRange, build: block.range),
      Origin(range: attribute.valueRange)
    )
  }

  /// The first build whose image is named after the version.
  private var firstNamedBuild: ExpandedBody.Block? {
    for service in system.services {
      let bodies = [service.body] + service.body.blocks.map(\.body)
      for body in bodies where body.attribute("image") == nil {
        if let block = body.blocks("build").first { return block }
      }
    }
    return nil
  }
}

/// Paths of the project, as a spec writes them.
enum ProjectPath {
  /// - Returns: What is wrong with a relative path, as the end of a sentence.
  static func problem(_ path: String) -> String? {
    if path.isEmpty { return "is empty" }
    if path.utf8.first == UInt8(ascii: "/") { return "is absolute" }
    if path.utf8.contains(UInt8(ascii: "\\")) {
      return "has a `\\` in it: folders are parted by `/`"
    }
    if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      return "has a control character in it"
    }
    if path.contains("://") { return "is no folder" }
    return nil
  }

  /// What it passes through, without `.` and `..`.
  ///
  /// - Returns: `nil` where it leaves the folder that it is relative to.
  static func names(of path: String) -> [String]? {
    var names: [String] = []
    for name in path.split(separator: "/") where name != "." {
      if name != ".." {
        names.append(String(name))
      } else if names.popLast() == nil {
        return nil
      }
    }
    return names
  }

  /// What `FROM … AS` takes, which is read without regard to case.
  static func isStage(_ name: String) -> Bool {
    guard let first = name.utf8.first, first.isLower || first.isUpper else { return false }
    return name.utf8.allSatisfy {
      $0.isLower || $0.isUpper || $0.isNumeral || "-_.".utf8.contains($0)
    }
  }
}

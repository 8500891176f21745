import MPDiagnostics
import MPIR

extension Lowering {
  mutating func mountedFiles(_ source: ContainerSource) -> [MountedFile] {
    source.body.blocks("file").flatMap { files($0, source) }
  }

  /// What a block says: one file, or all that are in a folder.
  private mutating func files(
    _ block: ExpandedBody.Block,
    _ source: ContainerSource
  ) -> [MountedFile] {
    guard let path = block.label, block.body.attribute("secret") == nil else { return [] }
    let origin = block.origin
    if let problem = ContainerPath.problem(path, isFile: true) {
      report(LowerFindings.badPath(path, problem, at: origin.range), origin)
    }
    guard let contents = contents(of: block, source), let mode = mode(of: block, source.origin)
    else {
      return []
    }
    switch contents {
    case .file(let bytes):
      return [MountedFile(path: path, bytes: bytes, mode: mode, origin: origin)]
    case .folder(let entries):
      return entries.map { entry in
        let path = "\(path)/\(entry.path)"
        if let problem = ContainerPath.problem(path, isFile: true) {
          report(LowerFindings.badPath(path, problem, at: origin.range), origin)
        }
        return MountedFile(path: path, bytes: entry.bytes, mode: mode, origin: origin)
      }
    }
  }

  private mutating func contents(
    of block: ExpandedBody.Block,
    _ source: ContainerSource
  ) -> SourceContents? {
    switch (block.body.attribute("content"), block.body.attribute("source")) {
    case (let content?, nil):
      guard let text = content.value.text else { return nil }
      return .file(Array((text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n").utf8))
    case (nil, let from?):
      return from.value.text.flatMap { read($0, from.valueRange, source) }
    case (nil, nil):
      if !block.body.isBroken {
        report(LowerFindings.fileWithoutContent(at: block.range), source.origin)
      }
    case (_?, let from?):
      report(LowerFindings.fileWithBoth("content", "source", at: from.keyRange), source.origin)
    }
    return nil
  }

  /// Reads a file, or the files of a folder, from beside the file that names it.
  private mutating func read(
    _ path: String,
    _ range: SourceRange,
    _ source: ContainerSource
  ) -> SourceContents? {
    let file = sources[range.source]
    let result: Result<SourceContents, SourceProblem> =
      file.isShipped
      ? library.bytes(path).map { .success(.file($0)) } ?? .failure(.notFound)
      : files.contents(of: path, beside: file.name)
    switch result {
    case .success(.folder([])):
      report(LowerFindings.emptyFolder(path, at: range), source.origin)
      return nil
    case .success(let contents): return contents
    case .failure(let problem):
      report(LowerFindings.unreadableFile(path, problem, at: range), source.origin)
      return nil
    }
  }

  mutating func mode(of block: ExpandedBody.Block, _ origin: Origin) -> Int? {
    guard let attribute = block.body.attribute("mode") else { return 0o644 }
    guard let text = attribute.value.text else { return nil }
    let digits = text.hasPrefix("0") ? text.dropFirst() : Substring(text)
    let isOctal = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    guard digits.utf8.count == 3, isOctal, let mode = Int(digits, radix: 8) else {
      report(LowerFindings.badMode(text, at: attribute.valueRange), origin)
      return nil
    }
    return mode
  }
}

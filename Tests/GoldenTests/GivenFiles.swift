import MPDiagnostics

/// Files that are only there in a test, by the names that findings have for them.
struct GivenFiles: SourceProvider {
  let files: [String: String]

  func bytes(of path: String, beside source: String) -> Result<[UInt8], SourceProblem> {
    let file = files[SourceName.of(path, namedIn: source)]
    return file.map { .success(Array($0.utf8)) } ?? .failure(.notFound)
  }

  func contents(of path: String, beside source: String) -> Result<SourceContents, SourceProblem> {
    bytes(of: path, beside: source).map { .file($0) }
  }

  func place(of path: String, beside source: String) -> Result<String, SourceProblem> {
    .success(SourceName.of(path, namedIn: source))
  }
}

/// A spec to begin with, which can be built, tested and run as it is.
///
/// - Parameters:
///   - folder: What it is for; the app is called after it, as far as names go.
///   - pattern: Whose example it shows; `nil` for a single service.
/// - Returns: `nil` where there is no such pattern or trait.
package func starterSpec(
  folder: String,
  pattern: String?,
  library: PatternLibrary = .shipped
) -> String? {
  let app = appName(folder)
  let body: String
  if let pattern {
    guard let page = definitionPages(library).first(where: { $0.name == pattern }) else {
      return nil
    }
    body = page.example
  } else {
    body = service
  }
  return """
    /// Say here what the system is for.
    app \(app)

    \(body)
    test "something runs" {
      expect count(containers) > 0
    }

    """
}

private let service = #"""
  /// A web server with one page of its own.
  service web {
    image = mp.images.nginx
    ports { http = 80 }
    ready { http = "/" }
    file "/usr/share/nginx/html/index.html" { content = "<h1>It works</h1>" }
  }

  expose web.http { port = 8080 }

  test "the web is public" {
    expect public(web)
  }

  """#

/// The last part of a path as the name of an app.
private func appName(_ folder: String) -> String {
  let word = folder.split(separator: "/").last { $0 != "." && $0 != ".." }.map(String.init) ?? ""
  if DeployedName.problem(word) == nil, !Vocabulary.reserved.contains(word) { return word }
  let suggestion = DeployedName.problem(word)?.suggestion
  guard let suggestion, DeployedName.problem(suggestion) == nil,
    !Vocabulary.reserved.contains(suggestion)
  else { return "example" }
  return suggestion
}

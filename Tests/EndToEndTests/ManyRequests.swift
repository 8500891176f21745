import Foundation

/// Requests by the thousand, one after the other, as one curl sends them.
struct ManyRequests {
  struct Request {
    var url: URL
    var method = "GET"
    var headers: [String] = []
  }

  struct Answer: Equatable {
    /// 0 where the connection was closed instead.
    let status: Int
    let body: String
  }

  /// The answers, in the order of the requests.
  ///
  /// - Parameter reusing: Whether they share a connection. If not, curl never sends one twice by itself.
  static func send(_ requests: [Request], reusing: Bool = true) async throws -> [Answer] {
    let scratch = try ScratchFolder()
    let file = scratch.url.appending(path: "requests")
    let each = requests.map { request in
      let headers = request.headers + (reusing ? [] : ["Connection: close"])
      return
        ["url = \"\(request.url.absoluteString)\"", "request = \"\(request.method)\""]
        + headers.map { "header = \"\($0)\"" } + ["silent", "http1.1", "max-time = 30"]
        + [#"write-out = "\t<%{http_code}>\n""#]
    }
    let text = each.map { $0.joined(separator: "\n") }.joined(separator: "\nnext\n") + "\n"
    try Data(text.utf8).write(to: file)
    let curl = try await Command.result(["curl", "--config", file.path], limit: 240)
    var answers: [Answer] = []
    var rest = curl.text[...]
    while let end = rest.firstMatch(of: /\t<(\d+)>\n/) {
      let body = rest[..<end.range.lowerBound].trimmingCharacters(in: .newlines)
      answers.append(Answer(status: Int(end.output.1) ?? 0, body: body))
      rest = rest[end.range.upperBound...]
    }
    return answers
  }

  /// GETs of the same URL, each by a connection of its own.
  static func get(_ count: Int, _ url: URL) async throws -> [Answer] {
    try await send(Array(repeating: Request(url: url), count: count), reusing: false)
  }
}

extension [ManyRequests.Answer] {
  /// How many there are of each status.
  var statuses: [Int: Int] { Dictionary(map { ($0.status, 1) }, uniquingKeysWith: +) }

  /// How many there are of each body.
  var bodies: [String: Int] { Dictionary(map { ($0.body, 1) }, uniquingKeysWith: +) }
}

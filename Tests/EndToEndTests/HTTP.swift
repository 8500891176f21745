import Foundation
import FoundationNetworking

/// Requests to what a project publishes.
enum HTTP {
  struct Answer {
    let status: Int
    let body: Data
    /// From the request to the last byte.
    let elapsed: Duration
    private let headers: HTTPURLResponse

    fileprivate init(_ headers: HTTPURLResponse, _ body: Data, _ elapsed: Duration) {
      status = headers.statusCode
      (self.headers, self.body, self.elapsed) = (headers, body, elapsed)
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(header: String) -> String? { headers.value(forHTTPHeaderField: header) }

    func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
      try JSONDecoder().decode(type, from: body)
    }
  }

  /// Sends a body as it stands; connections are not kept, so no answer comes from an old one.
  static func post(
    _ body: Data = Data("{}".utf8),
    to url: URL,
    headers: [String: String] = [:]
  ) async throws -> Answer {
    var request = URLRequest(url: url, timeoutInterval: 30)
    request.httpMethod = "POST"
    request.httpBody = body
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.setValue("close", forHTTPHeaderField: "Connection")
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    return try await send(request)
  }

  static func get(_ url: URL, headers: [String: String] = [:]) async throws -> Answer {
    var request = URLRequest(url: url, timeoutInterval: 30)
    request.setValue("close", forHTTPHeaderField: "Connection")
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    return try await send(request)
  }

  private static func send(_ request: URLRequest) async throws -> Answer {
    let clock = ContinuousClock()
    let start = clock.now
    let (body, response) = try await session.data(for: request)
    guard let headers = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
    return Answer(headers, body, clock.now - start)
  }

  /// Each request is made, and is what it says.
  private static let session: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    return URLSession(configuration: configuration)
  }()
}

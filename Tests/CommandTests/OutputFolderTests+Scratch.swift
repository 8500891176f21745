import Foundation
import Testing

@testable import mpc

/// A folder of a test's own, removed with it.
final class ScratchFolder: Sendable {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.path + "/mpc-test-" + UUID().uuidString
    try! FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func at(_ name: String) -> String { path + "/" + name }

  func put(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: at(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: at(name), withDestinationPath: target)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: at(name),
      withIntermediateDirectories: true
    )
  }

  func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: at(name)).map { String(decoding: $0, as: UTF8.self) }
  }

  func exists(_ name: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: at(name))) != nil
  }

  func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: at(name))
    return try #require(attributes[.posixPermissions] as? Int)
  }

  /// Every path below a folder but for mpc's records, folders with a slash at the end.
  func tree(_ name: String = "out") -> [String] {
    let paths = FileManager.default.enumerator(atPath: at(name))?.allObjects as? [String] ?? []
    return paths.filter { !$0.hasPrefix(".mpc") || $0.hasPrefix(".mpc-") }
      .map { path in
        let kind = try? FileManager.default.attributesOfItem(atPath: at(name + "/" + path))[.type]
        return kind as? FileAttributeType == .typeDirectory ? path + "/" : path
      }
      .sorted()
  }

  /// The output folder of most tests.
  var out: OutputFolder { OutputFolder(path: at("out"), compiler: "1.0") }
}

/// Files by path and text.
func files(_ texts: KeyValuePairs<String, String>) throws -> [OutputFile] {
  try texts.map { try OutputFile(path: $0.key, bytes: Array($0.value.utf8)) }
}

func path(_ text: String) throws -> OutputPath { try OutputPath(text) }

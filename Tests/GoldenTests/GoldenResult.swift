import Foundation
import MPDiagnostics
import Metaparticle

@testable import mpc

/// What becomes of a spec, as files: those of each target, and the findings as people see them.
struct GoldenResult: Sendable, Equatable {
  struct File: Sendable, Equatable {
    var bytes: [UInt8]
    /// The one permission that a repository keeps.
    var isExecutable: Bool
  }

  static let findings = "diagnostics.txt"

  /// By path: `compose/compose.yaml`, `diagnostics.txt`.
  var files: [String: File]

  /// Writes a compilation for every target.
  init(_ compilation: inout Compilation) {
    files = [:]
    let artifacts = Target.allCases.flatMap { compilation.artifacts(for: $0) }
    // As the command does: nothing is written when there is an error for one of the targets.
    for artifact in compilation.hasErrors ? [] : artifacts {
      files[artifact.path] = File(
        bytes: artifact.bytes,
        isExecutable: artifact.mode & 0o100 != 0
      )
    }
    if !compilation.findings.isEmpty {
      files[Self.findings] = File(
        bytes: Array(compilation.render(as: .human).utf8),
        isExecutable: false
      )
    }
  }

  /// Reads a folder; nothing where there is none.
  init(recordedIn folder: URL) throws {
    files = [:]
    let manager = FileManager.default
    for case let path as String in manager.enumerator(atPath: folder.path) ?? .init() {
      let url = folder.appending(path: path)
      let attributes = try manager.attributesOfItem(atPath: url.path)
      if attributes[.type] as? FileAttributeType == .typeDirectory { continue }
      let mode = attributes[.posixPermissions] as? Int ?? 0
      files[path] = File(
        bytes: Array(try Data(contentsOf: url)),
        isExecutable: mode & 0o100 != 0
      )
    }
  }

  /// Makes a folder hold these files and no others.
  func record(in folder: URL) throws {
    let manager = FileManager.default
    let old = try GoldenResult(recordedIn: folder)
    for path in old.files.keys where files[path] == nil {
      try manager.removeItem(at: folder.appending(path: path))
    }
    for (path, file) in files where old.files[path] != file {
      let url = folder.appending(path: path)
      try manager.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(file.bytes).write(to: url)
      try manager.setAttributes(
        [.posixPermissions: file.isExecutable ? 0o755 : 0o644],
        ofItemAtPath: url.path
      )
    }
  }

  // MARK: - Comparing

  /// Whether there is anything to deploy.
  var isSuccess: Bool { files.keys.contains { $0 != Self.findings } }

  var text: String { files[Self.findings].map { String(decoding: $0.bytes, as: UTF8.self) } ?? "" }

  /// What is different from what was expected, for people; empty where nothing is.
  func difference(from expected: GoldenResult) -> String {
    if self == expected { return "" }
    if expected.files.isEmpty { return "nothing is recorded yet\n" + listing }
    switch (expected.isSuccess, isSuccess) {
    case (true, false): return "WAS A SUCCESS AND IS A FAILURE NOW\n\n" + text
    case (false, true):
      return "WAS A FAILURE AND IS A SUCCESS NOW; the findings were\n\n" + expected.text
    default: break
    }
    return Set(files.keys).union(expected.files.keys).sorted()
      .compactMap { Self.difference(at: $0, from: expected.files[$0], to: files[$0]) }
      .joined(separator: "\n")
  }

  private static func difference(at path: String, from old: File?, to new: File?) -> String? {
    guard old != new else { return nil }
    guard let new else { return "expected and not produced: \(path)\n" }
    guard let old else {
      return "produced and not expected: \(path)\n"
        + LineDiff(from: [], to: new.bytes).unified("/dev/null", path, mostLines: 40)
    }
    let mode =
      old.isExecutable == new.isExecutable
      ? "" : "\(path) is \(new.isExecutable ? "" : "not ")executable now\n"
    return mode + LineDiff(from: old.bytes, to: new.bytes).unified("expected/\(path)", path)
  }

  private var listing: String {
    files.keys.sorted().map { "  \($0)\n" }.joined() + text
  }
}

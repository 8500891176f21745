import Foundation
import MPDiagnostics
import Testing

/// What code scanning reads, by the rules of SARIF 2.1.0 that concern it.
struct SARIFLog: Decodable {
  var schema: String
  var version: String
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  struct Run: Decodable {
    var tool: Tool
    var columnKind: String
    var results: [Result]
    var originalUriBaseIds: [String: Base]?
  }

  struct Base: Decodable { var uri: String? }
  struct Tool: Decodable { var driver: Driver }
  struct Message: Decodable { var text: String }

  struct Driver: Decodable {
    var name: String
    var semanticVersion: String
    var rules: [Rule]
  }

  struct Rule: Decodable {
    var id: String
    var name: String
    var shortDescription: Message
    var help: Message
    var defaultConfiguration: Configuration
  }

  struct Configuration: Decodable { var level: String }

  struct Result: Decodable {
    var ruleId: String
    var ruleIndex: Int
    var level: String
    var message: Message
    var locations: [Location]
    var relatedLocations: [Location]?
    var fixes: [Fix]?
    var properties: Properties
  }

  struct Properties: Decodable, Equatable {
    var severity: String?
    var targets: [String]?
    var deniedBy: String?
  }

  struct Location: Decodable {
    var id: Int?
    var physicalLocation: Place
    var message: Message?
  }

  struct Place: Decodable {
    var artifactLocation: Artifact
    var region: Region
  }

  struct Artifact: Decodable {
    var uri: String
    var uriBaseId: String?
  }

  struct Region: Decodable, Equatable {
    var startLine, startColumn, endLine, endColumn: Int
  }

  struct Fix: Decodable {
    var description: Message
    var artifactChanges: [Change]
  }

  struct Change: Decodable {
    var artifactLocation: Artifact
    var replacements: [Replacement]
  }

  struct Replacement: Decodable {
    var deletedRegion: Region
    var insertedContent: Message
  }

  init(_ text: String) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
  }

  /// What the standard asks for, and what code scanning refuses.
  func expectToBeValid() throws {
    #expect(version == "2.1.0")
    #expect(runs.count == 1)
    let run = try #require(runs.first)
    #expect(run.columnKind == "unicodeCodePoints")
    let rules = run.tool.driver.rules
    #expect(Set(rules.map(\.id)).count == rules.count)
    #expect(Set(rules.map(\.id)) == Set(run.results.map(\.ruleId)))
    for rule in rules {
      #expect(!rule.help.text.isEmpty && !rule.shortDescription.text.isEmpty)
      #expect(["error", "warning", "note"].contains(rule.defaultConfiguration.level))
    }
    for result in run.results {
      #expect(rules[result.ruleIndex].id == result.ruleId)
      #expect(["error", "warning", "note"].contains(result.level))
      #expect(!result.message.text.isEmpty)
      #expect(result.locations.count == 1)
      let related = result.relatedLocations ?? []
      #expect(Set(related.compactMap(\.id)).count == related.count)
      for place in (result.locations + related).map(\.physicalLocation) {
        try expectToBeValid(place.artifactLocation, place.region)
      }
      for change in (result.fixes ?? []).flatMap(\.artifactChanges) {
        #expect(!change.replacements.isEmpty)
        for replacement in change.replacements {
          try expectToBeValid(change.artifactLocation, replacement.deletedRegion)
        }
      }
    }
  }

  private func expectToBeValid(_ artifact: Artifact, _ region: Region) throws {
    let uri = try #require(URL(string: artifact.uri), "\(artifact.uri)")
    #expect(uri.scheme == nil || uri.scheme == "file")
    if let base = artifact.uriBaseId { #expect(runs[0].originalUriBaseIds?[base] != nil) }
    #expect(region.startLine >= 1 && region.startColumn >= 1)
    #expect(
      (region.startLine, region.startColumn) <= (region.endLine, region.endColumn),
      "\(region)"
    )
  }
}

/// Findings as code scanning takes them: one document of SARIF 2.1.0 with one run, whatever the number
/// of specs and findings.
///
/// Lines and columns count from 1, columns in Unicode scalars (`columnKind`); the end of a region is
/// behind its last character. The level has no `lossy`: it is a warning there, and `properties` has
/// the severity, and the target that it is about.
package struct SARIFRenderer {
  /// The base of the files of the shipped library, which are in no repository.
  private static let libraryBase = "MPCLIBRARY"

  package init() {}

  package func render(_ reports: [FindingReport]) -> String {
    let occurring = Set(reports.flatMap(\.findings).map(\.code))
    let codes = DiagnosticCode.allCases.filter(occurring.contains)
      .sorted { $0.rawValue < $1.rawValue }
    let results = reports.flatMap { report in
      report.findings.map { Result(finding: $0, sources: report.sources, codes: codes).value }
    }
    var run: [JSONValue.Member] = [.init("tool", .object(["driver": driver(codes)]))]
    if reports.contains(where: { $0.sources.sources.contains(where: \.isShipped) }) {
      run.append(.init("originalUriBaseIds", Self.bases))
    }
    run += [
      .init("columnKind", .string("unicodeCodePoints")),
      .init("results", .array(results)),
    ]
    let document = JSONValue.object([
      "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"),
      "version": .string("2.1.0"),
      "runs": .array([.members(run)]),
    ])
    var output = ""
    document.write(to: &output)
    return output + "\n"
  }

  /// Where the library is, nobody needs to know: a base may be without an address.
  private static var bases: JSONValue {
    .object([
      libraryBase: .object(["description": message("The patterns that come with the compiler.")])
    ])
  }

  private func driver(_ codes: [DiagnosticCode]) -> JSONValue {
    .object([
      "name": .string("mpc"),
      "version": .string(CompilerVersion.current),
      "semanticVersion": .string(CompilerVersion.current),
      "rules": .array(codes.map(rule)),
    ])
  }

  private func rule(_ code: DiagnosticCode) -> JSONValue {
    .object([
      "id": .string(code.rawValue),
      "name": .string(code.ruleName),
      "shortDescription": Self.message(code.title),
      "fullDescription": Self.message(code.explained.meaning),
      "help": .object([
        "text": .string(code.explanation),
        "markdown": .string(code.explanation),
      ]),
      "defaultConfiguration": .object(["level": .string(Self.level(of: code.severity))]),
    ])
  }

  private static func level(of severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .lossy, .warning: "warning"
    case .note: "note"
    }
  }

  private static func message(_ text: String) -> JSONValue { .object(["text": .string(text)]) }

  // MARK: - Results

  private struct Result {
    let finding: Diagnostic
    let sources: SourceMap
    let codes: [DiagnosticCode]

    var value: JSONValue {
      let members: [(name: String, value: JSONValue?)] = [
        ("ruleId", .string(finding.code.rawValue)),
        ("ruleIndex", .number(codes.firstIndex(of: finding.code) ?? -1)),
        ("level", .string(level(of: finding.severity))),
        ("message", message(Self.withoutLinks(finding.text()))),
        ("locations", .array([location(finding.primary.range, nil, id: nil)])),
        ("relatedLocations", related),
        ("fixes", fixes),
        ("properties", properties),
      ]
      return .members(members.compactMap { name, value in value.map { .init(name, $0) } })
    }

    /// A text in which nothing becomes a link: `[here](https://…)` may come from a spec. Braces stay as
    /// they are: only `{0}` with arguments would be filled in, and readers show doubled ones.
    private static func withoutLinks(_ text: String) -> String {
      let scalars = Array(text.unicodeScalars)
      guard zip(scalars, scalars.dropFirst()).contains(where: { $0 == "]" && $1 == "(" }) else {
        return text
      }
      var result = ""
      for scalar in scalars {
        if scalar == "[" || scalar == "]" { result.unicodeScalars.append("\\") }
        result.unicodeScalars.append(scalar)
      }
      return result
    }

    private var related: JSONValue? {
      let labels = finding.labels + finding.trace
      return labels.isEmpty
        ? nil
        : .array(
          labels.enumerated().map { location($1.range, $1.text.isEmpty ? nil : $1.text, id: $0) }
        )
    }

    private var properties: JSONValue {
      var members = [JSONValue.Member("severity", .string(finding.severity.rawValue))]
      if !finding.targets.isEmpty {
        members.append(.init("targets", .array(finding.targets.map(JSONValue.string))))
      }
      if let denial = finding.denial { members.append(.init("deniedBy", .string(denial.text))) }
      return .members(members)
    }

    // MARK: Places

    private func location(_ range: SourceRange, _ text: String?, id: Int?) -> JSONValue {
      var members: [JSONValue.Member] = []
      if let id { members.append(.init("id", .number(id))) }
      members.append(
        .init(
          "physicalLocation",
          .object(["artifactLocation": artifact(range.source), "region": region(range)])
        )
      )
      if let text { members.append(.init("message", message(Self.withoutLinks(text)))) }
      return .members(members)
    }

    private func artifact(_ id: Source.ID) -> JSONValue {
      let source = sources[id]
      let uri = JSONValue.string(SourceURI.reference(to: source.name))
      return source.isShipped
        ? .object(["uri": uri, "uriBaseId": .string(libraryBase)]) : .object(["uri": uri])
    }

    private func region(_ range: SourceRange) -> JSONValue {
      let source = sources[range.source]
      let start = source.position(of: Int(range.lower))
      let end = source.position(of: max(Int(range.lower), Int(range.upper)))
      return .object([
        "startLine": .number(start.line),
        "startColumn": .number(start.column),
        "endLine": .number(end.line),
        "endColumn": .number(end.column),
      ])
    }

    // MARK: Fixes

    private var fixes: JSONValue? {
      let values = finding.fixIts.filter { !$0.edits.isEmpty }
        .map { fixIt in
          JSONValue.object([
            "description": message(Self.withoutLinks(fixIt.message)),
            "artifactChanges": .array(changes(fixIt.edits)),
          ])
        }
      return values.isEmpty ? nil : .array(values)
    }

    /// One change for each file.
    private func changes(_ edits: [Diagnostic.FixIt.Edit]) -> [JSONValue] {
      Set(edits.map(\.range.source)).sorted()
        .map { source in
          .object([
            "artifactLocation": artifact(source),
            "replacements": .array(
              edits.filter { $0.range.source == source }
                .map { edit in
                  .object([
                    "deletedRegion": region(edit.range),
                    "insertedContent": message(edit.replacement),
                  ])
                }
            ),
          ])
        }
    }
  }
}

/// Findings as programs read them: one JSON object a line, all of them, every key always there.
///
/// ```
/// {"code":"E0203","severity":"error","message":"…","file":"histogram.mp",
///  "span":{"start":{"line":9,"column":3,"byte":120},"end":{"line":9,"column":7,"byte":124}},
///  "label":"this service has only the port `grpc`","labels":[{"file":…,"span":…,"text":…}],
///  "notes":[],"help":[…],"fixIts":[{"message":…,"edits":[{"file":…,"span":…,"replacement":…}]}],
///  "trace":[{"file":…,"span":…,"text":…}],"target":"kubernetes","deniedBy":"lossy"}
/// ```
///
/// Lines and columns count from 1, columns in Unicode scalars; bytes count from 0. The end of a span
/// is behind its last character. `target` is null for what is about the spec itself; `deniedBy` is what of
/// `--deny` made it an error, or null.
package struct JSONRenderer {
  private let sources: SourceMap

  package init(sources: SourceMap) { self.sources = sources }

  package func render(_ findings: [Diagnostic]) -> String {
    var output = ""
    for finding in findings {
      object(finding).write(to: &output)
      output += "\n"
    }
    return output
  }

  private func object(_ finding: Diagnostic) -> JSONValue {
    .object([
      "code": .string(finding.code.rawValue),
      "severity": .string(finding.severity.rawValue),
      "message": .string(finding.message),
      "file": file(of: finding.primary.range),
      "span": span(finding.primary.range),
      "label": .string(finding.primary.text),
      "labels": .array(finding.labels.map(object)),
      "notes": .array(finding.notes.map(JSONValue.string)),
      "help": .array(finding.help.map(JSONValue.string)),
      "fixIts": .array(finding.fixIts.map(object)),
      "trace": .array(finding.trace.map(object)),
      "targets": .array(finding.targets.map(JSONValue.string)),
      "deniedBy": (finding.denial?.text).map(JSONValue.string) ?? .null,
    ])
  }

  private func object(_ label: Diagnostic.Label) -> JSONValue {
    .object([
      "file": file(of: label.range),
      "span": span(label.range),
      "text": .string(label.text),
    ])
  }

  private func object(_ fixIt: Diagnostic.FixIt) -> JSONValue {
    .object([
      "message": .string(fixIt.message),
      "edits": .array(
        fixIt.edits.map { edit in
          .object([
            "file": file(of: edit.range),
            "span": span(edit.range),
            "replacement": .string(edit.replacement),
          ])
        }
      ),
    ])
  }

  private func file(of range: SourceRange) -> JSONValue { .string(sources[range.source].name) }

  private func span(_ range: SourceRange) -> JSONValue { sources[range.source].json(range) }
}

extension Source {
  /// A range of it as `{"start":{"line":9,"column":3,"byte":120},"end":…}`.
  package func json(_ range: SourceRange) -> JSONValue {
    .object([
      "start": position(of: Int(range.lower)).json,
      "end": position(of: Int(range.upper)).json,
    ])
  }
}

extension SourcePosition {
  fileprivate var json: JSONValue {
    .object([
      "line": .number(line),
      "column": .number(column),
      "byte": .number(offset),
    ])
  }
}

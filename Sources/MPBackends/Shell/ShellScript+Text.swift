import MPIR

extension ShellScript {
  /// The text of the script: what is the same for every system, around what this one is.
  func text() -> [UInt8] {
    let frame = Frame(PackageResources.run_sh)
    var lines = [frame.interpreter]
    lines += header.map { "# " + $0.onOneLine } + [""]
    lines += frame.beginning
    lines += facts()
    for service in services + (tools.map { [$0] } ?? []) { lines += functions(of: service) }
    lines += frame.end
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func facts() -> [String] {
    let calls = services.map { service in
      let gates = service.startsAfter.map { "\($0.condition.rawValue)=\($0.function)" }
      return "  " + (["\"$@\"", service.function] + gates).joined(separator: " ")
    }
    return [
      "default_project=\(ShellWord(project).value)",
      "built_images=''",
      "tools=\(ShellWord(tools?.function ?? "").value)",
    ] + list("files", files) + [
      "",
      "each_service() {",
    ] + (calls.isEmpty ? ["  :"] : calls) + ["}"]
  }

  private func functions(of service: Service) -> [String] {
    var lines = [
      "", "# \(service.path)", "",
      "describe_\(service.function)() {",
      "  service=\(ShellWord(service.name).value)",
      "  stage=\(service.stage)",
      "  image=\(ShellWord(service.image).value)",
      "  hash=\(ShellWord(service.hash).value)",
    ]
    lines += list("replicas", service.replicas).map { "  " + $0 }
    lines += [
      "  period=\(service.probe.map { "\($0.period)" } ?? "''")"
        + " patience=\(service.probe.map { "\($0.patience)" } ?? "''")",
      "}",
      "",
      "create_\(service.function)() {",
    ]
    lines += service.creationLines.map { "  " + $0 }
    lines.append("}")
    if let probe = service.probe {
      let words = probe.command.map(\.text).joined(separator: " ")
      lines += [
        "",
        "probe_\(service.function)() {",
        "  ask \"$1\" \(probe.limit) \(words)",
        "}",
      ]
    }
    return lines
  }

  /// A list of names in lines of a readable length.
  private func list(_ name: String, _ elements: [String]) -> [String] {
    guard elements.count > 1 else { return ["\(name)=\(ShellWord(elements.first ?? "").value)"] }
    var lines: [String] = []
    for element in elements {
      if let last = lines.last, last.utf8.count + element.utf8.count < 100 {
        lines[lines.count - 1] += " " + element
      } else {
        lines.append("  " + element)
      }
    }
    return ["\(name)='"] + lines + ["'"]
  }
}

extension ShellScript.Service {
  /// Of all that makes its containers what they are. Files are in it by their names, which their
  /// contents are part of; the stage is not, so that what merely starts later is left alone.
  var hash: String {
    ContentDigest(of: Array(creationLines.joined(separator: "\n").utf8)).short
  }

  /// The command that makes a container, an option to a line.
  var creationLines: [String] {
    var parts = creation.options.map { $0.map(\.text).joined(separator: " ") }
    parts.append(creation.image.text)
    if !creation.arguments.isEmpty {
      parts.append(creation.arguments.map(\.text).joined(separator: " "))
    }
    return (["new_container \"$1\""] + parts.map { "  " + $0 }).enumerated().map { index, line in
      index == parts.count ? line : line + " \\"
    }
  }
}

/// The embedded script, taken apart where the system goes.
private struct Frame {
  let interpreter: String
  let beginning: ArraySlice<String>
  let end: ArraySlice<String>

  init(_ bytes: [UInt8]) {
    var lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    guard let first = lines.firstIndex(of: "# SYSTEM"),
      let last = lines.firstIndex(of: "# END OF SYSTEM")
    else { preconditionFailure("Tools/run.sh does not say where the system goes") }
    interpreter = lines[0]
    beginning = lines[1..<first]
    end = lines[(last + 1)...]
  }
}

extension String {
  /// For comments, which end at the end of the line.
  fileprivate var onOneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }
      )
    )
  }
}

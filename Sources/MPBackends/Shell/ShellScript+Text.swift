import MPIR

extension ShellScript {
  /// The text of the script: what is the same for every system, around what this one is.
  func text() -> [UInt8] {
    let features = features
    let frame = ShellFrame(features)
    var lines = Array(frame.beginning.prefix(1))
    lines += header.map { $0.isEmpty ? "#" : "# " + $0.onOneLine } + [""]
    lines += frame.beginning.dropFirst()
    lines += facts(features)
    for service in services + (tools.map { [$0] } ?? []) {
      for part in [service.main] + service.others {
        lines += functions(of: part, in: service, features)
      }
    }
    lines += frame.end
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func facts(_ features: Set<ShellFrame.Feature>) -> [String] {
    let calls = services.map { service in
      let gates = service.startsAfter.map { "\($0.condition.rawValue)=\($0.function)" }
      return "  " + (["\"$@\"", service.function] + gates).joined(separator: " ")
    }
    var lines = [
      "default_project=\(ShellWord(project).value)",
      "tools=\(ShellWord(tools?.function ?? "").value)",
    ]
    if features.contains(.volumes) {
      lines.append("tools_image=\(ShellWord(toolsImage ?? "").value)")
    }
    lines += list("files", files)
    if features.contains(.secrets) { lines += secretFacts() }
    lines += ["", "each_service() {"] + (calls.isEmpty ? ["  :"] : calls) + ["}"]
    if features.contains(.builds) { lines += buildFacts() }
    return lines
  }

  private func secretFacts() -> [String] {
    list("secret_values", secrets.variables)
      + list("secret_files", secrets.files.map { "\($0.variable)=\($0.path)" })
      + (secrets.variables + secrets.files.map(\.variable)).map { "secret_\($0)=''" }
  }

  private func buildFacts() -> [String] {
    let calls = builds.map { build in
      let options = build.options.map { $0.map(\.text).joined(separator: " ") }
      let words = [ShellWord(build.image), ShellWord(build.name), build.context].map(\.text)
      return "  " + (["\"$@\""] + words + options).joined(separator: " ")
    }
    return ["", "each_build() {"] + calls + ["}"]
  }

  private func functions(
    of part: Part,
    in service: Service,
    _ features: Set<ShellFrame.Feature>
  ) -> [String] {
    var lines: [String] = []
    if part.role == nil { lines += ["", "# \(service.path)"] }
    lines += ["", "describe_\(part.function)() {"]
    lines += description(of: part, in: service, features).map { "  " + $0 }
    lines.append("}")
    if part.role == nil, !service.volumes.isEmpty {
      lines += ["", "volumes_\(part.function)() {"]
      lines += volumeLines(service).map { "  " + $0 }
      lines.append("}")
    }
    if !part.secrets.isEmpty {
      lines += ["", "secrets_\(part.function)() {"] + part.secretLines.map { "  " + $0 } + ["}"]
    }
    lines += ["", "create_\(part.function)() {"]
    if part.isNumbered {
      // A run of a cron has a number of its own behind that of the replica.
      lines.append("  index=${1##*-}")
      if case .cron = service.kind { lines.append("  index=${index%%.*}") }
    }
    lines += (part.creationLines + part.edgeLines).map { "  " + $0 } + ["}"]
    for (verb, probe) in [("startup", part.startup), ("probe", part.probe)] {
      guard let probe else { continue }
      let words = probe.command.map(\.text).joined(separator: " ")
      lines += [
        "",
        "\(verb)_\(part.function)() {",
        "  ask \"$1\"\(part.suffix) \(probe.limit) \(words)",
        "}",
      ]
    }
    return lines
  }

  /// A part is as its service is, but for what differs.
  private func description(
    of part: Part,
    in service: Service,
    _ features: Set<ShellFrame.Feature>
  ) -> [String] {
    var lines: [String] = []
    if part.role == nil {
      lines.append("service=\(ShellWord(service.name).value)")
      if features.contains(.jobs) { lines += service.kind.lines(features) }
    } else {
      lines.append("describe_\(service.function)")
    }
    lines += [
      "stage=\(part.stage)",
      "image=\(ShellWord(part.image).value)",
    ]
    if features.contains(.platforms) {
      lines.append("platform=\(ShellWord(part.platform ?? "").value)")
    }
    if part.role == nil {
      lines.append("hash=\(ShellWord(service.hash).value)")
      lines += list("replicas", service.replicas)
    }
    lines.append(
      "period=\(part.probe.map { "\($0.period)" } ?? "''")"
        + " patience=\(part.probe.map { "\($0.patience)" } ?? "''")"
    )
    if features.contains(.startup) {
      lines.append("startup=\(part.startup.map { "\($0.patience)" } ?? "''")")
    }
    if features.contains(.pods) {
      if part.role == nil { lines += list("parts", service.others.map(\.function)) }
      lines.append("part='\(part.suffix)' role='\(part.role?.rawValue ?? "")'")
    }
    if features.contains(.secrets) {
      lines.append("secret_function='\(part.secrets.isEmpty ? "" : "secrets_\(part.function)")'")
    }
    if features.contains(.volumes), part.role == nil {
      lines.append(
        "volumes_function='\(service.volumes.isEmpty ? "" : "volumes_\(part.function)")'"
      )
    }
    return lines
  }

  private func volumeLines(_ service: Service) -> [String] {
    var lines: [String] = []
    if case .cron = service.kind {
      // Runs that go on at once have the same one.
      lines.append("set -- \"${1%%.*}\"")
    }
    for volume in service.volumes {
      let owner = volume.owner.map { " \($0)" } ?? ""
      let verb = volume.isScratch ? "scratch_volume" : "keep_volume"
      lines += [
        "\(verb) \(volume.place.text)\(owner)",
        "\(volume.variable)=$volume",
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

extension ShellScript.Kind {
  fileprivate func lines(_ features: Set<ShellFrame.Feature>) -> [String] {
    switch self {
    case .service: ["kind=service"]
    case .job(let runs):
      ["kind=job" + (features.contains(.crons) ? " concurrency=forbid" : ""), runs.line]
    case .cron(let runs, let table):
      [
        "kind=cron concurrency=\(table.concurrency)", runs.line,
        "schedule=\(ShellWord(table.schedule).value)",
        "time_zone=\(ShellWord(table.timeZone).value)",
      ]
    }
  }
}

extension ShellScript.Runs {
  fileprivate var line: String {
    "parallelism=\(parallelism) retries=\(retries) timeout=\(timeout.map { "\($0)" } ?? "''")"
  }
}

extension ShellScript.Volume {
  /// The variable that has its name while a replica is made.
  var variable: String { "volume_" + name.functionName }
}

extension ShellScript.Service {
  /// Of all that makes its containers what they are, so that all of a replica are replaced together.
  /// Files are in it by their names, which their contents are part of; the stage is not, so that what
  /// merely starts later is left alone.
  var hash: String {
    let lines = ([main] + others).flatMap { $0.creationLines + $0.edgeLines + $0.secretLines }
    return ContentDigest(of: Array(lines.joined(separator: "\n").utf8)).short
  }
}

extension ShellScript.Part {
  /// The command that makes a container, an option to a line.
  var creationLines: [String] {
    var parts = creation.options.map { $0.map(\.text).joined(separator: " ") }
    parts.append(creation.image.text)
    if !creation.arguments.isEmpty {
      parts.append(creation.arguments.map(\.text).joined(separator: " "))
    }
    return (["new_container \"$1\"\(suffix)"] + parts.map { "  " + $0 }).enumerated()
      .map { index, line in index == parts.count ? line : line + " \\" }
  }

  var edgeLines: [String] {
    guard let edgeAliases else { return [] }
    return [(["join_edge"] + edgeAliases.map(\.text)).joined(separator: " ")]
  }

  /// Calls a function with each secret that it has.
  var secretLines: [String] {
    secrets.map { secret in "\"$@\" \(ShellWord(secret.name).text) \(secret.value.text)" }
  }
}

extension String {
  /// Names have no `_`, so different ones stay different.
  var functionName: String {
    String(map { $0 == "-" ? "_" : $0 })
  }

  /// For comments, which end at the end of the line.
  fileprivate var onOneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }
      )
    )
  }
}

import MPIR

extension ShellBackend {
  func mounts(_ container: Container, _ workload: Workload) -> [[ShellWord]] {
    var options = container.files.map { file in
      mount(AdjacentFile(file, of: workload.name), at: file.path)
    }
    options += container.secretFiles.map { file in
      bind(file.secret.shellFile, at: file.path)
    }
    options += container.mounts.compactMap { mount in
      workload.volume(mount.volume).map { self.mount($0, mount, workload) }
    }
    if container.needsProbeScript { options.append(toolsVolume(at: ProbeTools.folder, ",ro")) }
    return options
  }

  private func mount(
    _ volume: WorkloadVolume,
    _ mount: VolumeMount,
    _ workload: Workload
  ) -> [ShellWord] {
    var isReadOnly = mount.isReadOnly
    if case .shared(let name) = volume.source {
      isReadOnly = isReadOnly || (system.volume(name)?.isReadOnly ?? false)
    }
    let startsEmpty = system.startsEmpty(volume, in: workload)
    let variable = "volume_" + volume.name.functionName
    // The only spelling of it that Docker and Podman share; it has no place for a colon in a path.
    if startsEmpty, !mount.path.utf8.contains(UInt8(ascii: ":")) {
      let suffix = ":nocopy" + (isReadOnly ? ",ro" : "")
      return ["--volume", "\(variable: variable):\(mount.path)\(suffix)"]
    }
    let suffix = (startsEmpty ? ",volume-nocopy" : "") + (isReadOnly ? ",ro" : "")
    return [
      "--mount",
      "type=volume,source=\(variable: variable),\(csvField("target=\(mount.path)"))\(suffix)",
    ]
  }

  func mount(_ file: AdjacentFile, at path: String) -> [ShellWord] {
    bind("\(variable: "mounted")/\(file.name)", at: path)
  }

  private func bind(_ source: ShellWord, at path: String) -> [ShellWord] {
    ["--mount", "type=bind,source=" + source + ",\(csvField("target=\(path)")),ro"]
  }

  func toolsVolume(at path: String, _ suffix: String) -> [ShellWord] {
    [
      "--mount",
      "type=volume,source=\(variable: "project")-\(ProbeTools.name),target=\(path)\(suffix)",
    ]
  }
}

/// What an engine reads as one field of a mount.
private func csvField(_ text: String) -> String {
  let quote = UInt8(ascii: "\"")
  // By bytes: an accent behind a quote makes one character of both.
  guard text.utf8.contains(where: { [quote, UInt8(ascii: ","), 10, 13].contains($0) }) else {
    return text
  }
  let doubled = text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
  return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
}

import MPIR

extension ComposeBackend {
  /// Runs to its end before everything that needs the probe or a secret.
  ///
  /// It is the same for all systems, as far as that can be: where Compose replaces a container, it may
  /// also replace all that start after it.
  func toolsService() -> ComposeFile.Service {
    var service = helperService(ProbeTools.name)
    service.entrypoint = ProbeTools.installCommand.map { TextTemplate($0) }
    service.configs = ProbeTools.files.map { file in
      .init(source: AdjacentFile(file, of: ProbeTools.name).name, target: file.path)
    }
    service.volumes =
      proofs() + [
        .init(
          source: .volume(ProbeTools.name, startsEmpty: false),
          target: ProbeTools.installFolder,
          isReadOnly: false
        )
      ]
    service.labels = system.labels
    return service
  }

  /// What runs once for others, and may do no more than it has to.
  func helperService(_ name: String) -> ComposeFile.Service {
    var service = ComposeFile.Service(name: name, image: system.toolsImage, restart: .no)
    service.networkMode = ComposeFile.NetworkMode.none
    service.isReadOnly = true
    service.droppedCapabilities = ["ALL"]
    return service
  }

  /// As long as any secret is missing, this container cannot be made, and so no other is touched.
  private func proofs() -> [ComposeFile.Mount] {
    let variables = system.environmentSecrets.map(\.variable)
    let ofVariables = ComposeFile.Mount(
      source: .proof(ofVariables: variables),
      target: "/mp/secrets",
      isReadOnly: true
    )
    let files = system.fileSecrets.map { secret in
      ComposeFile.Mount(
        source: .file(of: secret),
        target: "/mp/files/\(secret.fileVariable)",
        isReadOnly: true
      )
    }
    return (variables.isEmpty ? [] : [ofVariables]) + files
  }
}

import Foundation
import Testing

extension EndToEnd {
  /// Replicas of several containers, and what they store.
  @Suite(.deployed(Crew.spec)) struct PodTests {
    private func run(_ service: String, _ script: String, in system: DeployedSystem) async throws
      -> String
    {
      let printed = try await system.exec(service, ["/bin/sh", "-c", script])
      return String(decoding: printed, as: UTF8.self)
    }

    // MARK: - Containers of one replica

    @Test(arguments: Platform.allCases)
    func replicasOfSeveralContainersAreOne(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      for index in 0..<3 {
        let (ship, mate) = ("ship-\(index)", "ship-\(index)_mate")
        let host = try await run(ship, "hostname", in: system)
        #expect(try await run(mate, "hostname", in: system) == host)
        let mates = try await run(ship, "wget -q -O - http://127.0.0.1:9090/", in: system)
        #expect(mates == host)
        // The inits were there before, in order, and once.
        let ships = try await run(mate, "wget -q -O - http://127.0.0.1:8080/", in: system)
        #expect(ships == "first\nsecond\n", "\(ship) on \(platform)")
        _ = try await run(ship, "echo \(index) >/deck/number", in: system)
        #expect(try await run(mate, "cat /cabin/number", in: system) == "\(index)\n")
      }
      let page = try await run("visitor", "wget -q -O - http://ship:8080/", in: system)
      #expect(page == "first\nsecond\n")
    }

    @Test(arguments: Platform.allCases)
    func crashOfASidecarLeavesTheOthersAlone(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let others = { (containers: [ContainerState]) in
        containers.filter { $0.isRunning && $0.service != "ship-1_mate" }.map(\.incarnation)
      }
      let before = try await system.containers()
      let mate = try await system.container("ship-1_mate").incarnation
      _ = try await run("ship-1", "touch /deck/crash", in: system)
      let isBack = try await eventually(within: .seconds(30)) {
        let now = try await system.container("ship-1_mate")
        let page = try? await run("ship-1", "wget -q -O - http://127.0.0.1:9090/", in: system)
        return now.isRunning && now.incarnation != mate && page?.isEmpty == false
      }
      #expect(isBack)
      #expect(try await others(system.containers()) == others(before))
    }

    @Test(arguments: Platform.allCases)
    func stableReplicasKnowWhoTheyAreAndReachEachOther(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let ask = "for peer in $PEERS; do wget -q -O - http://$peer/; done"
      let everyone = (0..<3).map { "\($0) peer-\($0).peer number-\($0) peer-\($0)\n" }.joined()
      for index in 0..<3 {
        #expect(try await run("peer-\(index)", ask, in: system) == everyone)
      }
    }

    // MARK: - Files

    @Test(arguments: Platform.allCases)
    func filesAreWhatLiesBesideTheSpec(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      let folder = Crew.files.keys.filter { $0.hasPrefix("assets/") }.sorted()
      var expected = ContainerReport()
      let owner = "\(getuid()):\(getgid())"
      let add = { (path: String, mode: Int, name: String) in
        expected.add(file: path, mode: mode, owner: owner, content: Crew.files[name] ?? Data())
      }
      for name in folder { add("/srv/\(name)", 0o640, name) }
      add("/srv/tool", 0o755, "tool.sh")
      let report = try await system.report(
        try await system.container("shelf"),
        files: folder.map { "/srv/\($0)" } + ["/srv/tool"],
        names: []
      )
      #expect(report.differences(from: expected) { expected[$0] != nil } == [])
      #expect(try await run("shelf", "/srv/tool", in: system) == "the tool ran as 0\n")
    }

    // MARK: - Volumes

    @Test(arguments: Platform.allCases)
    func volumesAreSharedAsTheSpecSays(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      for index in 0..<3 {
        _ = try await run("peer-\(index)", "echo mine >/data/of-$INDEX", in: system)
      }
      #expect(try await run("peer-1", "ls /data", in: system) == "of-1\n")
      _ = try await run("shelf", "echo wet >/pool/water", in: system)
      #expect(try await run("visitor", "cat /mnt/pool/water", in: system) == "wet\n")
      let write = "echo dry 2>/dev/null >/mnt/pool/water || echo refused"
      #expect(try await run("visitor", write, in: system) == "refused\n")
      // Each is another user.
      _ = try await run("shelf", "umask 000; echo a >/scratch/a", in: system)
      #expect(try await run("shelf_dust", "id -u; cat /dust/a", in: system) == "10002\na\n")
      _ = try await run("shelf_dust", "echo b >/dust/b", in: system)
      #expect(try await run("shelf", "cat /scratch/b", in: system) == "b\n")
      let owned = try await run("patient", "id -u; echo x >/data/x && cat /data/x", in: system)
      #expect(owned == "10001\nx\n")
    }

    /// Scratch goes with the replica, and nothing else does.
    @Test(arguments: Platform.allCases)
    func changedFileReplacesWhatHasIt(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      _ = try await run("shelf", "touch /scratch/left /pool/kept /tmp/left", in: system)
      let before = try await incarnations(of: system)
      try await system.deploy(
        try Crew.spec.replacing(#"content = "one""#, with: #"content = "two""#)
      )
      let after = try await incarnations(of: system)
      let changed = after.keys.filter { after[$0] != before[$0] }.sorted()
      #expect(changed == ["shelf", "shelf_dust", "shelf_mp-pod"])
      #expect(before.count == after.count)
      let left = "cat /srv/note; ls /scratch /tmp; ls /pool/kept"
      #expect(
        try await run("shelf", left, in: system) == "two\n/scratch:\n\n/tmp:\n/pool/kept\n"
      )
    }

    /// Of what runs all the time, by name.
    private func incarnations(of system: DeployedSystem) async throws -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: try await system.containers()
          .filter(\.isRunning).map { ($0.service, $0.incarnation) }
      )
    }

    @Test(arguments: Platform.allCases)
    func whatTheSpecLosesGoes(on platform: Platform) async throws {
      let system = try DeployedSystem.ofSuite(on: platform)
      try await system.deploy(Crew.spec)
      let before = try await incarnations(of: system)
      try await system.deploy(try Crew.spec.replacing(Crew.hasty, with: ""))
      let after = try await incarnations(of: system)
      #expect(before.keys.filter { before[$0] != after[$0] }.sorted() == ["hasty"])
      #expect(after.keys.filter { before[$0] == nil } == [])
      try await system.deploy(Crew.spec)
    }

    // MARK: - The end

    /// A program gets its own signal, as the first process, and the time that it has; what it stored is
    /// there again.
    @Test func programsEndAsTheSpecSaysAndStorageStays() async throws {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for platform in Platform.allCases {
          group.addTask {
            let system = try DeployedSystem.ofSuite(on: platform)
            let patient = try await self.run("patient", "cat /data/log", in: system)
            let hasty = try await self.run("hasty", "cat /data/log", in: system)
            _ = try await self.run("peer-2", "echo kept >/data/kept", in: system)
            _ = try await self.run("shelf", "touch /scratch/gone", in: system)
            try await system.down(isPatient: true)
            try await system.up()
            #expect(
              try await self.run("patient", "cat /data/log", in: system)
                == patient + "told 1\nended\nstarted\n",
              "\(platform)"
            )
            #expect(
              try await self.run("hasty", "cat /data/log", in: system)
                == hasty + "told 1\nstarted\n",
              "\(platform)"
            )
            #expect(try await self.run("peer-2", "cat /data/kept", in: system) == "kept\n")
            #expect(try await self.run("shelf", "ls /scratch", in: system) == "")
          }
        }
        try await group.waitForAll()
      }
    }
  }
}

import Foundation
import MPIR

extension DeployedSystem {
  /// Asks a container what it sees.
  ///
  /// - Parameters:
  ///   - files: The paths to look at.
  ///   - names: The names to look up.
  func report(_ container: ContainerState, files: [String], names: [String]) async throws
    -> ContainerReport
  {
    var report = ContainerReport()
    let own = Sections(
      printed: try await exec(in: container, ["sh", "-c", Self.showItself, "show"] + files)
    )
    for entry in own["environ"].strings { report.add(environment: entry) }
    report.add(arguments: own["cmdline"].strings)
    for (index, argument) in own["asked"].strings.enumerated() {
      report.add("asked \(index)", argument)
    }
    let status = String(decoding: own["status"], as: UTF8.self)
    for line in status.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, Self.statusFields.contains(String(parts[0])) else { continue }
      report["\(parts[0])"] = parts[1].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    for section in [
      "workdir", "hostname", "limits", "devices", "standard input", "own names", "readable",
    ] {
      report.add(section, own[section])
    }
    if !files.isEmpty {
      // As whom they belong to: not even root has capabilities here.
      let read = try await exec(
        in: container,
        ["sh", "-c", Self.readFiles, "read"] + files,
        as: Int(getuid())
      )
      try report.add(files, read)
    }
    if !names.isEmpty {
      let found = try await replicas(named: names, seenFrom: container)
      for name in names {
        report["replicas named \(name)"] = found[name, default: []].joined(separator: " ")
      }
    }
    report.add(container)
    return report
  }

  private func exec(in container: ContainerState, _ command: [String], as user: Int? = nil)
    async throws -> Data
  {
    let options = user.map { ["--user", String($0)] } ?? []
    return try await Command.run(["docker", "exec"] + options + [container.id] + command).output
  }

  /// The replicas that answer at the addresses that names have; those without names of their own are
  /// called by their workload's.
  private func replicas(named names: [String], seenFrom container: ContainerState) async throws
    -> [String: [String]]
  {
    let found = try await exec(in: container, ["sh", "-c", Self.ask, "ask"] + names)
    let containers = try await containers()
    var replicas: [String: [String]] = [:]
    for line in String(decoding: found, as: UTF8.self).split(separator: "\n") {
      let (name, host) = (line.prefix { $0 != " " }, String(line.drop { $0 != " " }.dropFirst()))
      let replica = containers.first { $0.configuration.hostname == host }
      let text = replica.map { $0.service == host ? host : $0.workload } ?? "<\(host)>"
      replicas[String(name), default: []].append(text)
    }
    return replicas.mapValues { $0.sorted() }
  }

  // MARK: - What is run in containers

  /// A line of mode, owner and size for each file, and its content behind it.
  private static let readFiles = """
    for file; do
      stat -c '%a %u:%g %s' "$file" && cat "$file" || exit
    done
    """

  /// What serves at each address of each name, besides the server that knows the names. The dot is for
  /// machines whose resolver completes names.
  private static let ask = """
    for name; do
      for address in $(nslookup "$name." | grep -oE '([0-9]+[.]){3}[0-9]+' | grep -v '^127[.]' | sort -u); do
        page=$(wget -q -O - "http://$address:8080/")
        echo "$name ${page:-nothing at $address}"
      done
    done
    """

  /// Who and how confined a process is.
  private static let statusFields: Set = [
    "Uid", "Gid", "Groups", "NoNewPrivs", "Seccomp", "CapInh", "CapPrm", "CapEff", "CapBnd",
    "CapAmb",
  ]

  /// Prints sections, each behind a line of its size and name. Gets the files that it tries to read.
  private static let showItself = """
    section() {
      cat >/tmp/section
      printf '%d %s\\n' "$(wc -c </tmp/section)" "$1"
      cat /tmp/section
    }
    section environ </proc/1/environ
    section cmdline </proc/1/cmdline
    section status </proc/1/status
    readlink -n /proc/1/cwd | section workdir
    readlink -n /proc/1/fd/0 | section 'standard input'
    section hostname </proc/sys/kernel/hostname
    ls /dev | section devices
    sed -nE '/localhost|ip6-/!s/^[0-9a-f.:]*[[:blank:]]*//p' /etc/hosts | section 'own names'
    [ ! -e /tmp/asked ] || section asked </tmp/asked
    for file; do
      if [ -r "$file" ]; then printf 1; else printf 0; fi
    done | section readable
    # For both versions of control groups.
    cd /sys/fs/cgroup && for file in memory.max memory.low cpu.max memory/memory.limit_in_bytes \\
      memory/memory.soft_limit_in_bytes cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us; do
      [ ! -e "$file" ] || echo "$file $(cat "$file")"
    done | section limits
    """
}

/// What a script in a container has printed, by the name of each part.
private struct Sections {
  private var parts: [String: Data] = [:]

  init(printed: Data) {
    var rest = printed[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ", maxSplits: 1)
      guard line.count == 2, let size = Int(line[0]) else { return }
      rest = rest[rest.index(after: end)...]
      parts[String(line[1])] = rest.prefix(size)
      rest = rest.dropFirst(size)
    }
  }

  subscript(name: String) -> Data { parts[name] ?? Data() }
}

extension Data {
  /// What stands between zero bytes.
  fileprivate var strings: [Data] {
    split(separator: 0, omittingEmptySubsequences: false).dropLast()
  }
}

extension ContainerReport {
  struct Cut: Error { let path: String }

  /// What `readFiles` has printed.
  fileprivate mutating func add(_ paths: [String], _ printed: Data) throws {
    var rest = printed[...]
    for path in paths {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { throw Cut(path: path) }
      let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = rest[rest.index(after: end)...]
      guard words.count == 3, let mode = Int(words[0], radix: 8), let size = Int(words[2]),
        size <= rest.count
      else { throw Cut(path: path) }
      add(file: path, mode: mode, owner: String(words[1]), content: rest.prefix(size))
      rest = rest.dropFirst(size)
    }
  }

  /// What the engine says of it.
  fileprivate mutating func add(_ container: ContainerState) {
    let (configuration, host) = (container.configuration, container.host)
    for (name, value) in configuration.labels { add("label \(name)", value.utf8) }
    self["stop signal"] = configuration.stopSignal
    self["stop timeout"] = configuration.stopTimeout.map { "\($0)" }
    self["restart policy"] = host.restartPolicy.name
    self["memory limit"] = "\(host.memory)"
    self["memory reservation"] = "\(host.memoryReservation)"
    self["cpu limit"] = "\(host.nanoCPUs)"
    for (port, bindings) in host.portBindings ?? [:] {
      self["published \(port)"] = bindings.map { "\($0.address):\($0.port)" }
        .joined(separator: ", ")
    }
    for mount in container.mounts {
      self["mount \(mount.destination)"] = mount.isWritable ? "writable" : "read-only"
    }
  }
}

import Foundation
import Metaparticle
import Testing

/// A script in a folder, with an engine's double that it talks to.
struct Deployment {
  let shell: Shell
  let scratch: ScratchFolder

  private var folder: URL { scratch.at("shell") }
  private var double: URL { scratch.at("double") }

  init(_ spec: String, in shell: Shell) throws {
    self.shell = shell
    scratch = try ScratchFolder()
    for kind in ["container", "network", "volume"] {
      try FileManager.default.createDirectory(
        at: double.appending(path: kind),
        withIntermediateDirectories: true
      )
    }
    try write("0", to: "count")
    try write("1000\n", to: "clock")
    try change(to: spec)
  }

  /// Compiles another spec into the same folder. What is the user's stays.
  func change(to spec: String) throws {
    var compilation = Compilation(
      spec: Array(spec.utf8),
      name: "shop.mp",
      // Where images are built from is in nobody's way there.
      options: CompilationOptions(projectRoot: "../double")
    )
    let artifacts = compilation.artifacts(for: .shell)
    try #require(!artifacts.isEmpty, "\(compilation.render(as: .human))")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    where ![".env", "secrets"].contains(name) {
      try FileManager.default.removeItem(at: folder.appending(path: name))
    }
    for artifact in artifacts {
      let file = scratch.at(artifact.path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(artifact.bytes).write(to: file)
    }
  }

  /// What the double does otherwise than an engine in good health.
  func behave(_ behaviour: String...) throws {
    try write(behaviour.map { $0 + "\n" }.joined(), to: "behaviour")
  }

  /// Sends the script a signal at one of its calls of the engine, counted from now.
  func send(_ signal: String, atCall number: Int, _ when: String) throws {
    try write("0", to: "count")
    try write("\(signal) $$ \(number) \(when)\n", to: "order")
  }

  var calls: Int { Int(read("count")) ?? 0 }

  /// The arguments of each call of the last run.
  var arguments: [[String]] {
    let bytes = (try? Data(contentsOf: double.appending(path: "arguments"))) ?? Data()
    // Behind each argument there is a NUL, and a newline between two of them ends a call.
    return bytes.split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
      .split(separator: "\n").map(Array.init)
  }

  @discardableResult
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Transcript {
    let output = try begin(arguments, environment).output()
    return Transcript(
      output: clean(output.text),
      error: clean(output.errorText),
      status: output.status,
      calls: clean(read("calls"))
    )
  }

  /// A run that goes on beside others.
  func start(_ arguments: String...) throws -> RunningTool { try begin(arguments, [:]) }

  private func begin(
    _ arguments: [String],
    _ environment: [String: String]
  ) throws -> RunningTool {
    for file in ["calls", "arguments", "signal"] { try? remove(file) }
    // The double has to know whom to send a signal.
    let start = """
      if [ -e "$DOUBLE/order" ]; then
        read -r signal pid rest <"$DOUBLE/order"
        rm "$DOUBLE/order"
        echo "$signal $$ $rest" >"$DOUBLE/signal"
      fi
      exec "$@"
      """
    let script = scratch.at("shell/run.sh").path
    let tools = Self.tools.path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try Tool.start(
      ["/bin/sh", "-c", start, "start"] + shell.command + [script] + arguments,
      environment: ["PATH": "\(tools):\(path)", "DOUBLE": double.path, "TMPDIR": scratch.url.path]
        .merging(environment) { $1 }
    )
  }

  /// All that the engine keeps: its containers with their facts, networks and volumes.
  var state: [String] {
    ["container", "network", "volume"].flatMap { kind in
      names(in: kind).sorted().map { name in
        let facts = kind == "container" ? names(in: "\(kind)/\(name)").sorted() : []
        return "\(kind) \(name)"
          + facts.filter { $0 != "asked" }.map { " \($0)=\(clean(read("\(kind)/\(name)/\($0)")))" }
          .joined()
      }
    }
  }

  /// `container shop-web running`
  var summary: [String] {
    ["container", "network", "volume"].flatMap { kind in
      names(in: kind).sorted().map { name in
        "\(kind) \(name)" + (kind == "container" ? " " + read("container/\(name)/state") : "")
      }
    }
  }

  /// What runs have left beside the script and the double.
  var leftovers: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: scratch.url.path)) ?? [])
      .filter { !["shell", "double"].contains($0) }.sorted()
  }

  private static let tools = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Double")

  private func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: double.appending(path: folder).path))
      ?? []
  }

  private func clean(_ text: String) -> String {
    text.replacing(scratch.url.path, with: "SCRATCH")
  }

  fileprivate func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: double.appending(path: name))
  }

  func read(_ name: String) -> String {
    String(decoding: (try? Data(contentsOf: double.appending(path: name))) ?? Data(), as: UTF8.self)
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: double.appending(path: name))
  }
}

/// What a run of a script has said and done.
struct Transcript: Equatable {
  var output: String
  var error: String
  var status: Int32
  /// What it asked of the engine, an argument to a line.
  var calls: String

  /// The first line that is another, if there is one.
  func difference(from other: Transcript) -> String? {
    guard self != other else { return nil }
    let (lines, others) = (text.split(separator: "\n"), other.text.split(separator: "\n"))
    let line = zip(lines, others).enumerated().first { $1.0 != $1.1 }
    guard let line else { return "\(lines.count) lines, and not \(others.count)" }
    return "line \(line.offset): `\(line.element.0)`, and not `\(line.element.1)`"
  }

  private var text: String { "status \(status)\n\(error)--\n\(output)--\n\(calls)" }
}

extension Deployment {
  /// Changes a container behind the script's back.
  func stop(_ name: String) throws { try setState("exited", of: name) }

  func setState(_ state: String, of name: String) throws {
    try Data(state.utf8).write(to: scratch.at("double/container/\(name)/state"))
  }

  /// Whether another run gets a container to run, in a while.
  func comesToRun(_ name: String) -> Bool {
    for _ in 0..<600 {
      if read("container/\(name)/state") == "running" { return true }
      usleep(50_000)
    }
    return false
  }

  /// Lets waiting take its time.
  func keepRealTime() throws { try write("", to: "real-time") }

  /// Ends what lasts until it is told.
  func tell(_ name: String) throws { try write("", to: "told-\(name)") }

  /// A file of the user's, beside the script.
  func provide(_ name: String, _ text: String) throws {
    let file = scratch.at("shell/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  /// What a container has from its environment, as the double keeps it.
  func environment(of name: String) -> [String] {
    read("container/\(name)/environment").split(separator: "\u{1F}").map(String.init)
  }

  /// `NAME:DESTINATION` of each of its volumes.
  func mounts(of name: String) -> [String] {
    read("container/\(name)/mounts").split(separator: "\n").map(String.init).sorted()
  }

  func setRestarts(_ count: Int, of name: String) throws {
    try write("\(count)", to: "container/\(name)/restarts")
  }

  func makeVolume(_ name: String, of project: String) throws {
    try write("label=io.metaparticle.project=\(project)\n", to: "volume/\(name)")
  }

  func makeNetwork(_ name: String, of project: String) throws {
    try write("label=io.metaparticle.project=\(project)\n", to: "network/\(name)")
  }

  func rename(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(
      at: scratch.at("double/container/\(name)"),
      to: scratch.at("double/container/\(other)")
    )
  }
}

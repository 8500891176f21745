import Foundation
import MPDiagnostics
import MPIR
import MPSyntax
import Testing

@testable import MPCompiler

/// A spec that went through every stage of the compiler, as tests look at it.
struct Compiled: Sendable {
  let sources: SourceMap
  let diagnostics: Diagnostics
  let program: Program
  let expanded: ExpandedSystem
  let system: SystemIR

  /// - Parameters:
  ///   - files: By the names that findings have for them: `lib/house.mp`.
  ///   - profiles: Those that are chosen.
  ///   - params: What the command line sets.
  init(
    _ spec: String,
    files: [String: String] = [:],
    profiles: [String] = [],
    params: KeyValuePairs<String, String> = [:],
    library: PatternLibrary = .shipped
  ) {
    let given = params.map { ($0.key, $0.value) }
    self = onLargeStack {
      Compiled(compiling: spec, TestFiles(files: files), profiles, given, library)
    }
    guard !diagnostics.hasErrors else { return }
    // What could not be evaluated is left out of the system, so it must have been reported.
    let isWhole = !expanded.hasInvalidValues
    #expect(isWhole, "a value is missing, and nothing was said of it:\n\(spec)")
    let violations = system.violations()
    #expect(violations == [], "\(spec)")
  }

  private init(
    compiling spec: String,
    _ files: TestFiles,
    _ profiles: [String],
    _ params: [(String, String)],
    _ library: PatternLibrary
  ) {
    var sources = SourceMap()
    var diagnostics = Diagnostics()
    let source = sources.add(name: "spec.mp", bytes: Array(spec.utf8))
    let syntax = parse(lex(source, in: sources, into: &diagnostics), into: &diagnostics)
    let settings = CompilationSettings(
      profiles: profiles.map { sources.add(name: "--profile", bytes: Array($0.utf8)) },
      params: params.map { name, value in
        ParamSetting(
          name: sources.add(name: "--set", bytes: Array(name.utf8)),
          value: sources.add(name: "--set \(name)", bytes: Array(value.utf8))
        )
      }
    )
    let resolved = resolve(
      syntax,
      settings: settings,
      files: files,
      library: library,
      sources: &sources,
      into: &diagnostics
    )
    program = check(resolved, into: &diagnostics)
    expanded = expand(program, into: &diagnostics)
    system = lower(expanded, sources: sources, files: files, library: library, into: &diagnostics)
    self.sources = sources
    self.diagnostics = diagnostics
  }

  /// `3:5 E0205 nothing here is called …`, in source order; the name of the file only where it is
  /// another one.
  var findings: [String] {
    diagnostics.inSourceOrder.map { finding in
      let range = finding.primary.range
      return "\(place(range)) \(finding.code.rawValue) \(finding.message)"
    }
  }

  func place(_ range: SourceRange) -> String {
    let source = sources[range.source]
    let position = source.position(of: Int(range.lower))
    let file = source.name == "spec.mp" ? "" : source.name + ":"
    return "\(file)\(position.line):\(position.column)"
  }

  /// What becomes of the spec's tests.
  var tests: [TestOutcome] {
    let (program, system) = (program, system)
    return diagnostics.hasErrors ? [] : onLargeStack { runTests(of: program, on: system) }
  }

  /// The text that a finding marks.
  var marked: [String] { diagnostics.inSourceOrder.map { sources.text($0.primary.range) } }

  var help: [String] {
    diagnostics.inSourceOrder.flatMap { $0.help + $0.fixIts.map(\.message) }
  }

  // MARK: - The system

  func workload(_ name: String) -> Workload? { system.workloads.first { $0.name == name } }

  var names: [String] { system.workloads.map(\.name) }

  func image(_ name: String) -> String? { workload(name)?.container.image }

  func environment(_ name: String) -> [String] {
    workload(name)?.container.environment.map { "\($0.name)=\($0.value)" } ?? []
  }

  func cpu(_ name: String) -> [Int] {
    workload(name)?.container.resources.cpu.map { [$0.request, $0.limit] } ?? []
  }

  func memory(_ name: String) -> [Int] {
    workload(name)?.container.resources.memory.map { [$0.request, $0.limit] } ?? []
  }

  /// Period, timeout and delay.
  func probeSeconds(_ name: String) -> [Int] {
    workload(name)?.container.readiness.map { [$0.period, $0.timeout, $0.initialDelay] } ?? []
  }

  func fileTexts(_ name: String) -> [String] {
    workload(name)?.container.files.map { String(decoding: $0.bytes, as: UTF8.self) } ?? []
  }

  /// `api -> db:sql`
  var links: [String] {
    system.links.map { link in
      "\(system[link.from].name) -> \(system[link.to].name):\(link.port.name)"
    }
  }

  /// `api after db (ready)`
  var startOrder: [String] {
    system.workloads.flatMap { workload in
      workload.startsAfter.map { dependency in
        "\(workload.name) after \(system[dependency.workload].name) (\(dependency.condition.rawValue))"
      }
    }
  }
}

extension Workload {
  var labelTexts: [String] { labels.map { "\($0.name)=\($0.value)" } }

  var portTexts: [String] {
    container.ports.map { "\($0.name)=\($0.number)/\($0.transport.rawValue)" }
  }

  var probeText: String? {
    switch container.readiness?.check {
    case .http(let path, let port): "http \(path) \(port)"
    case .tcp(let port): "tcp \(port)"
    case .grpc(let port): "grpc \(port)"
    case .exec(let command): "exec " + command.joined(separator: " ")
    case nil: nil
    }
  }
}

extension Probe {
  /// How it asks, then period, timeout, delay and failures.
  var summary: String {
    "\(check) \(period) \(timeout) \(initialDelay) \(failureThreshold)"
  }
}

/// The findings of a spec.
func findings(_ spec: String, files: [String: String] = [:]) -> [String] {
  Compiled(spec, files: files).findings
}

/// The values of variables of a service `s` that has a line for each, after declarations.
func values(_ expressions: [String], after declarations: String = "") -> [String] {
  let lines = expressions.enumerated().map { "    V\($0.offset) = \($0.element)" }
  let compiled = Compiled(
    """
    app a
    \(declarations)
    service s {
      image = "i"
      ports { http = 8080, metrics = 9090 }
      env {
    \(lines.joined(separator: "\n"))
      }
    }
    """
  )
  #expect(compiled.findings == [])
  return compiled.workload("s")?.container.environment.map(\.value.description) ?? []
}

/// The value of one expression.
func value(_ expression: String, after declarations: String = "") -> String? {
  values([expression], after: declarations).first
}

struct TestFiles: SourceProvider {
  var files: [String: String]

  func bytes(of path: String, beside source: String) -> Result<[UInt8], SourceProblem> {
    let file = files[SourceName.of(path, namedIn: source)]
    return file.map { .success(Array($0.utf8)) } ?? .failure(.notFound)
  }

  func contents(of path: String, beside source: String) -> Result<SourceContents, SourceProblem> {
    if case .success(let bytes) = bytes(of: path, beside: source) { return .success(.file(bytes)) }
    let folder = SourceName.of(path, namedIn: source) + "/"
    let entries = files.filter { $0.key.hasPrefix(folder) }.sorted { $0.key < $1.key }
      .map {
        SourceContents.Entry(
          path: String($0.key.dropFirst(folder.count)),
          bytes: Array($0.value.utf8)
        )
      }
    return entries.isEmpty ? .failure(.notFound) : .success(.folder(entries))
  }

  func place(of path: String, beside source: String) -> Result<String, SourceProblem> {
    let place = SourceName.of(path, namedIn: source)
    return place.hasPrefix("..") ? .failure(.outsideOfRoot) : .success(place)
  }
}

/// Runs something with the stack that the command line gives the compiler.
func onLargeStack<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result {
  nonisolated(unsafe) var result: Result?
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    result = body()
    done.signal()
  }
  thread.stackSize = 256 << 20
  thread.start()
  done.wait()
  return result!
}

extension ExpandedSystem {
  fileprivate var hasInvalidValues: Bool {
    (app?.body.hasInvalidValues ?? false)
      || services.contains { $0.body.hasInvalidValues }
      || exposures.contains { $0.target == nil || $0.body.hasInvalidValues }
  }
}

extension ExpandedBody {
  fileprivate var hasInvalidValues: Bool {
    isBroken || attributes.contains { $0.value.kind == .invalid }
      || maps.contains { $0.entries.contains { $0.value.kind == .invalid } }
      || blocks.contains { $0.body.hasInvalidValues }
  }
}

// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// One target for each thing that must be impossible elsewhere: a backend cannot see syntax,
// and only the executable can touch files.
let package = Package(
  name: "metaparticle",
  products: [
    .executable(name: "mpc", targets: ["mpc"]),
    .library(name: "Metaparticle", targets: ["Metaparticle"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CSystem"),
    .target(name: "MPDiagnostics", swiftSettings: strict),
    .target(name: "MPSyntax", dependencies: ["MPDiagnostics"], swiftSettings: strict),
    .target(
      name: "MPIR",
      dependencies: ["MPDiagnostics", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict
    ),
    .target(
      name: "MPCompiler",
      dependencies: ["MPDiagnostics", "MPSyntax", "MPIR"],
      resources: [.embedInCode("patterns")],
      swiftSettings: strict
    ),
    .target(name: "MPYAML", dependencies: ["CLibYAML"], swiftSettings: strict),
    .target(
      name: "MPBackends",
      dependencies: ["MPDiagnostics", "MPIR", "MPYAML"],
      resources: [.embedInCode("Tools")],
      swiftSettings: strict
    ),
    .target(
      name: "Metaparticle",
      dependencies: ["MPDiagnostics", "MPSyntax", "MPIR", "MPCompiler", "MPBackends"],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "mpc",
      dependencies: [
        "CSystem", "Metaparticle",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "MPDiagnosticsTests", dependencies: ["MPDiagnostics"], swiftSettings: strict),
    .testTarget(
      name: "MPSyntaxTests",
      dependencies: ["MPDiagnostics", "MPSyntax"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "MPCompilerTests",
      dependencies: ["MPDiagnostics", "MPSyntax", "MPIR", "MPCompiler"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "MPBackendsTests",
      dependencies: ["MPDiagnostics", "MPIR", "MPYAML", "MPBackends"],
      swiftSettings: strict
    ),
    .testTarget(name: "MPYAMLTests", dependencies: ["MPYAML"], swiftSettings: strict),
    .testTarget(
      name: "GoldenTests",
      dependencies: [
        "MPDiagnostics", "MPSyntax", "MPIR", "MPCompiler", "MPYAML", "Metaparticle", "mpc",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: ["MPDiagnostics", "Metaparticle", "mpc"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ShellTests",
      dependencies: ["Metaparticle", "MPBackends", "mpc"],
      exclude: ["Double"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["MPDiagnostics", "MPIR", "Metaparticle", "mpc"],
      swiftSettings: strict
    ),
  ]
)

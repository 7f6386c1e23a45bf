// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// One block of the architecture. A target names what it may import, and nothing else compiles.
func block(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil,
  exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources,
    swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let hashTrees: Target.Dependency = .product(
  name: "HashTreeCollections", package: "swift-collections")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")

let layers: [Target.Dependency] = ["SOM", "NFVO", "VNFM", "VIM", "NFVI", "Domains"]
let interfaces: [Target.Dependency] = ["Deciding", "ServiceInterfaces", "ResourceInterfaces"]

let package = Package(
  name: "podium",
  products: [.executable(name: "podium", targets: ["Podium"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
  ],
  targets: [
    // What every block is made of, and the words that blocks share at their reference points.
    block("Deciding", [hashTrees]),
    block("ServiceInterfaces", ["Deciding"]),
    block("ResourceInterfaces", ["Deciding"]),
    block(
      "Descriptors", ["ServiceInterfaces", "ResourceInterfaces", "CDigest", "CZip", yams],
      resources: [.embedInCode("Catalogue")]),

    // The blocks of the source text. None imports another.
    block("SOM", ["Deciding", "ServiceInterfaces"]),
    block("Domains", ["Deciding", "ServiceInterfaces"]),
    block("NFVO", interfaces),
    block("VNFM", ["Deciding", "ResourceInterfaces"]),
    block("VIM", ["Deciding", "ResourceInterfaces"]),
    block("NFVI", ["Deciding", "ResourceInterfaces"]),

    // What runs them, and what shows them.
    .target(
      name: "CDigest", linkerSettings: [.linkedLibrary("md")]),
    .target(
      name: "CZip", linkerSettings: [.linkedLibrary("minizip"), .linkedLibrary("z")]),
    block("Core", interfaces + layers + ["Descriptors", "CDigest", grdb, heap]),
    .target(
      name: "CCurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    block("Terminal", ["CCurses", yams], resources: [.embedInCode("Themes")]),
    block("Console", interfaces + layers + ["Core", "Terminal"]),
    .executableTarget(
      name: "Podium",
      dependencies: ["Core", "Console", "Terminal", "Descriptors", arguments] + interfaces + layers,
      swiftSettings: strict),

    tests("ServiceInterfacesTests", ["ServiceInterfaces"]),
    tests("DescriptorsTests", ["Descriptors", "ServiceInterfaces", "ResourceInterfaces"]),
    tests("SOMTests", ["SOM", "Deciding", "ServiceInterfaces"]),
    tests("DomainsTests", ["Domains", "Deciding", "ServiceInterfaces"]),
    tests("NFVOTests", interfaces + ["NFVO", "VNFM"]),
    tests("VNFMTests", ["VNFM", "Deciding", "ResourceInterfaces"]),
    tests("VIMTests", ["VIM", "NFVI", "Deciding", "ResourceInterfaces", "Descriptors"]),
    tests("NFVITests", ["NFVI", "Deciding", "ResourceInterfaces", "Descriptors"]),
    tests("TerminalTests", ["Terminal"]),
    tests("CoreTests", interfaces + layers + ["Core", "Descriptors", grdb]),
    tests("SimulationTests", interfaces + layers + ["Core", "Console", "Descriptors", "Podium"]),
    .testTarget(
      name: "ConsoleTests", dependencies: ["Console", "Core", "Terminal", "VIM"] + interfaces,
      exclude: ["Goldens", "Details/Goldens"], swiftSettings: strict),
    tests(
      "EndToEndTests",
      [
        "Podium", grdb, .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

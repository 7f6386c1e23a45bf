import Descriptors
import Foundation
import ResourceInterfaces
import Testing

/// A small package in order, to be spoiled in one way at a time.
enum GoodPackage {
  static let meta = """
    TOSCA-Meta-File-Version: 1.1
    CSAR-Version: 1.1
    Created-By: a test
    Entry-Definitions: Definitions/router.yaml
    ETSI-Entry-Manifest: router.mf
    """

  static let descriptor = """
    tosca_definitions_version: tosca_simple_yaml_1_3
    imports:
      - https://forge.etsi.org/rep/nfv/SOL001/raw/v3.3.1/etsi_nfv_sol001_vnfd_types.yaml
    node_types:
      acme.Router:
        derived_from: tosca.nodes.nfv.VNF
    topology_template:
      node_templates:
        router:
          type: acme.Router
          properties:
            descriptor_id: 5f1b1a52-0000-4000-8000-000000000001
            descriptor_version: "1.0"
            provider: Acme
            product_name: Router
            software_version: "1.0"
            flavour_id: simple
            vnfm_info: [ "etsivnfm:v3.3.1" ]
        engine:
          type: tosca.nodes.nfv.Vdu.Compute
          properties:
            name: engine
            vdu_profile: { min_number_of_instances: 1, max_number_of_instances: 2 }
            sw_image_data: { name: router, version: "1.0", size: 1 GiB }
          capabilities:
            virtual_compute:
              properties:
                virtual_cpu: { num_virtual_cpu: 2 }
                virtual_memory: { virtual_mem_size: 4 GiB }
      policies:
        - levels:
            type: tosca.policies.nfv.InstantiationLevels
            properties:
              levels: { only: { description: The only one } }
        - engines:
            type: tosca.policies.nfv.VduInstantiationLevels
            properties:
              levels: { only: { number_of_instances: 1 } }
            targets: [ engine ]
    """

  static let manifest = """
    metadata:
      vnf_product_name: Router
      vnf_provider_id: Acme
      vnf_package_version: 1.0
      vnf_release_date_time: 2026-01-01T00:00:00Z

    Source: TOSCA-Metadata/TOSCA.meta
    Source: Definitions/router.yaml
    Source: Scripts/start.sh
    Algorithm: SHA-256
    Hash: 2689367b205c16ce32ed4200942b8b8b1e262dfc70d9bc9fbc77c49699a4f1df
    """

  static var entries: [ZipWriter.Entry] {
    [
      .init("TOSCA-Metadata/TOSCA.meta", meta), .init("Definitions/router.yaml", descriptor),
      .init("Scripts/start.sh", "ok"), .init("router.mf", manifest),
    ]
  }

  /// The entries with one of them changed.
  static func with(
    _ name: String, _ change: (inout ZipWriter.Entry) -> Void
  ) -> [ZipWriter.Entry] {
    entries.map { entry in
      guard entry.name == Array(name.utf8) else { return entry }
      var entry = entry
      change(&entry)
      return entry
    }
  }

  static func replacing(_ name: String, _ from: String, _ to: String) -> [ZipWriter.Entry] {
    with(name) {
      $0.data = Array(
        String(decoding: $0.data, as: UTF8.self).replacingOccurrences(of: from, with: to).utf8)
    }
  }
}

/// An archive that must be refused, and what must be said of it.
struct Hostile: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  let says: [String]

  init(_ name: String, _ entries: [ZipWriter.Entry], says: String...) {
    self.name = name
    bytes = ZipWriter(entries).bytes
    self.says = says
  }

  init(_ name: String, bytes: [UInt8], says: String...) {
    self.name = name
    self.bytes = bytes
    self.says = says
  }

  var testDescription: String { name }
}

private func adding(_ names: String...) -> [ZipWriter.Entry] {
  GoodPackage.entries + names.map { ZipWriter.Entry($0, "x") }
}

private func adding(
  _ name: String, _ change: (inout ZipWriter.Entry) -> Void
) -> [ZipWriter.Entry] {
  var entry = ZipWriter.Entry(name, "x")
  change(&entry)
  return GoodPackage.entries + [entry]
}

private func bomb(matches: Int, stated: UInt32) -> [ZipWriter.Entry] {
  adding("Files/zeros.bin") {
    $0.data = ZipWriter.zeros(matches: matches)
    $0.method = 8
    $0.statedSize = stated
  }
}

/// Ten levels of nine aliases each: a page that stands for three billion words.
private let laughs =
  "a0: &a0 [ x, x, x, x, x, x, x, x, x ]\n"
  + (1...10).map { level in
    "a\(level): &a\(level) [ "
      + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      + " ]\n"
  }.joined()

private let script = "Scripts/start.sh"
private let definitions = "Definitions/router.yaml"

private let hostile: [Hostile] = [
  Hostile("leaves the folder", adding("../../etc/cron.d/x"), says: "leads out of the package"),
  Hostile("leaves it later", adding("Files/../../x"), says: "leads out of the package"),
  Hostile("absolute", adding("/etc/passwd"), says: "absolute path"),
  Hostile("backslashes", adding("..\\..\\x"), says: "backslash"),
  Hostile("a drive", adding("C:/x"), says: "letter of a drive"),
  Hostile("a dot", adding("Files/./x"), says: "empty part or a dot"),
  Hostile("control characters", adding("Files/\u{1B}[2Jx"), says: "control characters"),
  Hostile("no UTF-8", adding("x") { $0.name = [0xFF, 0xFE] }, says: "no UTF-8"),
  Hostile("a zero byte", adding("x") { $0.name = Array("a\0b".utf8) }, says: "no UTF-8"),
  Hostile(
    "a long name", adding(String(repeating: "n", count: 600)), says: "at most 512 bytes"),
  Hostile(
    "deep", adding(String(repeating: "d/", count: 40) + "x"), says: "more than 32 folders deep"),
  Hostile("a link", adding("Files/link") { $0.mode = 0o120777 }, says: "symbolic link"),
  Hostile("a device", adding("Files/null") { $0.mode = 0o020666 }, says: "device or a pipe"),
  Hostile("twice", adding(script), says: "more than once"),
  Hostile(
    "twice but for letter case", adding("scripts/START.sh"),
    says: "Scripts/start.sh differs from it in letter case only"),
  Hostile("file and folder", adding("Scripts"), says: "for a file and for a folder"),
  Hostile("encrypted", adding("Files/x") { $0.flags = 1 }, says: "encrypted"),
  Hostile("another method", adding("Files/x") { $0.method = 14 }, says: "method 14"),
  Hostile(
    "wrong checksum", GoodPackage.with(script) { $0.statedChecksum = 1 }, says: "checksum is wrong"),
  Hostile(
    "shorter than stated", GoodPackage.with(script) { $0.statedSize = 9 }, says: "damaged"),
  Hostile("a bomb by ratio", bomb(matches: 100, stated: 900_000_000), says: "how a bomb looks"),
  Hostile("a bomb that lies", bomb(matches: 100_000, stated: 1_000), says: "damaged"),
  Hostile(
    "overlapping",
    GoodPackage.entries
      + (0..<2000).map { index in
        var entry = ZipWriter.Entry("Files/\(index)", "ok")
        entry.hasOwnData = false
        entry.data = Array("x".utf8) + Array(repeating: 0, count: 500)
        return entry
      }, says: "Entries overlap"),
  Hostile(
    "truncated", bytes: Array(ZipWriter(GoodPackage.entries).bytes.dropLast(40)), says: "was cut"),
  Hostile(
    "cut at the front", bytes: Array(ZipWriter(GoodPackage.entries).bytes.dropFirst(700)),
    says: "neither a zip archive"),
  Hostile("empty", bytes: [], says: "empty"),
  Hostile("text", bytes: Array("hello".utf8), says: "neither a zip archive"),
  Hostile(
    "wrong digest", GoodPackage.replacing(script, "ok", "no"), says: "digest of Scripts/start.sh"),
  Hostile(
    "no digest", GoodPackage.replacing("router.mf", "2689367b", "<tbd>"), says: "is no digest"),
  Hostile(
    "an algorithm of its own", GoodPackage.replacing("router.mf", "SHA-256", "MD5"),
    says: "The algorithm MD5"),
  Hostile(
    "listed and missing", GoodPackage.replacing("router.mf", "Source: Scripts", "Source: Skripts"),
    says: "Skripts/start.sh is listed and not in the package"),
  Hostile(
    "no entry", GoodPackage.replacing("TOSCA-Metadata/TOSCA.meta", "router.yaml", "rooter.yaml"),
    says: "Definitions/rooter.yaml is not in the package"),
  Hostile(
    "no manifest", GoodPackage.replacing("TOSCA-Metadata/TOSCA.meta", "router.mf", "rooter.mf"),
    says: "The manifest rooter.mf is not in the package"),
  Hostile("nothing in it", [.init("README", "hello")], says: "neither TOSCA-Metadata/TOSCA.meta"),
  Hostile("no entries", [], says: "has no entries"),
  Hostile(
    "laughs", GoodPackage.with(definitions) { $0.data += Array("\n\(laughs)".utf8) },
    says: "by its aliases"),
  Hostile(
    "laughs in keys",
    GoodPackage.with(definitions) { $0.data += Array("\n\(laughs)? *a10\n: x\n".utf8) },
    says: "by its aliases"),
  Hostile(
    "deep YAML",
    GoodPackage.with(definitions) {
      $0.data += Array("\nx: \(String(repeating: "[", count: 900))".utf8)
    }, says: "not YAML"),
  Hostile(
    "deep YAML in order",
    GoodPackage.with(definitions) {
      $0.data += Array(
        "\nx: \(String(repeating: "[", count: 900))\(String(repeating: "]", count: 900))".utf8)
    }, says: "nested over 200 deep"),
  Hostile(
    "all at once",
    adding("../x", "/y").map { entry in
      var entry = entry
      if entry.name == Array(script.utf8) { entry.mode = 0o120777 }
      return entry
    }, says: "leads out of the package", "absolute path", "symbolic link"),
  Hostile(
    "all at once, inside",
    GoodPackage.entries.map { entry in
      var entry = entry
      let text = String(decoding: entry.data, as: UTF8.self)
      entry.data = Array(
        text.replacingOccurrences(of: "Hash: 2689", with: "Hash: 3689")
          .replacingOccurrences(of: "provider: Acme", with: "vendor_name: Acme")
          .replacingOccurrences(of: "4 GiB", with: "four").utf8)
      return entry
    }, says: "router.mf:11", "provider is missing", "router.yaml:29", "not a quantity"),
]

@Suite struct HostilePackagesTests {
  @Test func `the package that the others are made of is in order`() throws {
    let scratch = try Scratch()
    let package = try ReadPackage.read(try scratch.write(ZipWriter(GoodPackage.entries).bytes))
    #expect(package.descriptor.title == "Router 1.0")
    #expect(
      package.content.artefacts.map(\.path) == ["Scripts/start.sh"])
    #expect(package.content.artefacts.first?.kind == .script)
    #expect(package.notes.isEmpty, "\(package.notes)")
  }

  @Test(arguments: hostile)
  func `it is refused with its reason, and nothing is left behind`(_ hostile: Hostile) throws {
    let scratch = try Scratch()
    let file = try scratch.write(hostile.bytes)
    do throws(DescriptorProblems) {
      let package = try ReadPackage.read(file)
      Issue.record("taken: \(package.descriptor.title)")
    } catch {
      for words in hostile.says {
        #expect(error.description.contains(words), "\(error)")
      }
    }
    #expect(try scratch.names == ["package.csar"])
  }

  @Test func `bounds on number and size of entries hold`() throws {
    let scratch = try Scratch()
    let file = try scratch.write(ZipWriter(GoodPackage.entries).bytes)
    var few = ArchiveLimits()
    few.entries = 3
    var small = ArchiveLimits()
    small.totalSize = 1_000
    for (limits, words) in [(few, "has 4 entries"), (small, "At most 1000 are unpacked")] {
      let error = try #require(throws: DescriptorProblems.self) {
        _ = try ReadPackage.read(file, limits: limits)
      }
      #expect(error.description.contains(words), "\(error)")
    }
  }

  @Test func `a package beside its signature is read, and the signature noted`() throws {
    let scratch = try Scratch()
    var inner = ZipWriter.Entry("router.csar")
    inner.data = ZipWriter(GoodPackage.entries).bytes
    let outer = ZipWriter([inner, .init("router.cms", "-----BEGIN CMS-----")])
    let package = try ReadPackage.read(try scratch.write(outer.bytes, as: "router.zip"))
    #expect(package.descriptor.title == "Router 1.0")
    #expect(package.content.signatures == ["router.cms"])
  }

  @Test func `a package in a package in a package is refused`() throws {
    let scratch = try Scratch()
    var inner = ZipWriter.Entry("router.csar")
    inner.data = ZipWriter(GoodPackage.entries).bytes
    var middle = ZipWriter.Entry("router.zip")
    middle.data = ZipWriter([inner]).bytes
    let file = try scratch.write(ZipWriter([middle]).bytes)
    let error = try #require(throws: DescriptorProblems.self) { _ = try ReadPackage.read(file) }
    #expect(error.description.contains("holds another archive"), "\(error)")
  }

  @Test func `a spoiled byte anywhere is refused or harmless, and never more`() throws {
    let scratch = try Scratch()
    let good = ZipWriter(GoodPackage.entries).bytes
    var state: UInt64 = 42
    for _ in 0..<400 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var bytes = good
      bytes[Int(state >> 33) % bytes.count] ^= UInt8(truncatingIfNeeded: state >> 20) | 1
      let file = try scratch.write(bytes)
      _ = try? ReadPackage.read(file)
    }
    #expect(try scratch.names == ["package.csar"])
  }
}

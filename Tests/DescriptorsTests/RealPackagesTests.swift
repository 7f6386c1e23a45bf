import Descriptors
import Foundation
import ResourceInterfaces
import Testing

/// Packages of real projects, where they lie beside the repository.
enum RealPackages {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("../shared/packages").standardizedFileURL

  static var areThere: Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("README.md").path)
  }

  /// The rows of the README's table: file and what is expected of it.
  static func expectations() throws -> [(file: String, expect: String)] {
    let text = try String(
      contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count > 5, cells[1].contains("."), cells[1] != "file" else { return nil }
      return (cells[1], cells[4])
    }
  }
}

/// What a package must be refused for; every other one is taken.
private let reasons: [String: String] = [
  "onap-pnf-NEG-incorrect-hash.csar": "The digest of Artifacts/Other/my_script.csh is wrong",
  "onap-pnf-NEG-missing-files.csar": "Definitions/a.yaml is listed and not in the package",
  "tacker-NEG-no-flavour.csar": "does not say which deployment flavour",
  "tacker-NEG-invalid-default-level.csar":
    "The default level instantiation_level_3 is not among the levels",
  "osm-cirros-vnf.tar.gz": "It is a package of OSM",
  "osm-ping-vnfd.tar.gz": "It is a package of OSM",
  // Its author's own tool does not compare them: initial_delta 2, and one instance at level 0.
  "tacker-v2-change-vnfpkg-new-image.csar":
    "states 1 instances of VDU1, but its scale levels come to 2",
]

@Suite struct RealPackagesTests {
  @Test(
    .enabled(
      if: RealPackages.areThere,
      "The folder ../shared/packages is not there: real packages were not tried."))
  func `every real package is taken, or refused for what is true of it`() throws {
    var table: [String] = []
    for (file, expect) in try RealPackages.expectations() {
      let url = RealPackages.folder.appendingPathComponent("csar").appendingPathComponent(file)
      do throws(DescriptorProblems) {
        let package = try ReadPackage.read(url)
        #expect(reasons[file] == nil, "\(file) was taken")
        table.append(
          "\(file): \(package.descriptor.kind.rawValue) \(package.descriptor.title), "
            + "\(package.content.artefacts.count) artefacts, \(package.notes.count) notes")
      } catch {
        let reason = try #require(reasons[file], "\(file) (\(expect)) was refused:\n\(error)")
        #expect(error.description.contains(reason), "\(file):\n\(error)")
        table.append("\(file): refused: \(error.problems.first?.description ?? "")")
      }
    }
    #expect(table.count == 25)
    print(table.joined(separator: "\n"))
  }
}

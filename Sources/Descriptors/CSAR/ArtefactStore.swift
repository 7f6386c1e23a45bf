// Where the artefacts of onboarded packages are kept: each content once, under its own digest, in the
// folder `artefacts` of the state.

import Foundation
import ResourceInterfaces

/// Why artefacts could not be kept.
package struct ArtefactStoreFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sentence.
  package let description: String
}

/// A folder of files named by their SHA-256.
package struct ArtefactStore: Sendable {
  package let folder: URL

  /// The store of a state's folder.
  package init(state: URL) {
    folder = state.appendingPathComponent("artefacts")
  }

  /// Where the content with a digest is, whether it is there or not.
  package func url(of sha256: String) -> URL {
    folder.appendingPathComponent(String(sha256.prefix(2))).appendingPathComponent(sha256)
  }

  /// Keeps the artefacts of a package that was read from `file`.
  ///
  /// What is there already is not written again. A content gets its name only when it is whole, so
  /// that a loss of power leaves nothing under a wrong digest.
  ///
  /// - Throws: what was in the way; contents that are kept until then stay until ``sweep(keeping:)``.
  package func keep(_ content: PackageContent, from file: URL) throws(ArtefactStoreFailure) {
    var missing = Dictionary(content.artefacts.map { ($0.path, $0.sha256) }) { first, _ in first }
    missing = missing.filter { !FileManager.default.fileExists(atPath: url(of: $0.value).path) }
    guard !missing.isEmpty else { return }
    guard let archive = Archive.package(at: file) else {
      throw ArtefactStoreFailure(
        description: "\(file.lastPathComponent) cannot be read any more. Onboard it again.")
    }
    var failure: ArtefactStoreFailure?
    let isWhole = archive.walk { entry in
      guard let name = entry.name, entry.kind == .file,
        let digest = missing.removeValue(forKey: name)
      else { return true }
      do throws(ArtefactStoreFailure) {
        try keep(name, digest, of: archive)
      } catch {
        failure = error
      }
      return failure == nil
    }
    if let failure { throw failure }
    guard isWhole, missing.isEmpty else {
      throw ArtefactStoreFailure(
        description: "\(file.lastPathComponent) changed while it was onboarded. Onboard it again.")
    }
  }

  private func keep(
    _ name: String, _ digest: String, of archive: Archive
  ) throws(ArtefactStoreFailure) {
    let place = url(of: digest)
    // Two artefacts may have one content.
    guard !FileManager.default.fileExists(atPath: place.path) else { return }
    let draft = folder.appendingPathComponent("\(digest).part")
    defer { try? FileManager.default.removeItem(at: draft) }
    do {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      guard FileManager.default.createFile(atPath: draft.path, contents: nil),
        var digests = RunningDigests()
      else { throw CocoaError(.fileWriteUnknown) }
      let handle = try FileHandle(forWritingTo: draft)
      defer { try? handle.close() }
      var problem: (any Error)?
      let isWhole = archive.unpack { portion in
        digests.add(portion)
        do { try handle.write(contentsOf: Data(portion)) } catch { problem = problem ?? error }
      }
      let actual = digests.finish().sha256
      if let problem { throw problem }
      guard isWhole, actual == digest else { throw CocoaError(.fileReadCorruptFile) }
      try handle.synchronize()
      try FileManager.default.moveItem(at: draft, to: place)
    } catch {
      throw ArtefactStoreFailure(
        description: "The artefact \(name) cannot be kept in \(folder.path): "
          + "\(error.localizedDescription)")
    }
  }

  /// Removes every content but those with the given digests; answers how many went.
  @discardableResult
  package func sweep(keeping digests: Set<String>) -> Int {
    let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let files = (walker?.allObjects as? [URL] ?? []).filter { !$0.hasDirectoryPath }
    let gone = files.filter { !digests.contains($0.lastPathComponent) }
    return gone.count { (try? FileManager.default.removeItem(at: $0)) != nil }
  }
}

extension Archive {
  /// The archive that holds the package: the file itself, or the CSAR beside its signature in it.
  static func package(at file: URL) -> Archive? {
    guard let outer = Archive(path: file.path) else { return nil }
    var names: [String] = []
    _ = outer.walk { entry in
      if let name = entry.name, entry.kind == .file { names.append(name) }
      return true
    }
    guard let inner = PackageReading.signedPackage(names) else { return outer }
    var result: Archive?
    _ = outer.walk { entry in
      guard entry.name == inner else { return true }
      result = outer.nested(upTo: ArchiveLimits.standard.totalSize)
      return false
    }
    return result
  }
}

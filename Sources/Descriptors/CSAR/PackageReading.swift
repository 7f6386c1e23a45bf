// From a file of a vendor to what the catalogue keeps of it. Everything in it is hostile until it was
// looked at; all that is wrong is said at once, and nothing is written anywhere.

import Foundation
import ResourceInterfaces

/// A package that was read and found in order.
package struct ReadPackage: Sendable {
  package let descriptor: PackageDescriptor
  package let content: PackageContent
  /// What the standard asks for and the package does without.
  package let notes: [DescriptorProblem]

  /// Reads a CSAR (SOL004), a zip archive with a CSAR and its signature in it, or a bare SOL001 file.
  ///
  /// - Throws: every problem, with file, line, path and remedy.
  package static func read(
    _ url: URL, limits: ArchiveLimits = .standard
  ) throws(DescriptorProblems) -> ReadPackage {
    let log = ProblemList()
    let reading = PackageReading(url: url, limits: limits, log: log)
    let package = reading.read()
    try log.throwIfAny()
    guard let package else {
      throw DescriptorProblems([
        DescriptorProblem(
          file: url.lastPathComponent, line: nil, path: "$", message: "Nothing was read.",
          remedy: "Get the file again.")
      ])
    }
    return package
  }
}

/// The reading of one file.
struct PackageReading {
  let url: URL
  let limits: ArchiveLimits
  let log: ProblemList

  private var name: String { url.lastPathComponent }

  /// Nil when something was noted in the log.
  func read() -> ReadPackage? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
      !isFolder.boolValue, let digest = digest()
    else {
      report(
        isFolder.boolValue ? "It is a folder." : "The file is not there, or cannot be read.",
        "Give the path of a CSAR or of a SOL001 file.")
      return nil
    }
    if isYAML { return bareFile(digest) }
    guard let archive = Archive(path: url.path) else {
      let (message, remedy) = ForeignFormat.objection(to: head())
      report(message, remedy)
      return nil
    }
    let reading = ArchiveReading(
      archive: archive, name: name, byteCount: byteCount, limits: limits, log: log)
    guard let files = reading.read() else { return nil }
    return package(of: archive, files, digest)
  }

  private var isYAML: Bool { ["yaml", "yml"].contains(url.pathExtension.lowercased()) }

  private var byteCount: UInt64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
  }

  private func report(_ message: String, _ remedy: String) {
    log.add(
      DescriptorProblem(file: name, line: nil, path: "$", message: message, remedy: remedy))
  }

  private func head() -> [UInt8] {
    guard let handle = try? FileHandle(forReadingFrom: url) else { return [] }
    defer { try? handle.close() }
    return [UInt8]((try? handle.read(upToCount: 1 << 20)) ?? Data())
  }

  /// SHA-256 of the whole file; nil when it cannot be read.
  private func digest() -> String? {
    guard let handle = try? FileHandle(forReadingFrom: url), var digests = RunningDigests() else {
      return nil
    }
    defer { try? handle.close() }
    do {
      while let portion = try handle.read(upToCount: 1 << 20), !portion.isEmpty {
        portion.withUnsafeBytes { digests.add($0) }
      }
    } catch {
      _ = digests.finish()
      return nil
    }
    return digests.finish().sha256
  }

  // MARK: - A bare descriptor

  /// A SOL001 file, with the files beside it for its imports.
  private func bareFile(_ digest: String) -> ReadPackage? {
    guard byteCount <= limits.textSize else {
      report("The file has \(byteCount) bytes.", "A descriptor has at most \(limits.textSize).")
      return nil
    }
    let library = TemplateLibrary(neighbours() + BundledFiles.types, log: log)
    guard let root = library.root(name) else {
      if log.problems.isEmpty { report("The file cannot be read.", "Check its permissions.") }
      return nil
    }
    guard let descriptor = TemplateReading(root, in: library).descriptor() else { return nil }
    return finish(descriptor, digest: digest, artefacts: [], signatures: [])
  }

  /// The file and the YAML files of its folder. They are read only when they are imported.
  private func neighbours() -> [DescriptorFile] {
    let folder = url.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let others = names.filter { name in
      name != self.name && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
    }
    return ([name] + others.sorted()).compactMap { name in
      let url = folder.appendingPathComponent(name)
      guard let data = try? Data(contentsOf: url, options: .mappedIfSafe),
        data.count <= Int(limits.textSize)
      else { return nil }
      return DescriptorFile(name: name, text: descriptorText([UInt8](data)))
    }
  }

  // MARK: - A package

  private func package(
    of archive: Archive, _ files: PackageFiles, _ digest: String
  ) -> ReadPackage? {
    if let inner = Self.signedPackage(files.paths) {
      return nested(inner, in: archive, files, digest)
    }
    let metadata = PackageMetadata(files, log: log)
    metadata.check()
    let descriptor = metadata.entryDefinitions().flatMap { self.descriptor(at: $0, metadata) }
    guard let descriptor else { return nil }
    let library = Set(metadata.descriptorPaths + metadata.ownPaths)
    let artefacts = files.paths.filter { !library.contains($0) }
      .compactMap { files.files[$0].map(PackageArtefact.init) }
    return finish(
      descriptor, digest: digest, artefacts: artefacts, signatures: metadata.signatures())
  }

  /// SOL004 §5.1, option 2: the CSAR and its signature lie side by side in a zip archive.
  static func signedPackage(_ paths: [String]) -> String? {
    let archives = paths.filter { path in
      !path.contains("/") && (path.hasSuffix(".csar") || path.hasSuffix(".zip"))
    }
    let hasOwn = paths.contains {
      $0 == PackageMetadata.metaPath || $0.hasPrefix("Definitions/")
    }
    return archives.count == 1 && !hasOwn ? archives.first : nil
  }

  private func nested(
    _ path: String, in outer: Archive, _ files: PackageFiles, _ digest: String
  ) -> ReadPackage? {
    var inner: Archive?
    _ = outer.walk { entry in
      guard entry.name == path else { return true }
      inner = outer.nested(upTo: limits.totalSize)
      return false
    }
    guard let inner else {
      report("\(path) in it is no zip archive, or is damaged.", "Get the file again.")
      return nil
    }
    let reading = ArchiveReading(
      archive: inner, name: path, byteCount: files.files[path]?.size ?? 0, limits: limits, log: log)
    guard let content = reading.read() else { return nil }
    guard Self.signedPackage(content.paths) == nil else {
      report("\(path) in it holds another archive in turn.", "Give the package itself.")
      return nil
    }
    guard let package = package(of: inner, content, digest) else { return nil }
    let beside = PackageMetadata(files, log: ProblemList()).signatures()
    return finish(
      package.descriptor, digest: digest, artefacts: package.content.artefacts,
      signatures: beside + package.content.signatures)
  }

  private func descriptor(
    at path: String, _ metadata: PackageMetadata
  ) -> PackageDescriptor? {
    let texts = metadata.descriptorPaths.compactMap { path in
      metadata.files.text(path).map { DescriptorFile(name: path, text: $0) }
    }
    let library = TemplateLibrary(texts + BundledFiles.types, log: log)
    guard let root = library.root(path) else { return nil }
    let reading = TemplateReading(root, in: library)
    if !reading.isDescriptor, let pnfd = metadata.pnfd() {
      root.note(
        "\(path) describes nothing.", "The PNF is known by the metadata of the manifest alone.")
      return .pnf(pnfd)
    }
    return reading.descriptor()
  }

  private func finish(
    _ descriptor: PackageDescriptor, digest: String, artefacts: [PackageArtefact],
    signatures: [String]
  ) -> ReadPackage {
    let notes = log.notes.inOrder
    return ReadPackage(
      descriptor: descriptor,
      content: PackageContent(
        file: name, sha256: digest, artefacts: artefacts, signatures: signatures,
        notes: notes.map(\.description)),
      notes: notes)
  }
}

extension PackageMetadata {
  /// The YAML files that may belong to the descriptor: those of the root and of the folders of
  /// definitions. Others are artefacts.
  var descriptorPaths: [String] {
    let entry = meta?.value("Entry-Definitions")?.value
    let folder = entry.flatMap { $0.split(separator: "/").dropLast().first }.map(String.init)
    return files.paths.filter { path in
      guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return false }
      return path == entry || !path.contains("/") || path.hasPrefix("Definitions/")
        || folder.map { path.hasPrefix("\($0)/") } ?? false
    }
  }

  /// The files that describe the package itself.
  var ownPaths: [String] { [Self.metaPath] + [manifest?.path].compactMap { $0 } }

  /// The PNF that the manifest names (SOL004 §4.3.2), for packages whose definitions say nothing.
  func pnfd() -> PNFD? {
    guard let name = manifestValue("pnfd_name"), let provider = manifestValue("pnfd_provider")
    else {
      return nil
    }
    let version = manifestValue("pnfd_archive_version") ?? ""
    return PNFD(
      id: PNFD.ID(rawValue: "\(provider)/\(name)/\(version)"), name: name, provider: provider,
      version: version)
  }
}

// What a package says of itself: TOSCA-Metadata/TOSCA.meta (SOL004 §4.1) and the manifest with the
// digests of its files (SOL004 §4.3), held against what is in it.

/// The metadata of a package.
struct PackageMetadata {
  let files: PackageFiles
  let log: ProblemList
  private(set) var meta: MetadataFile?
  private(set) var manifest: MetadataFile?

  static let metaPath = "TOSCA-Metadata/TOSCA.meta"

  init(_ files: PackageFiles, log: ProblemList) {
    self.files = files
    self.log = log
    meta = files.text(Self.metaPath).map { MetadataFile(path: Self.metaPath, text: $0) }
    manifest = findManifest()
  }

  /// `ETSI-Entry-Manifest` names it; otherwise it lies in the root (SOL004 §4.3.2).
  private func findManifest() -> MetadataFile? {
    if let named = meta?.value("ETSI-Entry-Manifest", "Entry-Manifest") {
      guard let text = files.text(named.value) else {
        log.add(
          DescriptorProblem(
            file: Self.metaPath, line: named.line, path: named.key,
            message: "The manifest \(named.value) is not in the package.",
            remedy: "Add it, or correct its name."))
        return nil
      }
      return MetadataFile(path: named.value, text: text)
    }
    let candidates = files.paths.filter { !$0.contains("/") && $0.lowercased().hasSuffix(".mf") }
    guard let path = candidates.first, let text = files.text(path) else { return nil }
    return MetadataFile(path: path, text: text)
  }

  /// A line of the manifest's metadata: `vnf_product_name`.
  func manifestValue(_ name: String) -> String? {
    manifest?.value(name).map(\.value).flatMap { $0.isEmpty ? nil : $0 }
  }

  // MARK: - The way in

  /// The service template that describes the package: `Entry-Definitions`, or the one YAML file of
  /// the root.
  func entryDefinitions() -> String? {
    if let meta {
      guard let named = meta.value("Entry-Definitions") else {
        report(meta, 1, "$", "Entry-Definitions is missing.", "Add it: the main YAML file.")
        return nil
      }
      guard files.text(named.value) != nil else {
        report(
          meta, named.line, named.key, "\(named.value) is not in the package.",
          "Add it, or correct its name.")
        return nil
      }
      return named.value
    }
    let root = files.paths.filter { !$0.contains("/") && Self.isYAML($0) }
    if root.count == 1 { return root.first }
    if let manifest {
      let stem = manifest.path.dropLast(3)
      if let match = root.first(where: { $0 == "\(stem).yaml" || $0 == "\(stem).yml" }) {
        return match
      }
    }
    return onlyDefinitions(root)
  }

  private func onlyDefinitions(_ root: [String]) -> String? {
    let definitions = files.paths.filter { $0.hasPrefix("Definitions/") && Self.isYAML($0) }
    if root.isEmpty, definitions.count == 1, let only = definitions.first {
      log.note(
        DescriptorProblem(
          file: files.archive, line: nil, path: only,
          message: "There is neither \(Self.metaPath) nor a YAML file in the root.",
          remedy: "The only file in Definitions is taken; add \(Self.metaPath) (SOL004 §4.1)."))
      return only
    }
    if let folder = files.onlyFolder {
      log.add(
        DescriptorProblem(
          file: files.archive, line: nil, path: folder,
          message: "Everything in the archive lies in the folder \(folder).",
          remedy: "Pack what is in that folder, not the folder itself: a CSAR has "
            + "\(Self.metaPath) at its root (SOL004 §4.1)."))
      return nil
    }
    log.add(
      DescriptorProblem(
        file: files.archive, line: nil, path: "$",
        message: root.count > 1
          ? "There is no \(Self.metaPath), and \(root.count) YAML files are in the root: "
            + root.joined(separator: ", ") + "."
          : "There is neither \(Self.metaPath) nor a YAML file in the root.",
        remedy: "Add \(Self.metaPath) with Entry-Definitions: what is in there is no SOL004 "
          + "package as it is."))
    return nil
  }

  private static func isYAML(_ path: String) -> Bool {
    path.lowercased().hasSuffix(".yaml") || path.lowercased().hasSuffix(".yml")
  }

  // MARK: - Digests

  /// Holds every file that is listed against what is in the package.
  func check() {
    checkMeta()
    guard let manifest else {
      log.note(
        DescriptorProblem(
          file: files.archive, line: nil, path: "$", message: "The package has no manifest.",
          remedy: "Nothing says whether its files are those that the vendor packed."))
      return
    }
    let listed = ListedFile.all(in: manifest.lines, keys: ["source"])
    for file in listed { check(file, in: manifest, isManifest: true) }
    checkUnlisted(listed, manifest)
  }

  private func checkMeta() {
    guard let meta else { return }
    for key in ["TOSCA-Meta-File-Version", "CSAR-Version", "Created-By"]
    where meta.value(key) == nil {
      note(
        meta, 1, "$", "\(key) is missing, which TOSCA makes mandatory.", "It is not needed here.")
    }
    for file in ListedFile.all(in: meta.lines, keys: ["name", "source"]) {
      check(file, in: meta, isManifest: false)
    }
    for line in meta.lines
    where line.name.contains("entry-") && line.name != "entry-definitions"
      && !line.name.hasSuffix("entry-manifest") && !line.value.isEmpty
    {
      guard files.files[line.value] == nil, !files.hasFolder(line.value) else { continue }
      note(
        meta, line.line, line.key, "\(line.value) is not in the package.",
        "It is not needed to run the function; add it, or take the line out.")
    }
  }

  private func check(_ listed: ListedFile, in file: MetadataFile, isManifest: Bool) {
    guard let path = listed.path, !path.isEmpty else {
      note(
        file, listed.source.line, listed.source.key,
        "\(listed.source.value) lies outside the package.", "Nothing is fetched: it is not checked."
      )
      return
    }
    guard let found = files.files[path] else {
      if files.hasFolder(path) { return }
      let message = "\(path) is listed and not in the package."
      // TOSCA.meta describes content types; only a digest makes it vouch for a file.
      if isManifest || listed.hash != nil {
        report(
          file, listed.source.line, listed.source.key, message,
          "Add the file, or take the line out.")
      } else {
        note(file, listed.source.line, listed.source.key, message, "It is passed over.")
      }
      return
    }
    if listed.hash != nil || listed.algorithm != nil {
      checkDigest(of: found, listed, in: file, isManifest: isManifest)
    }
  }

  private func checkDigest(
    of found: PackageFile, _ listed: ListedFile, in file: MetadataFile, isManifest: Bool
  ) {
    guard let hash = listed.hash, !hash.value.isEmpty else {
      report(
        file, listed.source.line, listed.source.key,
        "\(found.path) has an algorithm and no digest.",
        "Add the line Hash.")
      return
    }
    let stated = hash.value.lowercased()
    guard stated.allSatisfy(\.isHexDigit) else {
      let message = "\"\(hash.value.prefix(60))\" is no digest of \(found.path)."
      if isManifest {
        report(file, hash.line, hash.key, message, "Write the digest in hexadecimal digits.")
      } else {
        note(file, hash.line, hash.key, message, "The file is not checked.")
      }
      return
    }
    let actual: String
    switch listed.algorithm?.value.lowercased().filter({ $0 != "-" && $0 != "_" }) {
    case "sha256": actual = found.sha256
    case "sha512": actual = found.sha512
    case nil: actual = stated.count > 64 ? found.sha512 : found.sha256
    default:
      report(
        file, listed.algorithm?.line, "Algorithm",
        "The algorithm \(listed.algorithm?.value ?? "") of \(found.path) is not known.",
        "Use SHA-256 or SHA-512.")
      return
    }
    guard stated != actual else { return }
    report(
      file, hash.line, hash.key,
      "The digest of \(found.path) is wrong: " + Self.difference(stated, actual),
      "The file or the digest was changed after packing: get the package again from its vendor.")
  }

  /// Where two digests begin to differ.
  private static func difference(_ stated: String, _ actual: String) -> String {
    guard stated.count == actual.count else {
      return "\(stated.count) digits are stated, \(actual.count) it has."
    }
    let same = zip(stated, actual).prefix { $0 == $1 }.count
    func shown(_ text: String) -> String { "\(text.dropFirst(same).prefix(12))…" }
    return "from digit \(same + 1) on, \(shown(stated)) is stated and \(shown(actual)) it is."
  }

  /// SOL004 wants every file listed; few packages do so, and what is not listed is only unprotected.
  private func checkUnlisted(_ listed: [ListedFile], _ manifest: MetadataFile) {
    let named = Set(listed.compactMap(\.path))
    let unlisted = files.paths.filter { path in
      var rest = path[...]
      while !named.contains(String(rest)), let slash = rest.lastIndex(of: "/") {
        rest = rest[..<slash]
      }
      return path != manifest.path && !named.contains(String(rest))
    }
    guard !unlisted.isEmpty else { return }
    let shown = unlisted.prefix(3).joined(separator: ", ") + (unlisted.count > 3 ? ", …" : "")
    note(
      manifest, nil, "Source",
      "\(unlisted.count) of \(files.files.count) files are not in the manifest: \(shown).",
      "Nothing says whether they are those that the vendor packed (SOL004 §4.3.2).")
  }

  // MARK: - Signatures

  /// Where signatures and certificates are.
  func signatures() -> [String] {
    var places: [String] = []
    if let manifest, let line = manifest.signatureLine { places.append("\(manifest.path):\(line)") }
    if let certificate = meta?.value("ETSI-Entry-Certificate", "Entry-Certificate")?.value,
      files.files[certificate] != nil
    {
      places.append(certificate)
    }
    places += files.paths.filter { path in
      [".cms", ".sig", ".p7s"].contains { path.lowercased().hasSuffix($0) }
    }
    return places
  }

  private func report(
    _ file: MetadataFile, _ line: Int?, _ path: String, _ message: String, _ remedy: String
  ) {
    log.add(
      DescriptorProblem(file: file.path, line: line, path: path, message: message, remedy: remedy))
  }

  private func note(
    _ file: MetadataFile, _ line: Int?, _ path: String, _ message: String, _ remedy: String
  ) {
    log.note(
      DescriptorProblem(file: file.path, line: line, path: path, message: message, remedy: remedy))
  }
}

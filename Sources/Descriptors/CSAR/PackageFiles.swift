// The files of a package, once the archive is found harmless and whole: every entry was looked at,
// every byte was read against its checksum, and nothing was written anywhere.

/// A file of a package.
struct PackageFile {
  let path: String
  let size: UInt64
  let sha256: String
  let sha512: String
  /// Its content, when it is a text that a reader may need.
  let text: String?
}

/// All files of a package by path.
struct PackageFiles {
  /// The package's own file name, for problems that are about the archive.
  let archive: String
  var files: [String: PackageFile] = [:]

  var paths: [String] { files.keys.sorted() }

  func text(_ path: String) -> String? { files[path]?.text }

  /// The folder in which all files lie, when that is one that has metadata of its own in it: the
  /// folder was packed instead of what is in it.
  var onlyFolder: String? {
    guard let first = files.keys.first?.split(separator: "/").first.map({ "\($0)/" }),
      files.keys.allSatisfy({ $0.hasPrefix(first) }),
      hasFolder("\(first)TOSCA-Metadata") || hasFolder("\(first)Definitions")
    else { return nil }
    return first
  }

  /// Whether some file lies in the folder.
  func hasFolder(_ path: String) -> Bool {
    let prefix = path.hasSuffix("/") ? path : path + "/"
    return files.keys.contains { $0.hasPrefix(prefix) }
  }
}

/// Looks at every entry before any is unpacked, then reads all.
struct ArchiveReading {
  let archive: Archive
  /// The name that problems are reported under.
  let name: String
  let byteCount: UInt64
  let limits: ArchiveLimits
  let log: ProblemList

  /// - Returns: nil when something was noted against the archive.
  func read() -> PackageFiles? {
    guard check() else { return nil }
    return contents()
  }

  /// Notes something against the archive, or against an entry of it.
  private func report(_ entry: String, _ message: String, _ remedy: String) {
    log.add(
      DescriptorProblem(
        file: name, line: nil, path: entry, message: message, remedy: remedy))
  }

  private func check() -> Bool {
    let before = log.problems.count
    guard archive.statedCount <= UInt64(limits.entries) else {
      report(
        "$", "The archive has \(archive.statedCount) entries.",
        "At most \(limits.entries) are read. Pack large trees as one artefact.")
      return false
    }
    var names = EntryNames()
    var total: UInt64 = 0
    var packed: UInt64 = 0
    let isWhole = archive.walk { entry in
      check(entry, &names)
      total = total.addingReportingOverflow(entry.size).overflow ? .max : total + entry.size
      packed =
        packed.addingReportingOverflow(entry.compressed).overflow ? .max : packed + entry.compressed
      return true
    }
    if !isWhole {
      report(
        "$", "The archive's directory is damaged.", "The file was cut or changed: get it again.")
    }
    if total > limits.totalSize {
      report(
        "$", "Unpacked, the archive would be \(total) bytes.",
        "At most \(limits.totalSize) are unpacked.")
    }
    // Entries that share their data unpack to far more than the archive holds.
    if packed > byteCount {
      report(
        "$", "Its entries state \(packed) packed bytes; the file has \(byteCount).",
        "Entries overlap or the file was cut: make the archive anew.")
    }
    for name in names.clashes() {
      report(name, "The name is used for a file and for a folder.", "Rename one of them.")
    }
    return log.problems.count == before
  }

  private func check(_ entry: ArchiveEntry, _ names: inout EntryNames) {
    guard let name = entry.name, name.utf8.count <= limits.nameLength else {
      report(
        entry.name.map { String($0.prefix(60)) + "…" } ?? "?",
        "The name of an entry is no UTF-8 text of at most \(limits.nameLength) bytes.", "Rename it."
      )
      return
    }
    if let objection = EntryNames.objection(to: name, depth: limits.depth) {
      report(
        name, objection, "Files of a package lie in its own folder: pack them with plain names.")
    }
    if !names.insert(name) {
      report(name, "The entry is there more than once.", "Which one counts is unclear: keep one.")
    } else if let twin = names.twin(of: name) {
      report(
        name, "\(twin) differs from it in letter case only.",
        "Some systems take both for one file: rename one.")
    }
    switch entry.kind {
    case .symbolicLink:
      report(name, "The entry is a symbolic link.", "Put the file itself in its place.")
    case .special: report(name, "The entry is a device or a pipe.", "Take it out.")
    case .file, .folder: break
    }
    if entry.isEncrypted {
      report(name, "The entry is encrypted.", "Pack it without a password; it cannot be checked.")
    } else if entry.method != 0, entry.method != 8 {
      report(
        name, "The entry is packed by method \(entry.method).", "Use deflate or no compression.")
    }
    if entry.size > limits.ratioFrom, entry.size / limits.ratio > entry.compressed {
      report(
        name,
        "\(entry.compressed) bytes would unpack to \(entry.size), over \(limits.ratio) times more.",
        "That is how a bomb looks: pack the file without compression if it is none.")
    }
  }

  private func contents() -> PackageFiles? {
    var result = PackageFiles(archive: name)
    let before = log.problems.count
    let isWhole = archive.walk { entry in
      guard entry.kind == .file, let name = entry.name else { return true }
      if let file = unpack(entry, name) {
        result.files[name] = file
      } else {
        report(
          name, "The data of the entry is damaged, or its checksum is wrong.",
          "The file was cut or changed: get it again.")
      }
      return true
    }
    return isWhole && log.problems.count == before ? result : nil
  }

  private func unpack(_ entry: ArchiveEntry, _ name: String) -> PackageFile? {
    guard var digests = RunningDigests() else { return nil }
    let keeps = entry.size <= limits.textSize && Self.isText(name)
    var bytes: [UInt8] = []
    var size: UInt64 = 0
    let isWhole = archive.unpack { portion in
      digests.add(portion)
      size += UInt64(portion.count)
      if keeps { bytes.append(contentsOf: portion) }
    }
    guard isWhole, size == entry.size else { return nil }
    let (short, long) = digests.finish()
    return PackageFile(
      path: name, size: size, sha256: short, sha512: long,
      text: keeps ? descriptorText(bytes) : nil)
  }

  private static func isText(_ name: String) -> Bool {
    let endings = [".yaml", ".yml", ".mf", ".meta", ".cms", ".sig", ".cert", ".crt", ".pem"]
    return endings.contains { name.lowercased().hasSuffix($0) }
  }
}

/// The names of an archive's entries, to find those that would end up in one place.
struct EntryNames {
  private var seen: Set<String> = []
  private var files: Set<String> = []
  /// The first name that reads so without regard to letter case.
  private var folded: [String: String] = [:]

  /// False when there is an entry of this name already.
  mutating func insert(_ name: String) -> Bool {
    let key = Self.key(name)
    if !name.hasSuffix("/") { files.insert(key) }
    let isNew = seen.insert(key).inserted
    if isNew, folded[key.lowercased()] == nil { folded[key.lowercased()] = key }
    return isNew
  }

  /// A name before this one that differs from it in letter case only.
  func twin(of name: String) -> String? {
    let key = Self.key(name)
    return folded[key.lowercased()].flatMap { $0 == key ? nil : $0 }
  }

  private static func key(_ name: String) -> String {
    name.hasSuffix("/") ? String(name.dropLast()) : name
  }

  /// Files that other entries use as a folder.
  func clashes() -> [String] {
    var parents: Set<String> = []
    for name in seen {
      var rest = name[...]
      while let slash = rest.lastIndex(of: "/") {
        rest = rest[..<slash]
        parents.insert(String(rest))
      }
    }
    return parents.intersection(files).sorted()
  }

  /// Why an entry of this name must not be unpacked; nil when it may.
  static func objection(to name: String, depth: Int) -> String? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if name.isEmpty { return "The entry has no name." }
    if name.hasPrefix("/") { return "The name is an absolute path." }
    if name.contains("\\") {
      return "The name has a backslash, which some systems take for a folder."
    }
    if name.dropFirst().first == ":" { return "The name begins with the letter of a drive." }
    if parts.contains("..") { return "The name leads out of the package's folder." }
    if name != "./", parts.dropLast().contains("") || parts.contains(".") {
      return "The name has an empty part or a dot."
    }
    if name.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
      return "The name has control characters."
    }
    if parts.count > depth { return "The entry lies more than \(depth) folders deep." }
    return nil
  }
}

// TOSCA.meta and manifests are written alike: lines `Key: value` in blocks. Each value knows its line.

/// One line of such a file.
struct MetadataLine {
  let key: String
  let value: String
  let line: Int
  /// Keys are compared without regard to case: packages write `Source` and `source`.
  var name: String { key.lowercased() }
}

/// A file of lines `Key: value`, up to a signature that may follow them.
struct MetadataFile {
  let path: String
  /// Blocks are divided by empty lines.
  private(set) var blocks: [[MetadataLine]] = [[]]
  /// The line at which a CMS signature begins.
  private(set) var signatureLine: Int?

  init(path: String, text: String) {
    self.path = path
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      let content = line.trimmed
      if content.hasPrefix("-----BEGIN") {
        signatureLine = index + 1
        break
      }
      if content.isEmpty {
        if blocks.last?.isEmpty == false { blocks.append([]) }
        continue
      }
      guard !content.hasPrefix("#"), let colon = content.firstIndex(of: ":") else { continue }
      let key = content[..<colon].trimmed
      blocks[blocks.count - 1].append(
        MetadataLine(
          key: key.hasPrefix("- ") ? String(key.dropFirst(2)) : key,
          value: content[content.index(after: colon)...].trimmed.unquoted, line: index + 1))
    }
  }

  var lines: [MetadataLine] { blocks.flatMap { $0 } }

  /// The first line with one of these keys.
  func value(_ names: String...) -> MetadataLine? {
    lines.first { line in names.contains { $0.lowercased() == line.name } }
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

extension String {
  fileprivate var unquoted: String {
    guard count > 1, let quote = first, quote == "\"" || quote == "'", last == quote else {
      return self
    }
    return String(dropFirst().dropLast())
  }
}

/// A file that a manifest or TOSCA.meta names, with its digest when one is given.
struct ListedFile {
  let source: MetadataLine
  let algorithm: MetadataLine?
  let hash: MetadataLine?

  /// The path inside the package; nil for a file elsewhere.
  var path: String? {
    var rest = source.value[...]
    guard !rest.contains("://") else { return nil }
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    return rest.hasPrefix("/") ? String(rest.dropFirst()) : String(rest)
  }

  /// All lines that name a file, each with the digest that follows it before the next one.
  static func all(in lines: [MetadataLine], keys: Set<String>) -> [ListedFile] {
    var result: [ListedFile] = []
    for (index, line) in lines.enumerated() where keys.contains(line.name) {
      let rest = lines[(index + 1)...].prefix { !keys.contains($0.name) }
      result.append(
        ListedFile(
          source: line, algorithm: rest.first { $0.name == "algorithm" },
          hash: rest.first { $0.name == "hash" }))
    }
    return result
  }
}

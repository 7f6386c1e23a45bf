// What a file is that is no zip archive, so that it is refused for the true reason.

/// Recognises other formats by their first bytes.
enum ForeignFormat {
  /// Why the file is no CSAR; the reason names the format where it is known.
  static func objection(to bytes: [UInt8]) -> (message: String, remedy: String) {
    if bytes.isEmpty { return ("The file is empty.", "Get it again.") }
    if bytes.starts(with: [0x1F, 0x8B]) { return gzip(bytes) }
    if isTar(bytes) {
      return ("It is a tar archive, and a CSAR is a zip archive (SOL004 §4.1).", pack)
    }
    if bytes.starts(with: Array("PK\u{5}\u{6}".utf8)) {
      return ("The archive has no entries.", pack)
    }
    if bytes.starts(with: Array("PK".utf8)) {
      return (
        "It begins like a zip archive, but its directory of entries is missing or damaged: the "
          + "file was cut.", "Get it again."
      )
    }
    return ("It is neither a zip archive nor a YAML file.", pack)
  }

  private static let pack = "Ask its vendor for a SOL004 package with a SOL001 descriptor."

  private static func gzip(_ bytes: [UInt8]) -> (String, String) {
    let content = gunzip(bytes, upTo: 1 << 20)
    guard isTar(content) else {
      return ("It is a file compressed by gzip, and a CSAR is a zip archive (SOL004 §4.1).", pack)
    }
    let entries = tarEntries(content)
    let names = entries.map(\.name).filter { !$0.hasSuffix("/") }
    let descriptor = entries.first { entry in
      (entry.name.hasSuffix(".yaml") || entry.name.hasSuffix(".yml")) && isOSM(entry.text)
    }
    let shown = names.prefix(3).joined(separator: ", ")
    guard let descriptor else {
      return (
        "It is a tar archive compressed by gzip (\(shown)), and a CSAR is a zip archive (SOL004 "
          + "§4.1).", pack
      )
    }
    return (
      "It is a package of OSM: a tar archive compressed by gzip with a YANG-modelled descriptor "
        + "(\(descriptor.name)), not a SOL004 CSAR with a SOL001 descriptor.", pack
    )
  }

  /// OSM's descriptors begin with the roots of its YANG models, older ones (`vnfd:vnfd-catalog`) and
  /// those after SOL006 (`vnfd`).
  private static func isOSM(_ text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { line in
      ["vnfd:", "nsd:", "vnfd-catalog:", "nsd-catalog:", "nst:"].contains {
        line.hasPrefix($0) || line.hasPrefix("\"\($0)")
      }
    }
  }

  private static func isTar(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 512 && Array(bytes[257..<262]) == Array("ustar".utf8)
  }

  /// The entries of the beginning of a tar archive, as far as it goes.
  private static func tarEntries(_ bytes: [UInt8]) -> [(name: String, text: String)] {
    var result: [(String, String)] = []
    var offset = 0
    while offset + 512 <= bytes.count, bytes[offset] != 0, result.count < 100 {
      let name = String(
        decoding: bytes[offset..<(offset + 100)].prefix { $0 != 0 }, as: UTF8.self)
      let digits = bytes[(offset + 124)..<(offset + 136)].filter { (48...55).contains($0) }
      guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 8), size >= 0,
        size < 1 << 30
      else { break }
      let start = offset + 512
      let end = min(bytes.count, start + size)
      result.append((name, String(decoding: bytes[start..<end], as: UTF8.self)))
      offset = start + (size + 511) / 512 * 512
    }
    return result
  }
}

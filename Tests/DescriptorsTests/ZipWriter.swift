import Foundation

/// Writes zip archives byte by byte, so that they can lie in every field.
struct ZipWriter {
  struct Entry {
    var name: [UInt8]
    var data: [UInt8]
    var method: UInt16 = 0
    var flags: UInt16 = 0
    /// Unix mode of the entry; 0o100644 is a plain file.
    var mode: UInt32 = 0o100644
    var statedSize: UInt32?
    var statedChecksum: UInt32?
    /// Begins with a local header of its own; otherwise it shares that of the entry before it.
    var hasOwnData = true

    init(_ name: String, _ text: String = "") {
      self.name = Array(name.utf8)
      data = Array(text.utf8)
    }
  }

  var entries: [Entry]
  /// How many entries the end of the directory states.
  var statedCount: UInt16?

  init(_ entries: [Entry]) { self.entries = entries }

  var bytes: [UInt8] {
    var body: [UInt8] = []
    var directory: [UInt8] = []
    var offset = 0
    for entry in entries {
      if entry.hasOwnData {
        offset = body.count
        body += number(0x0403_4B50, 4) + fields(entry) + number(UInt32(entry.name.count), 2)
        body += number(0, 2) + entry.name + entry.data
      }
      directory += number(0x0201_4B50, 4) + number(3 << 8 | 20, 2) + fields(entry)
      directory += number(UInt32(entry.name.count), 2) + number(0, 2) + number(0, 2)
      directory += number(0, 2) + number(0, 2) + number(entry.mode << 16, 4)
      directory += number(UInt32(offset), 4) + entry.name
    }
    let count = UInt32(statedCount ?? UInt16(entries.count))
    let end =
      number(0x0605_4B50, 4) + number(0, 4) + number(count, 2) + number(count, 2)
      + number(UInt32(directory.count), 4) + number(UInt32(body.count), 4) + number(0, 2)
    return body + directory + end
  }

  /// What local header and directory say alike: version, flags, method, time, checksum, sizes.
  private func fields(_ entry: Entry) -> [UInt8] {
    number(20, 2) + number(UInt32(entry.flags), 2) + number(UInt32(entry.method), 2) + number(0, 4)
      + number(entry.statedChecksum ?? Self.checksum(entry.data), 4)
      + number(UInt32(entry.data.count), 4)
      + number(entry.statedSize ?? UInt32(entry.data.count), 4)
  }

  private func number(_ value: UInt32, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = .max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  /// A deflate stream of zeros: one literal, then `matches` times 258 bytes more, each in 13 bits.
  static func zeros(matches: Int) -> [UInt8] {
    var bits: [Bool] = [true, true, false]  // last block, fixed codes
    func code(_ value: Int, _ width: Int) {
      bits += (0..<width).map { value >> (width - 1 - $0) & 1 == 1 }
    }
    code(0b0011_0000, 8)  // the literal 0
    for _ in 0..<matches {
      code(0b1100_0101, 8)  // length 258
      code(0, 5)  // distance 1
    }
    code(0, 7)  // end of block
    var bytes = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
    for (index, bit) in bits.enumerated() where bit { bytes[index / 8] |= 1 << UInt8(index % 8) }
    return bytes
  }
}

/// A folder that is there while a test runs.
final class Scratch {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("podium-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ bytes: [UInt8], as name: String = "package.csar") throws -> URL {
    let file = url.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }
}

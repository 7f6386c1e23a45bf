// A zip archive as it lies on the disk, read by minizip.

internal import CZip

/// What a package may be at most. What is beyond is a slip or an attack; either way it is not
/// unpacked to find out.
package struct ArchiveLimits: Sendable {
  /// Files and folders together.
  package var entries = 10_000
  /// All files together, unpacked, in bytes.
  package var totalSize: UInt64 = 64 << 30
  /// How many times larger than its packed form a file may be, once it is over `ratioFrom` bytes.
  package var ratio: UInt64 = 200
  package var ratioFrom: UInt64 = 16 << 20
  /// How many folders deep a file may lie.
  package var depth = 32
  /// The length of a name in bytes.
  package var nameLength = 512
  /// The largest text (descriptor, manifest) in bytes.
  package var textSize: UInt64 = 8 << 20

  package init() {}

  package static let standard = ArchiveLimits()
}

/// An entry of an archive's directory.
struct ArchiveEntry {
  enum Kind {
    case file
    case folder
    case symbolicLink
    /// A device, a pipe or a socket.
    case special
  }

  /// Nil when the name is not UTF-8, is cut short by a zero byte, or is too long.
  let name: String?
  let kind: Kind
  let size: UInt64
  let compressed: UInt64
  let method: Int
  let isEncrypted: Bool
}

/// An open archive. The cursor of minizip is part of it, so it is walked by one reader at a time.
final class Archive {
  private let handle: OpaquePointer

  private init(handle: OpaquePointer) { self.handle = handle }

  /// Nil when the file cannot be read or has no directory of entries.
  convenience init?(path: String) {
    guard let handle = cz_open(path) else { return nil }
    self.init(handle: handle)
  }

  deinit { cz_close(handle) }

  /// How many entries the directory states; they need not be there.
  var statedCount: UInt64 { cz_count(handle) }

  /// Goes through all entries; stops when `body` answers false.
  ///
  /// - Returns: false when the directory is damaged.
  func walk(_ body: (ArchiveEntry) -> Bool) -> Bool {
    var state = cz_first(handle)
    var raw = cz_entry()
    while state == 1 {
      guard cz_describe(handle, &raw) == 1 else { return false }
      if !body(Self.entry(&raw)) { return true }
      state = cz_next(handle)
    }
    return state == 0
  }

  /// Unpacks the entry at which ``walk(_:)`` stands.
  ///
  /// - Returns: false when header, data or checksum are wrong.
  func unpack(_ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    guard cz_begin(handle) == 1 else { return false }
    let portion = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { portion.deallocate() }
    var count = cz_read(handle, portion.baseAddress, portion.count)
    while count > 0 {
      body(UnsafeRawBufferPointer(rebasing: portion[..<Int(count)]))
      count = cz_read(handle, portion.baseAddress, portion.count)
    }
    let isWhole = cz_end(handle) == 1
    return count == 0 && isWhole
  }

  /// The archive that is the entry at which ``walk(_:)`` stands; nil when it is none, is damaged, or
  /// is larger than `limit` bytes.
  func nested(upTo limit: UInt64) -> Archive? {
    cz_open_nested(handle, limit).map(Archive.init(handle:))
  }

  private static func entry(_ raw: inout cz_entry) -> ArchiveEntry {
    let length = raw.name_length
    let bytes = withUnsafeBytes(of: &raw.name) { Array($0.prefix(while: { $0 != 0 })) }
    let text = String(validating: bytes, as: UTF8.self)
    let name = bytes.count == length ? text.map(plain) : nil
    return ArchiveEntry(
      name: name, kind: kind(raw, isFolder: bytes.last == UInt8(ascii: "/")), size: raw.size,
      compressed: raw.compressed, method: Int(raw.method), isEncrypted: raw.flags & 1 != 0)
  }

  /// `./Definitions/` is `Definitions/`: some packers write it so.
  private static func plain(_ name: String) -> String {
    var rest = name[...]
    while rest.hasPrefix("./"), rest.count > 2 { rest = rest.dropFirst(2) }
    return String(rest)
  }

  /// The upper half of the attributes is a Unix mode in archives made on Unix; it is believed
  /// whoever says it, since an unpacker may do so too.
  private static func kind(_ raw: cz_entry, isFolder: Bool) -> ArchiveEntry.Kind {
    switch (raw.attributes >> 16) & 0o170000 {
    case 0o120000: .symbolicLink
    case 0o010000, 0o020000, 0o060000, 0o140000: .special
    default: isFolder ? .folder : .file
    }
  }
}

/// The beginning of a gzip stream; empty when the bytes are none.
func gunzip(_ bytes: [UInt8], upTo limit: Int) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
    count = cz_gunzip(bytes, bytes.count, buffer.baseAddress, limit)
  }
}

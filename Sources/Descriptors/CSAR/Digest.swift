// Digests of package files, computed while the bytes stream by.

internal import CDigest

/// SHA-256 and SHA-512 of the same bytes: a manifest may use either (SOL004 §5.4).
struct RunningDigests: ~Copyable {
  private let short: OpaquePointer
  private let long: OpaquePointer

  /// Nil when there is no memory.
  init?() {
    guard let short = cd_sha256_begin() else { return nil }
    guard let long = cd_sha512_begin() else {
      var rest = [UInt8](repeating: 0, count: 32)
      cd_sha256_end(short, &rest)
      return nil
    }
    self.short = short
    self.long = long
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    cd_sha256_add(short, bytes.baseAddress, bytes.count)
    cd_sha512_add(long, bytes.baseAddress, bytes.count)
  }

  /// Both digests in lower-case hexadecimal digits.
  consuming func finish() -> (sha256: String, sha512: String) {
    var first = [UInt8](repeating: 0, count: 32)
    var second = [UInt8](repeating: 0, count: 64)
    cd_sha256_end(short, &first)
    cd_sha512_end(long, &second)
    return (Self.hexadecimal(first), Self.hexadecimal(second))
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

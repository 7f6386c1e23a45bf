import CDigest
import Deciding
import Foundation

extension Journal {
  /// SHA-256 over every row of the journal, in hexadecimal: equal digests, equal histories.
  ///
  /// Only the journal itself counts. Snapshots, the outbox and the file's layout follow from it, or
  /// from when the machine found time.
  package func digest() throws(JournalError) -> String {
    guard let digest = cd_sha256_begin() else {
      throw .unwritable("There is no memory left to compute a digest.")
    }
    var out = [UInt8](repeating: 0, count: 32)
    do {
      try forEachRow { row in
        let line = row.canonicalLine
        line.withUnsafeBytes { cd_sha256_add(digest, $0.baseAddress, $0.count) }
      }
    } catch {
      cd_sha256_end(digest, &out)
      throw error
    }
    cd_sha256_end(digest, &out)
    return out.map { hexadecimal($0) }.joined()
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }
}

extension JournalRow {
  /// All columns, tab-separated; the payload is JSON and so holds no bare tab or newline.
  fileprivate var canonicalLine: Data {
    var line = Data()
    let fields: [String] = [
      String(sequence), String(time.milliseconds), content.rawValue, block.rawValue,
      sender?.rawValue ?? "", due.map { String($0.milliseconds) } ?? "", kind, entity ?? "",
      String(correlation), causation.map(String.init) ?? "",
    ]
    for field in fields {
      line.append(contentsOf: field.utf8)
      line.append(UInt8(ascii: "\t"))
    }
    line.append(contentsOf: payload.utf8)
    line.append(UInt8(ascii: "\n"))
    return line
  }
}

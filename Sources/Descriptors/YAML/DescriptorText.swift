// From bytes to text. YAML is UTF-8 or UTF-16 (YAML 1.2 §5.2), with a byte order mark or without; editors
// of Windows write one.

import Foundation

/// The text of a descriptor or manifest. What is no text becomes the replacement character, which
/// ``YAMLValue`` notes where it stands.
func descriptorText(_ bytes: [UInt8]) -> String {
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
    let text = String(data: Data(bytes), encoding: .utf16) ?? ""
    return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
  }
  let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  return String(decoding: bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)
}

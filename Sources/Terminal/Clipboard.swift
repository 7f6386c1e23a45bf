import Foundation

/// Copying through the terminal (OSC 52), which works over ssh where no clipboard tool can.
package enum Clipboard {
  /// Terminals drop longer sequences, some the whole line with them.
  package static let limit = 74_994

  /// The bytes that put text into the operator's clipboard; nil when it is too long.
  package static func sequence(for text: String, term: String = "") -> [UInt8]? {
    let payload = Data(text.utf8).base64EncodedString()
    guard payload.utf8.count <= limit else { return nil }
    let sequence = "\u{1b}]52;c;\(payload)\u{7}"
    // GNU screen swallows what is not wrapped; tmux understands the plain one.
    guard term.hasPrefix("screen") else { return Array(sequence.utf8) }
    return Array("\u{1b}P\(sequence)\u{1b}\\".utf8)
  }
}

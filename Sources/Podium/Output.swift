import ArgumentParser
import Deciding
import Foundation

/// What a command prints: a table for people, or one JSON document for scripts.
struct OutputOptions: ParsableArguments {
  @Flag(name: .long, help: "Print one JSON document, with keys named as in the specifications.")
  var json = false
}

enum Output {
  /// Prints `value` as one JSON document with sorted keys, instants as RFC 3339 date-times.
  static func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    if let key = CodingUserInfoKey.writesDateTimes { encoder.userInfo[key] = true }
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// Prints rows under headings, each column as wide as its widest cell.
  static func table(_ headings: [String], _ rows: [[String]], indent: Int = 0) {
    let widths = headings.indices.map { column in
      ([headings] + rows).map { $0[column].count }.max() ?? 0
    }
    for row in [headings] + rows {
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
      print(line.trimmingSuffix(while: \.isWhitespace))
    }
  }

  /// Prints a sentence after a word in front, broken between words so that lines fit 80 columns;
  /// what follows the first line stands under it.
  static func paragraph(_ text: String, after lead: String) {
    let indent = String(repeating: " ", count: lead.count)
    var line = lead
    for word in text.split(separator: " ") {
      if line.count + word.count + 1 > 80, line.count > lead.count {
        print(line)
        line = indent
      }
      line += line.count > lead.count ? " \(word)" : word
    }
    print(line)
  }
}

extension String {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, predicate(last) { text.removeLast() }
    return String(text)
  }
}

import Foundation

/// A file that somebody names on the command line.
enum InputFile {
  /// - Throws: a ``Failure`` that says why it cannot be read.
  static func bytes(of path: String) throws -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw Failure(.badInput, "\(path) cannot be read: \(error.localizedDescription)")
    }
  }

  /// - Throws: a ``Failure`` when it cannot be read, or is no UTF-8.
  static func text(of path: String) throws -> String {
    guard let text = String(validating: try bytes(of: path), as: UTF8.self) else {
      throw Failure(.badInput, "\(path) is not UTF-8 text. Save it as UTF-8.")
    }
    return text
  }
}

// What is wrong with an order, all of it at once, each problem with its place and its remedy.

/// One thing that is wrong in a document.
package struct DocumentProblem: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The place, as a JSON path: `$.serviceOrderItem[1].action`.
  package let path: String
  /// What is wrong, a sentence.
  package let message: String
  /// What to do about it, a sentence.
  package let remedy: String

  package init(path: String, message: String, remedy: String) {
    self.path = path
    self.message = message
    self.remedy = remedy
  }

  package var description: String { "\(path): \(message) \(remedy)" }
}

/// Why an order was not accepted; `problems` is never empty.
package struct ServiceOrderProblems: Error, Hashable, Sendable, CustomStringConvertible {
  package let problems: [DocumentProblem]

  package init(_ problems: [DocumentProblem]) {
    self.problems = problems
  }

  /// One problem on each line.
  package var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}

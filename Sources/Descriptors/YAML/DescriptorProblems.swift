// What is wrong with descriptor files, all of it at once, each problem with its place and remedy.

/// One thing that is wrong in a descriptor file.
package struct DescriptorProblem: Codable, Hashable, Sendable, CustomStringConvertible {
  package let file: String
  /// Counted from 1; nil when the problem is not at one place of the file.
  package let line: Int?
  /// The way to the value inside the file: `$.topology_template.node_templates.worker`.
  package let path: String
  /// What is wrong, a sentence.
  package let message: String
  /// What to do about it, a sentence.
  package let remedy: String

  package init(file: String, line: Int?, path: String, message: String, remedy: String) {
    self.file = file
    self.line = line
    self.path = path
    self.message = message
    self.remedy = remedy
  }

  /// As compilers write it: `cloud-firewall.nsd.yaml:12: $.topology_template: … `.
  package var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(path): \(message) \(remedy)"
  }
}

/// Why descriptors were not taken; `problems` is never empty.
package struct DescriptorProblems: Error, Hashable, Sendable, CustomStringConvertible {
  package let problems: [DescriptorProblem]

  package init(_ problems: [DescriptorProblem]) {
    self.problems = problems
  }

  /// One problem on each line.
  package var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}

/// A descriptor file as it was found.
package struct DescriptorFile: Hashable, Sendable {
  /// The name without folders: `products.yaml`.
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// Collects the problems of one reading.
///
/// It is a reference, because every value of a document reports to the same list; it lives only
/// while `read` runs and never leaves it.
final class ProblemList {
  private(set) var problems: [DescriptorProblem] = []
  /// What is worth saying and stands against nothing: the standard asks for it, the reading does
  /// without.
  private(set) var notes: [DescriptorProblem] = []
  private var places: Set<String> = []

  /// Notes a problem; the same one at the same place is noted once.
  func add(_ problem: DescriptorProblem) {
    guard places.insert(problem.description).inserted else { return }
    problems.append(problem)
  }

  /// Notes something that does not stand against the file.
  func note(_ problem: DescriptorProblem) {
    guard places.insert(problem.description).inserted else { return }
    notes.append(problem)
  }

  /// Makes every note a problem, for files that must leave nothing to remark.
  func takeNotesAsProblems() {
    problems += notes
    notes = []
  }

  /// Throws what was collected, in the order of files and lines.
  func throwIfAny() throws(DescriptorProblems) {
    guard !problems.isEmpty else { return }
    throw DescriptorProblems(problems.inOrder)
  }
}

extension [DescriptorProblem] {
  /// In the order of files and lines.
  var inOrder: [DescriptorProblem] {
    sorted {
      ($0.file, $0.line ?? 0, $0.path, $0.message) < ($1.file, $1.line ?? 0, $1.path, $1.message)
    }
  }
}

// Takes members out of a JSON document and notes what is missing or of the wrong kind, going on
// after each problem, so that a client learns of all of them in one answer.

/// Collects problems while a document is read.
struct DocumentReader {
  /// An object of the document with the way to it.
  struct Members {
    let path: JSONPath
    let values: [String: JSONValue]
  }

  private(set) var problems: [DocumentProblem] = []
  private var places: Set<String> = []

  init(problems: [DocumentProblem] = []) {
    for problem in problems { add(problem) }
  }

  mutating func report(_ path: JSONPath, _ message: String, _ remedy: String) {
    add(DocumentProblem(path: path.description, message: message, remedy: remedy))
  }

  /// Notes a problem, unless the same place has one already: the first names the cause.
  mutating func add(_ problem: DocumentProblem) {
    guard places.insert(problem.path).inserted else { return }
    problems.append(problem)
  }

  /// The value of a member; `null` counts as absent.
  mutating func value(_ name: String, of members: Members, mandatory: Bool) -> JSONValue? {
    if let value = members.values[name], value != .null { return value }
    guard mandatory else { return nil }
    let near = NearestNames.of(name, among: members.values.keys.filter { $0 != name }.sorted())
    let hint = near.first.map { " There is \"\($0)\"; is it misspelled?" } ?? ""
    report(members.path.member(name), "The mandatory member is missing.", "Add it.\(hint)")
    return nil
  }

  mutating func string(_ name: String, of members: Members, mandatory: Bool = false) -> String? {
    guard let value = value(name, of: members, mandatory: mandatory) else { return nil }
    let path = members.path.member(name)
    guard case .string(let text) = value else {
      reportKind(value, at: path, expected: "a string")
      return nil
    }
    if mandatory, text.allSatisfy(\.isWhitespace) {
      report(path, "The text is empty.", "Give a text.")
      return nil
    }
    return text
  }

  /// A date-time, as it is written; its moment is checked.
  mutating func date(_ name: String, of members: Members) -> String? {
    guard let text = string(name, of: members) else { return nil }
    guard DateTime(text) != nil else {
      report(
        members.path.member(name), "\(Self.shown(text)) is no date and time.",
        "Write it as RFC 3339 does, such as 2026-03-01T09:00:00Z.")
      return nil
    }
    return text
  }

  /// A value of a closed set of words.
  mutating func word<Word>(_ type: Word.Type, _ name: String, of members: Members) -> Word?
  where Word: RawRepresentable<String> & CaseIterable {
    guard let text = string(name, of: members, mandatory: true) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let legal = Word.allCases.map(\.rawValue)
    report(
      members.path.member(name), "\(Self.shown(text)) is not a legal value.",
      "Use one of: \(legal.joined(separator: ", ")).")
    return nil
  }

  mutating func object(_ name: String, of members: Members, mandatory: Bool = false) -> Members? {
    guard let value = value(name, of: members, mandatory: mandatory) else { return nil }
    return object(value, at: members.path.member(name))
  }

  mutating func object(_ value: JSONValue, at path: JSONPath) -> Members? {
    guard case .object(let values) = value else {
      reportKind(value, at: path, expected: "an object")
      return nil
    }
    return Members(path: path, values: values)
  }

  /// The elements of an array of objects; those that are no objects are reported and left out.
  mutating func objects(
    _ name: String, of members: Members, mandatory: Bool = false, limit: Int = 200
  ) -> [Members] {
    guard let value = value(name, of: members, mandatory: mandatory) else { return [] }
    let path = members.path.member(name)
    guard case .array(let values) = value else {
      reportKind(value, at: path, expected: "an array")
      return []
    }
    guard values.count <= limit else {
      report(path, "The list has \(values.count) entries.", "Give at most \(limit).")
      return []
    }
    return values.enumerated().compactMap { object($0.element, at: path.element($0.offset)) }
  }

  mutating func reportKind(_ value: JSONValue, at path: JSONPath, expected: String) {
    report(path, "The value is of the kind \(value.kind).", "Give \(expected).")
  }

  /// A text in quotes, cut to what fits in a message.
  static func shown(_ text: String) -> String {
    JSONValue.string(text.count > 60 ? text.prefix(60) + "…" : text).description
  }
}

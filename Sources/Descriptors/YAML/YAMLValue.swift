// A value of a YAML file that knows its place. Reading goes on after each problem: a getter that
// finds nothing usable notes why and answers with a neutral value, and the whole reading is thrown
// away at the end when anything was noted.

import ServiceInterfaces
internal import Yams

/// A value inside a YAML file, with its way and line, for reading and for complaints.
struct YAMLValue {
  private let node: Node
  let path: JSONPath
  private let document: Document

  var file: String { document.file }
  var log: ProblemList { document.log }

  /// What all values of a file share.
  private final class Document {
    let file: String
    let log: ProblemList
    /// The defaults of the template's inputs, which stand where `get_input` names them.
    var inputs: [String: Node] = [:]

    init(file: String, log: ProblemList) {
      self.file = file
      self.log = log
    }
  }

  /// The root of a file; nil when the text is not YAML, which is noted.
  init?(_ source: DescriptorFile, log: ProblemList) {
    guard YAMLBounds.isHarmless(source.text) else {
      log.add(YAMLBounds.problem(source.name))
      return nil
    }
    do {
      // The basic resolver leaves every scalar a text: what it is to be, the reader decides, and
      // resolving tags would take most of the time of a start.
      guard let node = try Yams.compose(yaml: source.text, .basic) else {
        log.add(
          DescriptorProblem(
            file: source.name, line: nil, path: "$", message: "The file is empty.",
            remedy: "Remove it, or fill it."))
        return nil
      }
      guard YAMLBounds.isBounded(node) else {
        log.add(YAMLBounds.problem(source.name))
        return nil
      }
      self.init(node: node, path: .root, document: Document(file: source.name, log: log))
      for (name, input) in at("topology_template", "inputs")?.node.mapping ?? [:] {
        document.inputs[name.scalar?.string ?? ""] =
          input.mapping?.first {
            $0.key.scalar?.string == "default"
          }?.value
      }
    } catch {
      log.add(Self.problem(error, file: source.name))
      return nil
    }
  }

  private init(node: Node, path: JSONPath, document: Document) {
    self.node = node
    self.path = path
    self.document = document
  }

  var line: Int? { node.mark?.line }

  /// The text of a scalar; nil, and no note, when it is something else.
  var scalarText: String? { node.scalar?.string }

  func report(_ message: String, _ remedy: String) {
    log.add(
      DescriptorProblem(
        file: file, line: line, path: path.description, message: message, remedy: remedy))
  }

  /// Says something that does not stand against the file; see ``ProblemList/note(_:)``.
  func note(_ message: String, _ remedy: String) {
    log.note(
      DescriptorProblem(
        file: file, line: line, path: path.description, message: message, remedy: remedy))
  }

  private static func problem(_ error: any Error, file: String) -> DescriptorProblem {
    var line: Int?
    var message = String(describing: error)
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      line = mark.line
      message = problem
    case .reader(let problem, _, _, _)?: message = problem
    case .duplicatedKeysInMapping(let duplicates, let context)?:
      line = context.mark.line
      message = "\(duplicates.sorted().joined(separator: ", ")) is there more than once"
    default: break
    }
    return DescriptorProblem(
      file: file, line: line, path: "$", message: "The file is not YAML: \(message).",
      remedy: "Correct it there; nothing else of the file was checked.")
  }
}

// MARK: - Structure

extension YAMLValue {
  /// A member of a mapping; nil when it is absent or empty.
  func member(_ name: String) -> YAMLValue? {
    guard let written = node.mapping?.first(where: { $0.key.scalar?.string == name })?.value,
      let value = given(written), !Self.isNull(value)
    else { return nil }
    return YAMLValue(node: value, path: path.member(name), document: document)
  }

  /// The value that a TOSCA function stands for: the default of an input, or nothing when it is
  /// known at run time only.
  private func given(_ value: Node) -> Node? {
    guard let mapping = value.mapping, mapping.count == 1, let (key, argument) = mapping.first,
      let function = key.scalar?.string
    else { return value }
    switch function {
    case "get_input", "$get_input":
      let name = argument.scalar?.string ?? argument.sequence?.first?.scalar?.string
      return name.flatMap { document.inputs[$0] }
    case "get_property", "get_attribute", "get_artifact", "concat", "join", "token",
      "get_operation_output":
      return nil
    default: return value
    }
  }

  /// A mandatory member; nil and a note when it is absent.
  func required(_ name: String) -> YAMLValue? {
    if let value = member(name) { return value }
    guard node.mapping != nil else {
      report("A mapping with the member \(name) is expected here.", "Write it as `name: value`.")
      return nil
    }
    let near = NearestNames.of(name, among: keys.filter { $0 != name })
    let hint = near.first.map { " There is \"\($0)\"; is it misspelled?" } ?? ""
    report("The mandatory member \(name) is missing.", "Add it.\(hint)")
    return nil
  }

  /// The value at the end of a chain of members; nil when any is absent.
  func at(_ names: String...) -> YAMLValue? {
    names.reduce(self as YAMLValue?) { $0?.member($1) }
  }

  /// The names of the members in the order of the file.
  var keys: [String] { (node.mapping?.keys.compactMap(\.scalar?.string)).map(Array.init) ?? [] }

  /// The members in the order of the file; a note when it is not a mapping.
  var entries: [(name: String, value: YAMLValue)] {
    guard let mapping = node.mapping else {
      report("A mapping is expected here.", "Write it as `name: value`.")
      return []
    }
    return mapping.compactMap { key, value in
      guard let name = key.scalar?.string else { return nil }
      return (name, YAMLValue(node: value, path: path.member(name), document: document))
    }
  }

  var isMapping: Bool { node.mapping != nil }
  var isList: Bool { node.sequence != nil }

  /// The elements of a list; a note when it is not a list.
  var elements: [YAMLValue] {
    guard let sequence = node.sequence else {
      report("A list is expected here.", "Write it with a dash before each element.")
      return []
    }
    return sequence.enumerated().map {
      YAMLValue(node: $0.element, path: path.element($0.offset), document: document)
    }
  }

  /// The single-entry mappings of a list, as TOSCA writes policies and requirements; a plain mapping
  /// counts as such a list.
  var namedElements: [(name: String, value: YAMLValue)] {
    isMapping ? entries : elements.flatMap { $0.isMapping ? $0.entries : [] }
  }

  /// Notes members that nothing reads, in files of our own shape, where they can only be misspelled.
  func allow(_ names: String...) {
    for key in keys where !names.contains(key) {
      member(key)?.report(
        "The member \(key) is not known here.", NearestNames.hint(for: key, among: names))
    }
  }

  private static func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else {
      return false
    }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}

// MARK: - Scalars

extension YAMLValue {
  /// The text of a scalar, whatever YAML would take it for: a version 1.0 is the text "1.0".
  var text: String {
    guard let scalar = node.scalar else {
      report("A text is expected here.", "Write a single value.")
      return ""
    }
    return scalar.string
  }

  var integer: Int {
    if let value = node.scalar.flatMap({ Int($0.string) }) { return value }
    report("\(shown) is not an integer.", "Write a whole number.")
    return 0
  }

  /// An integer that counts something: never negative, and small enough that sums of products of
  /// such numbers cannot overflow.
  var count: Int { integer(upTo: 1_000_000) }

  /// A number of bits per second, so small that what it scales to cannot overflow.
  var bitrate: Int { integer(upTo: 10_000_000_000_000) }

  private func integer(upTo limit: Int) -> Int {
    let value = integer
    guard (0...limit).contains(value) else {
      report("\(value) is out of range.", "Write a number from 0 to \(limit).")
      return 0
    }
    return value
  }

  var number: Double {
    if let value = node.scalar.flatMap({ Double($0.string) }), value.isFinite { return value }
    report("\(shown) is not a number.", "Write a number.")
    return 0
  }

  var boolean: Bool {
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default:
      report("\(shown) is neither true nor false.", "Write true or false.")
      return false
    }
  }

  /// A word of a closed set; nil and a note when it is another one.
  func word<Word>(_ type: Word.Type) -> Word?
  where Word: RawRepresentable<String> & CaseIterable {
    if let word = node.scalar.flatMap({ Word(rawValue: $0.string) }) { return word }
    let legal = Word.allCases.map(\.rawValue).joined(separator: ", ")
    report("\(shown) is not a legal value.", "Use one of: \(legal).")
    return nil
  }

  /// A list of texts.
  var texts: [String] { elements.map(\.text) }

  /// A mapping of texts to texts.
  var dictionary: [String: String] {
    Dictionary(entries.map { ($0.name, $0.value.text) }) { first, _ in first }
  }

  /// The value as JSON, with plain scalars resolved by the JSON schema of YAML 1.2.
  var json: JSONValue {
    switch node {
    case .scalar(let scalar): Self.json(scalar)
    case .sequence: .array(elements.map(\.json))
    case .mapping:
      .object(Dictionary(entries.map { ($0.name, $0.value.json) }) { first, _ in first })
    case .alias: .null
    }
  }

  private static func json(_ scalar: Node.Scalar) -> JSONValue {
    let text = scalar.string
    guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
    if ["", "~", "null"].contains(text) { return .null }
    if text == "true" || text == "false" { return .boolean(text == "true") }
    if let value = Int(text) { return .integer(value) }
    if text.utf8.first.map({ $0 < UInt8(ascii: "A") }) == true, let value = Double(text),
      value.isFinite
    {
      return .number(value)
    }
    return .string(text)
  }

  private var shown: String {
    let text = node.scalar?.string ?? (node.mapping != nil ? "a mapping" : "a list")
    return JSONValue.string(text.count > 60 ? text.prefix(60) + "…" : text).description
  }
}

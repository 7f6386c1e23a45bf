// A value of a YAML file that knows its place. Reading goes on after each problem: a getter that
// finds nothing usable notes why and answers with a neutral value, and the whole reading is thrown
// away at the end when anything was noted.

import ServiceInterfaces
internal import Yams

/// A value inside a YAML file, with its way and line, for reading and for complaints.
struct YAMLValue {
  let node: Node
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
    var inputNames: Set<String> = []

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
        document.inputNames.insert(name.scalar?.string ?? "")
        document.inputs[name.scalar?.string ?? ""] =
          input.mapping?.first {
            $0.key.scalar?.string == "default"
          }?.value
      }
    } catch {
      log.add(YAMLProblems.problem(error, file: source.name))
      return nil
    }
    noteEncoding(of: source)
  }

  private func noteEncoding(of source: DescriptorFile) {
    let lines = source.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let index = lines.firstIndex(where: { $0.contains("\u{FFFD}") }) else { return }
    log.note(
      DescriptorProblem(
        file: source.name, line: index + 1, path: "$",
        message: "The file has bytes in it that are no UTF-8.",
        remedy: "They are read as \u{FFFD}. Save the file as UTF-8."))
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
    if let written = node.mapping?.first(where: { $0.key.scalar?.string == name }) {
      reportNothing(of: name, written.key, written.value)
      return nil
    }
    let near = NearestNames.slip(name, among: keys)
    let hint = near.map { " There is \"\($0)\"; is it misspelled?" } ?? ""
    report("The mandatory member \(name) is missing.", "Add it.\(hint)")
    return nil
  }

  /// A mandatory member that is written and comes to nothing.
  private func reportNothing(of name: String, _ key: Node, _ value: Node) {
    let place = YAMLValue(node: key, path: path.member(name), document: document)
    guard let argument = value.mapping?.first?.value else {
      return place.report("The mandatory member \(name) is empty.", "Give it a value.")
    }
    if let input = argument.scalar?.string, value.mapping?["get_input"] != nil {
      place.report(
        "\(name) is to be the input \(input), which "
          + (document.inputNames.contains(input) ? "has no default." : "is not there."),
        "Write the value itself, or add the input with a default: nobody is asked at onboarding.")
    } else {
      place.report(
        "The value of \(name) is known at run time only.", "Write the value itself.")
    }
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
  func allow(_ names: String...) { allow(names) }

  func allow(_ names: [String]) {
    for key in keys where !names.contains(key) {
      member(key)?.report(
        "The member \(key) is not known here.", NearestNames.hint(for: key, among: names))
    }
  }

  /// Looks at members beside those that are known: one that is nearly a known one, of those that weigh
  /// (nil: all), is a problem; any other is only noted.
  ///
  /// - Returns: false when there was a problem.
  @discardableResult
  func expect(_ known: [String], of holder: String, weighing: Set<String>? = nil) -> Bool {
    var isSound = true
    for key in keys where !known.contains(key) && !key.hasPrefix("x-") {
      let place = YAMLValue(
        node: node.mapping?.first { $0.key.scalar?.string == key }?.key ?? node,
        path: path.member(key), document: document)
      let meant = NearestNames.slip(key, among: known.filter { !keys.contains($0) })
      if let meant, weighing?.contains(meant) ?? true {
        place.report("\(holder) has no member \(key).", "Write \(meant).")
        isSound = false
      } else {
        place.note(
          "\(holder) has no member \(key).",
          meant.map { "Did you mean \($0)?" } ?? "The standard does not know it.")
      }
    }
    return isSound
  }

  static func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else {
      return false
    }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}

// What the YAML library says of a text, in words that say what to do.

internal import Yams

/// Why a text is no YAML.
enum YAMLProblems {
  static func problem(_ error: any Error, file: String) -> DescriptorProblem {
    var line: Int?
    var reason = String(describing: error)
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      line = mark.line
      reason = problem
    case .reader(let problem, _, _, _)?: reason = problem
    case .duplicatedKeysInMapping(let duplicates, let context)?:
      line = context.mark.line
      reason = "\(duplicates.sorted().joined(separator: ", ")) is there more than once"
    default: break
    }
    let plain = words.first { reason.contains($0.reason) }
    return DescriptorProblem(
      file: file, line: line, path: "$",
      message: "The file is not YAML: \(plain?.message ?? reason).",
      remedy: (plain.map { "\($0.remedy) " } ?? "")
        + "Correct it there; nothing else of the file was checked.")
  }

  /// What the library says, what is behind it as a rule, and what helps.
  private static let words: [(reason: String, message: String, remedy: String)] = [
    (
      "did not find expected key",
      "a line is indented otherwise than those that it belongs to, or a quote before it is not closed",
      "Indent it exactly as its neighbours."
    ),
    (
      "mapping values are not allowed",
      "there is a colon where none can be: a second one in the line, or the line is indented deeper "
        + "than what it belongs to",
      "Put a text with a colon in quotes, or indent the line as its neighbours."
    ),
    ("tab character", "a tab indents the line", "Use spaces."),
    (
      "cannot start any token", "a text begins with %, @, a backtick or a tab",
      "Put it in quotes."
    ),
    (
      "could not find expected ':'", "this line or the one before has no colon after its name",
      "Write it as `name: value`."
    ),
    (
      "undefined alias", "an alias (*name) stands for an anchor (&name) that is not there",
      "Put a text that begins with * in quotes, or define the anchor before."
    ),
    ("expected ',' or '}'", "a brace is not closed", "Add } or a comma."),
    ("expected ',' or ']'", "a bracket is not closed", "Add ] or a comma."),
    (
      "expected '-' indicator", "a list ends where its elements are not indented alike",
      "Put the dashes under one another."
    ),
    (
      "unexpected end of stream", "a quote that begins here or before is not closed",
      "Close the quote."
    ),
    (
      "found another document", "a second document begins here, after ---",
      "Give one document for a file."
    ),
    (
      "expected <document start>", "something stands here that belongs to no member",
      "Indent it under what it belongs to, or take it out."
    ),
    (
      "control characters", "it has control characters in it",
      "Save it as UTF-8 text."
    ),
  ]
}

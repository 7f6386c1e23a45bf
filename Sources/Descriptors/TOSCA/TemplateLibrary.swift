// The files that a template may import, found as TOSCA says: beside the importing file, or from the
// root of the package. Nothing is fetched: the standard's own type files are known by heart.

import ServiceInterfaces

/// Files by path, read when they are first asked for.
final class TemplateLibrary {
  private let files: [String: DescriptorFile]
  private let log: ProblemList
  private var roots: [String: YAMLValue] = [:]
  private var unreadable: Set<String> = []

  init(_ files: [DescriptorFile], log: ProblemList) {
    self.files = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
    self.log = log
  }

  /// The root of a file; nil when it is not there, or is not YAML, which is noted.
  func root(_ path: String) -> YAMLValue? {
    if let root = roots[path] { return root }
    guard let file = files[path], !unreadable.contains(path) else { return nil }
    guard let root = YAMLValue(file, log: log) else {
      unreadable.insert(path)
      return nil
    }
    roots[path] = root
    return root
  }

  /// The file and all that it imports over any number of steps, itself first.
  func closure(of root: YAMLValue) -> [YAMLValue] {
    var result = [root]
    var seen: Set<String> = [root.file]
    var next = 0
    while next < result.count {
      for reference in imports(of: result[next]) {
        guard let found = find(reference, from: result[next].file) else { continue }
        if seen.insert(found.file).inserted { result.append(found) }
      }
      next += 1
    }
    return result
  }

  /// The paths that a file imports: `- path`, `- file: path`, `- name: path`, `- name: { file: path }`.
  private func imports(of root: YAMLValue) -> [YAMLValue] {
    guard let list = root.member("imports") else { return [] }
    if list.isMapping { return list.entries.compactMap { Self.path($0.value) } }
    return list.elements.compactMap { element in
      guard element.isMapping else { return element }
      if let path = Self.path(element) { return path }
      return element.entries.first.flatMap { Self.path($0.value) }
    }
  }

  private static func path(_ value: YAMLValue) -> YAMLValue? {
    value.isMapping ? value.member("file") ?? value.member("url") : value
  }

  private func find(_ reference: YAMLValue, from file: String) -> YAMLValue? {
    let path = reference.text
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    if !path.contains("://") {
      for candidate in [Self.plain("\(folder)/\(path)"), Self.plain(path)]
      where files[candidate] != nil {
        return root(candidate)
      }
    }
    let namesakes = files.keys.filter { $0 == name || $0.hasSuffix("/\(name)") }.sorted()
    if namesakes.count == 1, let found = namesakes.first {
      if found != path, !path.contains("://") {
        reference.note("The imported file \(path) is at \(found).", "It is taken from there.")
      }
      return root(found)
    }
    missing(reference, path, name)
    return nil
  }

  private func missing(_ reference: YAMLValue, _ path: String, _ name: String) {
    if name.hasPrefix("etsi_nfv_sol001_") { return }
    if path.contains("://") {
      reference.note(
        "The imported file \(path) lies outside the package.",
        "Nothing is fetched; types that only it defines are not known.")
    } else if Self.designToolFiles.contains(name) {
      reference.note(
        "The imported file \(path) is not there.",
        "Design tools export it with the standard's own types, which are known.")
    } else {
      reference.report(
        "The imported file \(path) is not there.",
        NearestNames.hint(
          for: name,
          among: files.keys.filter { file in
            file != reference.file && !BundledFiles.types.contains { $0.name == file }
              && [".yaml", ".yml"].contains { file.hasSuffix($0) }
          }))
    }
  }

  /// What ONAP's SDC imports into everything that it exports.
  private static let designToolFiles: Set<String> = [
    "nodes.yml", "data.yml", "datatypes.yml", "capabilities.yml", "relationships.yml",
    "groups.yml", "policies.yml", "annotations.yml", "artifacts.yml", "interfaces.yml",
  ]

  /// `Definitions/../Files/a.yaml` is `Files/a.yaml`; what leads out of the package is nowhere.
  private static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

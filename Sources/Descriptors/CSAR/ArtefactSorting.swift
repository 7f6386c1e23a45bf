// What kind of artefact a file of a package is, by where it lies and what it is called.

import ResourceInterfaces

extension PackageArtefact {
  init(_ file: PackageFile) {
    self.init(
      path: file.path, kind: Self.kind(of: file), size: Int(clamping: file.size),
      sha256: file.sha256)
  }

  private static func kind(of file: PackageFile) -> Kind {
    let path = file.path.lowercased()
    func ends(_ endings: String...) -> Bool { endings.contains { path.hasSuffix($0) } }
    if ends(".img", ".qcow2", ".vmdk", ".iso", ".vhd", ".vdi", ".raw") || path.contains("/images/")
    {
      return .softwareImage
    }
    if path.split(separator: "/").last?.hasPrefix("image") == true, !path.contains(".") {
      return .softwareImage
    }
    if ends(".tgz"), isChart(path) { return .helmChart }
    if ends(".cert", ".crt", ".pem", ".cms", ".sig", ".p7s", ".key") { return .certificate }
    if ends(".sh", ".py", ".csh", ".rb", ".pl", ".js", ".ps1") || path.hasPrefix("scripts/") {
      return .script
    }
    if let text = file.text, isTemplate(text) { return .deploymentTemplate }
    return .other
  }

  /// Helm names the file of a chart `name-1.2.3.tgz`.
  private static func isChart(_ path: String) -> Bool {
    let stem = path.split(separator: "/").last?.dropLast(4) ?? ""
    return stem.split(separator: "-").dropFirst().contains { $0.first?.isNumber ?? false }
  }

  private static func isTemplate(_ text: String) -> Bool {
    var keys: Set<Substring> = []
    for line in text.split(whereSeparator: \.isNewline).prefix(400) {
      keys.insert(line.prefix { $0 != ":" })
    }
    return keys.contains("heat_template_version") || keys.isSuperset(of: ["apiVersion", "kind"])
  }
}

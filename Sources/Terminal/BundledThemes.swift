/// The themes of the package, which are inside the program so that it runs wherever it is copied.
extension Theme {
  /// File name and text of each.
  ///
  /// The bytes come from `themes/` by way of the build.
  package static let bundledFiles: [(file: String, text: String)] = [
    ("podium-dark.yaml", PackageResources.podium_dark_yaml),
    ("podium-light.yaml", PackageResources.podium_light_yaml),
    ("high-contrast.yaml", PackageResources.high_contrast_yaml),
    ("colour-blind.yaml", PackageResources.colour_blind_yaml),
    ("nord.yaml", PackageResources.nord_yaml),
    ("gruvbox.yaml", PackageResources.gruvbox_yaml),
    ("solarized-light.yaml", PackageResources.solarized_light_yaml),
    ("mono.yaml", PackageResources.mono_yaml),
  ].map { ($0.0, String(decoding: $0.1, as: UTF8.self)) }

  /// All of them in the order of the list; a test proves that each can be read.
  package static let bundled: [Theme] = bundledFiles.compactMap {
    try? Theme(yaml: $0.text, file: $0.file)
  }

  /// The one theme of this name. Reads its file alone: a start needs no more than one or two.
  package static func bundled(named name: String) -> Theme? {
    bundledFiles.first { $0.file == "\(name).yaml" }.flatMap {
      try? Theme(yaml: $0.text, file: $0.file)
    }
  }

  /// What a list of themes shows, from the heads of their files.
  package static var bundledTitles: [(name: String, about: String)] {
    bundledFiles.map { ($0.text.scalar(of: "name"), $0.text.scalar(of: "about")) }
  }

  /// What is used until the operator chooses.
  package static let standard = bundled(named: "podium-dark") ?? plain

  /// What every theme becomes on a terminal without colours.
  package static let withoutColour = bundled(named: "mono") ?? plain
}

extension String {
  /// The plain value of a key at the beginning of a line.
  fileprivate func scalar(of key: String) -> String {
    let line = split(separator: "\n").first { $0.hasPrefix("\(key): ") }
    return String(line?.dropFirst(key.count + 2) ?? "")
  }
}

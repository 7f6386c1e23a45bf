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

  package static func bundled(named name: String) -> Theme? { bundled.first { $0.name == name } }

  /// What is used until the operator chooses.
  package static let standard = bundled.first ?? plain

  /// What every theme becomes on a terminal without colours.
  package static let withoutColour = bundled(named: "mono") ?? plain
}

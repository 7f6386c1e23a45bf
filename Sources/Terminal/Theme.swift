/// How every role and every ground looks.
package struct Theme: Equatable, Sendable {
  /// Whether light text stands on a dark ground or the reverse, where the ground is the terminal's.
  package enum Appearance: String, Hashable, Sendable {
    case dark, light
  }

  /// The look of one role or ground.
  package struct Ink: Hashable, Sendable {
    package var colour: Colour
    /// The number to use where only sixteen colours exist, if the nearest is not what is meant.
    package var sixteen: UInt8?
    /// The same where 256 colours exist.
    package var indexed: UInt8?
    package var attributes: Attributes

    package init(
      _ colour: Colour, sixteen: UInt8? = nil, indexed: UInt8? = nil, attributes: Attributes = []
    ) {
      self.colour = colour
      self.sixteen = sixteen
      self.indexed = indexed
      self.attributes = attributes
    }
  }

  package let name: String
  package let about: String
  package let appearance: Appearance
  /// By `Role.rawValue`, for the roles that themes name.
  private let roles: [Ink]
  /// By `Ground.rawValue`.
  private let grounds: [Ink]

  /// Without an entry, a role or ground looks as the terminal's own text does.
  init(
    name: String, about: String, appearance: Appearance, roles: [Role: Ink], grounds: [Ground: Ink]
  ) {
    self.name = name
    self.about = about
    self.appearance = appearance
    self.roles = Role.named.map { roles[$0] ?? Ink(.terminal) }
    self.grounds = Ground.allCases.map { grounds[$0] ?? Ink(.terminal) }
  }

  /// The look of a role as the theme has it; the steps of the chart scale are mixed.
  package subscript(role: Role) -> Ink {
    guard let position = role.rampPosition else { return roles[Int(role.rawValue)] }
    let stops = [Role.chartLow, .chartMid, .chartHigh].map { roles[Int($0.rawValue)] }
    let nearest = stops[min(2, Int((position * 2).rounded()))]
    let from = stops[position < 0.5 ? 0 : 1]
    let to = stops[position < 0.5 ? 1 : 2]
    guard case .rgb(let start) = from.colour, case .rgb(let end) = to.colour else { return nearest }
    let share = position < 0.5 ? position * 2 : position * 2 - 1
    let mixed = OKLab(start).mixed(with: OKLab(end), share: share).rgb
    return Ink(.rgb(mixed), sixteen: nearest.sixteen, attributes: nearest.attributes)
  }

  package subscript(ground: Ground) -> Ink { grounds[Int(ground.rawValue)] }

  /// Whether the theme uses attributes alone.
  var isColourless: Bool {
    roles.allSatisfy { $0.colour == .terminal } && grounds.allSatisfy { $0.colour == .terminal }
  }

  /// Reverse and bold only: what is left when there are no colours and no theme could be read.
  package static let plain = Theme(
    name: "plain", about: "Reverse and bold only", appearance: .dark,
    roles: [
      .title: Ink(.terminal, attributes: .bold),
      .headerStrong: Ink(.terminal, attributes: .bold),
      .keyHint: Ink(.terminal, attributes: .bold),
      .inputCursor: Ink(.terminal, attributes: .reverse),
    ],
    grounds: [
      .rowSelected: Ink(.terminal, attributes: .reverse),
      .dialogButtonFocused: Ink(.terminal, attributes: .reverse),
    ])
}

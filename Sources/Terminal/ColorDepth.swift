/// How many colours a terminal can show.
package enum ColorDepth: Hashable, Sendable, CaseIterable {
  case none, c8, c16, c256, trueColor

  /// Decides from the environment and from the colours in the terminal's own description.
  ///
  /// `NO_COLOR` (no-color.org) wins over everything; then `COLORTERM`, which is how terminals say
  /// that they know 24 bits, because terminfo mostly does not.
  package static func choose(environment: [String: String], colours: Int) -> ColorDepth {
    if let wish = environment["NO_COLOR"], !wish.isEmpty { return .none }
    guard colours >= 8 else { return .none }
    let claim = environment["COLORTERM"]?.lowercased() ?? ""
    if claim == "truecolor" || claim == "24bit" { return .trueColor }
    if colours >= 0x100_0000 { return .trueColor }
    return colours >= 256 ? .c256 : colours >= 16 ? .c16 : .c8
  }

  package var name: String {
    switch self {
    case .none: "no colour"
    case .c8: "8 colours"
    case .c16: "16 colours"
    case .c256: "256 colours"
    case .trueColor: "true colour"
    }
  }
}

/// The colours of xterm by number, and the nearest of them to a given one.
package enum XtermPalette {
  /// 0 to 15 as xterm ships them (users change these), 16 to 231 the cube, then the grey ramp.
  package static let colours: [RGB] = {
    let basic: [UInt32] = [
      0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
      0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ]
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    var all = basic.map(RGB.init(hex:))
    for index in 0..<216 {
      all.append(RGB(levels[index / 36], levels[index / 6 % 6], levels[index % 6]))
    }
    for index in 0..<24 {
      let value = UInt8(8 + 10 * index)
      all.append(RGB(value, value, value))
    }
    return all
  }()

  private static let perceived = colours.map(OKLab.init)

  /// The nearest number of a range that also passes a test; without one, the nearest.
  static func nearest(
    to colour: RGB, in range: Range<Int>, where passes: (RGB) -> Bool = { _ in true }
  ) -> Int {
    let wanted = OKLab(colour)
    var best = range.lowerBound
    var bestDistance = Double.infinity
    for number in range where passes(colours[number]) {
      let distance = perceived[number].distance(to: wanted)
      if distance < bestDistance { (best, bestDistance) = (number, distance) }
    }
    if bestDistance == .infinity { return nearest(to: colour, in: range) }
    return best
  }

  /// The nearest of the cube and the grey ramp, which no user's palette changes.
  package static func nearest256(_ colour: RGB) -> Int { nearest(to: colour, in: 16..<256) }

  /// The nearest of the sixteen, where the hue counts for more than the lightness: a pale green is
  /// to be green and not white.
  package static func nearest16(_ colour: RGB) -> Int {
    let lab = OKLab(colour)
    let chroma = (lab.a * lab.a + lab.b * lab.b).squareRoot()
    guard chroma > 0.05 else {
      return [0, 8, 7, 15].min {
        abs(perceived[$0].lightness - lab.lightness) < abs(perceived[$1].lightness - lab.lightness)
      } ?? 7
    }
    let hues = [1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14]
    func difference(_ number: Int) -> Double {
      let other = perceived[number]
      let size = (other.a * other.a + other.b * other.b).squareRoot()
      let cosine = (lab.a * other.a + lab.b * other.b) / (chroma * size)
      return (1 - cosine) + 0.3 * abs(other.lightness - lab.lightness)
    }
    return hues.min { difference($0) < difference($1) } ?? 7
  }
}

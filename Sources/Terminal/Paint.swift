/// How one style reaches the terminal: numbers for curses.
package struct Paint: Hashable, Sendable {
  /// -1 for the terminal's own, a palette number, or `Paint.rgbFlag` with 0xRRGGBB.
  package let foreground: Int32
  package let background: Int32
  package let attributes: Attributes
  /// Those of a space, which is underlined for its ground only and not for the word it pads.
  package let blankAttributes: Attributes

  package static let rgbFlag: Int32 = 0x100_0000
  static let none = Paint(
    foreground: -2, background: -2, attributes: [], blankAttributes: [])

  /// The paint of a space.
  var blank: Paint {
    Paint(
      foreground: foreground, background: background, attributes: blankAttributes,
      blankAttributes: blankAttributes)
  }

  /// Whether a space looks the same in both.
  func isBlankLike(_ other: Paint) -> Bool {
    background == other.background
      && attributes.union(other.attributes).isDisjoint(with: [.reverse, .underline])
  }

  /// The colour that a number shows, if that is known.
  package static func colour(_ number: Int32) -> RGB? {
    if number < 0 { return nil }
    if number & rgbFlag != 0 { return RGB(hex: UInt32(number & 0xff_ffff)) }
    return Int(number) < 256 ? XtermPalette.colours[Int(number)] : nil
  }
}

/// All styles of a theme at a depth, made once when the theme or the depth changes.
///
/// Two things happen on the way. Colours are brought to what the terminal has. And where text would
/// be hard to read on a ground that its author did not think of, it is made lighter or darker until
/// its contrast suffices, so that every theme is readable everywhere.
package struct PaintTable: Equatable, Sendable {
  private let paints: [Paint]

  package subscript(style: Style) -> Paint {
    paints[Int(style.role.rawValue) * Ground.allCases.count + Int(style.ground.rawValue)]
  }

  package init(_ theme: Theme, at depth: ColorDepth) {
    let mixer = PaintMixer(
      theme: depth == .none && !theme.isColourless ? Theme.withoutColour : theme, depth: depth)
    var all: [Paint] = []
    all.reserveCapacity(Role.allCases.count * Ground.allCases.count)
    for role in Role.allCases {
      for ground in Ground.allCases { all.append(mixer.paint(role, on: ground)) }
    }
    paints = all
  }
}

private struct PaintMixer {
  let theme: Theme
  let depth: ColorDepth

  func paint(_ role: Role, on ground: Ground) -> Paint {
    let ink = theme[role]
    let under = theme[ground]
    var attributes = ink.attributes.union(under.attributes)
    var lines = under.attributes
    let background = number(of: under)
    // Where the ground cannot be told from the base by colour, it is told by an attribute.
    if depth < .c256, ground.mustBeSeen, background == number(of: theme[.base]) {
      attributes.formUnion(Theme.withoutColour[ground].attributes)
      lines.formUnion(Theme.withoutColour[ground].attributes)
    }
    var foreground = number(of: ink, role: role, on: shown(background))
    if depth == .c8, foreground >= 8 {
      attributes.insert(.bold)
      foreground = foreground == 8 ? 7 : foreground - 8
    }
    return Paint(
      foreground: foreground, background: background, attributes: attributes,
      blankAttributes: attributes.subtracting(.underline).union(lines.intersection(.underline)))
  }

  private func shown(_ number: Int32) -> RGB {
    Paint.colour(number) ?? RGB(hex: theme.appearance == .dark ? 0x101216 : 0xf8f8f8)
  }

  private func number(of ink: Theme.Ink) -> Int32 {
    switch (ink.colour, depth) {
    case (.terminal, _), (_, .none): return -1
    case (.rgb(let colour), .trueColor): return Paint.rgbFlag | Int32(colour.number)
    case (.rgb(let colour), .c256):
      return Int32(ink.indexed ?? UInt8(XtermPalette.nearest256(colour)))
    case (.palette(let number), .trueColor), (.palette(let number), .c256): return Int32(number)
    case (.rgb(let colour), .c16):
      return Int32(ink.sixteen ?? UInt8(XtermPalette.nearest16(colour)))
    case (.palette(let number), .c16): return Int32(ink.sixteen ?? number)
    case (.rgb(let colour), .c8):
      return Int32((ink.sixteen ?? UInt8(XtermPalette.nearest16(colour))) & 7)
    case (.palette(let number), .c8): return Int32((ink.sixteen ?? number) & 7)
    }
  }

  private func number(of ink: Theme.Ink, role: Role, on ground: RGB) -> Int32 {
    let least = role.isDecoration ? 1.0 : 4.5
    switch (ink.colour, depth) {
    case (.terminal, _), (_, .none): return -1
    case (.palette(let number), .trueColor), (.palette(let number), .c256): return Int32(number)
    case (.rgb(let colour), .trueColor):
      return Paint.rgbFlag | Int32(PaintMixer.lifted(colour, over: ground, to: least).number)
    case (.rgb(let colour), .c256):
      let own = ink.indexed.map { XtermPalette.colours[Int($0)] } ?? colour
      let lifted = PaintMixer.lifted(own, over: ground, to: least)
      return Int32(
        XtermPalette.nearest(to: lifted, in: 16..<256) { $0.contrast(to: ground) >= least })
    case (.rgb(let colour), _):
      return sixteen(ink.sixteen ?? UInt8(XtermPalette.nearest16(colour)), role, ground)
    case (.palette(let number), _): return sixteen(ink.sixteen ?? number, role, ground)
    }
  }

  /// Of sixteen colours only their names are known, so half the contrast has to do.
  private func sixteen(_ number: UInt8, _ role: Role, _ ground: RGB) -> Int32 {
    let least = role.isDecoration ? 1.5 : 3.0
    func readable(_ number: Int) -> Bool {
      XtermPalette.colours[number].contrast(to: ground) >= least
    }
    let number = Int(number)
    let sibling = number ^ 8  // the bright or the dark one of the same hue
    if readable(number) { return Int32(number) }
    if readable(sibling) { return Int32(sibling) }
    return readable(15) ? 15 : 0
  }

  /// The same hue, lighter or darker, until the contrast suffices.
  private static func lifted(_ colour: RGB, over ground: RGB, to least: Double) -> RGB {
    guard colour.contrast(to: ground) < least else { return colour }
    let white = RGB(255, 255, 255)
    let target = white.contrast(to: ground) >= RGB(0, 0, 0).contrast(to: ground) ? 1.0 : 0.0
    let start = OKLab(colour)
    for step in 1...40 {
      var tried = start
      let share = Double(step) / 40
      tried.lightness += (target - start.lightness) * share
      tried.a *= 1 - share * share
      tried.b *= 1 - share * share
      if tried.rgb.contrast(to: ground) >= least { return tried.rgb }
    }
    return target == 1 ? white : RGB(0, 0, 0)
  }
}

extension ColorDepth: Comparable {
  package static func < (one: ColorDepth, other: ColorDepth) -> Bool {
    order(one) < order(other)
  }

  private static func order(_ depth: ColorDepth) -> Int {
    switch depth {
    case .none: 0
    case .c8: 1
    case .c16: 2
    case .c256: 3
    case .trueColor: 4
    }
  }
}

import Terminal

extension CellContent {
  /// Draws it into so many columns.
  func draw(
    at point: Point, width: Int, alignment: Alignment, into surface: inout Surface
  ) {
    guard width > 0 else { return }
    switch self {
    case .text(let text, let role):
      surface.write(text, at: point, role: role, width: width, align: alignment)
    case .name(let name):
      surface.write(
        shortened(name, to: width, ellipsis: surface.glyphs.ellipsis), at: point,
        role: .textStrong, width: width, align: alignment)
    case .state(let state):
      surface.write(
        state.text(in: surface.glyphs), at: point, role: state.tone.role, width: width)
    case .progress(let state, let progress):
      drawProgress(state, progress, at: point, width: width, into: &surface)
    case .steps(let steps, let tone):
      drawSteps(steps, tone, at: point, width: width, into: &surface)
    case .load(let load):
      drawLoad(load, at: point, width: width, into: &surface)
    }
  }

  private func drawProgress(
    _ state: StateWord, _ progress: Double?, at point: Point, width: Int,
    into surface: inout Surface
  ) {
    let text = state.text(in: surface.glyphs)
    surface.write(text, at: point, role: state.tone.role, width: width)
    guard let progress else { return }
    let room = width - measure(text) - 1
    let number = percent(progress)
    if room >= 10 {
      let start = point.x + width - room
      surface.meter(
        progress, at: Point(x: start, y: point.y), width: room - 5, role: state.tone.role)
    }
    if room >= 4 {
      surface.write(
        number, at: Point(x: point.x + width - 4, y: point.y), role: .textDim, width: 4,
        align: .trailing)
    }
  }

  private func drawSteps(
    _ steps: Int, _ tone: StateWord.Tone, at point: Point, width: Int, into surface: inout Surface
  ) {
    let bar = width - 6
    if bar >= 5 {
      surface.meter(Double(steps) / 10, at: point, width: bar, role: tone.role)
    }
    surface.write(
      "\(steps)/10", at: Point(x: point.x + max(0, width - 5), y: point.y), role: .text,
      width: min(5, width), align: .trailing)
  }

  private func drawLoad(
    _ load: Double?, at point: Point, width: Int, into surface: inout Surface
  ) {
    let bar = max(0, width - 5)
    if let load {
      surface.meter(load, at: point, width: bar, role: Role.load(load))
      surface.write(
        percent(load), at: Point(x: point.x + bar, y: point.y), role: .text, width: width - bar,
        align: .trailing)
    } else {
      surface.meter(0, at: point, width: bar, role: .chartEmpty)
      surface.write(
        surface.glyphs.dash, at: Point(x: point.x + bar, y: point.y), role: .textDim,
        width: width - bar, align: .trailing)
    }
  }
}

extension Surface {
  /// A line that is filled to a share of its width.
  ///
  /// Thin, because bars as high as a row grow together into a wall of colour when many rows have
  /// one, and then no row stands out.
  mutating func meter(_ share: Double, at point: Point, width: Int, role: Role) {
    guard width > 0 else { return }
    let value = share.isFinite ? min(max(share, 0), 1) : 0
    let halves = value > 0 ? max(1, Int((value * Double(width * 2)).rounded())) : 0
    let isUnicode = glyphs == .unicode
    let solid = String(repeating: isUnicode ? "━" : "=", count: halves / 2)
    let half = halves % 2 == 1 ? (isUnicode ? "╸" : "-") : ""
    let rest = String(
      repeating: isUnicode ? "─" : ".", count: max(0, width - halves / 2 - half.count))
    write(solid + half, at: point, role: role)
    write(rest, at: Point(x: point.x + halves / 2 + half.count, y: point.y), role: .chartEmpty)
  }
}

extension Role {
  /// Calm until it matters: a load is only loud when little room is left.
  static func load(_ share: Double) -> Role {
    switch share {
    case ..<0.75: .chartLow
    case ..<0.9: .chartMid
    default: .chartHigh
    }
  }
}

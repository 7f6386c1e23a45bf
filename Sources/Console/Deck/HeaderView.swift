import Terminal

/// The two lines at the top: where one is, the time, what is wrong, what runs, and the clusters.
struct HeaderView {
  let state: ConsoleState
  let facts: HeaderFacts
  /// The names of the places on the way here.
  let crumbs: [String]

  private var glyphs: GlyphSet { state.glyphs }

  func draw(in rect: Rect, into surface: inout Surface) {
    surface.fill(rect, style: Style(.header, on: .header))
    drawPlace(in: rect.row(0), into: &surface)
    drawClusters(in: rect.row(1), into: &surface)
  }

  // MARK: the first line

  private func drawPlace(in line: Rect, into surface: inout Surface) {
    guard !line.isEmpty else { return }
    let left = place
    // What can be left out when the line is short, the first of these first.
    var parts: [Phrase] = [time, badges, alarms(inWords: true), operations(inWords: true), user]
    let shorter: [(Int, Phrase)] = [
      (4, Phrase()), (3, operations(inWords: false)), (2, alarms(inWords: false)), (3, Phrase()),
    ]
    for (index, phrase) in shorter
    where left.width + right(parts).width + 4 > line.width {
      parts[index] = phrase
    }
    let right = right(parts)
    let start = max(line.x, line.maxX - right.width - 1)
    let room = Rect(x: line.x, y: line.y, width: max(0, start - line.x - 1), height: 1)
    left.draw(at: Point(x: line.x + 1, y: line.y), clip: room, into: &surface)
    right.draw(at: Point(x: start, y: line.y), clip: line, into: &surface)
  }

  private func right(_ parts: [Phrase]) -> Phrase {
    parts.filter { !$0.isEmpty }.reduce(Phrase()) { sum, part in
      sum.isEmpty ? part : sum + Phrase(("   ", .header)) + part
    }
  }

  private var place: Phrase {
    var phrase = Phrase(("podium", .title))
    for (index, name) in ([facts.title] + crumbs).enumerated() {
      let isLast = index == crumbs.count
      phrase += Phrase((" \(glyphs.right) ", .paneBorder), (name, isLast ? .headerStrong : .header))
    }
    return phrase
  }

  private var time: Phrase {
    let sign = facts.isPaused ? glyphs.pause : glyphs.play
    return Phrase(
      ("\(sign) ", facts.isPaused ? .warning : .stateGood),
      (facts.pace, facts.isPaused ? .warning : .header), ("  ", .header),
      (facts.clock, .headerStrong))
  }

  private var badges: Phrase {
    state.isReadOnly || facts.isReadOnly ? Phrase((" READ-ONLY ", .badgeReadOnly)) : Phrase()
  }

  private func alarms(inWords: Bool) -> Phrase {
    if facts.critical + facts.major == 0, facts.minor == 0 {
      return Phrase(("\(glyphs.good) ", .stateGood), (inWords ? "no alarms" : "0", .header))
    }
    var phrase = Phrase()
    let bad = facts.critical + facts.major
    if bad > 0 {
      let words = [(facts.critical, "critical"), (facts.major, "major")].filter { $0.0 > 0 }
        .map { "\($0.0) \($0.1)" }.joined(separator: ", ")
      phrase += Phrase(("\(glyphs.failed) \(inWords ? words : "\(bad)")", .stateFailed))
    }
    if bad > 0, facts.minor > 0 { phrase += Phrase((inWords ? "  " : " ", .header)) }
    if facts.minor > 0 {
      phrase += Phrase(
        ("\(glyphs.degraded) \(facts.minor)\(inWords ? " minor" : "")", .stateDegraded))
    }
    return phrase + hint(.alarms)
  }

  /// The key that leads to it.
  private func hint(_ action: ActionID) -> Phrase {
    state.keys.keys(of: action).first.map { Phrase((" ", .header), ("<\($0.name)>", .keyHint)) }
      ?? Phrase()
  }

  private func operations(inWords: Bool) -> Phrase {
    let count = facts.operations
    guard count > 0 else {
      return inWords ? Phrase(("\(glyphs.off) no operations", .stateOff)) : Phrase()
    }
    let word = inWords ? (count == 1 ? " operation" : " operations") : ""
    let running = count - facts.failedOperations
    var phrase = Phrase()
    if facts.failedOperations > 0 {
      phrase += Phrase(
        ("\(glyphs.failed) \(facts.failedOperations)\(inWords ? " failed" : "")", .stateFailed))
    }
    if running > 0 {
      if !phrase.isEmpty { phrase += Phrase((inWords ? "  " : " ", .header)) }
      phrase += Phrase(("\(glyphs.working) \(running)\(word)", .stateBusy))
    }
    return facts.failedOperations > 0 ? phrase + hint(.listOperations) : phrase
  }

  private var user: Phrase {
    facts.user.isEmpty ? Phrase() : Phrase((facts.user, .header))
  }

  // MARK: the second line

  private func drawClusters(in line: Rect, into surface: inout Surface) {
    guard !line.isEmpty else { return }
    let bar = line.width >= 160 ? 20 : line.width >= 110 ? 12 : line.width >= 90 ? 6 : 0
    let hosts = Phrase(
      ("hosts ", .textDim),
      ("\(facts.hostsUp)/\(facts.hosts)", facts.hostsUp < facts.hosts ? .stateDegraded : .header))
    let loads = [("vCPU", facts.cpu), ("RAM", facts.memory)]
    let loadWidth = loads.reduce(0) { $0 + 4 + measure($1.0) + bar + 4 }
    let width = hosts.width + loadWidth
    let start = max(line.x + 1, line.maxX - width - 1)
    drawClusterNames(
      in: Rect(x: line.x, y: line.y, width: max(0, start - line.x - 2), height: 1), into: &surface)
    var x = start + hosts.draw(at: Point(x: start, y: line.y), clip: line, into: &surface)
    for (label, share) in loads {
      x += surface.write("   \(label) ", at: Point(x: x, y: line.y), role: .textDim, clip: line)
      if bar > 0 {
        surface.meter(share, at: Point(x: x, y: line.y), width: bar, role: .load(share))
        x += bar
      }
      x += surface.write(
        percent(share), at: Point(x: x, y: line.y), role: .header, width: 4, align: .trailing,
        clip: line)
    }
  }

  /// All in words if there is room, then only what is wrong, and at last the signs.
  private func drawClusterNames(in room: Rect, into surface: inout Surface) {
    let variants: [[Phrase]] = [
      facts.clusters.map { cluster($0, name: true, word: $0.state.tone != .good) },
      facts.clusters.map { cluster($0, name: true, word: false) },
      facts.clusters.map { cluster($0, name: $0.state.tone != .good, word: false) },
      facts.clusters.map { cluster($0, name: false, word: false) },
    ]
    func width(_ phrases: [Phrase]) -> Int { phrases.reduce(0) { $0 + $1.width + 2 } }
    let fitting = variants.first { width($0) < room.width } ?? variants[3]
    let gap = width(fitting) + fitting.count < room.width ? 3 : 2
    var x = room.x + 1
    for phrase in fitting where x < room.maxX {
      x += phrase.draw(at: Point(x: x, y: room.y), clip: room, into: &surface) + gap
    }
  }

  private func cluster(_ cluster: HeaderFacts.Cluster, name: Bool, word: Bool) -> Phrase {
    var phrase = Phrase((cluster.state.tone.glyph(in: glyphs), cluster.state.tone.role))
    if name { phrase += Phrase((" \(cluster.name)", .header)) }
    if word { phrase += Phrase((" \(cluster.state.word)", cluster.state.tone.role)) }
    return phrase
  }
}

/// A share of 0 to 1 in whole per cent.
func percent(_ share: Double) -> String {
  "\(Int((min(max(share.isFinite ? share : 0, 0), 9.99) * 100).rounded()))%"
}

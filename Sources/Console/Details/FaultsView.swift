import ResourceInterfaces
import Terminal

/// A game day: the faults in force, and the catalogue of all that can be let go wrong; beside or below
/// it what the one under the cursor imitates, how it is seen, and how it ends.
package enum FaultsView {
  /// The rows that the cursor moves over: the faults in force, then the catalogue.
  package static func choices(_ faults: [FaultRow]) -> [Choice] {
    faults.map { .fault($0.rule.name) } + kinds.map { .faultKind($0) }
  }

  /// The catalogue in the order of its headings.
  private static let kinds = FaultKind.Group.allCases.flatMap { group in
    FaultKind.allCases.filter { $0.group == group }
  }

  package static func draw(
    _ faults: [FaultRow], state: DetailState, into surface: inout Surface, rect: Rect
  ) {
    let split = MasterDetail(rect)
    let list = list(faults, isFramed: split.isFramed)
    let about = about(faults, row: state.cursor, isFramed: split.isFramed)
    if let detail = split.detail {
      list.draw(state, into: &surface, rect: split.master)
      about?.draw(DetailState(cursor: -1), into: &surface, rect: detail)
    } else {
      // What a fault is has to be read before it is injected, on small screens as well.
      let (low, high) = rect.cut(bottom: min(8, rect.height / 2))
      list.draw(state, into: &surface, rect: high)
      about?.draw(DetailState(cursor: -1), into: &surface, rect: low)
    }
  }

  // MARK: the list

  private static func list(_ faults: [FaultRow], isFramed: Bool) -> Page {
    var bands = [Band(inForce(faults))]
    var first = faults.count
    for group in FaultKind.Group.allCases {
      let members = kinds.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      bands.append(Band(panel(group, members, firstRow: first, faults)))
      first += members.count
    }
    return Page(isFramed: isFramed, bands: bands)
  }

  private static func inForce(_ faults: [FaultRow]) -> Panel {
    Panel(
      "In force", badge: faults.isEmpty ? "" : "\(faults.count)", lines: max(1, faults.count)
    ) { canvas, rect in
      guard !faults.isEmpty else {
        return canvas.lines(["Nothing goes wrong that was injected."], .stateGood, in: rect)
      }
      let titles = min(28, max(20, rect.width / 4))
      let places = min(34, max(16, (rect.width - titles - 4) / 3))
      for (index, fault) in faults.enumerated() where index < rect.height {
        let line = rect.row(index)
        canvas.mark(index, on: line)
        var pen = Pen(line)
        // A host is struck when the fault begins; others wait for something to strike.
        let tone: StateWord.Tone =
          fault.rule.kind.group == .host || fault.struck > 0 ? .failed : .waiting
        canvas.cell(tone.glyph(in: canvas.glyphs), 1, tone.role, at: &pen)
        canvas.cell(fault.rule.kind.title, titles, .textStrong, at: &pen)
        canvas.cell(
          fault.rule.place.description, places, fault.subject == nil ? .text : .link, at: &pen)
        canvas.cell(fault.age.short, 4, .time, align: .trailing, at: &pen)
        canvas.cell(strikes(fault), max(0, pen.end - pen.x), .textDim, at: &pen)
      }
    }
  }

  /// `struck 3 times, ends in 2m`
  private static func strikes(_ fault: FaultRow) -> String {
    let ends = "ends \(fault.ends)"
    // What is struck when the fault begins is not counted.
    guard fault.rule.kind.group != .host || fault.struck > 0 else { return ends }
    return "struck \(fault.struck == 1 ? "once" : "\(fault.struck) times"), \(ends)"
  }

  private static func panel(
    _ group: FaultKind.Group, _ kinds: [FaultKind], firstRow: Int, _ faults: [FaultRow]
  ) -> Panel {
    Panel(group.rawValue, lines: kinds.count) { canvas, rect in
      let titles = min(30, max(26, rect.width / 3))
      for (index, kind) in kinds.enumerated() where index < rect.height {
        let line = rect.row(index)
        canvas.mark(firstRow + index, on: line)
        var pen = Pen(line)
        let count = faults.count { $0.rule.kind == kind }
        canvas.cell(
          count > 0 ? "\(canvas.glyphs.failed)\(count)" : canvas.glyphs.off, 2,
          count > 0 ? .stateFailed : .stateOff, at: &pen)
        canvas.cell(kind.title, titles, .textStrong, at: &pen)
        canvas.cell(kind.imitates, max(0, pen.end - pen.x), .textDim, at: &pen)
      }
    }
  }

  // MARK: the one under the cursor

  private static func about(_ faults: [FaultRow], row: Int, isFramed: Bool) -> Page? {
    if faults.indices.contains(row) {
      let fault = faults[row]
      let head = head(
        fault.rule.kind, StateWord(.failed, "in force"), at: fault.rule.place.description)
      let rule = grid("The rule", facts(fault))
      return Page(
        isFramed: isFramed,
        bands: [Band(head)] + (isFramed ? [Band(rule)] : []) + [Band(what(fault.rule.kind))])
    }
    let index = row - faults.count
    guard kinds.indices.contains(index) else { return nil }
    let kind = kinds[index]
    let head = head(kind, nil, at: "")
    return Page(isFramed: isFramed, bands: [Band(head), Band(what(kind))])
  }

  private static func head(_ kind: FaultKind, _ state: StateWord?, at place: String) -> Panel {
    Panel(lines: 1) { canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.run(kind.title, .title, gap: 2, at: &pen)
      canvas.run(kind.rawValue, .textDim, gap: 2, at: &pen)
      if let state { canvas.run(state, gap: 2, at: &pen) }
      canvas.run(place, .textStrong, at: &pen)
    }
  }

  private static func what(_ kind: FaultKind) -> Panel {
    let tied = kind.partsAlone.map(\.rawValue).joined(separator: ", ")
    return grid(
      "What it is",
      [
        Fact("imitates", kind.imitates), Fact("is seen as", kind.isSeenAs),
        Fact("ends", kind.endsWhen),
        Fact("strikes", (kind.mayBeEverywhere ? "everywhere, or by " : "by ") + tied),
      ]
        + (kind.delay.map { [Fact("delay", "\($0.meaning); usually \($0.usualSeconds) s")] } ?? []))
  }

  private static func facts(_ fault: FaultRow) -> [Fact] {
    let rule = fault.rule
    var facts = [
      Fact("where", rule.place.description),
      Fact("in force", "since \(fault.since), for \(fault.age.short)"),
      Fact("ends", fault.ends),
    ]
    if rule.kind.group != .host || fault.struck > 0 {
      let last = fault.lastStrike.map { ", last \($0.short) ago" } ?? ""
      facts.append(Fact("struck", "\(fault.struck) times\(last)"))
    }
    if rule.perMille < 1_000 {
      facts.append(Fact("chance", "\(rule.percent) % of what it could strike"))
    }
    if rule.skip > 0 { facts.append(Fact("passes", "\(rule.skip) go well first")) }
    if let delay = rule.kind.delay {
      facts.append(Fact("delay", "\(rule.delay.short), \(delay.meaning)"))
    }
    if let error = rule.error { facts.append(Fact("error", error.rawValue)) }
    return facts
  }

  private static func grid(_ title: String, _ facts: [Fact]) -> Panel {
    let grid = FactsGrid(facts: facts, pitch: 1_000)
    return Panel(title, height: grid.height, draw: grid.draw)
  }
}

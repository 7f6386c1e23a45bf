import Deciding
import Terminal

/// An entry of the catalogue: its states, its versions side by side, what it is made of, and who
/// uses it.
///
/// The rows that the cursor moves over are the versions, the users, the last events.
package enum PackageView {
  package static func rows(_ detail: PackageDetail) -> Int {
    detail.versions.count + detail.users.count + EventLines(detail.events).rows
  }

  package static func target(_ detail: PackageDetail, row: Int) -> Subject? {
    if detail.versionSubjects.indices.contains(row) { return detail.versionSubjects[row] }
    let user = row - detail.versions.count
    if detail.users.indices.contains(user) { return detail.users[user].subject }
    return EventLines(detail.events).target(user - detail.users.count)
  }

  package static func draw(
    _ detail: PackageDetail, state: DetailState, into surface: inout Surface, rect: Rect
  ) {
    page(detail, rect.size).draw(state, into: &surface, rect: rect)
  }

  private static func page(_ detail: PackageDetail, _ size: Size) -> Page {
    let isFramed = size.columns >= 100 && size.rows >= 30
    let versions = versions(detail)
    let parts = grid("What it is made of", detail.parts, nothing: "It has no parts of its own.")
    let users = users(detail)
    let facts = grid("Facts", detail.facts, nothing: "Nothing is known about it yet.")
    let events = EventLines(detail.events)
      .panel(firstRow: detail.versions.count + detail.users.count)
    var more: [Panel] = []
    if !detail.artefacts.isEmpty {
      more.append(grid("Artefacts", detail.artefacts, nothing: ""))
    }
    if !detail.notes.isEmpty { more.append(notes(detail)) }
    let head = Band(identity(detail))
    if !isFramed {
      return Page(
        isFramed: false,
        bands: [head] + ([versions, users, parts, facts] + more + [events]).map { Band($0) })
    }
    return Page(
      isFramed: true,
      bands: [
        head, Band(versions), Band((1, [users]), (1, [parts])),
        more.isEmpty ? Band(facts) : Band((1, [facts]), (1, more)), Band(events),
      ])
  }

  private static func identity(_ detail: PackageDetail) -> Panel {
    let row = detail.row
    return Panel(height: { $0 >= 96 ? 1 : 2 }) { canvas, rect in
      var pen = Pen(rect.row(0))
      canvas.run(row.title, .title, gap: 2, at: &pen)
      canvas.run(row.kind, .textDim, gap: 2, at: &pen)
      if !row.provider.isEmpty {
        canvas.run("of", .textDim, at: &pen)
        canvas.run(row.provider, gap: 3, at: &pen)
      }
      if rect.width < 96 { pen = Pen(rect.row(1)) }
      canvas.run(row.onboarding, gap: 2, at: &pen)
      canvas.run(row.operational, gap: 2, at: &pen)
      if let instances = row.instances {
        canvas.run(
          instances == 0 ? "not in use" : "\(instances) in use",
          instances == 0 ? .textDim : .textStrong, gap: 2, at: &pen)
      }
      canvas.run(row.problem, .error, at: &pen)
    }
  }

  private static func grid(_ title: String, _ facts: [Fact], nothing: String) -> Panel {
    let grid = FactsGrid(facts: facts, nothing: nothing, pitch: 90)
    return Panel(title, height: grid.height, draw: grid.draw)
  }

  private static func notes(_ detail: PackageDetail) -> Panel {
    func lines(_ width: Int) -> [String] {
      detail.notes.flatMap { wrapped($0, to: max(1, width)) }
    }
    return Panel("What the package does without") {
      max(1, lines($0).count)
    } draw: { canvas, rect in
      canvas.lines(lines(rect.width), .textDim, in: rect)
    }
  }

  private static func versions(_ detail: PackageDetail) -> Panel {
    let versions = detail.versions
    return Panel("Versions", badge: "\(versions.count)", lines: 1 + versions.count) {
      canvas, rect in
      let file = rect.width >= 100
      var pen = Pen(rect.row(0))
      canvas.cell("VERSION", 12, .columnHeading, at: &pen)
      canvas.cell("ONBOARDING", 12, .columnHeading, at: &pen)
      canvas.cell("STATE", 11, .columnHeading, at: &pen)
      canvas.cell("USED", 5, .columnHeading, align: .trailing, at: &pen)
      canvas.cell("AGE", 4, .columnHeading, align: .trailing, at: &pen)
      if file { canvas.cell("FROM", 30, .columnHeading, at: &pen) }
      canvas.run("DESCRIPTOR", .columnHeading, at: &pen)
      for (index, version) in versions.enumerated() where index + 1 < rect.height {
        let line = rect.row(index + 1)
        canvas.mark(index, on: line)
        var pen = Pen(line)
        let isThis = version.id == detail.row.id
        canvas.cell(version.version, 12, isThis ? .textStrong : .text, at: &pen)
        canvas.cell(version.onboarding, 12, at: &pen)
        canvas.cell(version.operational, 11, at: &pen)
        canvas.cell(
          version.instances.map { "\($0)" } ?? "", 5, .text, align: .trailing, at: &pen)
        canvas.cell(version.age?.short ?? "", 4, .time, align: .trailing, at: &pen)
        if file { canvas.cell(version.file, 30, .textDim, at: &pen) }
        canvas.cell(version.id, max(0, pen.end - pen.x), .textDim, at: &pen)
      }
    }
  }

  private static func users(_ detail: PackageDetail) -> Panel {
    let users = detail.users
    let more = detail.furtherUsers > 0 ? 1 : 0
    return Panel(
      "Who uses it", badge: users.isEmpty ? "" : "\(users.count + detail.furtherUsers)",
      lines: max(1, users.count + more)
    ) { canvas, rect in
      guard !users.isEmpty else { return canvas.lines(["Nobody does."], .textDim, in: rect) }
      let names = min(36, max(16, rect.width / 2))
      for (index, user) in users.enumerated() where index < rect.height {
        let line = rect.row(index)
        canvas.mark(detail.versions.count + index, on: line)
        var pen = Pen(line)
        canvas.cell(user.name, names, .link, at: &pen)
        canvas.cell(user.state, 18, at: &pen)
        canvas.cell(user.what, max(0, pen.end - pen.x), .textDim, at: &pen)
      }
      if more > 0 {
        canvas.lines(
          ["and \(detail.furtherUsers) more"], .textDim, in: rect.cut(top: users.count).rest)
      }
    }
  }
}

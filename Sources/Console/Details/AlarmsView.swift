import Terminal

/// All alarms, what needs a person first: roots with what they explain folded under them, then what
/// somebody looks after, then what is over. Beside or below it the alarm under the cursor.
package enum AlarmsView {
  package static func draw(
    _ alarms: [AlarmRow], preview: AlarmDetail?, state: DetailState, into surface: inout Surface,
    rect: Rect
  ) {
    let split = MasterDetail(rect)
    page(alarms, isFramed: split.isFramed).draw(state, into: &surface, rect: split.master)
    guard let detail = split.detail, let preview else { return }
    AlarmView.page(preview, isFramed: true, isPreview: true)
      .draw(DetailState(cursor: -1), into: &surface, rect: detail)
  }

  private static func page(_ alarms: [AlarmRow], isFramed: Bool) -> Page {
    guard !alarms.isEmpty else {
      return Page(
        isFramed: isFramed,
        bands: [
          Band(
            Panel("Alarms", lines: 1) { canvas, rect in
              canvas.lines(
                ["No alarms: all that is watched is as it should be."], .stateGood, in: rect)
            })
        ])
    }
    var bands: [Band] = []
    var first = 0
    // A symptom stands in the chapter of its root, whoever looks after it.
    for part in chapters(alarms) {
      let lines = AlarmLines(rows: part.rows, firstRow: first)
      let roots = part.rows.count { $0.depth == 0 }
      bands.append(
        Band(
          Panel(part.chapter.title, badge: "\(roots)", lines: part.rows.count) {
            lines.draw(on: &$0, in: $1)
          }))
      first += part.rows.count
    }
    return Page(isFramed: isFramed, bands: bands)
  }

  private static func chapters(
    _ alarms: [AlarmRow]
  ) -> [(chapter: AlarmRow.Chapter, rows: [AlarmRow])] {
    var parts: [(chapter: AlarmRow.Chapter, rows: [AlarmRow])] = []
    for alarm in alarms {
      if let last = parts.last, alarm.depth > 0 || last.chapter == alarm.chapter {
        parts[parts.count - 1].rows.append(alarm)
      } else {
        parts.append((alarm.chapter, [alarm]))
      }
    }
    return parts
  }
}

/// A list and the object under its cursor: side by side on wide screens, one above the other on
/// usual ones, the list alone on small ones.
struct MasterDetail {
  let isFramed: Bool
  let master: Rect
  let detail: Rect?

  init(_ rect: Rect) {
    isFramed = rect.width >= 100 && rect.height >= 30
    if rect.width >= 150, rect.height >= 20 {
      let columns = rect.columns(shares: [11, 8])
      (master, detail) = (columns[0], columns[1])
    } else if isFramed {
      let rows = rect.rows(shares: [1, 1])
      (master, detail) = (rows[0], rows[1])
    } else {
      (master, detail) = (rect, nil)
    }
  }
}

import Terminal

/// Where the cells of the map of hosts lie, for a width and a height: a line of cells for each zone, as
/// wide as there is room for, with names where there is much; where there is less, the zones of a
/// cluster one behind the other.
struct HeatMap: Equatable {
  struct Line: Equatable {
    enum Content: Equatable {
      case blank
      case cluster(Int)
      /// Cells of groups: where they begin, and which places in the order of all hosts they show.
      case cells(label: String, [Span])
    }

    struct Span: Equatable {
      let group: Int
      let x: Int
      /// Counted over all groups.
      let first: Int
      let count: Int
    }

    let content: Content

    var spans: [Span] { if case .cells(_, let spans) = content { spans } else { [] } }
  }

  let groups: [HostGroup]
  /// Columns of a cell, with the gap behind it where it has one.
  let cell: Int
  let lines: [Line]
  let count: Int
  /// The place of the first host of each group.
  private let starts: [Int]

  private static let labelWidth = 15

  init(_ groups: [HostGroup], size: Size) {
    self.groups = groups
    var starts: [Int] = []
    count = groups.reduce(0) { before, group in
      starts.append(before)
      return before + group.hosts.count
    }
    self.starts = starts
    var chosen: (cell: Int, lines: [Line])?
    for cell in HeatMap.cells where chosen == nil {
      let lines = HeatMap.zones(groups, cell: cell, width: size.columns)
      if lines.count <= size.rows { chosen = (cell, lines) }
    }
    for cell in HeatMap.cells where chosen == nil && cell < HeatMap.namedCell {
      let lines = HeatMap.clusters(groups, cell: cell, width: size.columns)
      if lines.count <= size.rows || cell == 1 { chosen = (cell, lines) }
    }
    (cell, lines) = chosen ?? (1, [])
  }

  /// The widths of cells, and from which on they have names.
  private static let cells = [15, 6, 4, 3, 2, 1]
  private static let namedCell = 15

  var hasNames: Bool { cell >= HeatMap.namedCell }

  /// A heading for each cluster, and lines for each of its zones.
  private static func zones(_ groups: [HostGroup], cell: Int, width: Int) -> [Line] {
    var lines: [Line] = []
    var first = 0
    let room = max(1, (width - labelWidth) / cell)
    for (index, group) in groups.enumerated() {
      if index == 0 || groups[index - 1].cluster != group.cluster {
        if index > 0, cell > 1 { lines.append(Line(content: .blank)) }
        lines.append(Line(content: .cluster(index)))
      }
      for start in stride(from: 0, to: group.hosts.count, by: room) {
        let span = Line.Span(
          group: index, x: labelWidth, first: first + start,
          count: min(room, group.hosts.count - start))
        lines.append(Line(content: .cells(label: start == 0 ? group.zone : "", [span])))
      }
      first += group.hosts.count
    }
    return lines
  }

  /// Lines for each cluster, its zones with a gap between them.
  private static func clusters(_ groups: [HostGroup], cell: Int, width: Int) -> [Line] {
    var lines: [Line] = []
    var first = 0
    var spans: [Line.Span] = []
    var label = ""
    var x = labelWidth
    func close() {
      if !spans.isEmpty { lines.append(Line(content: .cells(label: label, spans))) }
      (spans, label, x) = ([], "", labelWidth)
    }
    for (index, group) in groups.enumerated() {
      if index == 0 || groups[index - 1].cluster != group.cluster {
        close()
        label = group.cluster
      } else {
        x += 1
      }
      var start = 0
      while start < group.hosts.count {
        if x + cell > width, !spans.isEmpty { close() }
        let part = min(group.hosts.count - start, max(1, (width - x) / cell))
        spans.append(Line.Span(group: index, x: x, first: first + start, count: part))
        x += part * cell
        start += part
      }
      first += group.hosts.count
    }
    close()
    return lines
  }

  // MARK: finding

  /// The host at a place in the order of all.
  func host(at place: Int) -> Int? {
    guard let group = starts.lastIndex(where: { $0 <= place }) else { return nil }
    return host(at: place, in: group)
  }

  /// The host at a place that is known to be in a group.
  func host(at place: Int, in group: Int) -> Int? {
    let index = place - starts[group]
    return groups[group].hosts.indices.contains(index) ? groups[group].hosts[index] : nil
  }

  static func place(of host: Int, in groups: [HostGroup]) -> Int? {
    var before = 0
    for group in groups {
      if let index = group.hosts.firstIndex(of: host) { return before + index }
      before += group.hosts.count
    }
    return nil
  }

  /// The line of a place.
  func line(of place: Int) -> Int? {
    lines.firstIndex { line in
      line.spans.contains { (0..<$0.count).contains(place - $0.first) }
    }
  }

  /// The place that lies so many lines of cells below another, as nearly in its column as can be.
  func place(_ rows: Int, below place: Int) -> Int {
    guard let start = line(of: place), rows != 0,
      let span = lines[start].spans.first(where: { (0..<$0.count).contains(place - $0.first) })
    else { return place }
    let x = span.x + (place - span.first) * cell
    let step = rows > 0 ? 1 : -1
    var (line, left) = (start, abs(rows))
    var next = start + step
    while lines.indices.contains(next), left > 0 {
      if !lines[next].spans.isEmpty { (line, left) = (next, left - 1) }
      next += step
    }
    if line == start { return place }
    return nearest(x, in: lines[line].spans) ?? place
  }

  private func nearest(_ x: Int, in spans: [Line.Span]) -> Int? {
    let span = spans.last { $0.x <= x } ?? spans.first
    return span.map { $0.first + min(max(0, (x - $0.x) / cell), $0.count - 1) }
  }
}

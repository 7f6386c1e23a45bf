import Terminal

/// Brings the view of a VIM and the console together: its tabs, and the cursor among what it holds,
/// which stays on its object when others come, go, or change places.
enum VIMHosting {
  static func draw(
    _ visit: Visit, _ vim: Int, in world: some WorldReading, into surface: inout Surface, rect: Rect
  ) -> Bool {
    guard let detail = world.vimDetail(vim) else { return false }
    VIMView(
      vim: vim, detail: detail, chapter: visit.chapter, row: row(visit, vim, in: world),
      world: world
    )
    .draw(into: &surface, rect: rect)
    return true
  }

  /// The row under the cursor: that of the chosen object, or of what came into its place.
  static func row(_ visit: Visit, _ vim: Int, in world: some WorldReading) -> Int {
    if case .part(let serial) = visit.choice,
      let row = world.row(of: serial, in: visit.chapter, of: vim)
    {
      return row
    }
    return min(max(0, visit.detail.cursor), max(0, world.count(visit.chapter, of: vim) - 1))
  }

  static func moved(
    _ visit: Visit, _ vim: Int, by step: Int, in world: some WorldReading
  ) -> Visit {
    var visit = visit
    let last = world.count(visit.chapter, of: vim) - 1
    guard last >= 0 else { return visit }
    let wanted = min(max(row(visit, vim, in: world) + step, 0), last)
    visit.detail.cursor = wanted
    visit.choice = world.object(at: wanted, in: visit.chapter, of: vim).map { .part($0.serial) }
    return visit
  }

  /// What the object under the cursor is to the console.
  static func target(_ visit: Visit, _ vim: Int, in world: some WorldReading) -> Subject? {
    world.object(at: row(visit, vim, in: world), in: visit.chapter, of: vim)?.subject
  }
}

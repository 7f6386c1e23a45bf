import Terminal

/// All that the console itself knows: where the operator is and what is open.
///
/// A plain value. `update` takes what happened and answers what has to be done outside; drawing is
/// a function of it and of the world.
package struct ConsoleState: Equatable, Sendable {
  package var size: Size
  package var glyphs: GlyphSet
  /// The way here; the deck is first and never leaves.
  package var visits: [Visit] = [Visit(.deck)]
  /// The pane of the deck that keys go to.
  package var focus = Pane.orders
  /// By `Pane.rawValue`.
  package var lists = [ListState](repeating: ListState(), count: Pane.allCases.count)
  package var overlay: Overlay?
  package var notice: Notice?
  package var isReadOnly: Bool
  /// What the screen shows, also while the operator only tries it.
  package var theme: String
  package let themes: [ThemeChoice]
  package let keys: KeyMap
  /// The objects that belong to the one under the cursor; their rows are marked.
  package private(set) var related: Set<Subject> = []
  /// What an action may act on, the nearest first: the selected row, then what it is a part of.
  ///
  /// As of the last `settle`, so that keys act on what was drawn, and a frame asks only once.
  package private(set) var subjects: [Subject] = []
  /// The alarm, policy or object under the cursor of a view that has more than subjects.
  package private(set) var choice: Choice?
  /// Whether the demo has something to say, which takes a line.
  private var hasCaption = false

  package init(
    size: Size, glyphs: GlyphSet = .unicode, isReadOnly: Bool = false, theme: String = "",
    themes: [ThemeChoice] = [], keys: KeyMap = KeyMap()
  ) {
    self.size = size
    self.glyphs = glyphs
    self.isReadOnly = isReadOnly
    self.theme = theme
    self.themes = themes
    self.keys = keys
  }

  package var visit: Visit {
    get { visits.last ?? Visit(.deck) }
    set { visits[visits.count - 1] = newValue }
  }

  package var place: Place { visit.place }

  /// The pane whose list has the keys; nil in views without one.
  package var listed: Pane? {
    switch place {
    case .deck: focus
    case .list(let pane): pane
    case .detail, .events, .alarms, .alarm, .policies, .faults, .heat, .performance: nil
    }
  }

  package subscript(pane: Pane) -> ListState {
    get { lists[pane.rawValue] }
    set { lists[pane.rawValue] = newValue }
  }

  /// The object under the cursor of the list that has the keys.
  package func selected(in world: some WorldReading) -> Subject? {
    listed.flatMap { pane in
      self[pane].selected(pane, in: world).map { Subject(pane, $0) }
    }
  }

  private func findSubjects(in world: some WorldReading) -> [Subject] {
    switch place {
    case .list(.findings):
      // What is found is a matter of its function.
      return selected(in: world).flatMap { world.finding($0.serial) }.map { [$0.subject] } ?? []
    case .deck, .list: return selected(in: world).map { [$0] } ?? []
    case .detail(let subject) where subject.pane == .vims:
      return [VIMHosting.target(visit, subject.serial, in: world), subject].compactMap { $0 }
    case .detail(let subject):
      let row = DetailHosting.target(of: subject, row: visit.detail.cursor, in: world)
      return [row, subject].compactMap { $0 }
    case .events:
      return DetailHosting.eventTarget(visit, in: world).map { [$0] } ?? []
    case .heat: return HeatHosting.host(visit, in: world).map { [$0] } ?? []
    case .alarms, .alarm, .policies, .faults, .performance:
      if case .object(let subject) = choice { return [subject] }
      if case .policy(let ns, _, _) = choice { return [Subject(.services, ns)] }
      if let service = measuredService(in: world) { return [service] }
      if let subject = fault(in: world)?.subject { return [subject] }
      return []
    }
  }

  package var layout: DeckLayout { DeckLayout(self, hasCaption: hasCaption) }

  // MARK: moving between places

  /// Goes to a place; one that was passed on the way is gone back to.
  package mutating func open(_ place: Place) {
    if let index = visits.firstIndex(where: { $0.place == place }) {
      visits.removeSubrange((index + 1)...)
    } else {
      visits.append(Visit(place))
    }
  }

  /// Goes to where one was before; false on the deck.
  package mutating func goBack() -> Bool {
    guard visits.count > 1 else { return false }
    let left = visits.removeLast()
    if case .list(let pane) = left.place, place == .deck, pane.isOnDeck { focus = pane }
    return true
  }

  /// Gives a pane the keys.
  ///
  /// The cursor comes to what belongs to the object that it leaves, so that Tab walks down the
  /// stack: from an order to its network service, to its functions, to their hosts.
  package mutating func focus(on pane: Pane, in world: some WorldReading) {
    let isLinked = listed != nil && listed != pane
    let origin = selected(in: world)
    if case .list = place { visit = Visit(.list(pane)) }
    focus = pane
    guard isLinked, let origin else { return }
    if let current = self[pane].cursor, world.related(to: origin).contains(Subject(pane, current)) {
      return
    }
    let height = layout.rows(pane).height
    if let first = relatedRows(to: origin, of: pane, in: world).min() {
      self[pane].move(toRow: first, of: pane, in: world, height: height)
    }
  }

  private func relatedRows(
    to subject: Subject, of pane: Pane, in world: some WorldReading
  ) -> [Int] {
    world.related(to: subject).filter { $0.pane == pane }
      .compactMap { self[pane].row(of: $0.serial, in: pane, of: world) }
  }

  // MARK: keeping up with the world

  /// Brings lists and marks to what the world and the screen are now; drawing expects it.
  package mutating func settle(in world: some WorldReading) {
    hasCaption = !world.header.caption.isEmpty
    let layout = self.layout
    let current = selected(in: world)
    related = current.map { world.related(to: $0) } ?? []
    for pane in Pane.allCases {
      let height = layout.rows(pane).height
      guard height > 0 else { continue }
      let isLinked = pane != listed && current.map { self[$0.pane].cursor != nil } == true
      let rows =
        isLinked
        ? related.filter { $0.pane == pane }.compactMap {
          self[pane].row(of: $0.serial, in: pane, of: world)
        } : []
      self[pane].settle(pane, in: world, height: height, related: rows)
    }
    choice = AssuranceHosting.choice(visit, in: world)
    subjects = findSubjects(in: world)
  }

  /// Whether a list has a filter or an order of its own, which cost its whole pane to keep up.
  package var hasSelections: Bool { lists.contains { $0.shown != nil } }

  /// Takes in that the world changed, and answers what has to be asked again.
  ///
  /// Without `rereads`, filtered and sorted lists keep the rows that they had.
  package mutating func worldChanged(
    _ world: some WorldReading, rereads: Bool = true
  ) -> [Command] {
    if rereads { for pane in Pane.allCases { self[pane].reread(pane, in: world) } }
    var commands: [Command] = []
    if case .plan(var dialog) = overlay {
      commands = dialog.compare(with: world)
      overlay = .plan(dialog)
    }
    settle(in: world)
    return commands
  }
}

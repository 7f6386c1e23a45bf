/// What lies over the place and takes the keys until it is closed.
package enum Overlay: Equatable, Sendable {
  case help(scroll: Int)
  case palette(Palette)
  case filter(FilterEntry)
  case themes(ThemeList)
  case plan(PlanDialog)
  case leave(LeaveDialog)
}

/// The filter of a list while it is typed; the list follows every key.
package struct FilterEntry: Equatable, Sendable {
  package let pane: Pane
  package var field: TextField
  /// What Esc goes back to.
  package let before: Filter?
}

/// The list of themes; the whole screen shows the one under the cursor.
package struct ThemeList: Equatable, Sendable {
  package var cursor: Int
  /// What Esc goes back to.
  package let before: String
}

/// A theme that can be chosen.
package struct ThemeChoice: Hashable, Sendable {
  package let name: String
  package let about: String

  package init(name: String, about: String) {
    self.name = name
    self.about = about
  }
}

/// Whether to leave although operations run.
package struct LeaveDialog: Equatable, Sendable {
  package let operations: Int
  package var isLeaveFocused = false
  /// Keys typed before the question could be read do not answer it.
  package var isShown = false
}

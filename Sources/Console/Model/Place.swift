/// Where the operator is: what the space between the header and the key line shows.
package enum Place: Hashable, Sendable {
  /// The four linked panes.
  case deck
  /// One pane on the whole screen.
  case list(Pane)
  /// One object and all that is known of it.
  case detail(Subject)
  case events
  case alarms
  /// One alarm, by its serial.
  case alarm(Int)
  case policies
  /// The catalogue of faults, with those in force.
  case faults
  /// The map of all hosts.
  case heat
  /// PM jobs and thresholds.
  case performance
}

/// A place on the way that Esc goes back, with what was seen there.
package struct Visit: Hashable, Sendable {
  package let place: Place
  package var detail = DetailState()
  /// The event under the cursor of the event stream; nil while it follows the newest.
  package var event: Int?
  /// The row under the cursor of a list of alarms or policies: it stays there when others move.
  package var choice: Choice?
  /// Which of the things that a VIM holds are shown.
  package var chapter = VIMChapter.resources
  /// What the map of hosts shows of them.
  package var measure = HeatMeasure.cpu
  /// The alarms whose symptoms are shown.
  package var unfolded: Set<Int> = []

  package init(_ place: Place) { self.place = place }
}

/// A sentence for the operator that stays until the next key.
package struct Notice: Hashable, Sendable {
  package var tone: StateWord.Tone
  package var text: String

  package init(_ tone: StateWord.Tone, _ text: String) {
    self.tone = tone
    self.text = text
  }
}

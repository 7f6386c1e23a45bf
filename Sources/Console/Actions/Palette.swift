/// The command line of `:` with what fits to it.
package struct Palette: Equatable, Sendable {
  /// A command that fits.
  package struct Entry: Sendable {
    package let name: String
    package let action: Action
    /// Why it cannot be done now; nil when it can.
    package let reason: String?
  }

  package var field = TextField()
  /// The entry that Enter runs.
  package var cursor = 0

  package init() {}

  /// Commands that the typed letters name, the likeliest first; all when nothing is typed.
  package func matches(_ state: ConsoleState, _ world: some WorldReading) -> [Entry] {
    let typed = field.text.trimmingPrefix(":").filter { $0 != " " }
    let named = ActionTable.all.compactMap { action in action.command.map { ($0, action) } }
    let scored = named.enumerated().compactMap { index, entry -> (Int, Int, Entry)? in
      guard let score = typed.isEmpty ? 0 : FuzzyMatch.score(typed, in: entry.0) else {
        return nil
      }
      let reason = entry.1.reasonAgainst(state, world)
      return (score, index, Entry(name: entry.0, action: entry.1, reason: reason))
    }
    return scored.sorted { ($0.0, $1.1) > ($1.0, $0.1) }.map(\.2)
  }
}

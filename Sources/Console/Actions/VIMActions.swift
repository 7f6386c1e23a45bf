/// Looking into a VIM.
enum VIMActions {
  static let all: [Action] = [
    Action(
      .nextPart, .moving, keys: ["tab"], title: "next part",
      help:
        "To the next of the things that a VIM holds: its pods or machines, releases, hosts, quotas",
      places: [.vim], weight: 12
    ) { state, _ in state.turnPart(1) },
    Action(
      .previousPart, .moving, keys: ["shift-tab"], title: "previous part",
      help: "To the things before", places: [.vim]
    ) { state, _ in state.turnPart(-1) },
  ]
}

extension ConsoleState {
  fileprivate mutating func turnPart(_ step: Int) -> [Command] {
    visit.chapter = visit.chapter.following(step)
    visit.choice = nil
    visit.detail.cursor = 0
    return []
  }
}

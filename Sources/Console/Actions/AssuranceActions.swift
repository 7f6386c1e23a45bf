/// Alarms and policies: looking at them, and saying who looks after what.
enum AssuranceActions {
  static let all: [Action] = views + alarms + policies + hosts

  private static let views: [Action] = [
    Action(
      .alarms, .looking, keys: ["A"], command: "alarms", title: "Alarms",
      help: "All alarms, what needs a person first", places: PlaceKind.all.subtracting([.alarms]),
      weight: 86
    ) { state, _ in
      state.open(.alarms)
      return []
    },
    Action(
      .policies, .looking, keys: ["P"], command: "policies", title: "Policies",
      help: "What scales and heals by itself, what it sees, and why it acts or does not",
      places: PlaceKind.all.subtracting([.policies]), weight: 87
    ) { state, _ in
      state.open(.policies)
      return []
    },
    Action(
      .unfold, .looking, keys: ["space"], command: "unfold", title: "unfold",
      help: "Show or hide what an alarm explains", places: [.alarms], weight: 12,
      whyNot: { state, world in
        guard let serial = state.alarm else { return "There is no alarm under the cursor." }
        let symptoms = world.alarmDetail(serial)?.row.symptoms ?? 0
        return symptoms > 0 ? nil : "This alarm explains no other."
      }
    ) { state, world in
      guard let serial = state.alarm else { return [] }
      state.visit.choice = .alarm(serial)
      if state.visit.unfolded.remove(serial) == nil { state.visit.unfolded.insert(serial) }
      return []
    },
  ]

  private static let alarms: [Action] = [
    Action(
      .acknowledge, .acting, keys: ["a"], command: "ack", title: "acknowledge",
      help: "Say that you look after an alarm; once more, that you do not", kind: .changes,
      places: [.alarms, .alarm], weight: 11,
      whyNot: { state, _ in
        state.alarm == nil ? "There is no alarm under the cursor." : nil
      }
    ) { state, world in
      guard let serial = state.alarm, let alarm = world.alarmDetail(serial) else { return [] }
      state.keepChoice()
      return [.act(.acknowledge(alarm: serial, alarm.row.acknowledgedBy == nil))]
    },
    Action(
      .clearAlarm, .acting, keys: ["x"], command: "clear", title: "clear",
      help: "Clear an alarm whose end nobody else would tell", kind: .changes,
      places: [.alarms, .alarm], weight: 13,
      whyNot: { state, world in
        guard let alarm = state.alarm.flatMap({ world.alarmDetail($0) }) else {
          return "There is no alarm under the cursor."
        }
        return alarm.row.isClearable
          ? nil : (["It is not cleared by hand."] + alarm.advice.suffix(1)).joined(separator: " ")
      }
    ) { state, _ in
      guard let serial = state.alarm else { return [] }
      state.keepChoice()
      return [.act(.clear(alarm: serial))]
    },
  ]

  private static let policies: [Action] = [
    Action(
      .holdPolicy, .acting, keys: ["space"], command: "hold", title: "pause or resume",
      help: "Let the policy under the cursor do nothing for a while, or act again",
      kind: .changes, places: [.policies], weight: 11,
      whyNot: { state, _ in
        if case .policy = state.choice { nil } else { "There is no policy under the cursor." }
      }
    ) { state, world in
      guard case .policy(let ns, let name, _) = state.choice else { return [] }
      state.keepChoice()
      let isPaused = world.policies(limit: AssuranceHosting.limit).contains {
        $0.service.serial == ns && $0.policy == name && $0.isPaused
      }
      return [.act(.pause(policy: name, ns: ns, !isPaused))]
    }
  ]
}

extension AssuranceActions {
  fileprivate static let hosts: [Action] = [
    Action(
      .maintain, .acting, keys: ["m"], command: "maintain", title: "maintenance",
      help: "Begin or end work on a host: what fails there meanwhile raises no alarm",
      kind: .changes, places: [.deck, .list, .host, .vim, .heat], weight: 34,
      whyNot: { state, world in
        state.subject(in: [.hosts], world) == nil
          ? state.nothingToActOn("Maintenance needs a host", world) : nil
      }
    ) { state, world in
      guard let host = state.subject(in: [.hosts], world), let row = world.host(host.serial)
      else { return [] }
      return [.act(.maintain(host: host, !row.isInMaintenance))]
    }
  ]
}

extension ConsoleState {
  /// The alarm that keys act on: the one that is open, or the one under the cursor of the list.
  var alarm: Int? {
    if case .alarm(let serial) = place { return serial }
    if case .alarms = place, case .alarm(let serial) = choice { return serial }
    return nil
  }

  /// Keeps the cursor on what was acted on, wherever that moves.
  mutating func keepChoice() {
    visit.choice = choice
  }
}

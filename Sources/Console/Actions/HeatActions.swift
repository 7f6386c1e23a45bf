/// The map of all hosts.
enum HeatActions {
  static let all: [Action] = [
    Action(
      .heat, .looking, keys: ["H"], command: "heat", title: "Host map",
      help: "All hosts by cluster and zone, a cell for each: how full they are, and what is wrong",
      places: PlaceKind.all.subtracting([.heat]), weight: 91
    ) { state, world in
      let host = state.subject(in: [.hosts], world)
      state.open(.heat)
      // From a host one comes to where it stands.
      if let host { state.visit.choice = .object(host) }
      return []
    },
    Action(
      .measure, .looking, keys: ["tab"], command: "measure", title: "next measure",
      help: "On the map of hosts: vCPU given out, memory given out, or load", places: [.heat],
      weight: 11
    ) { state, _ in
      state.visit.measure = state.visit.measure.following
      return []
    },
  ]
}

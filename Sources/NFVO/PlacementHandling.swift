import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Capacity is asked of every VIM that may be chosen; the last answer decides.
extension NFVOrchestrator {
  /// The longest that a VIM may take to tell its capacity.
  static let capacityPatience = Span.seconds(30)

  static func vimsToAsk(for requirement: PlacementRequirement, _ state: State) -> [VIMName] {
    state.vims.values.filter { vim in
      requirement.units.contains { Placement.objections(to: vim, $0, requirement).isEmpty }
    }.map(\.id)
  }

  /// Looks for places for what has none, for an operation that is retried.
  static func place(
    _ operation: NSOperationRecord, _ requirement: PlacementRequirement, _ turn: inout Turn<Self>
  ) {
    let requirement = requirement.avoiding(turn.state.breakers)
    let asked = vimsToAsk(for: requirement, turn.state)
    turn.record(
      .lifecycle(
        .placementResumed(
          operation: operation.id, ns: operation.ns, name: operation.nsName,
          requirement: requirement, asked: asked)))
    ask(asked, for: operation.id, &turn)
  }

  static func ask(_ vims: [VIMName], for operation: NSOperation.ID, _ turn: inout Turn<Self>) {
    guard !vims.isEmpty else {
      decidePlacement(operation, &turn)
      return
    }
    for vim in vims {
      turn.send(.resource(.vim(.capacityQuery(vim: vim, query: "\(operation)"))))
    }
    turn.wake(.capacityOverdue(operation), after: capacityPatience)
  }

  static func capacity(_ report: CapacityReport, _ turn: inout Turn<Self>) {
    guard let vim = turn.state.vims[report.vim] else { return }
    let asker = report.query.flatMap { NSOperation.ID($0) }
    let isAwaited =
      asker.flatMap { turn.state.operations[$0] }?.awaitedVIMs.contains(report.vim) ?? false
    guard isAwaited || !vim.knows(report) else { return }
    turn.record(.capacityReported(report: report))
    guard isAwaited, let asker, turn.state.operations[asker]?.awaitedVIMs.isEmpty == true else {
      return
    }
    decidePlacement(asker, &turn)
  }

  /// What to do where there is no place; `silent` are VIMs that might have had one and did not answer.
  private static func advice(silent: [VIMName]) -> String {
    silent.isEmpty
      ? "Change what the order asks for, or make room, then retry."
      : "Look at \(silent.joined(separator: ", ")), or change what the order asks for, then retry."
  }

  static func capacityOverdue(_ id: NSOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id], !operation.awaitedVIMs.isEmpty else { return }
    decidePlacement(id, &turn)
  }

  private static func decidePlacement(_ id: NSOperation.ID, _ turn: inout Turn<Self>) {
    guard let operation = turn.state.operations[id], operation.state == .processing,
      let requirement = operation.requirement,
      let ns = turn.state.networkServices[operation.ns]
    else { return }
    let (decision, places) = Placement(
      requirement, of: ns, turn.state, silent: operation.awaitedVIMs
    ).decide()
    turn.record(
      .placementDecided(operation: id, ns: ns.id, name: ns.name, decision: decision))
    guard decision.chosen != nil else {
      let problem = Problem(
        status: 503, title: "No place for the network service",
        detail: "\(ns.name): \(decision.sentence). \(advice(silent: operation.awaitedVIMs))")
      enter(id, on: .failed, problem, &turn)
      rollBackIfUntouched(id, problem, &turn)
      return
    }
    turn.record(
      .lifecycle(
        .placesReserved(operation: id, ns: ns.id, name: ns.name, places: places)))
    advance(id, &turn)
  }
}

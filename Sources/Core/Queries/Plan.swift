import Deciding
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VNFM

/// What a request will do, told before it is done: read off a rehearsal, never guessed.
package struct Plan: Codable, Equatable, Sendable {
  /// A pod or server that comes or goes.
  package struct Component: Codable, Equatable, Sendable {
    package let name: String
    package let vdu: String
    package let host: String
    package let cluster: String
  }

  /// Somebody up the stack who is affected.
  package struct Reach: Codable, Equatable, Sendable {
    package let service: String
    package let customer: String
    /// TMF638 state and operating status before, at worst in between, and after.
    package let before: String
    package let worst: String
    package let after: String

    package var isInterrupted: Bool { worst.hasSuffix(OperatingStatus.failed.rawValue) }
  }

  /// What the NFVO asks of the VNFM, a sentence each, in the order in which it does.
  package var asks: [String] = []
  package var creates: [Component] = []
  package var removes: [Component] = []
  /// What the NFVO grants, a sentence each.
  package var grants: [String] = []
  package var reach: [Reach] = []
  /// What is not as it was, or not as it should be, when the operation stands still or is closed.
  package var leftovers: [String] = []
  /// How the operation ends, as SOL005 writes it; empty when nothing begins.
  package var endState = ""
  /// How long it takes, in seconds.
  package var seconds: Double = 0
  /// Why it cannot be done, or why it would fail.
  package var problem: Problem?

  package var isPossible: Bool { problem == nil }
}

extension Rehearsal {
  /// The plan of a request about `ns`; nil when there is none, as after a refused creation.
  package func plan(for ns: NSInstance.ID?) -> Plan {
    var plan = Plan()
    plan.problem = problem
    guard let ns else { return plan }
    if problem == nil, !hasEnded {
      plan.problem = Problem(
        status: 504, title: "No end in sight",
        detail: "It would not have ended after \(Int(Self.limit.seconds / 60)) minutes.")
    }
    plan.seconds = took.seconds
    plan.endState = operation?.state.rawValue ?? ""
    plan.leftovers = operation?.leftovers ?? []
    let old = before.family(of: ns).flatMap(\.vnfs)
    let new = after.family(of: ns).flatMap(\.vnfs)
    let members = Set((before.family(of: ns) + after.family(of: ns)).map(\.id) + [ns])
    for vnf in old + new.filter({ !old.contains($0) }) {
      let old = components(of: vnf, in: before)
      let new = components(of: vnf, in: after)
      plan.creates += new.filter { (id, _) in !old.contains { $0.0 == id } }.map(\.1)
      plan.removes += old.filter { (id, _) in !new.contains { $0.0 == id } }.map(\.1)
    }
    for recorded in events {
      if let ask = members.lazy.compactMap({ recorded.event.ask(of: $0) }).first {
        plan.asks.append(ask)
      }
      if case .nfvo(.granted) = recorded.event { plan.grants.append(recorded.event.sentence) }
      if case .nfvo(.grantRefused) = recorded.event { plan.grants.append(recorded.event.sentence) }
    }
    plan.reach = reach(of: ns)
    return plan
  }

  private func components(
    of vnf: VNFInstance.ID, in layers: Layers
  ) -> [(Resource.ID, Plan.Component)] {
    guard let record = layers.vnfm.vnfs[vnf] else { return [] }
    return record.components.map { component in
      (
        component.resource,
        Plan.Component(
          name: component.name, vdu: component.vdu, host: component.host ?? "",
          cluster: record.vim ?? "")
      )
    }
  }

  /// The CFS on top of the NS, with the worst that it would feel.
  private func reach(of ns: NSInstance.ID) -> [Plan.Reach] {
    guard let service = before.som.servicesByNS[ns],
      let id = before.som.services[service]?.customerFacing ?? Optional(service),
      let old = before.som.services[id], let new = after.som.services[id]
    else { return [] }
    let worst = events.compactMap { recorded -> String? in
      guard case .som(.serviceMoved(let moved, _, let state, let status, _)) = recorded.event,
        moved == id, [.failed, .degraded, .limited].contains(status)
      else { return nil }
      return "\(state.rawValue)/\(status.rawValue)"
    }
    let after = "\(new.state.rawValue)/\(new.operatingStatus.rawValue)"
    return [
      Plan.Reach(
        service: old.specification, customer: old.customer,
        before: "\(old.state.rawValue)/\(old.operatingStatus.rawValue)",
        worst: worst.last { $0.hasSuffix("failed") } ?? worst.first ?? after, after: after)
    ]
  }
}

extension Layers {
  /// A network service with all that are nested in it; empty for one that is not known.
  fileprivate func family(of ns: NSInstance.ID) -> [NSRecord] {
    nfvo.networkServices[ns].map { nfvo.family(of: $0) } ?? []
  }
}

extension Event {
  /// What the NFVO asks of the VNFM for `ns`, as a sentence; nil for all other events.
  package func ask(of ns: NSInstance.ID) -> String? {
    guard case .nfvo(let event) = self, event.entity == "\(ns)" else { return nil }
    return switch event {
    // Said already, when it was decided that this is what undoes.
    case .lifecycle(.nestedBegun(_, _, _, _, _, _, _, isUndoing: true)): nil
    case .taskRequested, .lifecycle(.partAsked), .lifecycle(.undoRequested),
      .lifecycle(.nestedBegun), .lifecycle(.nestedAsked):
      event.sentence
    default: nil
    }
  }
}

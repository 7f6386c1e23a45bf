import Deciding
import Domains
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VNFM

/// What the demo can see, and what its acts send.
extension Demo.Scene {
  private func productOrder(_ externalId: String?) -> ProductOrderRecord? {
    externalId.flatMap { layers.com.orderByExternalId[$0] }.flatMap { layers.com.orders[$0] }
  }

  func haveEnded(_ orders: [ServiceOrderDocument]) -> Bool {
    orders.allSatisfy { productOrder($0.externalId)?.endedAt != nil }
  }

  /// The order as it stands, once COM has seen its end.
  func endedOrder(_ document: ServiceOrderDocument) -> Demo.EndedOrder? {
    guard let product = productOrder(document.externalId), product.endedAt != nil,
      let id = product.serviceOrder, let order = layers.som.orders[id]
    else { return nil }
    let services = order.items.compactMap(\.service).compactMap { layers.som.services[$0] }
    let isBilled = services.allSatisfy { layers.com.accounts[$0.id]?.state == .active }
    return Demo.EndedOrder(
      order: id, productOrder: product.id, state: order.state,
      services: services.map {
        ServiceReference(id: $0.id, specification: $0.specification, state: $0.state)
      },
      billing: isBilled && !services.isEmpty ? "active" : "stopped")
  }

  /// The VNF of the demo's order that scales, with its network service.
  private func firewall(_ state: Demo.State) -> (ns: NSRecord, vnf: VNFRecord, managed: ManagedVNF)?
  {
    guard let order = state.order.flatMap({ layers.som.orders[$0.order] }) else { return nil }
    for ns in order.plan.compactMap(\.ns).compactMap({ layers.nfvo.networkServices[$0] }) {
      for id in ns.vnfs {
        guard let vnf = layers.vnfm.vnfs[id], let managed = layers.nfvo.vnfs[id],
          layers.nfvo.nsd(of: ns)?.autoScale.contains(where: { $0.vnfProfile == managed.profile })
            == true
        else { continue }
        return (ns, vnf, managed)
      }
    }
    return nil
  }

  /// What sets the act off, once everything is at rest; `nil` when it must wait.
  func opening(of act: Demo.Act, _ state: Demo.State) -> Demo.Opening? {
    guard let (ns, vnf, managed) = firewall(state), ns.openOperation == nil,
      vnf.openOperation == nil, let order = state.order, let script = state.script
    else { return nil }
    switch act {
    case .scale:
      return Demo.Opening(
        messages: [.resource(.nfvi(.traffic(vnf: vnf.id, peak: 90, plateau: .minutes(4))))],
        target: "\(vnf.id)", note: vnf.wanted)
    case .powerLoss:
      guard let host = vnf.components.first(where: { $0.phase == .ready })?.host else { return nil }
      return Demo.Opening(
        messages: [.resource(.nfvi(.power(host: host, isOn: false)))], target: host,
        note: vnf.wanted)
    case .upgrade:
      guard let newer = upgrade(of: managed) else { return nil }
      let request = UpdateNSRequest(vnfInstanceId: "\(vnf.id)", vnfdId: newer.id.rawValue)
      return Demo.Opening(
        messages: [
          .service(.nfvo(.update(ns: ns.id, request, from: .person(name: "demo"))))
        ], target: newer.softwareVersion, note: vnf.wanted)
    case .policyChange:
      return Demo.Opening(
        messages: [.service(.com(.placeOrder(script.order.changingRules(of: order))))],
        target: "\(ns.id)", note: ns.lastOperation?.serial ?? 0)
    case .terminate:
      return Demo.Opening(
        messages: [.service(.com(.placeOrder(script.order.ending(order))))],
        target: "\(ns.id)", note: 0)
    }
  }

  private func upgrade(of managed: ManagedVNF) -> VNFD? {
    layers.nfvo.vnfds.values.map(\.vnfd).first { vnfd in
      vnfd.packageChanges.contains { $0.source == managed.vnfdId && $0.modification == .up }
    }
  }

  /// Something on the way that the end of the act depends on, the first time it is seen.
  func mark(of act: Demo.Act, _ state: Demo.State) -> String? {
    guard let (ns, vnf, _) = firewall(state) else { return nil }
    let service = ns.service.flatMap { layers.som.services[$0] }
    let mark: String? =
      switch act {
      case .scale where vnf.wanted > state.note && vnf.serving == vnf.wanted:
        "scaled out from \(state.note) to \(vnf.wanted) by policy"
      case .powerLoss where vnf.serving < state.note:
        service?.state == .active
          ? "a replica was lost, the service stayed active" : "the service was lost"
      default: nil
      }
    guard let mark, !state.marks.contains(mark) else { return nil }
    return mark
  }

  /// How the act ended, once it has.
  func verdict(of act: Demo.Act, _ state: Demo.State) -> Demo.Verdict? {
    guard let order = state.order, let script = state.script else { return nil }
    switch act {
    case .scale, .powerLoss, .upgrade:
      guard let (ns, vnf, _) = firewall(state), ns.openOperation == nil,
        ns.concurrentHeals.isEmpty, vnf.openOperation == nil
      else { return nil }
      return verdict(of: act, on: ns, vnf, state)
    case .policyChange:
      let changed = script.order.changingRules(of: order)
      guard let product = productOrder(changed.externalId), product.endedAt != nil,
        let (ns, _, _) = firewall(state)
      else { return nil }
      let isQuiet = (ns.lastOperation?.serial ?? 0) == state.note
      return Demo.Verdict(
        isGood: product.state == .completed && isQuiet,
        product.state == .completed
          ? "the rule changed through NSO; \(isQuiet ? "no" : "a") lifecycle operation was needed"
          : "the change \(product.state.rawValue): \(product.reason ?? "no reason given")")
    case .terminate:
      let ending = script.order.ending(order)
      guard let product = productOrder(ending.externalId), product.endedAt != nil else {
        return nil
      }
      let isStopped = order.services.allSatisfy { layers.com.accounts[$0.id]?.state == .stopped }
      return Demo.Verdict(
        isGood: product.state == .completed && isStopped,
        "the services \(product.state == .completed ? "ended" : product.state.rawValue), "
          + "billing \(isStopped ? "stopped" : "goes on")")
    }
  }

  private func verdict(
    of act: Demo.Act, on ns: NSRecord, _ vnf: VNFRecord, _ state: Demo.State
  ) -> Demo.Verdict? {
    switch act {
    case .scale:
      guard let out = state.marks.first, vnf.wanted == state.note,
        vnf.components.count == state.note
      else { return nil }
      return Demo.Verdict(isGood: true, "\(out), and back in to \(vnf.wanted) when traffic fell")
    case .powerLoss:
      guard let mark = state.marks.first, vnf.serving == state.note,
        !vnf.components.contains(where: { $0.host == state.target }), ns.health == .full
      else { return nil }
      let hasStayed = mark.contains("stayed active")
      return Demo.Verdict(
        isGood: hasStayed, "\(mark); healed elsewhere by policy",
        then: [.resource(.nfvi(.power(host: state.target, isOn: true)))])
    case .upgrade:
      guard vnf.softwareVersion == state.target else { return nil }
      return Demo.Verdict(
        isGood: vnf.serving == state.note, "runs \(state.target), \(vnf.serving) replicas serve")
    case .policyChange, .terminate: return nil
    }
  }
}

extension ServiceOrderDocument {
  /// The change order of the demo: one more rule on the firewall, and nothing else.
  fileprivate func changingRules(of order: Demo.EndedOrder) -> Self {
    var change = bare("change", "One more firewall rule")
    change.serviceOrderItem = items(of: order, action: .modify).filter { item in
      item.service.serviceCharacteristic.contains { $0.name == "aclRules" }
    }
    for index in change.serviceOrderItem.indices {
      change.serviceOrderItem[index].service.serviceCharacteristic =
        change.serviceOrderItem[index].service.serviceCharacteristic
        .filter { $0.name == "aclRules" }.map { $0.withOneMoreRule }
    }
    return change
  }

  /// The order by which the demo's customer ends everything.
  fileprivate func ending(_ order: Demo.EndedOrder) -> Self {
    var end = bare("end", "End of all services")
    end.serviceOrderItem = items(of: order, action: .delete)
    for index in end.serviceOrderItem.indices {
      end.serviceOrderItem[index].service.serviceCharacteristic = []
    }
    return end
  }

  private func bare(_ suffix: String, _ description: String) -> Self {
    var document = self
    document.externalId = "\(externalId ?? "demo")-\(suffix)"
    document.description = description
    document.category = nil
    return document
  }

  private func items(of order: Demo.EndedOrder, action: Action) -> [Item] {
    serviceOrderItem.map { item in
      var changed = item
      changed.action = action
      changed.service.id =
        order.services.first {
          $0.specification == item.service.serviceSpecification?.name
        }?.id.description
      return changed
    }
  }
}

extension ServiceOrderDocument.Characteristic {
  fileprivate var withOneMoreRule: Self {
    guard case .array(let rules) = value else { return self }
    var changed = self
    let rule: JSONValue = .object([
      "action": .string("permit"), "source": .string("10.22.0.0/16"),
      "destination": .string("192.0.2.80"), "service": .string("https"),
    ])
    changed.value = .array([rule] + rules)
    return changed
  }
}

extension Demo.State {
  /// What the console says about what is to be seen now; empty outside the demo.
  package func caption(_ layers: Layers) -> String {
    switch phase {
    case .off: return ""
    case .warmingUp, .curtain:
      return
        "a network with customers; in a moment Globex orders SD-WAN Premium with Cloud Security"
    case .walkthrough:
      guard let order = script?.order.externalId.flatMap({ layers.com.orderByExternalId[$0] }),
        let id = layers.com.orders[order]?.serviceOrder, let record = layers.som.orders[id]
      else { return "Globex orders SD-WAN Premium with Cloud Security" }
      let step = Walkthrough.steps(of: record, in: layers).last { $0.state == .inProgress }
      return step.map { "step \($0.number) of 10: \($0.title): \($0.detail)" }
        ?? "the order is being worked off"
    case .cued(let act): return "next: \(act.title)"
    case .playing(let act): return "Day-2: \(act.title)" + (marks.last.map { ": \($0)" } ?? "")
    case .finished: return "the demo is over; everything is yours"
    }
  }
}

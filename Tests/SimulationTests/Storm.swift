import Core
import Deciding
import Domains
import Foundation
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

@testable import Podium

/// Half an hour of a bad day: orders of several customers, hosts that lose power, traffic peaks, and
/// operators who scale, heal and terminate, all at moments that a seed decides.
struct Storm {
  private static let customers = ["Initech", "Hooli", "Umbrella", "Acme", "Stark", "Wayne"]
  /// How many turns there are between two looks at what must always hold.
  private static let lookEvery = 40

  private enum Strike {
    case order
    case endOrder
    case powerLoss
    case peak
    case request
    case fault
  }

  private var process: Process
  private var chance: Chance
  /// What else goes wrong, besides power.
  private let faults: [FaultKind]
  private var turnsSinceLook = 0
  /// What did not hold at some moment, a sentence each.
  private(set) var findings: [String] = []

  init(_ process: Process, seed: UInt64, faults: [FaultKind] = []) {
    self.process = process
    self.faults = faults
    chance = Chance(seed: seed, message: 0)
  }

  /// Runs until nothing is left to do.
  mutating func run() throws {
    let start = process.engine.now
    for (moment, strike) in plan() {
      try settle(until: start + .seconds(moment))
      process.engine.advance(to: start + .seconds(moment))
      try strikeNow(strike)
    }
    try settle(until: .distantFuture)
    lookAtTheEnd()
    findings += try process.findings()
  }

  private mutating func plan() -> [(Double, Strike)] {
    var strikes: [Strike] = Array(repeating: .order, count: Int.random(in: 6...10, using: &chance))
    strikes += Array(repeating: .powerLoss, count: Int.random(in: 2...6, using: &chance))
    strikes += Array(repeating: .request, count: Int.random(in: 4...12, using: &chance))
    strikes += Array(repeating: .peak, count: Int.random(in: 0...2, using: &chance))
    strikes += Array(repeating: .endOrder, count: Int.random(in: 0...3, using: &chance))
    if !faults.isEmpty {
      strikes += Array(repeating: .fault, count: Int.random(in: 4...12, using: &chance))
    }
    return strikes.map { strike in
      let latest = strike == .order ? 600.0 : 1_800
      return (Double.random(in: 0...latest, using: &chance), strike)
    }.sorted { $0.0 < $1.0 }
  }

  private mutating func settle(until deadline: Instant) throws {
    while true {
      let handled = try process.work(turns: Self.lookEvery, until: deadline)
      guard handled > 0 else { return }
      turnsSinceLook += handled
      guard turnsSinceLook >= Self.lookEvery else { continue }
      turnsSinceLook = 0
      let found = try Agreement.findings(process.engine)
      findings += found.map { "after row \(process.engine.sequence): \($0)" }
    }
  }

  private var layers: Layers { process.engine.layers }
  private var serial: Int { process.engine.sequence }

  private mutating func strikeNow(_ strike: Strike) throws {
    switch strike {
    case .order:
      let customer = pick(Self.customers) ?? "Initech"
      let order = try Bundled.exampleOrder().placed(
        by: customer, externalId: "PO-\(customer)-\(serial)")
      try send(.service(.com(.placeOrder(order))))
    case .endOrder:
      guard let order = pick(layers.som.orders.values.filter { $0.state == .completed }) else {
        return
      }
      try send(.service(.com(.placeOrder(try ending(order)))))
    case .powerLoss:
      let busy = layers.vim.hosts.values.filter { !$0.resources.isEmpty }.map(\.name)
      guard let host = pick(busy.isEmpty ? layers.vim.hosts.keys : busy) else { return }
      let outage = Double.random(in: 5...900, using: &chance)
      try send(.resource(.nfvi(.power(host: host, isOn: false))))
      try send(.resource(.nfvi(.power(host: host, isOn: true))), after: .seconds(outage))
    case .fault:
      guard let rule = fault(), layers.problems(of: rule) == [] else { return }
      try send(FaultOrder.inject(rule).message(isOfHosts: rule.isOfHosts))
    case .peak:
      guard let vnf = pick(layers.vnfm.vnfs.keys) else { return }
      try send(.resource(.nfvi(.traffic(vnf: vnf, peak: 90, plateau: .minutes(4)))))
    case .request:
      guard let ns = pick(layers.nfvo.networkServices.values.filter { $0.state == .instantiated })
      else { return }
      try send(.service(.nfvo(request(ns))))
    }
  }

  /// Something that goes wrong somewhere, and ends.
  private mutating func fault() -> FaultRule? {
    guard let kind = pick(faults) else { return nil }
    let busy = layers.vim.hosts.values.filter { !$0.resources.isEmpty }.map(\.name)
    let vim = pick(layers.vim.names)
    let image = pick(layers.knownImages)
    let place =
      switch kind.group {
      case .host: FaultPlace(host: pick(busy.isEmpty ? layers.vim.hosts.keys : busy))
      case .site, .api, .notification: FaultPlace(vim: vim)
      case .request: FaultPlace(vim: Bool.random(using: &chance) ? vim : nil)
      case .image: FaultPlace(image: image)
      }
    return FaultRule(
      kind, at: place, perMille: pick([300, 1_000]) ?? 1_000,
      count: kind.strikesOnce ? Int.random(in: 1...3, using: &chance) : nil,
      duration: .seconds(Double(Int.random(in: 20...900, using: &chance))))
  }

  private mutating func request(_ ns: NSRecord) -> SOL005Request {
    let person = Requester.person(name: "storm")
    let aspect =
      ns.vnfs.compactMap { layers.vnfm.vnfs[$0]?.levels.first?.aspectId }.first ?? "none"
    switch Int.random(in: 0...9, using: &chance) {
    case 0: return .terminate(ns: ns.id, from: person)
    case 1...3:
      return .heal(ns: ns.id, HealNSRequest(vnfInstanceId: nil, cause: "storm"), from: person)
    case let number:
      let request = ScaleNSRequest(
        vnfInstanceId: nil, aspectId: aspect, direction: number < 8 ? .out : .inward,
        numberOfSteps: Int.random(in: 1...3, using: &chance))
      return .scale(ns: ns.id, request, from: person)
    }
  }

  /// The order by which a customer ends what `order` made.
  private func ending(_ order: ServiceOrderRecord) throws -> ServiceOrderDocument {
    var document = try Bundled.exampleOrder().placed(
      by: order.customerName, externalId: "PO-end-\(serial)")
    for index in document.serviceOrderItem.indices {
      let name = document.serviceOrderItem[index].service.serviceSpecification?.name
      document.serviceOrderItem[index].action = .delete
      document.serviceOrderItem[index].service.serviceCharacteristic = []
      document.serviceOrderItem[index].service.id =
        order.items.first { $0.specification == name }?.service?.description
    }
    return document
  }

  private mutating func send(_ message: Message, after delay: Span = .zero) throws {
    try process.admit(message, from: .person, after: delay)
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.randomElement(using: &chance)
  }

  /// Everything has come to an end, and what stands still says why.
  private mutating func lookAtTheEnd() {
    if let due = process.engine.nextDue { findings.append("Something is still due at \(due).") }
    for order in layers.som.orders.values where !order.state.isTerminal && !isHeldByFault(order) {
      findings.append(
        "\(order.id) ended \(order.state.rawValue), which is no end: \(order.reason ?? "no reason")."
      )
    }
    for order in layers.com.orders.values where order.endedAt == nil {
      guard let service = order.serviceOrder.flatMap({ layers.som.orders[$0] }),
        isHeldByFault(service)
      else {
        findings.append("\(order.id) never ended.")
        continue
      }
    }
    for operation in layers.nfvo.operations.values where operation.endedAt == nil {
      if operation.state != .failedTemp || operation.problem == nil {
        findings.append("\(operation.id) \(operation.kind.rawValue) hangs in \(operation.state).")
      }
    }
    for operation in layers.vnfm.operations.values where operation.endedAt == nil {
      if operation.state != .failedTemp || operation.fault == nil {
        findings.append("\(operation.id) \(operation.kind.rawValue) hangs in \(operation.state).")
      }
    }
  }

  /// Whether the order waits for a person to decide about an operation that stands still.
  private func isHeldByFault(_ order: ServiceOrderRecord) -> Bool {
    order.state == .held && order.reason != nil
      && order.plan.compactMap(\.ns).contains { ns in
        let open = layers.nfvo.networkServices[ns]?.openOperation
        return open.flatMap { layers.nfvo.operations[$0] }?.state == .failedTemp
      }
  }
}

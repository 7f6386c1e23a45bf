import Deciding
import Domains
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VNFM

/// The ten steps of the source text's worked example, for any order: who does what, and how far it is.
///
/// Read from the records of the blocks, which are what the journal says; nothing is kept for it.
package enum Walkthrough {
  package enum StepState: String, Codable, Sendable {
    case waiting, inProgress, completed, failed
    /// Not done, or not to its end, when the order ended.
    case dropped
  }

  package struct Step: Equatable, Sendable {
    package let number: Int
    package let title: String
    package let lane: Block
    /// Whom it goes to, when that is another block.
    package let toLane: Block?
    package let startedAt: Instant?
    package let endedAt: Instant?
    package let hasFailed: Bool
    /// Whether the order has ended, or what was done of it is being undone: nothing more begins.
    package let isOver: Bool
    /// What was done, or what it waits for.
    package let detail: String

    package var state: StepState {
      if hasFailed { return .failed }
      if endedAt != nil { return .completed }
      if isOver { return .dropped }
      return startedAt == nil ? .waiting : .inProgress
    }
  }

  /// The steps of `order`. Those that a completed order did not need count as done at its end.
  package static func steps(of order: ServiceOrderRecord, in layers: Layers) -> [Step] {
    let moments = Moments(order, layers)
    return [
      moments.orderReceived, moments.orderSubmitted, moments.decomposed, moments.requested,
      moments.orchestrated, moments.deployed, moments.configured, moments.reported,
      moments.policy, moments.completed,
    ]
  }
}

/// The records that one order's steps are read from.
private struct Moments {
  typealias Step = Walkthrough.Step

  let order: ServiceOrderRecord
  let layers: Layers
  /// The RFS that MANO carries and for which most others wait.
  let instance: RFSRecord?
  /// What NSO and SIEM do once that is there.
  let after: [RFSRecord]
  let operation: NSOperationRecord?
  let functions: [VNFOperationRecord]
  /// The function that the NFVO began last, since the others must be there before it.
  let main: VNFOperationRecord?
  private var hasFailed: Bool { [.failed, .partial, .rejected].contains(order.state) }

  init(_ order: ServiceOrderRecord, _ layers: Layers) {
    self.order = order
    self.layers = layers
    let mano = order.plan.filter { $0.target == .mano }
    func waiting(_ row: RFSRecord) -> Int {
      order.plan.count { other in other.gates.contains { $0.label == row.key } }
    }
    instance = mano.max { waiting($0) < waiting($1) }
    after = order.plan.filter { $0.target != .mano && !$0.gates.isEmpty }
    let resourceOrder = instance?.resourceOrder
    operation = resourceOrder.flatMap { layers.nfvo.operation(for: $0) }
    let tasks = operation?.tasks ?? []
    functions = tasks.compactMap { task in task.operation.flatMap { layers.vnfm.operations[$0] } }
    main = functions.count == tasks.count ? functions.max { $0.startedAt < $1.startedAt } : nil
  }

  private var isCancelled: Bool { [.pendingCancellation, .cancelled].contains(order.state) }
  private var isOver: Bool { order.endedAt != nil || isCancelled }
  /// When what a completed order did not need counts as done.
  private var completion: Instant? { order.state == .completed ? order.endedAt : nil }

  private func step(
    _ number: Int, _ title: String, _ lane: Block, to other: Block? = nil, _ start: Instant?,
    _ end: Instant?, _ detail: String, failed: Bool = false
  ) -> Step {
    // What was stopped because the order is cancelled has not failed.
    let hasFailed = failed && !isCancelled
    return Step(
      number: number, title: title, lane: lane, toLane: other, startedAt: start ?? completion,
      endedAt: failed ? hasFailed ? end : nil : end ?? completion, hasFailed: hasFailed,
      isOver: isOver, detail: detail)
  }

  var orderReceived: Step {
    let product = layers.com.orders[order.productOrder]
    return step(
      1, "COM receives the order", .com, product?.placedAt ?? order.acknowledgedAt,
      order.acknowledgedAt,
      "\(order.productOrder): \(product?.product ?? order.category ?? "service order") "
        + "for \(order.customerName)")
  }

  var orderSubmitted: Step {
    step(
      2, "COM submits the service order", .com, to: .som, order.acknowledgedAt,
      order.decomposedAt ?? order.acknowledgedAt,
      "TMF641: \(order.items.count) items, \(order.id) \(order.state.rawValue)")
  }

  var decomposed: Step {
    step(
      3, "SOM decomposes CFS into RFS", .som, order.decomposedAt, order.decomposedAt,
      order.plan.isEmpty
        ? "waits for the plan" : "\(order.items.count) CFS, \(order.plan.count) RFS, with gates",
      failed: order.state == .rejected)
  }

  var requested: Step {
    step(
      4, "SOM requests the network service", .som, to: .nfvo, instance?.startedAt,
      operation?.startedAt,
      instance.map { "\($0.specification) by \($0.resourceOrder?.description ?? "SOL005")" }
        ?? "nothing is asked of MANO")
  }

  var orchestrated: Step {
    step(
      5, "NFVO places and orchestrates", .nfvo, to: .vnfm, operation?.startedAt,
      main?.steps.first?.startedAt,
      operation?.placement?.sentence ?? operation?.purpose ?? "waits for the request",
      failed: operation?.problem != nil && functions.isEmpty)
  }

  var deployed: Step {
    let work = steps { act in
      if case .apply = act { true } else { false }
    }
    return step(
      6, "VNFM deploys through the VIM", .vnfm, to: .vim, work.compactMap(\.startedAt).min(),
      end(of: work), componentText,
      failed: work.contains { $0.fault != nil })
  }

  private func steps(_ isOfKind: (OperationStep.Act) -> Bool) -> [OperationStep] {
    (main?.steps ?? []).filter { isOfKind($0.act) }
  }

  /// When the last of `work` ended; `nil` while one has not.
  private func end(of work: [OperationStep]) -> Instant? {
    work.allSatisfy { $0.endedAt != nil } ? work.compactMap(\.endedAt).max() : nil
  }

  private var componentText: String {
    let records = functions.compactMap { layers.vnfm.vnfs[$0.vnf] }
    guard !records.isEmpty else { return "waits for the grants" }
    let parts = records.map { "\($0.name) \($0.serving)/\($0.components.count) ready" }
    return parts.joined(separator: ", ")
  }

  var configured: Step {
    let work = steps { act in
      if case .configure = act { true } else { false }
    }
    let done = work.count { $0.endedAt != nil }
    return step(
      7, "VNFM applies Day-1 configuration", .vnfm, work.compactMap(\.startedAt).min(),
      end(of: work),
      work.isEmpty ? "waits for ready components" : "\(done) of \(work.count) steps applied",
      failed: work.contains { $0.fault != nil })
  }

  var reported: Step {
    let end = instance.flatMap { $0.state == .completed ? $0.endedAt : nil }
    return step(
      8, "MANO reports success", .nfvo, to: .som, operation?.endedAt, end,
      end == nil
        ? "the dependency gate stays shut until then"
        : "\(instance?.specification ?? "") completed; gates open",
      failed: operation.map { $0.problem != nil } ?? false)
  }

  var policy: Step {
    let wanted = after.filter { $0.state != .dropped }
    let asked = wanted.compactMap(\.startedAt)
    let ended = wanted.compactMap(\.endedAt)
    let waiting = after.first { !$0.waitsFor.isEmpty }?.waitsFor.joined(separator: ", ")
    let running = after.filter { $0.state == .inProgress }.map(\.specification)
    let text =
      !running.isEmpty
      ? running.joined(separator: ", ")
      : waiting.map { "waits for \($0)" } ?? after.last?.detail ?? "nothing to configure"
    return step(
      9, "SOM requests policy and monitoring", .som, to: .nso, asked.min(),
      wanted.count == ended.count && !wanted.isEmpty ? ended.max() : nil, text,
      failed: after.contains { $0.state == .failed })
  }

  var completed: Step {
    let end = layers.com.orders[order.productOrder]?.endedAt
    let reason = order.reason ?? "the order is \(order.state.rawValue)"
    return Step(
      number: 10, title: "SOM completes the order", lane: .som, toLane: .com,
      startedAt: isCancelled ? nil : order.endedAt,
      endedAt: hasFailed || isCancelled ? nil : end, hasFailed: hasFailed, isOver: isCancelled,
      detail: hasFailed || isCancelled
        ? reason
        : order.endedAt == nil ? "waits for every RFS" : "inventory active, billing started")
  }
}

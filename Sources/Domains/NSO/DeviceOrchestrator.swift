// NSO: device configuration in transactions.

import Deciding
import ServiceInterfaces

/// The network services orchestrator: it configures firewalls, gateways and PE routers.
///
/// One resource order is one transaction over all its devices. The parts are prepared one after the
/// other, which takes time, and then committed together: all of it or nothing.
package enum DeviceOrchestrator: Decider {
  package typealias Message = ResourceOrderRequest
  package typealias Outgoing = ServiceMessage

  /// All that NSO knows.
  package struct State: Codable, Equatable, Sendable {
    package var transactions = Table<ResourceOrder.ID, DeviceTransactionRecord>()
    /// What is configured, by RFS.
    package var services = Table<Service.ID, DeviceServiceRecord>()

    package init() {}
  }

  /// What takes time.
  package enum Timer: Codable, Equatable, Sendable {
    /// The candidate configuration of a part is written.
    case partPrepared(transaction: ResourceOrder.ID, part: Int)
    /// All devices have answered the commit.
    case committed(transaction: ResourceOrder.ID)
  }

  package static func handle(_ request: ResourceOrderRequest, _ turn: inout Turn<Self>) {
    if let known = turn.state.transactions[request.id] {
      turn.report(known)
    } else {
      turn.begin(request)
    }
  }

  package static func wake(_ timer: Timer, _ turn: inout Turn<Self>) {
    switch timer {
    case .partPrepared(let id, let part): turn.prepared(part, of: id)
    case .committed(let id): turn.commit(id)
    }
  }
}

extension Turn<DeviceOrchestrator> {
  fileprivate mutating func begin(_ request: ResourceOrderRequest) {
    let transaction = DeviceTransactionRecord(
      id: request.id, action: request.action, service: request.service,
      specification: request.specification, customer: request.customer, startedAt: now,
      parts: parts(of: request))
    record(.transactionBegun(transaction: transaction))
    if let objection = objection(to: request) {
      abort(request.id, objection)
    } else {
      send(event(transaction, .inProgress, "\(transaction.parts.count) parts to be configured"))
      goOn(request.id)
    }
  }

  /// Why nothing of the request can be applied.
  private func objection(to request: ResourceOrderRequest) -> String? {
    let known = state.services[request.service]
    if let open = known?.openTransaction, open != request.id {
      return "\(request.service) has the open transaction \(open)"
    }
    if request.action == .modify, known?.parts.isEmpty ?? true {
      return "\(request.service) has no configuration that could be modified"
    }
    if request.action != .delete, request.configurations.isEmpty {
      return "\(request.specification) says nothing that could be configured"
    }
    return nil
  }

  /// What is to be written; a deletion takes back what there is, the last part first, so that routes
  /// lead no traffic to a firewall without rules.
  private func parts(of request: ResourceOrderRequest) -> [TransactionPart] {
    let present = state.services[request.service]?.parts ?? []
    if request.action == .delete {
      return present.reversed().map { part in
        TransactionPart(
          kind: part.kind, title: part.title, device: part.device, lines: [],
          diff: ConfigurationLines.diff(from: part.lines, to: []))
      }
    }
    return request.configurations.map { part in
      let lines = ConfigurationLines.lines(
        of: part, customer: request.customer, shared: request.characteristics)
      let old = present.first { $0.kind == part.kind && $0.device == part.device }?.lines ?? []
      return TransactionPart(
        kind: part.kind, title: part.title, device: part.device, lines: lines,
        diff: ConfigurationLines.diff(from: old, to: lines))
    }
  }

  /// Prepares the next part or, when all are, commits.
  private mutating func goOn(_ id: ResourceOrder.ID) {
    guard let transaction = state.transactions[id] else { return }
    if let next = transaction.parts.firstIndex(where: { $0.preparedAt == nil }) {
      let delay = chance.delay(median: .milliseconds(900), p99: .seconds(4))
      wake(.partPrepared(transaction: id, part: next), after: delay)
    } else if TransactionTransitions.next(from: transaction.state, on: .allPrepared) != nil {
      record(.commitBegun(transaction: id, devices: devices(transaction)))
      let delay = chance.delay(median: .milliseconds(1_500), p99: .seconds(6))
      wake(.committed(transaction: id), after: delay)
    }
  }

  fileprivate mutating func prepared(_ part: Int, of id: ResourceOrder.ID) {
    guard let transaction = state.transactions[id], transaction.state == .preparing,
      transaction.parts.indices.contains(part), transaction.parts[part].preparedAt == nil
    else { return }
    let diff = transaction.parts[part].diff
    record(
      .partPrepared(
        transaction: id, part: part, title: transaction.parts[part].title,
        device: transaction.parts[part].device, added: count(.added, diff),
        removed: count(.removed, diff)))
    goOn(id)
  }

  fileprivate mutating func commit(_ id: ResourceOrder.ID) {
    guard let transaction = state.transactions[id],
      TransactionTransitions.next(from: transaction.state, on: .commit) != nil
    else { return }
    let detail = summary(transaction)
    record(.committed(transaction: id, detail: detail))
    send(event(transaction, .completed, detail))
  }

  private mutating func abort(_ id: ResourceOrder.ID, _ reason: String) {
    guard let transaction = state.transactions[id],
      TransactionTransitions.next(from: transaction.state, on: .abort) != nil
    else { return }
    record(.aborted(transaction: id, reason: reason))
    send(event(transaction, .failed, reason))
  }

  /// Answers a repeated request with how things stand.
  fileprivate mutating func report(_ transaction: DeviceTransactionRecord) {
    let detail = transaction.detail ?? "\(transaction.parts.count) parts to be configured"
    switch transaction.state {
    case .preparing, .committing: send(event(transaction, .inProgress, detail))
    case .committed: send(event(transaction, .completed, detail))
    case .aborted: send(event(transaction, .failed, detail))
    }
  }

  private func event(
    _ transaction: DeviceTransactionRecord, _ state: OrderState, _ detail: String
  ) -> ServiceMessage {
    .som(.resourceOrder(ResourceOrderEvent(id: transaction.id, state: state, detail: detail)))
  }

  /// `revision 2 on firewall: +1 -0 lines: Access rules`
  private func summary(_ transaction: DeviceTransactionRecord) -> String {
    let changed = transaction.parts.filter { !$0.diff.isEmpty }
    guard !changed.isEmpty else {
      return transaction.action == .delete
        ? "nothing was configured any more" : "the devices had all of it already"
    }
    let diff = changed.flatMap(\.diff)
    let revision = (state.services[transaction.service]?.revision ?? 0) + 1
    return "revision \(revision) on \(devices(transaction)): "
      + "+\(count(.added, diff)) -\(count(.removed, diff)) lines: "
      + changed.map(\.title).joined(separator: ", ")
  }

  /// The kinds of devices that the transaction changes, in the order of its parts.
  private func devices(_ transaction: DeviceTransactionRecord) -> String {
    var names: [String] = []
    for part in transaction.parts where !part.diff.isEmpty {
      if !names.contains(part.device.rawValue) { names.append(part.device.rawValue) }
    }
    return names.isEmpty ? "no device" : names.joined(separator: ", ")
  }

  private func count(_ change: DiffLine.Change, _ diff: [DiffLine]) -> Int {
    diff.count { $0.change == change }
  }
}

// What can happen at NSO, and what it changes.

import Deciding
import ServiceInterfaces

extension DeviceOrchestrator {
  /// What happened at NSO.
  package enum Event: Codable, Equatable, Sendable {
    case transactionBegun(transaction: DeviceTransactionRecord)
    case partPrepared(
      transaction: ResourceOrder.ID, part: Int, title: String,
      device: DeviceConfigurationDescription.DeviceRole, added: Int, removed: Int)
    case commitBegun(transaction: ResourceOrder.ID, devices: String)
    case committed(transaction: ResourceOrder.ID, detail: String)
    case aborted(transaction: ResourceOrder.ID, reason: String)
  }

  package static func apply(_ event: Event, at instant: Instant, to state: inout State) {
    switch event {
    case .transactionBegun(let transaction): state.begin(transaction)
    case .partPrepared(let id, let part, _, _, _, _):
      state.transactions.update(id) { $0.parts[part].preparedAt = instant }
    case .commitBegun(let id, _):
      state.transactions.update(id) { $0.state = .committing }
    case .committed(let id, let detail):
      state.end(id, .committed, detail, at: instant)
      state.configure(id, at: instant)
    case .aborted(let id, let reason): state.end(id, .aborted, reason, at: instant)
    }
  }
}

extension DeviceOrchestrator.State {
  fileprivate mutating func begin(_ transaction: DeviceTransactionRecord) {
    transactions[transaction.id] = transaction
    services.update(
      transaction.service,
      default: DeviceServiceRecord(
        id: transaction.service, specification: transaction.specification,
        customer: transaction.customer)
    ) { service in
      service.history.append(transaction.id)
      // One that finds another open is aborted in the same turn, and must not take its place.
      if service.openTransaction == nil { service.openTransaction = transaction.id }
    }
  }

  fileprivate mutating func end(
    _ id: ResourceOrder.ID, _ state: TransactionState, _ detail: String, at instant: Instant
  ) {
    transactions.update(id) {
      $0.state = state
      $0.detail = detail
      $0.endedAt = instant
    }
    guard let transaction = transactions[id] else { return }
    services.update(transaction.service) { service in
      if service.openTransaction == id { service.openTransaction = nil }
    }
  }

  /// Makes the devices' configuration what the transaction says.
  fileprivate mutating func configure(_ id: ResourceOrder.ID, at instant: Instant) {
    guard let transaction = transactions[id] else { return }
    services.update(transaction.service) { service in
      if transaction.parts.contains(where: { !$0.diff.isEmpty }) { service.revision += 1 }
      service.withdrawnAt = transaction.action == .delete ? instant : nil
      service.parts =
        transaction.action == .delete
        ? []
        : transaction.parts.map { part in
          ConfiguredPart(
            kind: part.kind, title: part.title, device: part.device, lines: part.lines)
        }
    }
  }
}

extension DeviceOrchestrator.Event: Narrated {
  package var entity: String {
    switch self {
    case .transactionBegun(let transaction): transaction.id.description
    case .partPrepared(let id, _, _, _, _, _), .commitBegun(let id, _), .committed(let id, _),
      .aborted(let id, _):
      id.description
    }
  }

  package var sentence: String {
    switch self {
    case .transactionBegun(let transaction):
      "\(transaction.action.rawValue) \(transaction.specification) of \(transaction.customer): "
        + "transaction of \(transaction.parts.count) parts"
    case .partPrepared(_, _, let title, let device, let added, let removed):
      "\(title) prepared for \(device.rawValue): +\(added) -\(removed)"
    case .commitBegun(_, let devices): "committing on \(devices)"
    case .committed(_, let detail): "committed: \(detail)"
    case .aborted(_, let reason): "aborted: \(reason)"
    }
  }
}

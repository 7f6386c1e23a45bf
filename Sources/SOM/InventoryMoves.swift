// What the end of an RFS or an item makes of the services in the inventory.

import Deciding
import ServiceInterfaces

extension Turn<ServiceOrchestrator> {
  /// The domain of an RFS has done what was asked.
  mutating func finish(_ order: ResourceOrderRecord) {
    switch order.action {
    case .add:
      let level = state.services[order.service]?.health ?? .full
      move(order.service, .activate, status(level))
    case .modify:
      guard let row = state.orders[order.order]?.plan[order.row] else { return }
      record(
        .serviceReconfigured(
          service: order.service, specification: order.specification,
          characteristics: order.isUndo ? row.previous : row.wanted))
    case .delete: move(order.service, .terminate, .stopped)
    case .noChange: break
    }
  }

  /// The domain of an RFS could not do what was asked. A modification that failed leaves the service
  /// as it was: domains apply all of it or nothing.
  mutating func spoil(_ order: ResourceOrderRecord, reason: String?) {
    switch order.action {
    case .add, .delete: move(order.service, nil, .failed, reason: reason)
    case .modify, .noChange: break
    }
  }

  /// All RFS of a CFS are active, so it is.
  mutating func activate(_ id: Service.ID) {
    let (status, reason) = rollUp(id)
    move(id, .activate, status, reason: reason)
  }

  /// All that a CFS stood on is removed; what was never made ends with it.
  mutating func terminate(_ service: ServiceRecord) {
    for supporting in service.supportingServices { move(supporting, .terminate, .stopped) }
    move(service.id, .terminate, .stopped)
  }

  /// Brings how an active CFS runs up to date with the RFS that it stands on.
  mutating func refresh(_ id: Service.ID) {
    guard let service = state.services[id], service.state == .active,
      service.operatingStatus != .stopping
    else { return }
    let (status, reason) = rollUp(id)
    move(id, nil, status, reason: reason)
  }

  /// A CFS runs as well as the worst of its RFS.
  private func rollUp(_ id: Service.ID) -> (OperatingStatus, String?) {
    let supporting = (state.services[id]?.supportingServices ?? [])
      .compactMap { state.services[$0] }
    for status in [OperatingStatus.failed, .degraded] {
      if let worst = supporting.first(where: { $0.operatingStatus == status }) {
        return (status, worst.reason.map { "\(worst.specification): \($0)" })
      }
    }
    return (.running, nil)
  }

  func status(_ level: NSHealthNotification.Level) -> OperatingStatus {
    switch level {
    case .full: .running
    case .reduced: .degraded
    case .lost: .failed
    }
  }
}

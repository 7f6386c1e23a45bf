// How events change the service inventory.

import Deciding
import ServiceInterfaces

extension ServiceOrchestrator.State {
  mutating func applyToInventory(_ event: ServiceOrchestrator.Event, at instant: Instant) {
    switch event {
    case .serviceDesigned(let service): add(service)
    case .serviceMoved(let service, _, let to, let status, let reason):
      move(service, to, status, reason, at: instant)
    case .serviceReconfigured(let service, _, let characteristics):
      services.update(service) { $0.characteristics = characteristics }
    case .healthChanged(let service, _, let level, _):
      services.update(service) { $0.health = level }
    case .operationNoted(let service, _, let note):
      services.update(service) { record in
        record.operations.removeAll { $0.operation == note.operation }
        record.operations.append(note)
        if record.operations.count > 20 { record.operations.removeFirst() }
      }
    case .resourceEnded(let service, _, _): services.update(service) { $0.resource?.isGone = true }
    default: break
    }
  }

  private mutating func add(_ service: ServiceRecord) {
    services[service.id] = service
    guard service.kind == .cfs else { return }
    servicesByCustomer.update(
      CustomerSpecification(customer: service.customer, specification: service.specification),
      default: CustomerServices()
    ) {
      $0.live.append(service.id)
      $0.ordered += 1
    }
  }

  private mutating func move(
    _ service: Service.ID, _ to: ServiceState, _ status: OperatingStatus, _ reason: String?,
    at instant: Instant
  ) {
    services.update(service) { record in
      if to == .active, record.state != .active { record.activeSince = instant }
      if to == .terminated {
        record.terminatedAt = instant
        record.resource?.isGone = true
      }
      record.state = to
      record.operatingStatus = status
      record.statusSince = instant
      record.reason = reason
    }
    guard to == .terminated, let record = services[service], record.kind == .cfs else { return }
    servicesByCustomer.update(
      CustomerSpecification(customer: record.customer, specification: record.specification)
    ) { services in
      services.live.removeAll { $0 == service }
    }
  }
}

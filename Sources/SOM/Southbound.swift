// What SOM asks of the domains below it, in their words: what is wanted, and never where or how.

import Deciding
import ServiceInterfaces

extension Turn<ServiceOrchestrator> {
  /// Sends an RFS to its domain as a resource order.
  mutating func request(_ row: Int, of id: ServiceOrder.ID) {
    guard let planned = state.orders[id]?.plan[row],
      PlanTransitions.next(from: planned.state, on: .request) != nil,
      let service = state.services[planned.service]
    else { return }
    let resourceOrder = makeID(ResourceOrder.self)
    record(
      .rfsRequested(
        order: id, row: row, resourceOrder: resourceOrder, specification: planned.specification,
        target: planned.target, resource: resourceName(service)))
    switch planned.action {
    case .add: move(service.id, nil, .starting)
    case .delete: stop(service)
    case .modify, .noChange: break
    }
    switch state.specifications[planned.specification]?.resource {
    case .mano(let description): request(description, resourceOrder, planned, service)
    case .nso(let description):
      send(.nso(request(description, resourceOrder, planned, service)))
    case .siem(let description):
      send(.siem(request(description, resourceOrder, planned, service)))
    case nil:
      advance(resourceOrder, .fail, "\(planned.specification) is no longer in the catalogue")
    }
  }

  /// The CFS stops as soon as the first of its parts does.
  private mutating func stop(_ service: ServiceRecord) {
    move(service.id, nil, .stopping)
    if let facing = service.customerFacing { move(facing, nil, .stopping) }
  }

  /// `globex-cloud-firewall`; the customer's second one is `globex-cloud-firewall-2`.
  private func resourceName(_ service: ServiceRecord) -> String {
    if let resource = service.resource { return resource.name }
    guard
      case .mano(let description)? = state.specifications[service.specification]?.resource
    else { return "\(service.customer) \(service.specification)" }
    let base =
      description.networkService.hasSuffix("-ns")
      ? String(description.networkService.dropLast(3)) : description.networkService
    let name = "\(slug(service.customer))-\(base)"
    return service.ordinal > 1 ? "\(name)-\(service.ordinal)" : name
  }

  /// A party id as a part of a name: lower-case letters, digits and hyphens.
  private func slug(_ text: String) -> String {
    String(text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  // MARK: SOL005

  mutating func request(
    _ description: NetworkServiceDescription, _ id: ResourceOrder.ID, _ planned: RFSRecord,
    _ service: ServiceRecord
  ) {
    switch planned.action {
    case .add:
      send(
        .nfvo(
          .create(
            CreateNSRequest(
              nsdName: description.networkService, nsName: resourceName(service),
              tenant: service.customer, service: service.id, from: .som(id)))))
    case .delete:
      guard let ns = planned.ns else { return }
      send(.nfvo(.terminate(ns: ns, from: .som(id))))
    case .modify, .noChange:
      // Validation let none through; should one come, it fails in the open.
      advance(id, .fail, "a network service is not resized by a modify order")
    }
  }

  /// SOL005 `NsIdentifierCreationNotification`: the identifier exists, so the NS is instantiated.
  mutating func identify(_ ns: NSInstance.ID, of id: ResourceOrder.ID) {
    guard let order = state.resourceOrders[id], order.action == .add, order.ns == nil,
      !order.state.isTerminal, let service = state.services[order.service],
      case .mano(let description)? = state.specifications[order.specification]?.resource
    else { return }
    record(.nsIdentified(resourceOrder: id, ns: ns, name: resourceName(service)))
    guard state.orders[order.order]?.state != .pendingCancellation else {
      advance(id, .start, nil)
      advance(id, .fail, "cancelled before it was instantiated")
      settle(order.order)
      return
    }
    let values = service.values
    send(
      .nfvo(
        .instantiate(
          ns: ns,
          InstantiateNSRequest(
            vCPU: values[description.vcpu]?.integerValue,
            memoryGiB: values[description.memory]?.integerValue,
            sitePolicy: values[description.placementPolicy]?.stringValue,
            site: description.site.flatMap { values[$0]?.stringValue },
            networks: description.networks.map { "\(slug(service.customer))-\($0.sap)" }),
          from: .som(id))))
  }

  /// Sends the termination of a network service again, which was refused while another operation ran.
  mutating func retryTermination(of ns: NSInstance.ID) {
    guard let service = state.servicesByNS[ns].flatMap({ state.services[$0] }),
      let facing = service.customerFacing.flatMap({ state.services[$0] }),
      let order = facing.openOrder.flatMap({ state.orders[$0] }),
      let id = order.plan.lazy.compactMap({ $0.heldTermination(of: service.id) }).first
    else { return }
    advance(id, .resume, "asked again")
    send(.nfvo(.terminate(ns: ns, from: .som(id))))
    settle(order.id)
  }

  // MARK: TMF652

  func request(
    _ description: DeviceConfigurationDescription, _ id: ResourceOrder.ID, _ planned: RFSRecord,
    _ service: ServiceRecord
  ) -> ResourceOrderRequest {
    let values = wanted(planned, service)
    let carried = Set(description.configurations.compactMap(\.parameters))
    return ResourceOrderRequest(
      id: id, action: action(planned), specification: planned.specification,
      service: service.id, customer: service.customer,
      items: description.configurations.map(\.kind.rawValue),
      characteristics: texts(values.filter { !carried.contains($0.name) }),
      configurations: description.configurations.map { part in
        ConfigurationPart(
          kind: part.kind, title: part.title, device: part.device,
          parameters: part.parameters.flatMap { name in
            values.first { $0.name == name }?.value
          })
      })
  }

  func request(
    _ description: FeedDescription, _ id: ResourceOrder.ID, _ planned: RFSRecord,
    _ service: ServiceRecord
  ) -> ResourceOrderRequest {
    let values = wanted(planned, service)
    let days = description.retentionDays.flatMap { name in values.first { $0.name == name }?.value }
    var characteristics = [
      Characteristic(name: "format", value: description.format.rawValue),
      Characteristic(name: "events", value: description.events.joined(separator: ",")),
    ]
    if let days {
      characteristics.append(Characteristic(name: "retentionDays", value: days.description))
    }
    return ResourceOrderRequest(
      id: id, action: action(planned), specification: planned.specification,
      service: service.id, customer: service.customer, items: [description.feed],
      characteristics: characteristics)
  }

  private func wanted(_ planned: RFSRecord, _ service: ServiceRecord)
    -> [ServiceOrderDocument.Characteristic]
  {
    planned.action == .modify ? planned.wanted : service.characteristics
  }

  private func action(_ planned: RFSRecord) -> ResourceOrderRequest.Action {
    switch planned.action {
    case .add: .add
    case .modify, .noChange: .modify
    case .delete: .delete
    }
  }

  /// Values as text, lists joined with commas.
  private func texts(_ values: [ServiceOrderDocument.Characteristic]) -> [Characteristic] {
    values.map { entry in
      let text: String =
        switch entry.value {
        case .string(let text): text
        case .array(let values):
          values.map { $0.stringValue ?? $0.description }.joined(separator: ",")
        default: entry.value.description
        }
      return Characteristic(name: entry.name, value: text)
    }
  }
}

extension RFSRecord {
  /// The resource order that ends the network service of `service` and is held.
  fileprivate func heldTermination(of service: Service.ID) -> ResourceOrder.ID? {
    guard self.service == service, target == .mano else { return nil }
    if let undo { return undo.state == .held ? undo.resourceOrder : nil }
    return action == .delete && state == .held ? resourceOrder : nil
  }
}

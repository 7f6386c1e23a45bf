// Business validation of items that are about a service which exists: which one is meant, whether
// it may be changed now, and what a modification makes of its RFS.

import Deciding
import ServiceInterfaces

extension OrderAcceptance {
  mutating func change(_ item: ServiceOrderDocument.Item, _ position: Int)
    -> AcceptedItem?
  {
    let place = path(position).member("service")
    guard let existing = existingService(item, place),
      isFree(existing, position, place), isFit(existing, for: item, place)
    else { return nil }
    guard let specification = state.specifications[existing.specification] else {
      object(
        at: place, "\(existing.specification) is no longer in the catalogue.",
        "Load its specification.")
      return nil
    }
    guard item.action == .modify else {
      return AcceptedItem(
        item: item, position: position, specification: specification, existing: existing,
        values: existing.values, changes: [])
    }
    checkCharacteristics(of: item, specification, place)
    let given = item.service.characteristicValues
    let values = existing.values.merging(given) { _, new in new }
    let changes = changes(of: existing, specification, values)
    checkSizing(changes, given, place)
    return AcceptedItem(
      item: item, position: position, specification: specification, existing: existing,
      values: values, changes: changes)
  }

  /// The service by its id or, when that is absent, the customer's only one of the specification.
  private mutating func existingService(_ item: ServiceOrderDocument.Item, _ place: JSONPath)
    -> ServiceRecord?
  {
    guard let text = item.service.id else { return serviceBySpecification(item, place) }
    guard let service = Service.ID(text).flatMap({ state.services[$0] }), service.kind == .cfs
    else {
      object(
        at: place.member("id"), "There is no customer-facing service \(text).",
        "Use the id of a CFS of the inventory.")
      return nil
    }
    guard service.customer == customer else {
      object(
        at: place.member("id"), "\(text) is not a service of \(customer).",
        "Use the id of one of the customer's own services.")
      return nil
    }
    if let name = item.service.serviceSpecification?.name, name != service.specification {
      object(
        at: place.member("serviceSpecification").member("name"),
        "\(text) is a \(service.specification), not a \(name).",
        "Correct the id or the specification.")
    }
    return service
  }

  private mutating func serviceBySpecification(
    _ item: ServiceOrderDocument.Item, _ place: JSONPath
  ) -> ServiceRecord? {
    guard let name = item.service.serviceSpecification?.name else {
      object(
        at: place.member("id"), "The item names neither a service nor a specification.",
        "Add the id of the service.")
      return nil
    }
    let key = CustomerSpecification(customer: customer, specification: name)
    let live = state.servicesByCustomer[key]?.live ?? []
    guard let only = live.first, live.count == 1 else {
      object(
        at: place.member("id"),
        live.isEmpty
          ? "\(customer) has no \(name)."
          : "\(customer) has \(live.count) of \(name): "
            + live.map(\.description).joined(separator: ", ") + ".",
        live.isEmpty ? "Order it with the action add." : "Add the id of the one that is meant.")
      return nil
    }
    return state.services[only]
  }

  /// Whether no other order, and no other item of this one, changes the service at present.
  private mutating func isFree(_ service: ServiceRecord, _ position: Int, _ place: JSONPath)
    -> Bool
  {
    if let other = claimed.updateValue(position, forKey: service.id) {
      object(
        at: place, "\(service.id) is already the subject of \(path(other)).",
        "Put everything that concerns one service into one item.")
      return false
    }
    guard let order = service.openOrder else { return true }
    object(
      at: place, "\(service.id) is being changed by \(order).",
      "Submit this order again once \(order) has ended.")
    return false
  }

  private mutating func isFit(
    _ service: ServiceRecord, for item: ServiceOrderDocument.Item, _ place: JSONPath
  ) -> Bool {
    let isFit =
      item.action == .modify ? service.state == .active : service.state != .terminated
    if !isFit {
      object(
        at: place, "\(service.id) is \(service.state.rawValue).",
        item.action == .modify
          ? "Only an active service can be modified." : "It needs no further order.")
    }
    return isFit
  }

  private func changes(
    of existing: ServiceRecord, _ specification: ServiceSpecification,
    _ values: [String: JSONValue]
  ) -> [AcceptedItem.Change] {
    existing.supportingServices.compactMap { id in
      guard let service = state.services[id], service.state != .terminated,
        let component = service.component.flatMap({ specification.component($0) }),
        let facing = state.specifications[service.specification]
      else { return nil }
      let new = facing.values(given: component.values(from: values))
      let old = service.values
      let names = Set(facing.characteristics.map(\.name).filter { new[$0] != old[$0] })
      guard !names.isEmpty else { return nil }
      return .init(
        service: service, specification: facing, component: component, values: new, names: names)
    }
  }

  /// A network service is not resized by a service order: SOL005 scales it by its aspects, which
  /// the NSD knows and SOM does not.
  private mutating func checkSizing(
    _ changes: [AcceptedItem.Change], _ given: [String: JSONValue], _ place: JSONPath
  ) {
    for change in changes where change.specification.target == .mano {
      let causes = change.component.mappings
        .filter { change.names.contains($0.to) }
        .compactMap(\.from).filter { given[$0] != nil }
      object(
        at: place.member("serviceCharacteristic"),
        "\(causes.joined(separator: ", ")) would resize the network service of "
          + "\(change.specification.name), which a modify order cannot do.",
        "Scale the network service instead, or leave this out.")
    }
  }
}

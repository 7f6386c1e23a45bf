// What can only be checked with the whole catalogue in hand: that names lead somewhere, that nothing
// is there twice, and that nothing waits for itself.

import ResourceInterfaces
import ServiceInterfaces

/// The checks across files, each of which notes what it finds where it can be corrected.
struct CatalogueChecks {
  let specifications: [Placed<ServiceSpecification>]
  let products: [Placed<ProductSpecification>]
  let nsds: [Placed<NSD>]
  let vnfds: [Placed<VNFD>]

  func run() {
    checkDistinct()
    for nsd in nsds { check(nsd) }
    for vnfd in vnfds { checkPackageChanges(of: vnfd) }
    for specification in specifications {
      checkComponents(of: specification)
      checkResource(of: specification)
    }
    checkLoops()
    checkProducts()
  }

  private func checkDistinct() {
    distinct(specifications.map { ($0.value.name, $0.place.member("name")) }, "specification")
    distinct(specifications.map { ($0.value.id, $0.place.member("id")) }, "specification id")
    distinct(products.map { ($0.value.name, $0.place.member("name")) }, "product")
    distinct(vnfds.map { ($0.value.id.rawValue, $0.place) }, "VNFD")
    distinct(nsds.map { ($0.value.id.rawValue, $0.place) }, "NSD")
    distinct(nsds.map { ($0.value.name, $0.place) }, "NSD")
  }

  private func distinct(_ entries: [(name: String, place: YAMLValue?)], _ what: String) {
    var seen: Set<String> = []
    for (name, place) in entries where !seen.insert(name).inserted {
      place?.report("There is another \(what) \(name).", "Give each its own.")
    }
  }

  func vnfd(_ id: VNFD.ID) -> VNFD? { vnfds.first { $0.value.id == id }?.value }

  private func specification(_ name: String) -> ServiceSpecification? {
    specifications.first { $0.value.name == name }?.value
  }
}

// MARK: - VNFs

extension CatalogueChecks {
  private func checkPackageChanges(of vnfd: Placed<VNFD>) {
    for change in vnfd.value.packageChanges where self.vnfd(change.source) == nil {
      vnfd.place.at("topology_template", "policies")?.report(
        "The package change starts from VNFD \(change.source), which is not there.",
        NearestNames.hint(for: change.source.rawValue, among: vnfds.map(\.value.id.rawValue)))
    }
  }
}

// MARK: - Specifications

extension CatalogueChecks {
  private func checkComponents(of holder: Placed<ServiceSpecification>) {
    let places = holder.place.member("serviceSpecRelationship")?.elements ?? []
    distinct(
      zip(holder.value.components, places).map { ($0.key, $1.member("role")) }, "component")
    for (component, place) in zip(holder.value.components, places) {
      checkGates(of: component, in: holder.value, at: place)
      guard let part = specification(component.specification), part.kind == .rfs else {
        let known = specifications.filter { $0.value.kind == .rfs }.map(\.value.name)
        place.member("name")?.report(
          "There is no RFS \(component.specification).",
          NearestNames.hint(for: component.specification, among: known))
        continue
      }
      check(component, of: holder.value, against: part, at: place)
    }
  }

  private func checkGates(
    of component: ServiceSpecification.Component, in holder: ServiceSpecification,
    at place: YAMLValue
  ) {
    let texts = place.member("dependsOn")?.elements ?? []
    for (gate, text) in zip(component.dependsOn, texts) {
      guard let other = gate.specification.map({ specification($0) }) ?? holder else {
        let known = specifications.filter { $0.value.kind == .cfs }.map(\.value.name)
        text.report(
          "The gate names the CFS \(gate.specification ?? ""), which is not there.",
          NearestNames.hint(for: gate.specification ?? "", among: known))
        continue
      }
      if other.component(gate.component) == nil {
        text.report(
          "\(other.name) has no component \(gate.component).",
          NearestNames.hint(for: gate.component, among: other.components.map(\.key)))
      }
    }
  }

  private func check(
    _ component: ServiceSpecification.Component, of holder: ServiceSpecification,
    against part: ServiceSpecification, at place: YAMLValue
  ) {
    let places = place.member("characteristicMapping")?.elements ?? []
    for (mapping, entry) in zip(component.mappings, places) {
      if part.characteristic(named: mapping.to) == nil {
        entry.member("to")?.report(
          "\(part.name) has no characteristic \(mapping.to).",
          NearestNames.hint(for: mapping.to, among: part.characteristics.map(\.name)))
      }
      if let from = mapping.from, holder.characteristic(named: from) == nil {
        entry.member("from")?.report(
          "\(holder.name) has no characteristic \(from).",
          NearestNames.hint(for: from, among: holder.characteristics.map(\.name)))
      }
    }
  }

  /// The characteristics, NSD and SAPs that a resource names must be there.
  private func checkResource(of holder: Placed<ServiceSpecification>) {
    guard let place = holder.place.member("resource") else { return }
    let known = holder.value.characteristics.map(\.name)
    var names = ["vcpu", "memory", "placementPolicy", "site", "retentionDays"]
      .compactMap { place.member($0) }
    names += (place.member("configurations")?.elements ?? []).compactMap { $0.member("parameters") }
    for name in names where !known.contains(name.text) {
      name.report(
        "\(holder.value.name) has no characteristic \(name.text).",
        NearestNames.hint(for: name.text, among: known))
    }
    guard case .mano(let service) = holder.value.resource else { return }
    guard let nsd = nsds.first(where: { $0.value.name == service.networkService })?.value else {
      place.member("networkService")?.report(
        "There is no NSD \(service.networkService).",
        NearestNames.hint(for: service.networkService, among: nsds.map(\.value.name)))
      return
    }
    for sap in (place.member("networks")?.elements ?? []).compactMap({ $0.member("sap") })
    where !nsd.sapds.contains(where: { $0.id == sap.text }) {
      sap.report(
        "The NSD \(nsd.name) has no SAP \(sap.text).",
        NearestNames.hint(for: sap.text, among: nsd.sapds.map(\.id)))
    }
  }

  /// Gates may lead from one CFS to another, so circles are sought over all of them.
  private func checkLoops() {
    var waitsFor: [String: [String]] = [:]
    var places: [String: YAMLValue] = [:]
    var order: [String] = []
    for holder in specifications {
      let entries = holder.place.member("serviceSpecRelationship")?.elements ?? []
      for (component, place) in zip(holder.value.components, entries) {
        let name = "\(holder.value.name)/\(component.key)"
        order.append(name)
        places[name] = place
        waitsFor[name] = component.dependsOn.map {
          "\($0.specification ?? holder.value.name)/\($0.component)"
        }
      }
    }
    for loop in DependencyLoops.find(in: waitsFor, order: order) {
      guard let first = loop.first, let place = places[first] else { continue }
      (place.member("dependsOn") ?? place).report(
        "Gates wait for one another: \((loop + [first]).joined(separator: " → ")).",
        "Remove one of these gates.")
    }
  }

  private func checkProducts() {
    let known = specifications.filter { $0.value.kind == .cfs }.map(\.value.name)
    for product in products {
      let names = product.place.member("serviceSpecifications")?.elements ?? []
      if product.place.member("serviceSpecifications") != nil, names.isEmpty {
        product.place.report("The product has no service.", "Add at least one CFS.")
      }
      for name in names where !known.contains(name.text) {
        name.report(
          "There is no CFS \(name.text).", NearestNames.hint(for: name.text, among: known))
      }
    }
  }
}

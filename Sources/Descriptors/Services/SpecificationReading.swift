// Service and product specifications from YAML of the shape of TMF633, with what TMF633 leaves to
// the implementer: gates, characteristic mappings, and what an RFS asks of its domain.

import ServiceInterfaces

/// The reading of the specifications of one file.
struct SpecificationReading {
  /// The `@type` of a specification, from which its kind follows.
  private enum SpecificationType: String, CaseIterable {
    case cfs = "CustomerFacingServiceSpecification"
    case rfs = "ResourceFacingServiceSpecification"
  }

  func specification(_ value: YAMLValue) -> ServiceSpecification {
    value.allow(
      "id", "name", "@type", "version", "title", "description", "lifecycleStatus",
      "specCharacteristic", "serviceSpecRelationship", "resource")
    let name = value.required("name")
    let type = value.required("@type")?.word(SpecificationType.self)
    let kind: ServiceSpecification.Kind = type == .rfs ? .rfs : .cfs
    if let name, type != nil, !name.text.hasPrefix("\(kind.rawValue):") {
      name.report(
        "The name \(name.text) does not begin with \(kind.rawValue):, as its @type says.",
        "Correct the name or the @type.")
    }
    checkParts(of: value, kind: kind)
    return ServiceSpecification(
      id: value.required("id")?.text ?? "",
      name: name?.text ?? "",
      version: value.required("version")?.text ?? "",
      kind: kind,
      title: value.required("title")?.text ?? "",
      description: value.member("description")?.text ?? "",
      characteristics: value.member("specCharacteristic")?.elements.compactMap {
        characteristic($0)
      } ?? [],
      components: value.member("serviceSpecRelationship")?.elements.map { component($0) } ?? [],
      resource: value.member("resource").flatMap { ResourceReading().resource($0) })
  }

  /// A CFS has components and no resource; an RFS has a resource and no components.
  private func checkParts(of value: YAMLValue, kind: ServiceSpecification.Kind) {
    switch kind {
    case .cfs:
      _ = value.required("serviceSpecRelationship")
      value.member("resource")?.report(
        "A CFS asks nothing of a domain itself.", "Move this to an RFS of it.")
    case .rfs:
      _ = value.required("resource")
      value.member("serviceSpecRelationship")?.report(
        "An RFS does not consist of others.", "Move this to a CFS.")
    }
  }

  func product(_ value: YAMLValue) -> ProductSpecification {
    value.allow("id", "name", "version", "description", "serviceSpecifications", "pricePlan")
    return ProductSpecification(
      id: value.required("id")?.text ?? "",
      name: value.required("name")?.text ?? "",
      version: value.required("version")?.text ?? "",
      description: value.member("description")?.text ?? "",
      serviceSpecifications: value.required("serviceSpecifications")?.texts ?? [],
      pricePlan: value.required("pricePlan")?.text ?? "")
  }

  private func component(_ value: YAMLValue) -> ServiceSpecification.Component {
    value.allow(
      "relationshipType", "name", "role", "dependsOn", "characteristicMapping", "pointOfNoReturn")
    return ServiceSpecification.Component(
      key: value.required("role")?.text ?? "",
      specification: value.required("name")?.text ?? "",
      dependsOn: value.member("dependsOn")?.texts.map { Self.gate($0) } ?? [],
      mappings: value.member("characteristicMapping")?.elements.map { mapping($0) } ?? [],
      isPointOfNoReturn: value.member("pointOfNoReturn")?.boolean ?? false)
  }

  /// `instance`, or `CFS:Cloud-Firewall/instance`.
  static func gate(_ text: String) -> ServiceSpecification.Gate {
    guard let slash = text.lastIndex(of: "/") else { return .init(component: text) }
    return .init(
      specification: String(text[..<slash]), component: String(text[text.index(after: slash)...]))
  }

  private func mapping(_ value: YAMLValue) -> ServiceSpecification.CharacteristicMapping {
    value.allow("to", "from", "value")
    let from = value.member("from")
    let fixed = value.member("value")
    if from == nil, fixed == nil {
      value.report("The mapping says from nowhere.", "Add `from`, `value`, or both.")
    }
    return .init(to: value.required("to")?.text ?? "", from: from?.text, value: fixed?.json)
  }
}

// MARK: - Characteristics

extension SpecificationReading {
  private func characteristic(_ value: YAMLValue) -> CharacteristicSpecification? {
    value.allow(
      "name", "description", "valueType", "configurable", "minCardinality", "maxCardinality",
      "characteristicValueSpecification")
    guard
      let type = value.required("valueType")?.word(CharacteristicSpecification.ValueType.self)
    else { return nil }
    let values = value.member("characteristicValueSpecification")?.elements ?? []
    for entry in values {
      entry.allow("isDefault", "value", "unitOfMeasure", "valueFrom", "valueTo", "valueType")
    }
    let isDefault = { (entry: YAMLValue) in entry.member("isDefault")?.boolean ?? false }
    let fallback = values.first(where: isDefault)?.required("value")
    let range = values.first { $0.member("valueFrom") != nil || $0.member("valueTo") != nil }
    let words = values.compactMap { $0.member("value")?.scalarText }
    let characteristic = CharacteristicSpecification(
      name: value.required("name")?.text ?? "",
      description: value.member("description")?.text ?? "",
      valueType: type,
      defaultValue: fallback?.json,
      unitOfMeasure: values.compactMap { $0.member("unitOfMeasure")?.text }.first,
      valueFrom: range?.member("valueFrom")?.number,
      valueTo: range?.member("valueTo")?.number,
      // A default alone is no enumeration.
      allowedValues: type == .string && values.count > 1 ? words : [],
      isMandatory: (value.member("minCardinality")?.count ?? 0) > 0,
      isConfigurable: value.member("configurable")?.boolean ?? true)
    if let fallback, let objection = characteristic.objection(to: fallback.json) {
      fallback.report(
        "The default of \(characteristic.name) \(objection).", "Correct the default or the range.")
    }
    return characteristic
  }
}

// MARK: - Resources

/// The reading of what an RFS asks of its domain.
struct ResourceReading {
  func resource(_ value: YAMLValue) -> ResourceDescription? {
    guard let target = value.required("target")?.word(ServiceSpecification.Target.self) else {
      return nil
    }
    return switch target {
    case .mano: .mano(networkService(value))
    case .nso: .nso(deviceConfiguration(value))
    case .siem: feed(value).map(ResourceDescription.siem)
    }
  }

  private func networkService(_ value: YAMLValue) -> NetworkServiceDescription {
    value.allow(
      "target", "networkService", "vcpu", "memory", "placementPolicy", "site", "networks")
    return NetworkServiceDescription(
      networkService: value.required("networkService")?.text ?? "",
      vcpu: value.required("vcpu")?.text ?? "",
      memory: value.required("memory")?.text ?? "",
      placementPolicy: value.required("placementPolicy")?.text ?? "",
      site: value.member("site")?.text,
      networks: value.member("networks")?.elements.map { network in
        network.allow("sap", "title")
        return .init(
          sap: network.required("sap")?.text ?? "", title: network.required("title")?.text ?? "")
      } ?? [])
  }

  private func deviceConfiguration(_ value: YAMLValue) -> DeviceConfigurationDescription {
    value.allow("target", "configurations")
    let entries = value.required("configurations")?.elements ?? []
    if entries.isEmpty {
      value.report("Nothing is configured.", "Add at least one configuration.")
    }
    return DeviceConfigurationDescription(
      configurations: entries.compactMap { entry in
        entry.allow("kind", "title", "device", "parameters")
        let kind = entry.required("kind")?.word(DeviceConfigurationDescription.Kind.self)
        let device = entry.required("device")?.word(DeviceConfigurationDescription.DeviceRole.self)
        let title = entry.required("title")?.text ?? ""
        guard let kind, let device else { return nil }
        return .init(
          kind: kind, title: title, device: device, parameters: entry.member("parameters")?.text)
      })
  }

  private func feed(_ value: YAMLValue) -> FeedDescription? {
    value.allow("target", "feed", "format", "events", "retentionDays")
    let format = value.required("format")?.word(FeedDescription.Format.self)
    let name = value.required("feed")?.text ?? ""
    let events = value.required("events")?.texts ?? []
    return format.map {
      FeedDescription(
        feed: name, format: $0, events: events, retentionDays: value.member("retentionDays")?.text)
    }
  }
}

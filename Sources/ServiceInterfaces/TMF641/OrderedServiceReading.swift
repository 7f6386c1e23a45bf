// The service inside an order item: which specification it is of, and whether its characteristic
// values are legal for it.

extension ServiceOrderReading {
  mutating func readService(_ members: Members, action: ServiceOrderDocument.Action?)
    -> ServiceOrderDocument.Service
  {
    let isNew = action == .add
    let id = reader.string("id", of: members, mandatory: action != nil && !isNew)
    let specification = readSpecification(of: members, mandatory: isNew)
    let characteristics = readCharacteristics(of: members)
    let service = ServiceOrderDocument.Service(
      id: id,
      name: reader.string("name", of: members),
      description: reader.string("description", of: members),
      serviceSpecification: specification.map {
        .init(id: $0.id, name: $0.name, version: $0.version)
      },
      serviceCharacteristic: characteristics.map(\.characteristic),
      state: state(of: members),
      place: places(of: members),
      relatedParty: parties(of: members))
    if let specification, let action {
      let objections = specification.objections(
        to: characteristics.map { ($0.characteristic, $0.path) }, action: action,
        path: members.path.member("serviceCharacteristic"))
      for problem in objections { reader.add(problem) }
    }
    return service
  }

  private mutating func state(of members: Members) -> String? {
    guard members.values["state"] != nil, members.values["state"] != .null else { return nil }
    return reader.word(ServiceStateType.self, "state", of: members)?.rawValue
  }

  private mutating func places(of members: Members) -> [ServiceOrderDocument.Place] {
    reader.objects("place", of: members).compactMap { place in
      let role = reader.string("role", of: place, mandatory: true)
      let id = reader.string("id", of: place)
      let name = reader.string("name", of: place)
      return role.map { .init(id: id, name: name, role: $0) }
    }
  }

  /// A characteristic with its place.
  private struct Placed {
    let characteristic: ServiceOrderDocument.Characteristic
    let path: JSONPath
  }

  private mutating func readCharacteristics(of members: Members) -> [Placed] {
    reader.objects("serviceCharacteristic", of: members).compactMap { entry in
      let name = reader.string("name", of: entry, mandatory: true)
      let type = reader.string("valueType", of: entry)
      let value = reader.value("value", of: entry, mandatory: true)
      guard let name, let value else { return nil }
      return Placed(
        characteristic: .init(name: name, valueType: type, value: value), path: entry.path)
    }
  }

  /// The specification that the reference means; id and name must not contradict one another.
  private mutating func readSpecification(of members: Members, mandatory: Bool)
    -> ServiceSpecification?
  {
    let object = reader.object("serviceSpecification", of: members, mandatory: mandatory)
    guard let reference = object else { return nil }
    let id = reader.string("id", of: reference)
    let name = reader.string("name", of: reference)
    let version = reader.string("version", of: reference)
    if reference.values["id"] == nil, reference.values["name"] == nil {
      reader.report(
        reference.path.member("id"), "The mandatory member is missing.",
        "Add the id or the name of the specification.")
      return nil
    }
    let byId = id.flatMap { find($0, \.id, member: "id", of: reference) }
    let byName = name.flatMap { find($0, \.name, member: "name", of: reference) }
    if let byId, let byName, byId.name != byName.name {
      reader.report(
        reference.path.member("name"), "The name is not that of the id, which is \(byId.name).",
        "Correct one of the two.")
    }
    guard let found = byId ?? byName else { return nil }
    guard found.kind == .cfs else {
      reader.report(
        reference.path.member(byName == nil ? "id" : "name"),
        "\(found.name) is resource-facing and cannot be ordered.",
        "Order a CFS that contains it: \(containers(of: found)).")
      return nil
    }
    if let version, version != found.version {
      reader.report(
        reference.path.member("version"),
        "\(found.name) has no version \(DocumentReader.shown(version)).",
        "Use \(found.version), or leave the version out.")
    }
    return found
  }

  private mutating func find(
    _ text: String, _ key: KeyPath<ServiceSpecification, String>, member: String,
    of reference: Members
  ) -> ServiceSpecification? {
    if let found = specifications.first(where: { $0[keyPath: key] == text }) { return found }
    let known = specifications.filter { $0.kind == .cfs }.map { $0[keyPath: key] }
    reader.report(
      reference.path.member(member),
      "There is no service specification \(DocumentReader.shown(text)).",
      NearestNames.hint(for: text, among: known))
    return nil
  }

  private func containers(of specification: ServiceSpecification) -> String {
    let names = specifications.filter { holder in
      holder.components.contains { $0.specification == specification.name }
    }
    return names.isEmpty ? "none does" : names.map(\.name).joined(separator: ", ")
  }
}

/// TMF638 v4 `ServiceStateType`, which an order's service may name as the state it wants.
package enum ServiceStateType: String, Codable, Hashable, Sendable, CaseIterable {
  case feasibilityChecked
  case designed
  case reserved
  case inactive
  case active
  case terminated
}

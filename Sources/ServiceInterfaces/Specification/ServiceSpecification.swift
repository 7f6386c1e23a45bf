// What a customer can order (CFS) and what it is made of (RFS), after TMF633 ServiceSpecification.
// Nothing here can name a pod, chart, image, cluster or host: SOM reads these types, and SOM says
// what to deploy, never how.

/// A customer-facing or resource-facing service as the service catalogue describes it (TMF633).
package struct ServiceSpecification: Codable, Hashable, Sendable, Identifiable {
  /// Whether customers order it (CFS), or a domain realises it (RFS).
  package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    case cfs = "CFS"
    case rfs = "RFS"
  }

  package let id: String
  /// The name with its kind in front: `CFS:Cloud-Firewall`, `RFS:CNF-Firewall-Instance`.
  package let name: String
  package let version: String
  package let kind: Kind
  /// A few words for people: "Cloud firewall".
  package let title: String
  package let description: String
  package let characteristics: [CharacteristicSpecification]
  /// For a CFS the RFS it decomposes into, in the order of the file; empty for an RFS.
  package let components: [Component]
  /// For an RFS what is asked of its domain; nil for a CFS.
  package let resource: ResourceDescription?

  package init(
    id: String, name: String, version: String, kind: Kind, title: String,
    description: String = "", characteristics: [CharacteristicSpecification] = [],
    components: [Component] = [], resource: ResourceDescription? = nil
  ) {
    self.id = id
    self.name = name
    self.version = version
    self.kind = kind
    self.title = title
    self.description = description
    self.characteristics = characteristics
    self.components = components
    self.resource = resource
  }

  /// The domain that realises this RFS; nil for a CFS.
  package var target: Target? { resource?.target }

  package func characteristic(named name: String) -> CharacteristicSpecification? {
    characteristics.first { $0.name == name }
  }

  package func component(_ key: String) -> Component? {
    components.first { $0.key == key }
  }

  /// The values of all characteristics: what was given, else the default.
  ///
  /// Names that this specification does not know are left out; TMF630 has receivers ignore them.
  package func values(given: [String: JSONValue]) -> [String: JSONValue] {
    var values: [String: JSONValue] = [:]
    for characteristic in characteristics {
      values[characteristic.name] = given[characteristic.name] ?? characteristic.defaultValue
    }
    return values
  }
}

extension ServiceSpecification {
  /// The domains below SOM, each behind its own interface.
  package enum Target: String, Codable, Hashable, Sendable, CaseIterable {
    /// The NFVO, over SOL005 or a TMF652 resource order.
    case mano = "MANO"
    /// Device and policy configuration.
    case nso = "NSO"
    /// Security monitoring.
    case siem = "SIEM"
  }

  /// One RFS of a CFS, and what it waits for.
  package struct Component: Codable, Hashable, Sendable {
    /// The name of this part inside its CFS, by which gates speak of it: `instance`.
    package let key: String
    /// The name of the RFS: `RFS:CNF-Firewall-Instance`.
    package let specification: String
    package let dependsOn: [Gate]
    package let mappings: [CharacteristicMapping]
    /// Once this part is completed, its order can no longer be cancelled.
    package var isPointOfNoReturn = false

    package init(
      key: String, specification: String, dependsOn: [Gate] = [],
      mappings: [CharacteristicMapping] = [], isPointOfNoReturn: Bool = false
    ) {
      self.key = key
      self.specification = specification
      self.dependsOn = dependsOn
      self.mappings = mappings
      self.isPointOfNoReturn = isPointOfNoReturn
    }

    /// The characteristic values for the RFS, from those of its CFS.
    ///
    /// What no mapping sets is absent, so that the default of the RFS holds.
    package func values(from customerFacing: [String: JSONValue]) -> [String: JSONValue] {
      var values: [String: JSONValue] = [:]
      for mapping in mappings {
        values[mapping.to] = mapping.from.flatMap { customerFacing[$0] } ?? mapping.value
      }
      return values
    }
  }

  /// A dependency gate: the component it names must be completed before its owner may start.
  package struct Gate: Codable, Hashable, Sendable, CustomStringConvertible {
    /// The CFS that holds the component, when it is another one of the same order.
    ///
    /// A gate on a CFS that the order does not contain is open.
    package let specification: String?
    package let component: String

    package init(specification: String? = nil, component: String) {
      self.specification = specification
      self.component = component
    }

    /// As a specification file writes it: `instance`, or `CFS:Cloud-Firewall/instance`.
    package var description: String {
      specification.map { "\($0)/\(component)" } ?? component
    }
  }

  /// How a characteristic of an RFS gets its value: from one of the CFS, or fixed.
  package struct CharacteristicMapping: Codable, Hashable, Sendable {
    /// The characteristic of the RFS.
    package let to: String
    /// The characteristic of the CFS; nil when `value` is fixed.
    package let from: String?
    /// The fixed value, or what to take when the CFS gives none.
    package let value: JSONValue?

    package init(to: String, from: String? = nil, value: JSONValue? = nil) {
      self.to = to
      self.from = from
      self.value = value
    }
  }
}

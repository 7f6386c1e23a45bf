import ServiceInterfaces

/// The catalogue of the SD-WAN example, as short as SOM needs it.
enum Shop {
  static let overlay = "CFS:SD-WAN-Overlay"
  static let firewall = "CFS:Cloud-Firewall"
  static let security = "CFS:Managed-Security"

  static let specifications = [
    cfs(
      overlay, [.init(name: "sites", valueType: .array, isMandatory: true)],
      [
        .init(key: "gateway", specification: "RFS:SD-WAN-Gateway-Instance"),
        .init(
          key: "tunnels", specification: "RFS:Overlay-Tunnel-Config",
          dependsOn: [.init(component: "gateway")], mappings: [.init(to: "sites", from: "sites")]),
      ]),
    cfs(
      firewall,
      [
        .init(
          name: "vCPU", valueType: .integer, defaultValue: .integer(4), valueFrom: 4, valueTo: 16),
        .init(name: "memory", valueType: .integer, defaultValue: .integer(8)),
        .init(name: "site", valueType: .string, isConfigurable: false),
        .init(name: "aclRules", valueType: .array, defaultValue: .array([.string("deny")])),
      ],
      [
        .init(
          key: "instance", specification: "RFS:CNF-Firewall-Instance",
          mappings: [
            .init(to: "vCPU", from: "vCPU"), .init(to: "memory", from: "memory"),
            .init(to: "site", from: "site"),
          ]),
        .init(
          key: "policy", specification: "RFS:Firewall-Policy-Config",
          dependsOn: [.init(component: "instance")],
          mappings: [.init(to: "aclRules", from: "aclRules")]),
        .init(
          key: "feed", specification: "RFS:Security-Monitoring-Feed",
          dependsOn: [.init(component: "instance")]),
      ]),
    cfs(
      security, [],
      [
        .init(
          key: "prevention", specification: "RFS:Intrusion-Prevention-Config",
          dependsOn: [.init(specification: firewall, component: "policy")]),
        .init(
          key: "detection", specification: "RFS:Threat-Detection-Feed",
          dependsOn: [.init(component: "prevention")]),
      ]),
    rfs("RFS:SD-WAN-Gateway-Instance", ns("sdwan-overlay-ns")),
    rfs("RFS:CNF-Firewall-Instance", ns("cloud-firewall-ns")),
    rfs("RFS:Overlay-Tunnel-Config", device(.overlayTunnels, "sites"), .array),
    rfs("RFS:Firewall-Policy-Config", device(.acl, "aclRules"), .array),
    rfs("RFS:Intrusion-Prevention-Config", device(.intrusionPrevention, nil)),
    rfs("RFS:Security-Monitoring-Feed", feed("firewall-events")),
    rfs("RFS:Threat-Detection-Feed", feed("threat-detections")),
  ]

  private static func cfs(
    _ name: String, _ characteristics: [CharacteristicSpecification],
    _ components: [ServiceSpecification.Component]
  ) -> ServiceSpecification {
    ServiceSpecification(
      id: name.lowercased(), name: name, version: "1.0", kind: .cfs, title: name,
      characteristics: characteristics, components: components)
  }

  private static func rfs(
    _ name: String, _ resource: ResourceDescription,
    _ type: CharacteristicSpecification.ValueType = .string
  ) -> ServiceSpecification {
    let characteristics: [CharacteristicSpecification] =
      switch resource {
      case .mano:
        [
          .init(name: "vCPU", valueType: .integer, defaultValue: .integer(2)),
          .init(name: "memory", valueType: .integer, defaultValue: .integer(4)),
          .init(name: "placement", valueType: .string, defaultValue: .string("edge")),
          .init(name: "site", valueType: .string),
        ]
      case .nso(let description):
        description.configurations.compactMap(\.parameters).map {
          .init(name: $0, valueType: type)
        }
      case .siem:
        [.init(name: "retention", valueType: .integer, defaultValue: .integer(90))]
      }
    return ServiceSpecification(
      id: name.lowercased(), name: name, version: "1.0", kind: .rfs, title: name,
      characteristics: characteristics, resource: resource)
  }

  private static func ns(_ name: String) -> ResourceDescription {
    .mano(
      NetworkServiceDescription(
        networkService: name, vcpu: "vCPU", memory: "memory", placementPolicy: "placement",
        site: "site", networks: [.init(sap: "customer", title: "Customer sites")]))
  }

  private static func device(
    _ kind: DeviceConfigurationDescription.Kind, _ parameters: String?
  ) -> ResourceDescription {
    .nso(
      DeviceConfigurationDescription(configurations: [
        .init(kind: kind, title: kind.rawValue, device: .firewall, parameters: parameters)
      ]))
  }

  private static func feed(_ name: String) -> ResourceDescription {
    .siem(
      FeedDescription(feed: name, format: .cef, events: ["intrusion"], retentionDays: "retention"))
  }
}

extension Shop {
  static func item(
    _ id: String, _ action: ServiceOrderDocument.Action, _ specification: String?,
    service: String? = nil, _ values: [String: JSONValue] = [:], after: [String] = []
  ) -> ServiceOrderDocument.Item {
    ServiceOrderDocument.Item(
      id: id, action: action,
      service: .init(
        id: service,
        serviceSpecification: specification.map {
          .init(id: $0.lowercased(), name: $0, version: "1.0")
        },
        serviceCharacteristic: values.sorted { $0.key < $1.key }.map {
          .init(name: $0.key, value: $0.value)
        }),
      serviceOrderItemRelationship: after.map {
        .init(relationshipType: "dependency", orderItem: .init(itemId: $0))
      })
  }

  static func order(_ items: ServiceOrderDocument.Item..., customer: String? = "globex")
    -> ServiceOrderDocument
  {
    ServiceOrderDocument(
      relatedParty: customer.map { [.init(id: $0, role: "customer")] } ?? [],
      serviceOrderItem: items)
  }

  static let sites: [String: JSONValue] = ["sites": .array([.string("hq"), .string("plant")])]

  /// SD-WAN Premium with Cloud Security: three items.
  static let premium = order(
    item("1", .add, overlay, sites), item("2", .add, firewall), item("3", .add, security))
}

extension Shop {
  /// The specification with one component as its point of no return.
  static func final(_ key: String, in specification: ServiceSpecification) -> ServiceSpecification {
    ServiceSpecification(
      id: specification.id, name: specification.name, version: specification.version,
      kind: specification.kind, title: specification.title,
      characteristics: specification.characteristics,
      components: specification.components.map { component in
        var component = component
        component.isPointOfNoReturn = component.key == key
        return component
      },
      resource: specification.resource)
  }
}

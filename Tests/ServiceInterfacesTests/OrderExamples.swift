import ServiceInterfaces

/// A small catalogue and orders for it, as the tests of this target need them.
enum OrderExamples {
  static let specifications = [
    ServiceSpecification(
      id: "cfs-firewall", name: "CFS:Cloud-Firewall", version: "1.0", kind: .cfs,
      title: "Cloud firewall",
      characteristics: [
        CharacteristicSpecification(
          name: "vCPU", valueType: .integer, defaultValue: .integer(4), unitOfMeasure: "vCPU",
          valueFrom: 4, valueTo: 16),
        CharacteristicSpecification(
          name: "policy", valueType: .string, defaultValue: .string("edge"),
          allowedValues: ["edge", "core"], isConfigurable: false),
        CharacteristicSpecification(
          name: "rules", valueType: .array, valueFrom: 1, valueTo: 3, isMandatory: true),
        CharacteristicSpecification(name: "ratio", valueType: .number),
        CharacteristicSpecification(name: "strict", valueType: .boolean),
      ],
      components: [.init(key: "instance", specification: "RFS:Instance")]),
    ServiceSpecification(
      id: "cfs-overlay", name: "CFS:SD-WAN-Overlay", version: "2.0", kind: .cfs, title: "Overlay"),
    ServiceSpecification(
      id: "rfs-instance", name: "RFS:Instance", version: "1.0", kind: .rfs, title: "Instance",
      resource: .siem(.init(feed: "f", format: .cef, events: []))),
  ]

  /// An order with two items that has no problem.
  static let sound = """
    {
      "@type": "ServiceOrder", "x-vendor": {"any": ["thing"]},
      "externalId": "PO-1", "priority": "1",
      "requestedStartDate": "2026-03-02T08:00:00Z",
      "requestedCompletionDate": "2026-03-02T18:00:00.5+01:00",
      "relatedParty": [{"id": "globex", "name": "Globex", "role": "customer"}],
      "note": [{"text": "please"}],
      "orderRelationship": [{"id": "7", "relationshipType": "cross-ref"}],
      "serviceOrderItem": [
        {"id": "1", "action": "add", "quantity": 1, "service": {
          "name": "firewall", "state": "active",
          "serviceSpecification": {"id": "cfs-firewall", "name": "CFS:Cloud-Firewall", "version": "1.0"},
          "serviceCharacteristic": [
            {"name": "vCPU", "valueType": "integer", "value": 8},
            {"name": "rules", "value": ["a", {"b": null}]}],
          "place": [{"name": "here", "role": "location"}]}},
        {"id": "2", "action": "modify", "service": {"id": "service-9"},
          "serviceOrderItemRelationship": [
            {"relationshipType": "dependency", "orderItem": {"itemId": "1"}}]}
      ]
    }
    """

  /// An order whose single item is the given text.
  static func order(item: String) -> String {
    #"{"serviceOrderItem": [\#(item)]}"#
  }

  /// An order for one firewall whose service has the given members besides its specification.
  static func firewall(_ characteristics: String) -> String {
    order(
      item: """
        {"id": "1", "action": "add", "service": {
          "serviceSpecification": {"name": "CFS:Cloud-Firewall"},
          "serviceCharacteristic": [{"name": "rules", "value": ["a"]}, \(characteristics)]}}
        """)
  }

  /// What is wrong with a text; empty when it is accepted.
  static func problems(in text: String) -> [DocumentProblem] {
    problems(in: Array(text.utf8))
  }

  static func problems(in bytes: [UInt8]) -> [DocumentProblem] {
    do {
      _ = try ServiceOrderDocument.read(bytes, specifications: specifications)
      return []
    } catch {
      return error.problems
    }
  }
}

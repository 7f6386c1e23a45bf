// A TMF641 v4 ServiceOrder as a client creates it. Only what the standard lets a client set is
// here; ids and states are SOM's.

/// The create document of a service order, TMF641 v4 `ServiceOrder_Create`.
///
/// A value of this type that came out of `read` is sound: its specifications exist, its values are
/// legal, its items are related without loops.
package struct ServiceOrderDocument: Codable, Hashable, Sendable {
  package var externalId: String?
  package var category: String?
  package var description: String?
  /// "0" (highest) to "4" (lowest); TMF641 makes it a string.
  package var priority: String?
  /// RFC 3339 date and time, checked by `read`.
  package var requestedStartDate: String?
  /// RFC 3339 date and time, checked by `read`.
  package var requestedCompletionDate: String?
  package var notificationContact: String?
  package var relatedParty: [RelatedParty]
  package var note: [Note]
  package var orderRelationship: [OrderRelationship]
  package var serviceOrderItem: [Item]

  package init(
    externalId: String? = nil, category: String? = nil, description: String? = nil,
    priority: String? = nil, requestedStartDate: String? = nil,
    requestedCompletionDate: String? = nil, notificationContact: String? = nil,
    relatedParty: [RelatedParty] = [], note: [Note] = [],
    orderRelationship: [OrderRelationship] = [], serviceOrderItem: [Item]
  ) {
    self.externalId = externalId
    self.category = category
    self.description = description
    self.priority = priority
    self.requestedStartDate = requestedStartDate
    self.requestedCompletionDate = requestedCompletionDate
    self.notificationContact = notificationContact
    self.relatedParty = relatedParty
    self.note = note
    self.orderRelationship = orderRelationship
    self.serviceOrderItem = serviceOrderItem
  }

  /// The party in the role `customer`, else the first one named.
  package var customer: RelatedParty? {
    relatedParty.first { $0.role?.lowercased() == "customer" } ?? relatedParty.first
  }
}

extension ServiceOrderDocument {
  /// A person or organisation with its role in the order or the service.
  package struct RelatedParty: Codable, Hashable, Sendable {
    package var id: String
    package var name: String?
    package var role: String?

    package init(id: String, name: String? = nil, role: String? = nil) {
      self.id = id
      self.name = name
      self.role = role
    }
  }

  /// A free text that somebody put on the order.
  package struct Note: Codable, Hashable, Sendable {
    package var id: String?
    package var author: String?
    package var date: String?
    package var text: String

    package init(id: String? = nil, author: String? = nil, date: String? = nil, text: String) {
      self.id = id
      self.author = author
      self.date = date
      self.text = text
    }
  }

  /// A relation to another order.
  package struct OrderRelationship: Codable, Hashable, Sendable {
    package var id: String
    /// `dependency` or `cross-ref`; other words are the client's own.
    package var relationshipType: String

    package init(id: String, relationshipType: String) {
      self.id = id
      self.relationshipType = relationshipType
    }
  }

  /// What is to be done about one service.
  package struct Item: Codable, Hashable, Sendable {
    /// Unique within the order.
    package var id: String
    package var action: Action
    package var quantity: Int
    package var service: Service
    package var serviceOrderItemRelationship: [ItemRelationship]

    package init(
      id: String, action: Action, quantity: Int = 1, service: Service,
      serviceOrderItemRelationship: [ItemRelationship] = []
    ) {
      self.id = id
      self.action = action
      self.quantity = quantity
      self.service = service
      self.serviceOrderItemRelationship = serviceOrderItemRelationship
    }
  }

  /// TMF641 `OrderItemActionType`.
  package enum Action: String, Codable, Hashable, Sendable, CaseIterable {
    case add
    case modify
    case delete
    case noChange
  }

  /// A relation between two items of this order.
  package struct ItemRelationship: Codable, Hashable, Sendable {
    /// `dependency` means: this item is not started until the other one is completed.
    package var relationshipType: String
    package var orderItem: ItemReference

    package init(relationshipType: String, orderItem: ItemReference) {
      self.relationshipType = relationshipType
      self.orderItem = orderItem
    }

    package var isDependency: Bool { relationshipType == "dependency" }
  }

  /// TMF641 `ServiceOrderItemRef`.
  package struct ItemReference: Codable, Hashable, Sendable {
    package var itemId: String

    package init(itemId: String) {
      self.itemId = itemId
    }
  }
}

extension ServiceOrderDocument {
  /// TMF641 `ServiceRefOrValue`: a new service, or one that exists, by its id.
  package struct Service: Codable, Hashable, Sendable {
    /// The id of an existing service; mandatory for modify, delete and noChange.
    package var id: String?
    package var name: String?
    package var description: String?
    /// Mandatory for add.
    package var serviceSpecification: SpecificationReference?
    package var serviceCharacteristic: [Characteristic]
    /// The state the client wants the service in, TMF638 `ServiceStateType`.
    package var state: String?
    package var place: [Place]
    package var relatedParty: [RelatedParty]

    package init(
      id: String? = nil, name: String? = nil, description: String? = nil,
      serviceSpecification: SpecificationReference? = nil,
      serviceCharacteristic: [Characteristic] = [], state: String? = nil, place: [Place] = [],
      relatedParty: [RelatedParty] = []
    ) {
      self.id = id
      self.name = name
      self.description = description
      self.serviceSpecification = serviceSpecification
      self.serviceCharacteristic = serviceCharacteristic
      self.state = state
      self.place = place
      self.relatedParty = relatedParty
    }

    /// The given characteristic values by name.
    package var characteristicValues: [String: JSONValue] {
      Dictionary(serviceCharacteristic.map { ($0.name, $0.value) }) { first, _ in first }
    }
  }

  /// TMF641 `ServiceSpecificationRef`; after `read` all three say the same specification.
  package struct SpecificationReference: Codable, Hashable, Sendable {
    package var id: String
    package var name: String
    package var version: String

    package init(id: String, name: String, version: String) {
      self.id = id
      self.name = name
      self.version = version
    }
  }

  /// TMF641 `Characteristic`.
  package struct Characteristic: Codable, Hashable, Sendable {
    package var name: String
    package var valueType: String?
    package var value: JSONValue

    package init(name: String, valueType: String? = nil, value: JSONValue) {
      self.name = name
      self.valueType = valueType
      self.value = value
    }
  }

  /// TMF641 `RelatedPlaceRefOrValue`: a place and what happens there.
  package struct Place: Codable, Hashable, Sendable {
    package var id: String?
    package var name: String?
    package var role: String

    package init(id: String? = nil, name: String? = nil, role: String) {
      self.id = id
      self.name = name
      self.role = role
    }
  }
}

// Everything that can be ordered and instantiated, as one value.

import ResourceInterfaces
import ServiceInterfaces

/// The specifications, products and descriptors that are on offer, checked against one another.
package struct Catalogue: Codable, Hashable, Sendable {
  /// CFS and RFS, in the order of the files.
  package let specifications: [ServiceSpecification]
  package let products: [ProductSpecification]
  package let nsds: [NSD]
  package let vnfds: [VNFD]

  package init(
    specifications: [ServiceSpecification], products: [ProductSpecification], nsds: [NSD],
    vnfds: [VNFD]
  ) {
    self.specifications = specifications
    self.products = products
    self.nsds = nsds
    self.vnfds = vnfds
  }

  package func specification(named name: String) -> ServiceSpecification? {
    specifications.first { $0.name == name }
  }

  package func product(named name: String) -> ProductSpecification? {
    products.first { $0.name == name }
  }

  package func nsd(named name: String) -> NSD? {
    nsds.first { $0.name == name }
  }

  package func nsd(_ id: NSD.ID) -> NSD? {
    nsds.first { $0.id == id }
  }

  package func vnfd(_ id: VNFD.ID) -> VNFD? {
    vnfds.first { $0.id == id }
  }

  /// The descriptors to which an instance of the given one can be upgraded, oldest first.
  package func upgrades(from id: VNFD.ID) -> [VNFD] {
    vnfds.filter { vnfd in
      vnfd.packageChanges.contains { $0.source == id && $0.modification == .up }
    }
  }
}

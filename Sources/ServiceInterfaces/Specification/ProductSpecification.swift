// What a customer buys: a product, the services it consists of, and how it is billed.

/// A product of the catalogue, after TMF620 ProductSpecification as far as COM needs it here.
package struct ProductSpecification: Codable, Hashable, Sendable, Identifiable {
  package let id: String
  /// The name on the bill: "SD-WAN Premium with Cloud Security".
  package let name: String
  package let version: String
  package let description: String
  /// The names of the CFS that the product is made of, in the order of the catalogue.
  package let serviceSpecifications: [String]
  /// The name of the price plan that billing activates.
  package let pricePlan: String

  package init(
    id: String, name: String, version: String, description: String = "",
    serviceSpecifications: [String], pricePlan: String
  ) {
    self.id = id
    self.name = name
    self.version = version
    self.description = description
    self.serviceSpecifications = serviceSpecifications
    self.pricePlan = pricePlan
  }
}

import Core
import Descriptors
import Foundation
import ResourceInterfaces
import ServiceInterfaces

/// What the binary carries: the catalogue, the inventory, the example order.
enum Bundled {
  static func catalogue() throws -> Catalogue { try reading { try Catalogue.bundled() } }

  static func inventory() throws -> Inventory { try reading { try Inventory.bundled() } }

  /// The inventory of the file at `path`, or the bundled one, with the delays of the file at `stages`;
  /// what that does not name stays as it is. All problems of both files are told at once.
  static func inventory(at path: String?, stages: String?) throws -> Inventory {
    var problems: [String] = []
    func read<Value>(
      _ path: String?, _ body: (DescriptorFile) throws(DescriptorProblems) -> Value
    ) throws -> Value? {
      guard let path else { return nil }
      let name = URL(fileURLWithPath: path).lastPathComponent
      let file = DescriptorFile(name: name, text: try InputFile.text(of: path))
      do throws(DescriptorProblems) {
        return try body(file)
      } catch {
        problems += error.problems.map { String(describing: $0) }
        return nil
      }
    }
    let former = try reading { try StageProfiles.bundled() }
    let own = try read(path) { file throws(DescriptorProblems) in try Inventory.read(file) }
    let profiles = try read(stages) { file throws(DescriptorProblems) in
      try StageProfiles.read(file, over: former)
    }
    guard problems.isEmpty else { throw Failure(.badInput, problems) }
    let inventory = try own ?? Self.inventory()
    return profiles.map { inventory.taking($0) } ?? inventory
  }

  static func exampleOrder() throws -> ServiceOrderDocument {
    try Self.order(Catalogue.exampleOrder)
  }

  /// The demo: a few customers order before the curtain opens, and then Globex.
  static func demoScript() throws -> Demo.Script {
    let order = try exampleOrder()
    let customers = [
      "Initech", "Hooli", "Umbrella", "Acme", "Stark", "Wayne", "Tyrell", "Cyberdyne",
    ]
    let earlier = customers.enumerated().map { index, customer in
      order.placed(by: customer, externalId: "PO-2026-00040\(index)")
    }
    return Demo.Script(earlier: earlier, order: order)
  }

  /// Reads a TMF641 document against the bundled catalogue; every problem becomes a sentence.
  static func order(_ data: Data) throws -> ServiceOrderDocument {
    let specifications = try catalogue().specifications
    do {
      return try ServiceOrderDocument.read(data, specifications: specifications)
    } catch {
      throw Failure(.badInput, error.problems.map { String(describing: $0) })
    }
  }

  private static func reading<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let problems as DescriptorProblems {
      throw Failure(
        .badInput, "The catalogue in this binary does not read: \(problems). Install it anew.")
    }
  }
}

extension ServiceOrderDocument {
  /// The same order of another customer.
  func placed(by customer: String, externalId: String) -> Self {
    var order = self
    order.externalId = externalId
    order.description = "\(category ?? "Order") for \(customer)"
    for index in order.relatedParty.indices where order.relatedParty[index].role == "customer" {
      order.relatedParty[index].id = customer.lowercased()
      order.relatedParty[index].name = customer
    }
    for index in order.serviceOrderItem.indices {
      let name = order.serviceOrderItem[index].service.name
      order.serviceOrderItem[index].service.name =
        name?.replacingOccurrences(of: "Globex", with: customer)
    }
    return order
  }
}

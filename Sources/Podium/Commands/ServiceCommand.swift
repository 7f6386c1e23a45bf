import ArgumentParser
import Core
import Deciding
import SOM
import ServiceInterfaces

/// `podium service`: the inventory of TMF638, customers' services and what they stand on.
struct ServiceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service", abstract: "List and show the services of the inventory (TMF638).",
    subcommands: [List.self, Show.self])

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "List customer-facing services: what was agreed, and how they run.")
    @Option(help: "Only the services of this customer, such as globex.") var customer: String?
    @Flag(help: "Resource-facing services as well.") var rfs = false
    @Flag(help: "Terminated services as well.") var all = false
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium service list").engine.layers
      let services = layers.som.services.values.filter { service in
        (rfs || service.kind == .cfs) && (all || service.state != .terminated)
          && (customer.map { $0 == service.customer } ?? true)
      }
      let reports = services.map { ServiceInventoryReport($0, layers) }
      if output.json { return try Output.json(reports) }
      Output.table(
        ["SERVICE", "CUSTOMER", "SPECIFICATION", "STATE", "OPERATING", "SINCE", "WHY"],
        zip(services, reports).map { service, report in
          [
            report.id, service.customer, report.serviceSpecification.name, report.state,
            report.operatingStatus, service.statusSince.timeOfDay, report.statusReason ?? "",
          ]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a service: its values, what it stands on, and what happened to that.")
    @Argument(help: "The service, such as svc-1.") var service: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium service show").engine.layers
      guard let record = Service.ID(service).flatMap({ layers.som.services[$0] }) else {
        throw Failure(
          .refused, "There is no service \(service). `podium service list --all` shows them all.")
      }
      let report = ServiceInventoryReport(record, layers)
      if output.json { return try Output.json(report) }
      report.print()
      for id in record.supportingServices {
        if let supporting = layers.som.services[id] {
          ServiceInventoryReport(supporting, layers).printAsPart()
        }
      }
    }
  }
}

/// A service as the command line shows it; keys are TMF638's (v5, with `operatingStatus`).
struct ServiceInventoryReport: Encodable {
  struct Reference: Encodable {
    let id: String
    let name: String
  }

  struct Resource: Encodable {
    let name: String
    /// The domain that holds it: MANO, NSO or SIEM.
    let target: String
    /// The network service at the NFVO.
    let nsInstanceId: String?
    let resourceOrder: String
    let isGone: Bool
  }

  struct Operation: Encodable {
    let id: String
    let lcmOperationType: String
    let operationState: String
    let isAutomaticInvocation: Bool
    let date: Instant
  }

  let id: String
  let name: String
  /// CFS or RFS.
  let category: String
  let state: String
  let operatingStatus: String
  let statusReason: String?
  let serviceDate: Instant
  let startDate: Instant?
  let endDate: Instant?
  let serviceSpecification: Reference
  let relatedParty: [ServiceOrderDocument.RelatedParty]
  let serviceOrder: String
  /// The order that changes it at present.
  let openServiceOrder: String?
  let serviceCharacteristic: [ServiceOrderDocument.Characteristic]
  let supportingService: [Reference]
  let supportingResource: [Resource]
  /// What operators and policies did to its network service, without an order.
  let operation: [Operation]

  init(_ record: ServiceRecord, _ layers: Layers) {
    id = "\(record.id)"
    name = record.name
    category = record.kind.rawValue
    state = record.state.rawValue
    operatingStatus = record.operatingStatus.rawValue
    statusReason = record.reason
    serviceDate = record.designedAt
    startDate = record.activeSince
    endDate = record.terminatedAt
    serviceSpecification = Reference(
      id: layers.som.specifications[record.specification]?.id ?? "", name: record.specification)
    relatedParty = [.init(id: record.customer, role: "customer")]
    serviceOrder = "\(record.order)"
    openServiceOrder = record.openOrder.map { "\($0)" }
    serviceCharacteristic = record.characteristics
    supportingService = record.supportingServices.compactMap { id in
      layers.som.services[id].map { Reference(id: "\(id)", name: $0.specification) }
    }
    supportingResource = [record.resource].compactMap { resource in
      resource.map {
        Resource(
          name: $0.name, target: $0.target.rawValue, nsInstanceId: $0.ns.map { "\($0)" },
          resourceOrder: "\($0.resourceOrder)", isGone: $0.isGone)
      }
    }
    operation = record.operations.map {
      Operation(
        id: "\($0.operation)", lcmOperationType: $0.kind.rawValue,
        operationState: $0.state.rawValue, isAutomaticInvocation: $0.isAutomaticInvocation,
        date: $0.at)
    }
  }

  func print() {
    Swift.print(
      "\(id)  \(serviceSpecification.name)  \(state)/\(operatingStatus)"
        + (statusReason.map { ": \($0)" } ?? ""))
    Swift.print(
      "  \(name), by \(serviceOrder)" + (openServiceOrder.map { ", being changed by \($0)" } ?? ""))
    for entry in serviceCharacteristic { Swift.print("  \(entry.name) = \(entry.value)") }
  }

  /// A line below the CFS that stands on it, and one for each operation nobody ordered.
  func printAsPart() {
    let carrier = supportingResource.first.map { resource in
      "  \(resource.target) \(resource.nsInstanceId.map { "\($0) " } ?? "")\(resource.name)"
    }
    Swift.print(
      "  \(id)  \(serviceSpecification.name)  \(state)/\(operatingStatus)\(carrier ?? "")")
    for operation in operation {
      Swift.print(
        "    \(operation.id)  \(operation.lcmOperationType)  \(operation.operationState)"
          + (operation.isAutomaticInvocation ? "  automatic" : "  by a person"))
    }
  }
}

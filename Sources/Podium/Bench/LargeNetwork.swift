import Core
import Deciding
import Descriptors
import Foundation
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VNFM

/// A network of very many VNFs.
///
/// The first orders go through the whole core. The others are told: the events that make the records
/// of SOM, NFVO and VNFM are applied as a replay applies them, each VNF modelled on one of a real
/// order. Steps, grants and what the VIMs hold are left out of these, whose million would not fit
/// into the memory of a workstation.
struct LargeNetwork {
  private(set) var layers: Layers
  private(set) var now: Instant
  private(set) var sequence = 0
  private var serials: Serials
  private let hosts: [HostName]
  private let wanted: Int

  private static let realOrders = 200
  /// VNFs for which one copy of the bundled infrastructure stands.
  private static let functionsPerCopy = 1_000

  var functions: Int { layers.vnfm.vnfs.count }

  /// A network of `wanted` VNFs; the last order may be told in part.
  init(functions wanted: Int) throws {
    self.wanted = wanted
    var engine = Engine(world: OrderBench.world)
    var batch = Batch.rehearsed
    let inventory = try Bundled.inventory().copied(4 + wanted / Self.functionsPerCopy)
    for message in Genesis.messages(try Bundled.catalogue(), inventory) {
      try engine.admit(message, from: .world, into: &batch)
    }
    while try engine.step(until: engine.now, into: &batch) {}
    for message in try OrderBench.messages(0..<Self.realOrders) {
      try engine.admit(message, from: .person, into: &batch)
      batch = Batch.rehearsed
      while try engine.step(until: Instant(milliseconds: .max), into: &batch) {}
      if engine.layers.vnfm.vnfs.count >= wanted { break }
    }
    layers = engine.layers
    now = engine.now
    serials = engine.serials
    hosts = inventory.vims.flatMap(\.hosts).map(\.id)
    let models = layers.nfvo.networkServices.values.prefix(2).map { Model($0, layers) }
    let document = try Bundled.exampleOrder()
    var number = Self.realOrders
    while functions < wanted {
      tell(document.placed(by: "Customer\(number)", externalId: "PO-\(number)"), number, models)
      number += 1
    }
  }

  /// A real network service, and what is known of its functions.
  private struct Model {
    let service: NSRecord
    let operation: NSOperationRecord?
    let functions: [(managed: ManagedVNF, record: VNFRecord, operation: VNFOperationRecord)]

    init(_ service: NSRecord, _ layers: Layers) {
      self.service = service
      operation = service.lastOperation.flatMap { layers.nfvo.operations[$0] }
      functions = service.vnfs.compactMap { id in
        guard let managed = layers.nfvo.vnfs[id], let record = layers.vnfm.vnfs[id],
          let operation = record.lastOperation.flatMap({ layers.vnfm.operations[$0] })
        else { return nil }
        return (managed, record, operation)
      }
    }
  }

  private mutating func next<Kind: Entity>(_ kind: Kind.Type) -> Kind.ID {
    Kind.ID(serial: serials.next(Kind.prefix))
  }

  private mutating func apply(_ event: Event) {
    layers.apply(event, at: now)
    sequence += 1
  }

  /// One completed order with its services.
  private mutating func tell(_ document: ServiceOrderDocument, _ number: Int, _ models: [Model]) {
    let id = next(ServiceOrder.self)
    now = now + .milliseconds(10)
    let order = ServiceOrderRecord(
      id: id, productOrder: next(ProductOrder.self), document: document, acknowledgedAt: now)
    apply(.som(.orderAcknowledged(order: order)))
    for model in models { tell(model, order, number) }
    apply(.som(.orderMoved(order: id, to: .completed, reason: nil)))
  }

  /// One network service, its CFS, and its functions.
  private mutating func tell(_ model: Model, _ order: ServiceOrderRecord, _ number: Int) {
    let service = next(Service.self)
    let specification =
      model.service.service.flatMap { layers.som.services[$0] }?.specification ?? ""
    apply(
      .som(
        .serviceDesigned(
          service: ServiceRecord(
            id: service, kind: .cfs, specification: specification, name: order.customerName,
            customer: order.customer, order: order.id, component: nil, customerFacing: nil,
            supportingServices: [], ordinal: 1, designedAt: now, characteristics: []))))
    apply(
      .som(
        .serviceMoved(
          service: service, specification: specification, state: .active,
          operatingStatus: .running, reason: nil)))
    let ns = next(NSInstance.self)
    let name = "\(order.customer)-\(model.service.nsdName)-1"
    apply(
      .nfvo(
        .nsCreated(
          record: NSRecord(
            created: ns, name: name, tenant: order.customer, nsd: model.service.nsd,
            nsdName: model.service.nsdName, service: service,
            resourceOrder: next(ResourceOrder.self), at: now),
          baseName: order.customer)))
    instantiate(ns, model.operation, name: name)
    for function in model.functions where functions < wanted {
      let name = "\(order.customer)-\(function.managed.profile)-1"
      let vnf = next(VNFInstance.self)
      apply(
        .nfvo(
          .vnfAssigned(
            operation: NSOperation.ID(serial: 0), task: 0,
            vnf: function.managed.copied(vnf, name: name, ns: ns))))
      tell(function.record, function.operation, as: vnf, name: name, of: order.customer, number)
    }
  }

  private mutating func instantiate(
    _ ns: NSInstance.ID, _ model: NSOperationRecord?, name: String
  ) {
    guard
      let operation = model?.copied(
        next(NSOperation.self), ns: ns, name: name, requester: Person.name)
    else { return }
    apply(.nfvo(.operationStarted(record: operation, networks: nil)))
    if let decision = operation.placement {
      apply(
        .nfvo(
          .placementDecided(operation: operation.id, ns: ns, name: name, decision: decision)))
    }
    apply(
      .nfvo(
        .operationEntered(
          operation: operation.id, ns: ns, name: name, kind: .instantiate, state: .completed,
          problem: nil)))
  }

  /// One function that is instantiated, configured and serves.
  private mutating func tell(
    _ record: VNFRecord, _ model: VNFOperationRecord, as vnf: VNFInstance.ID, name: String,
    of tenant: String, _ number: Int
  ) {
    apply(
      .vnfm(
        .identifierCreated(
          vnf: vnf, name: name, vnfdId: record.vnfdId, productName: record.productName,
          softwareVersion: record.softwareVersion, tenant: tenant, reference: "\(vnf)")))
    let operation = model.copied(
      next(VNFOperation.self), vnf: vnf, name: name, reference: "\(vnf)")
    apply(.vnfm(.operationStarted(record: operation)))
    for component in record.components {
      let resource = next(Resource.self)
      let change = ResourceChange(
        vim: record.vim ?? "", vnf: vnf, vdu: component.vdu, resource: resource,
        name: "\(name)-\(resource.serial)", type: component.type,
        host: hosts[resource.serial % hosts.count], phase: .ready, image: component.image,
        reason: "")
      apply(.vnfm(.componentChanged(name: name, change: change)))
    }
    apply(
      .vnfm(
        .operationEntered(
          operation: operation.id, vnf: vnf, name: name, kind: operation.kind, state: .completed,
          fault: nil)))
  }

  /// Lets events happen and tells of them as the core does after a commit.
  mutating func publish(_ events: [Event]) -> Conductor.Publication {
    now = now + .milliseconds(16)
    var recorded: [RecordedEvent] = []
    for event in events {
      apply(event)
      recorded.append(
        RecordedEvent(
          sequence: sequence, time: now, correlation: sequence, causation: sequence, event: event))
    }
    return Conductor.Publication(
      layers: layers, events: recorded, now: now, sequence: sequence, pace: .times(1), waiting: 0)
  }
}

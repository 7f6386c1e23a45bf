import Core
import Deciding
import Descriptors
import Domains
import Foundation
import NFVI
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import Testing
import VIM
import VNFM

@testable import Podium

/// Service orders in the whole stack, where every domain is the real one.
@Suite struct `An order in the whole stack` {
  /// A world with the bundled catalogue and `files` besides, before anything is ordered.
  private func world(_ files: [DescriptorFile] = []) throws -> Stage {
    let catalogue =
      files.isEmpty
      ? try Bundle.catalogue.get() : try Catalogue.read(BundledFiles.catalogue + files)
    return try Stage(catalogue)
  }

  /// How many messages an order takes from its placement to its end, a few for each step.
  private static let moments = Array(stride(from: 1, through: 700, by: 70))

  @Test(arguments: moments)
  func `that is cancelled leaves everything as it was, whenever that is`(turns: Int) throws {
    var stage = try world()
    try stage.place(try Bundled.exampleOrder())
    let id = ServiceOrder.ID(serial: 1)
    try stage.run { _, handled in handled >= turns }
    let isOpen = stage.layers.som.orders[id].map { !$0.state.isTerminal } ?? true
    try stage.admit(
      .service(.som(.cancelServiceOrder(id, reason: "a slip", requester: "lab"))))
    try stage.run()
    let order = try #require(stage.layers.som.orders[id])
    guard isOpen else { return #expect(order.state == .completed) }
    #expect(order.state == .cancelled, "\(order.reason ?? "")")
    #expect(order.items.allSatisfy { $0.state == .cancelled })
    #expect(stage.layers.som.services.values.allSatisfy { $0.state == .terminated })
    #expect(stage.layers.vim.releases.isEmpty && stage.layers.nfvi.workloads.isEmpty)
    #expect(stage.layers.vnfm.vnfs.isEmpty && stage.layers.nfvo.vnfs.isEmpty)
    #expect(stage.layers.vim.clusters.values.allSatisfy { $0.allocated == .none })
    #expect(stage.layers.nso.services.values.allSatisfy { $0.parts.isEmpty })
    #expect(stage.layers.com.accounts.isEmpty)
    #expect(stage.layers.com.orders.values.map(\.state) == [.cancelled])
    #expect(Agreement.findings(stage.layers) == [])
    // Its ten steps claim nothing that was not done before.
    let steps = Walkthrough.steps(of: order, in: stage.layers)
    let asked = try #require(order.cancellation).requestedAt
    for step in steps where step.state == .completed {
      #expect(try #require(step.startedAt) <= asked, "\(step.number)")
    }
    #expect(steps.last?.state == .dropped)
    #expect(steps.allSatisfy { $0.state == .completed || $0.state == .dropped })
  }

  @Test(arguments: moments)
  func `is told before what its cancellation comes to`(turns: Int) throws {
    var stage = try world()
    try stage.place(try Bundled.exampleOrder())
    let id = ServiceOrder.ID(serial: 1)
    try stage.run { _, handled in handled >= turns }
    guard stage.layers.som.orders[id] != nil else { return }
    let before = stage.layers
    let trial = try stage.engine.tryingCancellation(of: id, by: "lab")
    #expect(stage.layers.som.orders[id] == before.som.orders[id])
    try stage.admit(.service(.som(.cancelServiceOrder(id, reason: nil, requester: "lab"))))
    try stage.run()
    let order = try #require(stage.layers.som.orders[id])
    #expect(trial.endState == order.state.rawValue)
    guard trial.refusal == nil else { return #expect(order.state == .completed) }
    let cancellation = try #require(order.cancellation)
    let took = try #require(cancellation.endedAt) - cancellation.requestedAt
    #expect(trial.seconds == took.seconds)
    #expect(trial.parts.map(\.specification) == order.plan.map(\.specification))
    #expect(
      trial.parts.filter(\.isUndone).count { $0.outcome == "undone" }
        == order.plan.count { $0.undo?.state == .completed })
  }

  @Test func `may be of a CFS that is only a file`() throws {
    var stage = try world([DescriptorFile(name: "guest.services.yaml", text: Self.guestAccess)])
    try stage.place(
      ServiceOrderDocument(
        relatedParty: [.init(id: "globex", role: "customer")],
        serviceOrderItem: [
          .init(
            id: "1", action: .add,
            service: .init(
              serviceSpecification: .init(
                id: "cfs-guest-access", name: "CFS:Guest-Access", version: "1.0"),
              serviceCharacteristic: [.init(name: "portal", value: .string("welcome"))]))
        ]))
    try stage.run()
    let order = try #require(stage.layers.som.orders[ServiceOrder.ID(serial: 1)])
    #expect(order.state == .completed, "\(order.reason ?? "")")
    #expect(order.plan.map(\.target) == [.mano, .nso, .siem])
    let policy = try #require(stage.layers.nso.services.values.first?.parts.first)
    #expect(policy.lines == ["block category welcome"])
  }

  /// What a CFS file may get wrong, and what is said about it.
  struct Slip: Sendable, CustomTestStringConvertible {
    let text: String
    let instead: String
    let complaint: String
    var testDescription: String { instead }
  }

  static let slips = [
    Slip(
      text: "target: SIEM", instead: "target: SIEMENS",
      complaint: "SIEMENS"),
    Slip(
      text: "dependsOn: [ ]", instead: "dependsOn: [ watch ]",
      complaint: "Gates wait for one another"),
    Slip(
      text: "from: portal", instead: "from: portals",
      complaint: "CFS:Guest-Access has no characteristic portals"),
    Slip(
      text: "name: RFS:Guest-Instance\n        role", instead: "name: RFS:Guest\n        role",
      complaint: "There is no RFS RFS:Guest"),
    Slip(
      text: "networkService: cloud-firewall-ns", instead: "networkService: guest-ns",
      complaint: "There is no NSD guest-ns"),
    Slip(
      text: "isDefault: true, value: 4", instead: "isDefault: true, value: four",
      complaint: "The default of vCPU"),
  ]

  @Test(arguments: slips) func `needs a CFS file without contradictions`(slip: Slip) throws {
    let text = Self.guestAccess.replacingOccurrences(of: slip.text, with: slip.instead)
    try #require(text != Self.guestAccess)
    do {
      _ = try Catalogue.read(
        BundledFiles.catalogue + [DescriptorFile(name: "guest.services.yaml", text: text)])
      Issue.record("It was taken.")
    } catch {
      #expect("\(error)".contains(slip.complaint), "\(error)")
    }
  }

  /// Words of clusters, hosts and their drivers, which a service orchestrator has no business with.
  private static let infrastructure = [
    "namespace", "helm", "kubernetes", "openstack", "container", "pod\"", "chart", "replicaSet",
    "nova", "k8s-", "-w0", "imagePull", "tolerat", "daemonset",
  ]

  @Test func `moves through SOM without a word of a cluster, scaling and all`() throws {
    var stage = try world()
    try stage.place(try Bundled.exampleOrder())
    try stage.run()
    let networkServices = stage.layers.som.services.values.compactMap { $0.resource?.ns }
    let ns = try #require(networkServices.first)
    try stage.admit(.service(.nfvo(.terminate(ns: ns, from: .person(name: "lab")))))
    try stage.run()
    #expect(stage.heardBySOM.count > 20)
    for text in stage.heardBySOM {
      for word in Self.infrastructure {
        #expect(!text.lowercased().contains(word.lowercased()), "\(word) in \(text)")
      }
    }
  }

  private static let guestAccess = """
    serviceSpecification:
      - id: cfs-guest-access
        name: CFS:Guest-Access
        "@type": CustomerFacingServiceSpecification
        version: "1.0"
        title: Guest access
        specCharacteristic:
          - name: portal
            valueType: string
            minCardinality: 1
        serviceSpecRelationship:
          - relationshipType: reliesOn
            name: RFS:Guest-Instance
            role: instance
            dependsOn: [ ]
          - relationshipType: reliesOn
            name: RFS:Guest-Policy
            role: policy
            dependsOn: [ instance ]
            characteristicMapping:
              - { to: portal, from: portal }
          - relationshipType: reliesOn
            name: RFS:Guest-Watch
            role: watch
            dependsOn: [ policy ]
      - id: rfs-guest-instance
        name: RFS:Guest-Instance
        "@type": ResourceFacingServiceSpecification
        version: "1.0"
        title: Guest firewall
        specCharacteristic:
          - name: vCPU
            valueType: integer
            characteristicValueSpecification:
              - { isDefault: true, value: 4 }
          - name: memory
            valueType: integer
            characteristicValueSpecification:
              - { isDefault: true, value: 8 }
          - name: placementPolicy
            valueType: string
            characteristicValueSpecification:
              - { isDefault: true, value: edge }
        resource:
          target: MANO
          networkService: cloud-firewall-ns
          vcpu: vCPU
          memory: memory
          placementPolicy: placementPolicy
          networks:
            - { sap: customer, title: Guests }
      - id: rfs-guest-policy
        name: RFS:Guest-Policy
        "@type": ResourceFacingServiceSpecification
        version: "1.0"
        title: Guest policy
        specCharacteristic:
          - name: portal
            valueType: string
        resource:
          target: NSO
          configurations:
            - { kind: urlFilter, title: Portal, device: firewall, parameters: portal }
      - id: rfs-guest-watch
        name: RFS:Guest-Watch
        "@type": ResourceFacingServiceSpecification
        version: "1.0"
        title: Guest watch
        resource:
          target: SIEM
          feed: guest-events
          format: cef
          events: [ denied-flow ]
    """
}

/// A world in memory that keeps what SOM heard and said.
private struct Stage {
  private(set) var engine: Engine
  private(set) var heardBySOM: [String] = []

  init(_ catalogue: Catalogue) throws {
    engine = Engine(world: WorldDescription(seed: 7, epoch: DemoCommand.epoch))
    for message in Genesis.messages(catalogue, try Bundle.inventory.get()) {
      try admit(message, from: .world)
    }
    try run()
    heardBySOM = []
  }

  var layers: Layers { engine.layers }

  mutating func admit(_ message: Message, from sender: Core.Block = .person) throws {
    var batch = Batch.rehearsed
    try engine.admit(message, from: sender, into: &batch)
  }

  mutating func place(_ document: ServiceOrderDocument) throws {
    try admit(.service(.com(.placeOrder(document))))
  }

  /// Runs until nothing is left to do, or until `isDone` after so many messages.
  mutating func run(until isDone: (Layers, Int) -> Bool = { _, _ in false }) throws {
    var batch = Batch.rehearsed
    var handled = 0
    while let next = engine.next {
      if next.message.receiver == .som || next.sender == .som {
        heardBySOM.append(String(decoding: try JSONEncoder().encode(next.message), as: UTF8.self))
      }
      guard try engine.step(until: .distantFuture, into: &batch) else { return }
      handled += 1
      if isDone(engine.layers, handled) { return }
    }
  }
}

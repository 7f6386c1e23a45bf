import Deciding
import ResourceInterfaces
import Testing
import VNFM

/// A VNFM whose counterparts are played by the test, message by message.
private struct Desk {
  var state = FunctionLifecycle.State()
  private var serials = Serials()
  private var message = 0
  var now = Instant(milliseconds: 0)

  static let vnf = VNFInstance.ID(serial: 1)
  static let operation = VNFOperation.ID(serial: 1)
  static let grant = Grant.ID(serial: 1)

  static let vnfd = VNFD(
    id: "gw", provider: "p", productName: "Gateway", softwareVersion: "7.3", vnfdVersion: "7.3",
    deployment: .virtualMachines,
    vdus: [
      VNFD.VDU(
        id: "node", name: "node", kind: .virtualMachine, vcpuMilli: 4_000, memoryMiB: 8_192,
        image: VNFD.SoftwareImage(name: "gw", version: "7.3", sizeMiB: 900), minInstances: 1,
        maxInstances: 2, initialDelta: 1,
        scalingDeltas: [VNFD.ScalingDelta(aspect: "nodes", delta: "one", instances: 1)])
    ],
    scalingAspects: [
      VNFD.ScalingAspect(id: "nodes", name: "nodes", maxScaleLevel: 1, stepDeltas: ["one"])
    ],
    instantiationLevels: [VNFD.InstantiationLevel(id: "one", scaleInfo: [:])],
    defaultInstantiationLevel: "one",
    day1: [VNFD.ConfigurationStep(id: "licence", title: "Install the licence", kind: .licence)])

  /// A desk with an identifier, and the operation STARTING.
  static func instantiating() -> Self {
    var desk = Self()
    desk.tell(.packages([vnfd]))
    desk.tell(.create(name: "gw-1", vnfdId: "gw", tenant: "Globex", reference: "a"))
    desk.tell(.instantiate(vnf: vnf, levels: [], vim: "os-1", networks: [], reference: "b"))
    return desk
  }

  @discardableResult
  mutating func tell(_ message: VNFMMessage) -> [ResourceMessage] {
    self.message += 1
    var turn = Turn<FunctionLifecycle>(
      state: state, now: now, message: self.message, seed: 7, serials: serials)
    FunctionLifecycle.handle(message, &turn)
    let outcome = turn.finish()
    state = outcome.state
    serials = outcome.serials
    return outcome.effects.compactMap { effect in
      if case .send(let message, _) = effect { message } else { nil }
    }
  }

  static func change(_ phase: ResourceChange.Phase, serial: Int = 1) -> ResourceChange {
    ResourceChange(
      vim: "os-1", vnf: vnf, vdu: "node", resource: Resource.ID(serial: serial),
      name: "gw-1-node-\(serial)", type: "Server", host: "dc-1-h07", phase: phase,
      image: "gw:7.3", reason: "")
  }

  mutating func server(_ phase: ResourceChange.Phase, serial: Int = 1) -> [ResourceMessage] {
    tell(.resourceChanged(Self.change(phase, serial: serial)))
  }

  mutating func endTask(step: Int, fault: Fault? = nil) -> [ResourceMessage] {
    tell(
      .taskEnded(
        token: TaskToken(vnf: Self.vnf, operation: Self.operation, step: step), fault: fault))
  }

  var record: VNFRecord? { state.vnfs[Self.vnf] }
  var first: VNFOperationRecord? { state.operations[Self.operation] }
}

/// The faults with which requests were refused.
private func refusals(_ messages: [ResourceMessage]) -> [Fault] {
  messages.compactMap { message in
    if case .nfvo(.requestRefused(_, let fault)) = message { fault } else { nil }
  }
}

@Suite struct `The lifecycle of a function` {
  @Test func `touches no VIM before the grant, and asks for exactly what it needs`() throws {
    var desk = Desk()
    desk.tell(.packages([Desk.vnfd]))
    desk.tell(.create(name: "gw-1", vnfdId: "gw", tenant: "Globex", reference: "a"))
    let messages = desk.tell(
      .instantiate(vnf: Desk.vnf, levels: [], vim: "os-1", networks: [], reference: "b"))
    let node = ResourceDefinition(
      vdu: "node", count: 1, demand: InstanceDemand(milliCPU: 4_000, memoryMiB: 8_192))
    #expect(
      messages.last
        == .nfvo(
          .grantRequest(
            GrantRequest(
              vnf: Desk.vnf, operation: Desk.operation, kind: .instantiate,
              isAutomaticInvocation: false, addResources: [node], removeResources: []))))
    #expect(messages.count == 2)
    #expect(desk.first?.state == .starting)
    let granted = desk.tell(.granted(operation: Desk.operation, grant: Desk.grant, seats: []))
    #expect(desk.first?.state == .processing && desk.first?.grant == Desk.grant)
    guard case .vim(.submit("os-1", let task)) = try #require(granted.last),
      case .apply(let release) = task.act
    else {
      Issue.record("the VIM was not asked to apply a release")
      return
    }
    #expect(release.components.map(\.replicas) == [1])
    #expect(task.token.description == "vnf-1/vnfop-1/0")
  }

  @Test func `goes through its states once, however often it is told`() {
    var desk = Desk.instantiating()
    desk.tell(.granted(operation: Desk.operation, grant: Desk.grant, seats: []))
    for phase in [ResourceChange.Phase.pending, .creating, .running, .ready] {
      _ = desk.server(phase)
      #expect(desk.server(phase).isEmpty)
    }
    #expect(desk.record?.configuration == .unconfigured)
    let configure = desk.endTask(step: 0)
    #expect(
      configure == [
        .nfvi(
          .configure(
            vnf: Desk.vnf, operation: Desk.operation, step: "licence",
            title: "Install the licence", settings: Configuration()))
      ])
    #expect(desk.endTask(step: 0).isEmpty)
    #expect(desk.record?.configuration == .configuring)
    let answer = VNFMMessage.configured(
      vnf: Desk.vnf, operation: Desk.operation, step: "licence", fault: nil)
    desk.tell(answer)
    #expect(desk.tell(answer).isEmpty)
    #expect(desk.first?.state == .completed)
    #expect(desk.record?.configuration == .configured && desk.record?.vnfState == .started)
    #expect(desk.state.openOperations == 0)
  }

  @Test func `a request that is repeated is answered with how far it is, and not done twice`() {
    var desk = Desk.instantiating()
    let again = desk.tell(
      .instantiate(vnf: Desk.vnf, levels: [], vim: "os-1", networks: [], reference: "b"))
    #expect(desk.state.operations.count == 1)
    #expect(again.count == 1)
    let created = desk.tell(
      .create(name: "gw-1", vnfdId: "gw", tenant: "Globex", reference: "a"))
    #expect(created == [.nfvo(.vnfCreated(vnf: Desk.vnf, reference: "a"))])
    #expect(desk.state.vnfs.count == 1)
  }

  @Test func `a configuration that is not taken holds the operation and marks the function`() {
    var desk = Desk.instantiating()
    desk.tell(.granted(operation: Desk.operation, grant: Desk.grant, seats: []))
    _ = desk.server(.ready)
    _ = desk.endTask(step: 0)
    let fault = Fault(title: "No licence", detail: "The licence server does not answer.")
    desk.tell(
      .configured(vnf: Desk.vnf, operation: Desk.operation, step: "licence", fault: fault))
    #expect(desk.first?.state == .failedTemp && desk.first?.fault == fault)
    #expect(desk.record?.configuration == .failed)
    #expect(desk.record?.openOperation == Desk.operation)
    #expect(desk.state.openOperations == 1 && desk.state.failedOperations == 1)
  }

  /// The news may have been lost, so the VIM is asked before anybody is told that nothing serves.
  @Test(arguments: [ResourceChange.Phase.running, .ready])
  func `is not done when the VIM says so but nothing serves`(phase: ResourceChange.Phase) {
    var desk = Desk.instantiating()
    desk.tell(.granted(operation: Desk.operation, grant: Desk.grant, seats: []))
    _ = desk.server(.running)
    _ = desk.endTask(step: 0)
    let sent = desk.tell(
      .configured(vnf: Desk.vnf, operation: Desk.operation, step: "licence", fault: nil))
    let query = TaskToken(vnf: Desk.vnf, operation: Desk.operation, step: 2)
    #expect(sent == [.vim(.describe(vim: "os-1", vnf: Desk.vnf, query: query))])
    #expect(desk.first?.state == .processing)
    desk.tell(
      .described(
        VIMDescription(
          vim: "os-1", vnf: Desk.vnf, query: query, exists: true, networkAttachments: [],
          resources: [Desk.change(phase)], snapshots: [])))
    guard phase == .running else {
      #expect(desk.first?.state == .completed)
      return
    }
    #expect(desk.first?.state == .failedTemp)
    #expect(desk.first?.fault?.detail.contains("0 of 1 components of gw-1 serve") == true)
  }

  @Test func `a refused grant rolls the operation back and leaves the function as it was`() {
    var desk = Desk.instantiating()
    let fault = Fault(title: "Grant refused", detail: "os-1 is full.")
    desk.tell(.grantRefused(operation: Desk.operation, fault: fault))
    #expect(desk.first?.state == .rolledBack && desk.first?.fault == fault)
    #expect(desk.record?.instantiationState == .notInstantiated)
    #expect(desk.record?.openOperation == nil)
    // A late grant does not wake what is closed.
    #expect(desk.tell(.granted(operation: Desk.operation, grant: Desk.grant, seats: [])).isEmpty)
  }

  @Test func `is refused with a sentence when it is not possible`() {
    var desk = Desk.instantiating()
    let vnf = Desk.vnf
    #expect(
      refusals(desk.tell(.terminate(vnf: vnf, reference: "c"))).first?.detail
        == "INSTANTIATE vnfop-1 of gw-1 is STARTING. Wait until it has ended.")
    #expect(
      refusals(desk.tell(.heal(vnf: VNFInstance.ID(serial: 9), cause: "", reference: "d")))
        .first?.detail.contains("no VNF instance vnf-9") == true)
    desk.tell(
      .grantRefused(
        operation: Desk.operation, fault: Fault(title: "Grant refused", detail: "Full.")))
    let scale = VNFMMessage.scale(
      vnf: vnf, aspectId: "nodes", steps: 1, isAutomatic: false, reference: "e")
    #expect(refusals(desk.tell(scale)).first?.detail.contains("NOT_INSTANTIATED") == true)
    #expect(
      refusals(desk.tell(.create(name: "x", vnfdId: "none", tenant: "t", reference: "f")))
        .first?.detail.contains("none") == true)
    #expect(desk.state.operations.count == 1 && desk.state.vnfs.count == 1)
  }

  @Test func `what is told about functions and tasks that do not exist changes nothing`() {
    var desk = Desk.instantiating()
    desk.tell(.granted(operation: Desk.operation, grant: Desk.grant, seats: []))
    let before = desk.state
    _ = desk.endTask(step: 7)
    _ = desk.server(.deleted, serial: 5)
    desk.tell(
      .taskEnded(
        token: TaskToken(vnf: Desk.vnf, operation: VNFOperation.ID(serial: 8), step: 0),
        fault: nil))
    desk.tell(.configured(vnf: Desk.vnf, operation: Desk.operation, step: "licence", fault: nil))
    desk.tell(.indicator(VNFIndicator(vnf: VNFInstance.ID(serial: 3), measurements: [])))
    #expect(desk.state == before)
  }
}

import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

@Suite struct `The lifecycle of a network service` {
  @Test func `is instantiated with both functions, the collector before the firewall`() throws {
    let stack = Stack.inService()
    let ns = try #require(stack.service)
    #expect(ns.state == .instantiated)
    #expect(ns.openOperation == nil)
    #expect(ns.vim == "k8s-edge-1")
    #expect(ns.vnfs.count == 2)
    let operation = try #require(stack.operations(.instantiate).first)
    #expect(operation.state == .completed)
    #expect(operation.progress == (2, 2))
    #expect(operation.tasks.map(\.vnfName) == ["globex-fw-1", "globex-fw-log-collector-1"])
    #expect(stack.heard(.instantiate) == [.processing, .completed])
    #expect(
      stack.som.first
        == .nsIdentifierCreated(resourceOrder: ResourceOrder.ID(serial: 1), ns: Stack.ns))
    let names = stack.functionOperations(.instantiate).map(\.vnfName)
    #expect(names == ["globex-fw-log-collector-1", "globex-fw-1"])
    #expect(stack.nfvo.openOperations == 0 && stack.vnfm.openOperations == 0)
  }

  @Test func `ends with a function that is started, configured and whole`() throws {
    let stack = Stack.inService()
    let vnf = try #require(stack.function)
    #expect(vnf.instantiationState == .instantiated)
    #expect(vnf.vnfState == .started)
    #expect(vnf.configuration == .configured)
    #expect(vnf.softwareVersion == "4.2.0")
    #expect(vnf.serving == 2 && vnf.wanted == 2)
    #expect(vnf.networks == ["globex-lan"])
    let operation = try #require(stack.functionOperations(.instantiate).last)
    #expect(operation.progress == (4, 4))
    #expect(operation.steps.allSatisfy { $0.startedAt != nil && $0.endedAt != nil })
    #expect(try stack.firewall.ready == 2 && stack.firewall.wanted == 2)
  }

  @Test(arguments: [
    (4, 8, 0), (5, 8, 1), (4, 9, 1), (8, 16, 1), (9, 1, 3), (16, 32, 3),
  ])
  func `an order's sizing chooses the smallest level that has as much`(
    vCPU: Int, memoryGiB: Int, level: Int
  ) throws {
    var stack = Stack(edgeHosts: 8)
    stack.order(vCPU: vCPU, memoryGiB: memoryGiB)
    stack.run()
    #expect(try stack.firewall.level(of: "workers") == level)
  }

  @Test func `an order for more than any level has is refused with the levels there are`() throws {
    var stack = Stack()
    stack.order(vCPU: 64)
    stack.run()
    let problem = try #require(stack.refusals.first)
    #expect(problem.status == 422)
    #expect(problem.detail.contains("large 16 vCPU and 32 GiB"))
    #expect(stack.service?.state == .notInstantiated)
    #expect(
      stack.som.last
        == .nsRequestRefused(resourceOrder: ResourceOrder.ID(serial: 1), problem: problem))
  }

  @Test func `an unknown NSD is refused with the names of those there are`() throws {
    var stack = Stack()
    stack.request(
      .create(
        CreateNSRequest(
          nsdName: "nothing", nsName: "x", tenant: "t", service: Service.ID(serial: 1),
          from: .som(ResourceOrder.ID(serial: 9)))))
    stack.run()
    #expect(try #require(stack.refusals.first).detail.contains("cloud-firewall-ns"))
  }

  @Test func `two services of one name get names that differ`() {
    var stack = Stack()
    stack.order(1)
    stack.order(2)
    stack.run()
    #expect(stack.nfvo.nsIdByName["globex-fw"] == Stack.ns)
    #expect(stack.nfvo.nsIdByName["globex-fw-2"] == NSInstance.ID(serial: 2))
  }

  @Test func `a second operation is refused with 409 and the name of the open one`() throws {
    var stack = Stack.inService()
    stack.vims.taskTime = .seconds(60)
    stack.scale(.out)
    stack.run(for: .seconds(5))
    stack.request(.terminate(ns: Stack.ns, from: Stack.person))
    stack.run(for: .seconds(5))
    let open = try #require(stack.operations(.scale).first)
    let problem = try #require(
      stack.refusals.last { $0.status == 409 })
    #expect(problem.detail.contains("SCALE \(open.id) of globex-fw is PROCESSING"))
    stack.run()
    #expect(stack.operations(.scale).first?.state == .completed)
    #expect(stack.operations(.terminate).isEmpty)
  }

  @Test func `scales out and in, and tells where the bounds are`() throws {
    var stack = Stack.inService(edgeHosts: 8)
    stack.scale(.out, by: 3)
    stack.run()
    #expect(stack.function?.wanted == 8 && stack.function?.serving == 8)
    #expect(try stack.firewall.level(of: "workers") == 3)
    stack.scale(.out)
    stack.run()
    #expect(try #require(stack.refusals.last).detail.contains("level 3 of 0 to 3"))
    stack.scale(.inward, by: 2)
    stack.run()
    #expect(stack.function?.levels == [ScaleLevel(aspectId: "workers", level: 1)])
    #expect(stack.function?.components.count == 4)
    #expect(stack.vims.owned(by: try stack.firewall.id).count == 4)
    #expect(stack.operations(.scale).map(\.state) == [.completed, .completed])
    // Nothing was lost, so nobody was told of trouble.
    #expect(stack.nfvo.alarms.isEmpty && stack.nfvo.clearedAlarms.isEmpty)
  }

  @Test func `an upgrade changes the image of every component and the version of the function`()
    throws
  {
    var stack = Stack.inService()
    stack.request(
      .update(
        ns: Stack.ns, UpdateNSRequest(vnfInstanceId: nil, vnfdId: "fw-4.2.1"), from: Stack.person))
    stack.run()
    #expect(stack.operations(.update).first?.state == .completed)
    #expect(stack.function?.softwareVersion == "4.2.1")
    #expect(stack.function?.components.allSatisfy { $0.image == "firewall:4.2.1" } == true)
    #expect(stack.function?.components.count == 2)
    #expect(try stack.firewall.vnfdId == Descriptors.patchedId)
    #expect(stack.nfvo.vnfds["fw-4.2.0"]?.instances == 0)
    #expect(stack.nfvo.vnfds["fw-4.2.1"]?.instances == 1)
    #expect(stack.nfvo.clearedAlarms.isEmpty)
  }

  @Test(arguments: [("fw-4.2.0", 422), ("nothing", 404)])
  func `an upgrade to what does not fit is refused`(vnfdId: String, status: Int) {
    var stack = Stack.inService()
    stack.request(
      .update(
        ns: Stack.ns, UpdateNSRequest(vnfInstanceId: nil, vnfdId: vnfdId), from: Stack.person))
    stack.run()
    #expect(stack.refusals.map(\.status).first == status)
    #expect(stack.operations(.update).isEmpty)
  }

  @Test func `a termination leaves no component, no reservation and no function`() throws {
    var stack = Stack.inService()
    stack.request(.terminate(ns: Stack.ns, from: .som(ResourceOrder.ID(serial: 2))))
    stack.run()
    let ns = try #require(stack.service)
    #expect(ns.state == .terminated && ns.vnfs.isEmpty && ns.terminatedAt != nil)
    #expect(stack.vims.pods.isEmpty)
    #expect(stack.vnfm.vnfs.isEmpty && stack.nfvo.vnfs.isEmpty && stack.nfvo.grants.isEmpty)
    for vim in stack.nfvo.vims.values {
      #expect(vim.believed == .none && vim.reservations == 0 && vim.reserved == .none)
    }
    #expect(stack.nfvo.nsds["nsd-fw"]?.instances == 0)
    #expect(stack.nfvo.vnfds.values.allSatisfy { $0.instances == 0 })
    #expect(stack.heard(.terminate) == [.processing, .completed])
    let drained = try #require(stack.functionOperations(.terminate).first)
    #expect(drained.steps.first?.act == .drain(seconds: 30))
  }

  @Test func `a service that was never instantiated is terminated at once`() {
    var stack = Stack()
    stack.order(vCPU: 64)
    stack.request(.terminate(ns: Stack.ns, from: Stack.person))
    stack.run()
    #expect(stack.service?.state == .terminated)
  }

  @Test func `a fault of the cluster holds the operation in FAILED_TEMP and says why`() throws {
    var stack = Stack()
    stack.vims.nextFault = Fault(title: "FailedScheduling", detail: "0/4 nodes are available.")
    stack.order()
    stack.run(for: .minutes(30))
    let operation = try #require(stack.operations(.instantiate).first)
    #expect(operation.state == .failedTemp)
    let problem = try #require(operation.problem)
    #expect(problem.detail == "globex-fw-log-collector-1: 0/4 nodes are available.")
    #expect(operation.tasks.map(\.stage) == [.waiting, .failed])
    #expect(stack.functionOperations(.instantiate).map(\.state) == [.failedTemp])
    #expect(stack.nfvo.failedOperations == 1 && stack.vnfm.failedOperations == 1)
    #expect(stack.heard(.instantiate) == [.processing, .failedTemp])
    // What was granted stays reserved for a retry, for a while.
    #expect(stack.nfvo.grants.count == 1)
  }

  @Test func `state survives being written and read`() throws {
    var stack = Stack.inService()
    try stack.load(90)
    stack.run()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let nfvo = try encoder.encode(stack.nfvo)
    let vnfm = try encoder.encode(stack.vnfm)
    let decoder = JSONDecoder()
    #expect(try decoder.decode(NFVOrchestrator.State.self, from: nfvo) == stack.nfvo)
    #expect(try decoder.decode(FunctionLifecycle.State.self, from: vnfm) == stack.vnfm)
  }
}

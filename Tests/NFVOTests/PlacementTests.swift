import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

@Suite struct `Placement and grants` {
  private func decision(_ stack: Stack, _ serial: Int = 1) throws -> PlacementDecision {
    try #require(
      stack.nfvo.operations.values.first { $0.ns.serial == serial && $0.kind == .instantiate }?
        .placement)
  }

  @Test func `says of every cluster why it was chosen or not`() throws {
    let decision = try decision(Stack.inService())
    #expect(decision.chosen == "k8s-edge-1")
    let reasons = Dictionary(
      uniqueKeysWithValues: decision.candidates.map { ($0.vim, $0.reason) })
    #expect(reasons.count == 4)
    #expect(decision.candidates.first?.vim == "k8s-edge-1")
    #expect(reasons["k8s-edge-1"]?.contains("best of 2") == true)
    #expect(
      reasons["k8s-edge-2"]
        == "possible, but 71 % would be left there and 85 % on k8s-edge-1")
    #expect(reasons["k8s-core-1"]?.contains("site core-1 is not edge (edge_placement)") == true)
    #expect(reasons["k8s-core-1"]?.contains("15 ms to the customer, at most 10 ms") == true)
    #expect(reasons["os-edge-1"] == "is openstack, not kubernetes")
    #expect(decision.candidates.filter(\.isPossible).map(\.vim) == ["k8s-edge-1", "k8s-edge-2"])
  }

  @Test func `spreads the services of a tenant, and fills by room for others`() throws {
    var stack = Stack()
    stack.order(1, name: "a", tenant: "Globex")
    stack.run()
    stack.order(2, name: "b", tenant: "Globex")
    stack.run()
    stack.order(3, name: "c", tenant: "Initech")
    stack.run()
    #expect(try decision(stack, 1).chosen == "k8s-edge-1")
    #expect(try decision(stack, 2).chosen == "k8s-edge-2")
    #expect(try decision(stack, 3).chosen == "k8s-edge-1")
  }

  @Test(arguments: [
    (
      "core", "15 ms to the customer, at most 10 ms allowed",
      " at core (the order's policy) within 10 ms of the customer "
        + "(edge_placement), none qualifies: k8s-core-1 is 15 ms away, "
    ),
    (
      "moon", "site edge-1 is not moon, which the order asks for",
      "collector needs a host at moon (the order's policy), none qualifies: k8s-core-1 is at core-1"
    ),
  ])
  func `a site policy that nothing meets holds the order, and says why`(
    policy: String, reason: String, sentence: String
  ) throws {
    var stack = Stack()
    stack.order(sitePolicy: policy)
    stack.run()
    let operation = try #require(stack.operations(.instantiate).first)
    #expect(operation.state == .failedTemp)
    #expect(operation.placement?.candidates.contains { $0.reason.contains(reason) } == true)
    #expect(operation.problem?.detail.contains(sentence) == true, "\(operation.problem as Any)")
    #expect(operation.placement?.candidates.allSatisfy { !$0.isPossible } == true)
    #expect(stack.vnfm.vnfs.isEmpty)
  }

  @Test func `a site policy may name a cluster`() throws {
    var stack = Stack()
    stack.order(sitePolicy: "k8s-edge-2")
    stack.run()
    #expect(try decision(stack).chosen == "k8s-edge-2")
  }

  @Test func `a cluster that is too full or has too few hosts is passed over with numbers`() throws
  {
    var stack = Stack(edgeHosts: 3)
    stack.order(vCPU: 16, memoryGiB: 32)
    stack.run()
    let operation = try #require(stack.operations(.instantiate).first)
    let reasons = operation.placement?.candidates.map(\.reason) ?? []
    #expect(
      reasons.contains {
        $0 == "cannot take all of it: globex-fw-1 worker needs 8 hosts in one VIM, at most three "
          + "qualify"
      }, "\(reasons)")
    #expect(
      reasons.contains {
        $0.contains("has 8 vCPU and 16 GiB free of 8 vCPU and 16 GiB, 16.5 vCPU and 33 GiB needed")
      })
  }

  @Test func `a cluster that does not answer in time is placed without`() throws {
    var stack = Stack()
    stack.vims.silent = ["k8s-edge-1"]
    stack.order()
    stack.run(for: .seconds(10))
    #expect(stack.operations(.instantiate).first?.placement == nil)
    #expect(stack.operations(.instantiate).first?.awaitedVIMs == ["k8s-edge-1"])
    stack.run()
    let decision = try decision(stack)
    #expect(decision.chosen == "k8s-edge-2")
    #expect(
      decision.candidates.first { $0.vim == "k8s-edge-1" }?.reason
        == "did not tell its capacity in time")
  }

  @Test func `where nobody answers, it is said where to look`() throws {
    var stack = Stack()
    stack.vims.silent = ["k8s-edge-1", "k8s-edge-2"]
    stack.order()
    stack.run()
    let operation = try #require(stack.operations(.instantiate).first)
    #expect(operation.state == .failedTemp)
    let advice = "Look at k8s-edge-1, k8s-edge-2, or change what the order asks for, then retry."
    #expect(operation.problem?.detail.hasSuffix(advice) == true, "\(operation.problem as Any)")
  }

  @Test func `a grant that cannot be given is refused with numbers, and nothing is left of it`()
    throws
  {
    var stack = Stack.inService()
    // Two of four hosts have a worker, and no two workers share one.
    stack.scale(.out, by: 3)
    stack.run()
    let vnf = try #require(stack.functionOperations(.scale).first)
    #expect(vnf.state == .rolledBack)
    #expect(
      vnf.fault?.detail
        == "SCALE of globex-fw-1 needs 12 vCPU and 24 GiB, and k8s-edge-1 has no place for it: "
        + "worker needs 6 more hosts, two qualify (2 of its kind are there already). Free a host "
        + "there, or ask for less.")
    // Nothing was done, so the service is free for the next operation.
    let operation = try #require(stack.operations(.scale).first)
    #expect(operation.state == .rolledBack)
    #expect(stack.heard(.scale) == [.processing, .failedTemp, .rollingBack, .rolledBack])
    #expect(stack.service?.openOperation == nil)
    #expect(stack.nfvo.grants.isEmpty)
    stack.scale(.out)
    stack.run()
    #expect(stack.operations(.scale).last?.state == .completed)
  }

  @Test func `what is granted is held while the operation runs, and counted once it is done`()
    throws
  {
    var stack = Stack.inService()
    let before = try #require(stack.nfvo.vims["k8s-edge-1"]).believed
    #expect(before == Compute(milliCPU: 4_500, memoryMiB: 9_216))
    stack.vims.taskTime = .seconds(60)
    stack.scale(.out)
    stack.run(for: .seconds(10))
    let during = try #require(stack.nfvo.vims["k8s-edge-1"])
    #expect(during.reserved == Compute(milliCPU: 4_000, memoryMiB: 8_192))
    #expect(during.reservations == 1 && stack.nfvo.grants.count == 1)
    stack.run()
    let after = try #require(stack.nfvo.vims["k8s-edge-1"])
    #expect(after.reserved == .none && stack.nfvo.grants.isEmpty)
    #expect(after.believed == Compute(milliCPU: 8_500, memoryMiB: 17_408))
    // The next report says the same in the VIM's own numbers.
    let report = try #require(stack.vims.capacity(of: "k8s-edge-1", query: nil))
    #expect(report.allocated == after.believed)
    stack.push(.nfvo(.below(.capacity(report))))
    stack.run()
    #expect(stack.nfvo.vims["k8s-edge-1"]?.believed == report.allocated)
  }
}

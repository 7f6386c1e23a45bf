import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// One operation at a time on an instance, limits, and the circuit breaker, through the real chain of
/// NFVO, VNFM, VIM and hosts.
@Suite struct `The chain from NFVO to VIM` {
  @Test func `refuses a second operation of a service and of a VNF, and names the first`() throws {
    var lab = try NSAct.scaleOut.prepare(seed: 41)
    try lab.ask(try NSAct.scaleOut.request(lab.layers))
    try lab.run { $0.vnfm.operations.values.last?.state == .processing }
    let open = try #require(lab.layers.operation)
    let vnf = try #require(lab.layers.firewall)
    let inner = try #require(vnf.openOperation)
    lab.forget()
    let second = try lab.admit(.service(.nfvo(try NSAct.upgrade.request(lab.layers))))
    let past = try lab.admit(
      .resource(.vnfm(.operate(vnf: vnf.id, .stop(graceSeconds: nil), reference: "past"))))
    try lab.run(for: .zero)
    let refused = try #require(Engine.refusal(in: lab.events, of: second))
    #expect(refused.status == 409)
    #expect(refused.detail.contains("SCALE \(open.id)"))
    #expect(refused.detail.contains("is PROCESSING"))
    let below = try #require(Engine.refusal(in: lab.events, of: past))
    #expect(below.status == 409)
    #expect(below.detail.contains("SCALE \(inner)"))
    try lab.run()
    #expect(lab.layers.nfvo.operations[open.id]?.state == .completed)
    #expect(lab.layers.operation?.id == open.id)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  /// A world with so many services, where as many operations may work at once as `limits` say.
  private func crowd(
    _ count: Int, seed: UInt64, _ change: (inout OperationLimits) -> Void
  ) throws -> Lab {
    var lab = try Lab(seed: seed)
    try #require(lab.engine.nextDue == nil)
    var layers = lab.layers
    change(&layers.nfvo.limits)
    lab.engine = Engine(
      world: lab.engine.world, layers: layers, serials: lab.engine.serials,
      sequence: lab.engine.sequence, now: lab.engine.now)
    for number in 1...count {
      try lab.ask(
        .create(
          CreateNSRequest(
            nsdName: "cloud-firewall-ns", nsName: "fw-\(number)", tenant: "Lab", service: nil,
            from: Lab.person)))
    }
    try lab.run()
    return lab
  }

  private func instantiateAll(_ lab: inout Lab) throws {
    for ns in lab.layers.nfvo.networkServices.keys {
      try lab.ask(
        .instantiate(
          ns: ns,
          InstantiateNSRequest(
            vCPU: 4, memoryGiB: 8, sitePolicy: nil, site: "k8s-edge-1", networks: []),
          from: Lab.person))
    }
  }

  @Test(arguments: [true, false])
  func `lets no more operations work than a VIM or a tenant may have, and all in the end`(
    ofTenant: Bool
  ) throws {
    var lab = try crowd(6, seed: 42) {
      if ofTenant { $0.perTenant = 2 } else { $0.perVIM = 2 }
    }
    try instantiateAll(&lab)
    var most = 0
    var waited = 0
    try lab.run { layers in
      let services = layers.vim.releases.values.filter { $0.task != nil }
        .compactMap { layers.nfvo.vnfs[$0.vnf]?.ns }
      most = max(most, Set(services).count)
      waited = max(waited, layers.nfvo.queue.count)
      return false
    }
    #expect(most == 2)
    #expect(waited == 4)
    let states = lab.layers.nfvo.operations.values.map(\.state)
    #expect(states.count == 6 && states.allSatisfy { $0 == .completed })
    #expect(lab.layers.nfvo.running.isEmpty && lab.layers.nfvo.queue.isEmpty)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test func `leaves a VIM alone that fails again and again, tries it with one, and goes on`()
    throws
  {
    var lab = try crowd(4, seed: 43) {
      $0.failuresInARow = 3
      $0.coolDown = .minutes(2)
    }
    try instantiateAll(&lab)
    try lab.run()
    try #require(lab.layers.nfvo.operations.values.allSatisfy { $0.state == .completed })
    let services = lab.layers.nfvo.networkServices.keys
    for _ in 1...3 {
      try lab.admit(
        .resource(
          .vim(
            .fault(
              .inject(
                FaultRule(
                  .taskFails, at: FaultPlace(vim: "k8s-edge-1", work: .apply), error: .rejected)))))
      )
      // A rule that waits already is a repeat, so each strikes before the next is made.
      let ns = try #require(
        services.first { lab.layers.nfvo.networkServices[$0]?.openOperation == nil })
      try lab.ask(scale(ns))
      try lab.run(for: .seconds(30))
      #expect(lab.layers.operation(of: ns)?.state == .failedTemp)
    }
    #expect(lab.layers.nfvo.breakers["k8s-edge-1"]?.isOpen == true)
    let last = try #require(services.last)
    let openedAt = lab.engine.now
    try lab.ask(scale(last))
    try lab.run(for: .seconds(10))
    #expect(lab.layers.operation(of: last)?.waitsFor?.contains("is left alone until") == true)
    #expect(lab.layers.vim.clusters["k8s-edge-1"]?.openTasks == 0)
    try lab.run(for: .minutes(10))
    let done = try #require(lab.layers.operation(of: last))
    #expect(done.state == .completed)
    #expect(try #require(done.endedAt) - openedAt > .minutes(1))
    #expect(lab.layers.nfvo.breakers["k8s-edge-1"] == nil)
    for ns in services {
      guard let stuck = lab.layers.operation(of: ns), stuck.state == .failedTemp else { continue }
      try lab.ask(.task(.retry, operation: stuck.id, from: Lab.person))
    }
    try lab.run()
    #expect(lab.layers.nfvo.failedOperations == 0)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  private func scale(_ ns: NSInstance.ID) -> SOL005Request {
    .scale(
      ns: ns,
      ScaleNSRequest(
        vnfInstanceId: nil, aspectId: "firewall-workers", direction: .out, numberOfSteps: 1),
      from: Lab.person)
  }

  @Test func `takes a virtual router from one flavour to another and back`() throws {
    var lab = try Lab(seed: 44)
    try lab.ask(
      .create(
        CreateNSRequest(
          nsdName: "virtual-router-ns", nsName: "lab-vr", tenant: "Lab", service: nil,
          from: Lab.person)))
    try lab.run()
    let ns = try #require(lab.layers.ns).id
    try lab.ask(
      .instantiate(
        ns: ns, InstantiateNSRequest(vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: []),
        from: Lab.person))
    try lab.run()
    let vnf = try #require(lab.layers.ns?.vnfs.first)
    let former = try #require(lab.layers.vnfm.vnfs[vnf]).flavourId
    let flavours = try #require(
      lab.layers.vnfm.packages[lab.layers.vnfm.vnfs[vnf]?.vnfdId.rawValue ?? ""]
    ).flavourIds
    let other = try #require(flavours.first { $0 != former })
    for flavour in [other, former] {
      try lab.ask(
        .update(
          ns: ns,
          .changeFlavour(vnf: "\(vnf)", flavourId: flavour, instantiationLevel: nil),
          from: Lab.person))
      try lab.run()
      #expect(lab.layers.operation?.state == .completed)
      let record = try #require(lab.layers.vnfm.vnfs[vnf])
      #expect(record.flavourId == flavour)
      #expect(lab.layers.nfvo.vnfs[vnf]?.flavourId == flavour)
      let vnfd = try #require(lab.layers.vnfm.vnfd(of: record))
      for resource in lab.layers.vim.resources(of: vnf) {
        let vdu = try #require(vnfd.vdu(resource.vdu))
        #expect(
          resource.compute == Compute(milliCPU: vdu.vcpuMilli, memoryMiB: vdu.memoryMiB))
      }
      #expect(try Agreement.findings(lab.engine) == [])
    }
  }
}

extension Layers {
  fileprivate func operation(of ns: NSInstance.ID) -> NSOperationRecord? {
    nfvo.networkServices[ns]?.lastOperation.flatMap { nfvo.operations[$0] }
  }
}

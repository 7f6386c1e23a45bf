import Deciding
import ResourceInterfaces
import Testing
import VNFM

/// The phases of an upgrade, for every size of function and every policy of its package.
struct UpgradePlanTests {
  private static let vnf = VNFInstance.ID(serial: 1)

  private static func vnfd(_ version: String, count: Int, least: Int) -> VNFD {
    VNFD(
      id: VNFD.ID(rawValue: "gw-\(version)"), provider: "p", productName: "Gateway",
      softwareVersion: version, vnfdVersion: version, deployment: .virtualMachines,
      vdus: [
        VNFD.VDU(
          id: "node", name: "node", kind: .virtualMachine, vcpuMilli: 1_000, memoryMiB: 1_024,
          image: VNFD.SoftwareImage(name: "gw", version: version, sizeMiB: 900),
          minInstances: least, maxInstances: 99, initialDelta: count)
      ],
      instantiationLevels: [VNFD.InstantiationLevel(id: "one", scaleInfo: [:])],
      defaultInstantiationLevel: "one")
  }

  /// The plan of the upgrade of a function in service.
  private func upgrade(
    of count: Int, to after: Int, least: Int, canary: Int, maxUnavailable: Int
  ) throws -> (operation: VNFOperationRecord, grant: GrantRequest) {
    var state = FunctionLifecycle.State()
    var serials = Serials()
    var number = 0
    var sent: [ResourceMessage] = []
    func tell(_ message: VNFMMessage) {
      number += 1
      var turn = Turn<FunctionLifecycle>(
        state: state, now: Instant(milliseconds: 0), message: number, seed: 7, serials: serials)
      FunctionLifecycle.handle(message, &turn)
      let outcome = turn.finish()
      (state, serials) = (outcome.state, outcome.serials)
      sent = outcome.effects.compactMap { if case .send(let sent, _) = $0 { sent } else { nil } }
    }
    var successor = Self.vnfd("2", count: after, least: least)
    successor.packageChanges = [
      VNFD.PackageChange(
        source: "gw-1", modification: .up, canaryInstances: canary, healthGateSeconds: 10,
        maxUnavailable: maxUnavailable)
    ]
    tell(.packages([Self.vnfd("1", count: count, least: least), successor]))
    tell(.create(name: "gw", vnfdId: "gw-1", tenant: "Globex", reference: "a"))
    tell(.instantiate(vnf: Self.vnf, levels: [], vim: "os-1", networks: [], reference: "b"))
    let first = VNFOperation.ID(serial: 1)
    tell(.granted(operation: first, grant: Grant.ID(serial: 1), seats: []))
    for serial in 1...count {
      tell(
        .resourceChanged(
          ResourceChange(
            vim: "os-1", vnf: Self.vnf, vdu: "node", resource: Resource.ID(serial: serial),
            name: "gw-\(serial)", type: "Server", host: "h", phase: .ready, image: "gw:1",
            reason: "")))
    }
    tell(.taskEnded(token: TaskToken(vnf: Self.vnf, operation: first, step: 0), fault: nil))
    try #require(state.operations[first]?.state == .completed)
    tell(.changePackage(vnf: Self.vnf, vnfdId: "gw-2", reference: "c"))
    let grant = sent.compactMap { message -> GrantRequest? in
      if case .nfvo(.grantRequest(let request)) = message { request } else { nil }
    }
    return (
      try #require(state.operations[VNFOperation.ID(serial: 2)]), try #require(grant.first)
    )
  }

  @Test(arguments: 1...11, 0...4)
  func `never hold fewer than the floor, and watch all that they make`(
    count: Int, canary: Int
  ) throws {
    for (maxUnavailable, least) in [(0, 1), (1, 1), (2, 1), (3, count), (20, 1)] {
      for after in [count, count + 2, max(1, count - 2)] {
        let (operation, grant) = try upgrade(
          of: count, to: after, least: least, canary: canary, maxUnavailable: maxUnavailable)
        let needed = min(count, after)
        let floor = max(min(least, needed), needed - maxUnavailable)
        var watched = 0
        var most = 0
        for step in operation.steps {
          guard case .roll(let phase) = step.act, let part = phase.parts.first else { continue }
          #expect(part.kept + watched >= floor, "\(step.title)")
          #expect(part.updated > watched && part.kept <= count && part.total == after)
          #expect(phase.number > 1 || canary == 0 || part.updated == min(canary, after))
          most = max(most, part.kept + part.updated)
          watched = part.updated
        }
        #expect(watched == after)
        let acts = operation.steps.map(\.act)
        let rolls = acts.count { if case .roll = $0 { true } else { false } }
        #expect(rolls <= 9)
        #expect(acts.count { $0 == .gate(seconds: 10) } == rolls)
        #expect(acts.suffix(2) == [.apply(.target), .check])
        // What is there at a time is granted before it is made.
        #expect(grant.addCount == max(most, after) - min(count, max(most, after)))
      }
    }
  }
}

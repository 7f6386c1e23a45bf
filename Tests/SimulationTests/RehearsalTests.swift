import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

@testable import Podium

/// A rehearsal is the future, tried on a copy: it changes nothing, and it comes true.
struct RehearsalTests {
  enum Act: CaseIterable {
    case scaleOut, scaleIn, scaleTooFar, healWhatIsWhole, terminate

    func request(_ ns: NSInstance.ID, aspect: String) -> SOL005Request {
      let person = Requester.person(name: "test")
      func scale(_ direction: ScaleNSRequest.Direction, _ steps: Int) -> SOL005Request {
        let request = ScaleNSRequest(
          vnfInstanceId: nil, aspectId: aspect, direction: direction, numberOfSteps: steps)
        return .scale(ns: ns, request, from: person)
      }
      return switch self {
      case .scaleOut: scale(.out, 1)
      case .scaleIn: scale(.inward, 1)
      case .scaleTooFar: scale(.out, 1_000)
      case .healWhatIsWhole:
        .heal(ns: ns, HealNSRequest(vnfInstanceId: nil, cause: "test"), from: person)
      case .terminate: .terminate(ns: ns, from: person)
      }
    }
  }

  @Test(arguments: Act.allCases)
  func `what a rehearsal shows is what happens, and showing it changes nothing`(act: Act) throws {
    try withFolder { folder in
      var process = try World(folder: folder).open()
      let order = try Bundled.exampleOrder()
      try process.admit(.service(.com(.placeOrder(order))), from: .person)
      _ = try process.work(turns: .max)
      let (ns, aspect) = try firewall(process.engine.layers)
      if act == .scaleIn {
        try process.admit(.service(.nfvo(Act.scaleOut.request(ns, aspect: aspect))), from: .person)
        _ = try process.work(turns: .max)
      }
      let request = act.request(ns, aspect: aspect)
      let before = process.engine
      let digest = try process.journal.digest()
      let rehearsal = try process.engine.rehearsing(request)

      #expect(process.engine.layers == before.layers)
      #expect(process.engine.sequence == before.sequence)
      #expect(process.engine.serials == before.serials)
      #expect(process.engine.nextDue == before.nextDue)
      #expect(try process.journal.digest() == digest)

      try process.admit(.service(.nfvo(request)), from: .person)
      _ = try process.work(turns: .max)
      let plan = rehearsal.plan(for: ns)
      let old = components(of: ns, in: before.layers)
      let new = components(of: ns, in: process.engine.layers, vnfs: before.layers)
      #expect(Set(plan.creates.map(\.nameAndHost)) == new.subtracting(old))
      #expect(Set(plan.removes.map(\.nameAndHost)) == old.subtracting(new))
      #expect(plan.isPossible == ![.scaleTooFar, .healWhatIsWhole].contains(act))
      #expect((plan.creates + plan.removes).isEmpty == !plan.isPossible)
      #expect(try process.findings() == [])
    }
  }

  private func firewall(_ layers: Layers) throws -> (NSInstance.ID, aspect: String) {
    for ns in layers.nfvo.networkServices.values {
      for vnf in ns.vnfs {
        if let level = layers.vnfm.vnfs[vnf]?.levels.first { return (ns.id, level.aspectId) }
      }
    }
    throw NoFirewall()
  }

  private struct NoFirewall: Error {}

  /// Names and hosts of what `ns` consists of; `vnfs` knows the VNFs of one that has ended.
  private func components(
    of ns: NSInstance.ID, in layers: Layers, vnfs known: Layers? = nil
  ) -> Set<String> {
    let vnfs = (known ?? layers).nfvo.networkServices[ns]?.vnfs ?? []
    return Set(
      vnfs.compactMap { layers.vnfm.vnfs[$0] }.flatMap(\.components).map {
        "\($0.name) on \($0.host ?? "")"
      })
  }
}

extension Plan.Component {
  fileprivate var nameAndHost: String { "\(name) on \(host)" }
}

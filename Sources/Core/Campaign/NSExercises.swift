import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

// What is asked of a network service, one request for each way of each kind.
extension Exercise {
  static func exercises(of kind: NSOperationKind) -> [Self] {
    switch kind {
    case .instantiate: [Self("INSTANTIATE", instantiate)]
    case .scale:
      [
        Self("SCALE out", after: inService, scale(.out)),
        Self("SCALE in", after: inService + [asking(scale(.out))], scale(.inward)),
        Self("SCALE more VNFs", after: inService, scaleVNFs(.out)),
        Self(
          "SCALE fewer VNFs", after: inService + [asking(scaleVNFs(.out))], scaleVNFs(.inward)),
      ]
    case .update:
      [
        Self("UPDATE INSTANTIATE_VNF", after: inService, addVNF),
        Self("UPDATE TERMINATE_VNF", after: inService + [asking(addVNF)], removeVNF),
      ]
    case .heal: [Self("HEAL", after: inService + broken, heal)]
    case .terminate: [Self("TERMINATE", after: inService, terminate)]
    }
  }

  static let inService: [Step] = [asking(instantiate)]
  /// A host of the main function is down, and nobody heals.
  static let broken: [Step] = [pauseHealing, losePower]

  static let instantiate = request { ns, _ in
    .instantiate(
      ns: ns.id,
      InstantiateNSRequest(vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: ["campaign-lan"]),
      from: person)
  }

  static let terminate = request { ns, _ in .terminate(ns: ns.id, from: person) }

  static let heal = request { ns, _ in
    .heal(ns: ns.id, HealNSRequest(vnfInstanceId: nil, cause: "campaign"), from: person)
  }

  private static let addVNF = request { ns, _ in
    .update(ns: ns.id, .instantiateVNF(profile: "log_collector"), from: person)
  }

  private static let removeVNF = request { ns, _ throws(ExerciseFailure) in
    .update(ns: ns.id, .terminateVNF(vnf: "\(try ns.vnfs.last.found("VNF"))"), from: person)
  }

  static func scale(_ direction: ScaleNSRequest.Direction) -> Request {
    request { ns, layers throws(ExerciseFailure) in
      .scale(
        ns: ns.id,
        ScaleNSRequest(
          vnfInstanceId: nil, aspectId: try layers.exercisedAspect, direction: direction,
          numberOfSteps: 1),
        from: person)
    }
  }

  private static func scaleVNFs(_ direction: ScaleNSRequest.Direction) -> Request {
    request { ns, _ in
      .scale(
        ns: ns.id,
        ScaleNSRequest(
          scaleType: .ns, vnfInstanceId: nil, aspectId: "collectors", direction: direction,
          numberOfSteps: 1),
        from: person)
    }
  }

  // MARK: The world

  private static let pauseHealing: Step = { layers throws(ExerciseFailure) in
    let ns = try layers.exercisedNS.found("network service").id
    return .service(.assurance(.policy(ns: ns, policy: "auto-heal", .pause, from: person)))
  }

  private static let losePower: Step = { layers throws(ExerciseFailure) in
    let host = try (layers.exercisedVNF?.components.first?.host).found("host")
    return .resource(.nfvi(.power(host: host, isOn: false)))
  }
}

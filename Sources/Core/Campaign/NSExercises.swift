import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

// What is asked of a network service, one request for each way of each kind.
extension Exercise {
  static func exercises(of kind: NSOperationKind) -> [Self] {
    switch kind {
    case .instantiate:
      [Self("INSTANTIATE", instantiate), Self("INSTANTIATE core", of: core, instantiate)]
    case .scale:
      [
        Self("SCALE out", after: inService, scale(.out)),
        Self("SCALE in", after: inService + [asking(scale(.out))], scale(.inward)),
        Self("SCALE more VNFs", after: inService, scaleVNFs(.out)),
        Self(
          "SCALE fewer VNFs", after: inService + [asking(scaleVNFs(.out))], scaleVNFs(.inward)),
        Self("SCALE more NSs", of: core, after: inService, scaleNSs(.out)),
        Self(
          "SCALE fewer NSs", of: core, after: inService + [asking(scaleNSs(.out))],
          scaleNSs(.inward)),
      ]
    case .update:
      [
        Self("UPDATE INSTANTIATE_VNF", after: inService, addVNF),
        Self("UPDATE TERMINATE_VNF", after: inService + [asking(addVNF)], removeVNF),
      ]
    case .heal:
      [
        Self("HEAL", after: inService + broken, heal),
        Self("HEAL core", of: core, after: inService + brokenInside, heal),
      ]
    case .terminate:
      [
        Self("TERMINATE", after: inService, terminate),
        Self("TERMINATE core", of: core, after: inService, terminate),
      ]
    }
  }

  /// The network service with another one in it.
  private static let core = "core-5g-ns"

  static let inService: [Step] = [asking(instantiate)]
  /// A host of the main function is down, and nobody heals.
  static let broken: [Step] = [pauseHealing, losePower]
  /// The same in the nested network service.
  private static let brokenInside: [Step] = [pauseHealingInside, losePowerInside]

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
    scaleNS("collectors", direction)
  }

  private static func scaleNSs(_ direction: ScaleNSRequest.Direction) -> Request {
    scaleNS("user_planes", direction)
  }

  private static func scaleNS(
    _ aspect: String, _ direction: ScaleNSRequest.Direction
  ) -> Request {
    request { ns, _ in
      .scale(
        ns: ns.id,
        ScaleNSRequest(
          scaleType: .ns, vnfInstanceId: nil, aspectId: aspect, direction: direction,
          numberOfSteps: 1),
        from: person)
    }
  }

  // MARK: The world

  private static let pauseHealing: Step = { layers throws(ExerciseFailure) in
    let ns = try layers.exercisedNS.found("network service").id
    return .service(.assurance(.policy(ns: ns, policy: "auto-heal", .pause, from: person)))
  }

  private static let pauseHealingInside: Step = { layers throws(ExerciseFailure) in
    let ns = try (layers.exercisedNS?.nested.last).found("nested network service")
    return .service(.assurance(.policy(ns: ns, policy: "auto-heal", .pause, from: person)))
  }

  private static let losePowerInside: Step = { layers throws(ExerciseFailure) in
    let vnf = layers.exercisedNS.flatMap { layers.nfvo.nested(in: $0).last?.vnfs.last }
    let host = try (vnf.flatMap { layers.vnfm.vnfs[$0]?.components.first?.host }).found("host")
    return .resource(.nfvi(.power(host: host, isOn: false)))
  }

  private static let losePower: Step = { layers throws(ExerciseFailure) in
    let host = try (layers.exercisedVNF?.components.first?.host).found("host")
    return .resource(.nfvi(.power(host: host, isOn: false)))
  }
}

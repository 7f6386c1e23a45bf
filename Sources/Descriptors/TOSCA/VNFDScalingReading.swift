// The scaling policies of SOL001.

import ResourceInterfaces
import ServiceInterfaces

extension VNFDReading {
  func scalingAspects() -> [VNFD.ScalingAspect] {
    template.policies(of: TOSCA.scalingAspects).flatMap { policy in
      policy.requiredProperty("aspects")?.entries.map { id, aspect in
        VNFD.ScalingAspect(
          id: id,
          name: aspect.required("name")?.text ?? "",
          description: aspect.member("description")?.text ?? "",
          maxScaleLevel: aspect.required("max_scale_level")?.count ?? 0,
          stepDeltas: stepDeltas(of: id, aspect))
      } ?? []
    }
  }

  /// `step_deltas` may be left out when the aspect has a single delta, which then holds for all steps.
  private func stepDeltas(of id: String, _ aspect: YAMLValue) -> [String] {
    if let steps = aspect.member("step_deltas") { return steps.texts }
    var names: Set<String> = []
    for type in [TOSCA.scalingDeltas, TOSCA.linkScalingDeltas, TOSCA.addressScalingDeltas] {
      for policy in template.policies(of: type) where policy.property("aspect")?.scalarText == id {
        names.formUnion(policy.property("deltas")?.keys ?? [])
      }
    }
    return names.count == 1 ? Array(names) : []
  }

  /// The instances of a VDU at level 0; without a policy, the only number that its profile permits.
  func initialDelta(of node: NodeTemplate) -> Int {
    let policies = template.policies(of: TOSCA.initialDelta).filter { policy in
      policy.targets.contains { $0.text == node.name }
    }
    guard let policy = policies.first else {
      return node.property("vdu_profile", "min_number_of_instances")?.count ?? 0
    }
    return policy.requiredProperty("initial_delta")?.required("number_of_instances")?.count ?? 0
  }

  func scalingDeltas(of vdu: String) -> [VNFD.ScalingDelta] {
    template.policies(of: TOSCA.scalingDeltas).flatMap { policy -> [VNFD.ScalingDelta] in
      guard policy.targets.contains(where: { $0.text == vdu }),
        let aspect = policy.requiredProperty("aspect")
      else { return [] }
      return policy.requiredProperty("deltas")?.entries.map { name, level in
        VNFD.ScalingDelta(
          aspect: aspect.text, delta: name,
          instances: level.required("number_of_instances")?.count ?? 0)
      } ?? []
    }
  }

  func instantiationLevels() -> [VNFD.InstantiationLevel] {
    guard let policy = levelsPolicy else {
      template.root.note(
        "The VNFD has no instantiation level.",
        "The lowest level of all aspects is taken. Add a policy of the type "
          + "\(TOSCA.instantiationLevels).")
      return [VNFD.InstantiationLevel(id: "default", scaleInfo: [:])]
    }
    guard let levels = policy.requiredProperty("levels") else { return [] }
    return levels.entries.map { id, level in
      let info = level.member("scale_info")?.entries ?? []
      var result = VNFD.InstantiationLevel(
        id: id, description: level.member("description")?.text ?? "",
        scaleInfo: Dictionary(
          info.map { ($0.name, $0.value.required("scale_level")?.count ?? 0) }
        ) { first, _ in first },
        vduInstances: vduInstances(atLevel: id))
      result.linkBitrates = linkBitrates(atLevel: id)
      return result
    }
  }

  private func vduInstances(atLevel id: String) -> [String: Int] {
    var instances: [String: Int] = [:]
    for policy in template.policies(of: TOSCA.vduInstantiationLevels) {
      guard let level = policy.property("levels", id) else { continue }
      let count = level.required("number_of_instances")?.count ?? 0
      for target in policy.targets { instances[target.text] = count }
    }
    return instances
  }

  var levelsPolicy: Policy? { template.policies(of: TOSCA.instantiationLevels).first }

  /// `default_level` may be left out only when there is a single level.
  func defaultLevel(among levels: [VNFD.InstantiationLevel]) -> String {
    guard let policy = levelsPolicy else { return levels.first?.id ?? "" }
    guard let level = policy.property("default_level") else {
      if levels.count > 1 {
        policy.value.report(
          "The default level is not stated, though there are several levels.",
          "Add default_level with one of: \(levels.map(\.id).joined(separator: ", ")).")
      }
      return levels.first?.id ?? ""
    }
    if !levels.contains(where: { $0.id == level.text }) {
      level.report(
        "The default level \(level.text) is not among the levels.",
        NearestNames.hint(for: level.text, among: levels.map(\.id)))
    }
    return level.text
  }
}

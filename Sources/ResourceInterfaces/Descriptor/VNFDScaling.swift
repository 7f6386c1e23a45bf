// The scaling arithmetic of SOL001: aspects, deltas, levels, and what they come to in instances.

/// The scale level of each aspect; an aspect that is absent is at level 0.
package typealias ScaleLevels = [String: Int]

extension VNFD {
  /// SOL001 ScalingAspect: one dimension in which the VNF can grow.
  package struct ScalingAspect: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var name: String
    package var description: String
    package var maxScaleLevel: Int
    /// The name of the delta for each step, from the step 0 to 1 on; a single one holds for all.
    package var stepDeltas: [String]

    package init(
      id: String, name: String, description: String = "", maxScaleLevel: Int, stepDeltas: [String]
    ) {
      self.id = id
      self.name = name
      self.description = description
      self.maxScaleLevel = maxScaleLevel
      self.stepDeltas = stepDeltas
    }

    /// The delta for the step from `level` - 1 to `level`; nil when there is no such step.
    package func delta(toLevel level: Int) -> String? {
      guard level >= 1, level <= maxScaleLevel else { return nil }
      if stepDeltas.count == 1 { return stepDeltas.first }
      return level <= stepDeltas.count ? stepDeltas[level - 1] : nil
    }

    /// The deltas of all steps up to a level, and how often each counts.
    func deltas(upTo level: Int) -> [(name: String, times: Int)] {
      if stepDeltas.count == 1 { return [(stepDeltas[0], max(0, min(level, maxScaleLevel)))] }
      return stepDeltas.prefix(max(0, level)).map { ($0, 1) }
    }
  }

  /// What one named delta of an aspect adds to a VDU.
  package struct ScalingDelta: Codable, Hashable, Sendable {
    package var aspect: String
    package var delta: String
    package var instances: Int

    package init(aspect: String, delta: String, instances: Int) {
      self.aspect = aspect
      self.delta = delta
      self.instances = instances
    }
  }

  /// SOL001 InstantiationLevel with the VduInstantiationLevels that belong to it.
  package struct InstantiationLevel: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var description: String
    package var scaleInfo: ScaleLevels
    /// The number of instances of each VDU, as the descriptor states them.
    package var vduInstances: [String: Int]
    /// VirtualLinkInstantiationLevels: the bitrate of each virtual link, as the descriptor states it.
    package var linkBitrates: [String: Bitrate] = [:]

    package init(
      id: String, description: String = "", scaleInfo: ScaleLevels,
      vduInstances: [String: Int] = [:]
    ) {
      self.id = id
      self.description = description
      self.scaleInfo = scaleInfo
      self.vduInstances = vduInstances
    }
  }

  /// How many instances of a VDU there are at the given levels:
  /// initial delta plus, for each aspect, the deltas of all its steps up to the level.
  ///
  /// - Returns: nil when the VDU is unknown, or a level is outside 0...maxScaleLevel.
  package func instances(of vduId: String, at levels: ScaleLevels) -> Int? {
    guard let vdu = vdu(vduId) else { return nil }
    guard levels.keys.allSatisfy({ aspect($0) != nil }) else { return nil }
    var total = vdu.initialDelta
    for aspect in scalingAspects {
      let level = levels[aspect.id] ?? 0
      guard (0...max(0, aspect.maxScaleLevel)).contains(level) else { return nil }
      total += added(to: vdu, by: aspect, at: level)
    }
    return total
  }

  /// All aspects at their highest level.
  package var highestLevels: ScaleLevels {
    Dictionary(scalingAspects.map { ($0.id, $0.maxScaleLevel) }) { first, _ in first }
  }

  private func added(to vdu: VDU, by aspect: ScalingAspect, at level: Int) -> Int {
    let deltas = vdu.scalingDeltas.filter { $0.aspect == aspect.id }
    guard !deltas.isEmpty else { return 0 }
    return aspect.deltas(upTo: level).reduce(0) { total, step in
      total + step.times * (deltas.first { $0.delta == step.name }?.instances ?? 0)
    }
  }

  /// What all instances together take at the given levels; nil as in `instances(of:at:)`.
  package func demand(at levels: ScaleLevels) -> ResourceDemand? {
    var demand = ResourceDemand()
    for vdu in vdus {
      guard let count = instances(of: vdu.id, at: levels) else { return nil }
      demand.vcpuMilli += count * vdu.vcpuMilli
      demand.memoryMiB += count * vdu.memoryMiB
      demand.storageGiB += count * vdu.storageGiB
      demand.instances += count
    }
    for claim in persistentVolumeClaims { demand.storageGiB += claim.sizeGiB }
    return demand
  }

  /// The smallest instantiation level with at least the given resources; nil when none is large
  /// enough.
  package func instantiationLevel(atLeastVcpuMilli vcpu: Int, memoryMiB: Int)
    -> InstantiationLevel?
  {
    instantiationLevels
      .compactMap { level in demand(at: level.scaleInfo).map { (level, $0) } }
      .filter { $0.1.vcpuMilli >= vcpu && $0.1.memoryMiB >= memoryMiB }
      .min {
        ($0.1.vcpuMilli, $0.1.memoryMiB, $0.0.id) < ($1.1.vcpuMilli, $1.1.memoryMiB, $1.0.id)
      }?
      .0
  }

  /// The levels after a SCALE (SOL003 §5.4.5) of so many steps, positive for out, negative for in.
  ///
  /// - Throws: why the operation is not legal for this descriptor.
  package func levels(
    from levels: ScaleLevels, scaling aspectId: String, bySteps steps: Int
  ) throws(ScaleRefusal) -> ScaleLevels {
    guard let aspect = aspect(aspectId) else {
      throw .unknownAspect(aspectId, known: scalingAspects.map(\.id))
    }
    guard steps != 0 else { throw .noStep }
    guard steps.magnitude == 1 || lcmOperations.scalingByMoreThanOneStepSupported else {
      throw .moreThanOneStep(aspectId)
    }
    let current = levels[aspectId] ?? 0
    let (target, overflow) = current.addingReportingOverflow(steps)
    guard !overflow, (0...max(0, aspect.maxScaleLevel)).contains(target) else {
      throw .outOfRange(aspectId, current: current, steps: steps, maximum: aspect.maxScaleLevel)
    }
    var result = levels
    result[aspectId] = target
    return result
  }

  /// The levels of an instantiation level, for SCALE_TO_LEVEL (SOL003 §5.4.6).
  ///
  /// - Throws: why the operation is not legal for this descriptor.
  package func levels(ofInstantiationLevel id: String) throws(ScaleRefusal) -> ScaleLevels {
    guard let level = instantiationLevel(id) else {
      throw .unknownLevel(id, known: instantiationLevels.map(\.id))
    }
    return level.scaleInfo
  }

  /// The levels after a SCALE_TO_LEVEL with `scaleInfo`: aspects that are not named stay as they are.
  ///
  /// - Throws: why the operation is not legal for this descriptor.
  package func levels(
    from levels: ScaleLevels, scaledTo target: ScaleLevels
  ) throws(ScaleRefusal) -> ScaleLevels {
    let result = levels.merging(target) { _, new in new }
    for aspect in target.keys.sorted() where self.aspect(aspect) == nil {
      throw .unknownAspect(aspect, known: scalingAspects.map(\.id))
    }
    for aspect in scalingAspects {
      let level = result[aspect.id] ?? 0
      guard (0...max(0, aspect.maxScaleLevel)).contains(level) else {
        throw .levelOutOfRange(aspect.id, level: level, maximum: aspect.maxScaleLevel)
      }
    }
    let isNamed = instantiationLevels.contains { level in
      scalingAspects.allSatisfy { (level.scaleInfo[$0.id] ?? 0) == (result[$0.id] ?? 0) }
    }
    guard isNamed || lcmOperations.arbitraryTargetLevelsSupported else {
      throw .arbitraryLevels(known: instantiationLevels.map(\.id))
    }
    return result
  }
}

/// Sums of what instances take.
package struct ResourceDemand: Codable, Hashable, Sendable {
  package var instances = 0
  package var vcpuMilli = 0
  package var memoryMiB = 0
  package var storageGiB = 0

  package init() {}
}

/// Why a SCALE operation is not legal for a VNFD.
package enum ScaleRefusal: Error, Codable, Hashable, Sendable, CustomStringConvertible {
  case unknownAspect(String, known: [String])
  case noStep
  case moreThanOneStep(String)
  case outOfRange(String, current: Int, steps: Int, maximum: Int)
  case unknownLevel(String, known: [String])
  case levelOutOfRange(String, level: Int, maximum: Int)
  case arbitraryLevels(known: [String])

  package var description: String {
    switch self {
    case .unknownAspect(let aspect, let known):
      known.isEmpty
        ? "Aspect \(aspect) does not exist: this VNF cannot be scaled."
        : "Aspect \(aspect) does not exist. Use one of: \(known.joined(separator: ", "))."
    case .noStep: "Scaling by 0 steps changes nothing. Give 1 or more steps."
    case .moreThanOneStep(let aspect):
      "The VNFD lets aspect \(aspect) be scaled by one step at a time only. Use 1 step."
    case .outOfRange(let aspect, let current, let steps, let maximum):
      "Aspect \(aspect) is at level \(current) of 0 to \(maximum) and cannot go "
        + "\(steps > 0 ? "out" : "in") by \(steps.magnitude). "
        + "Possible are \(current) in and \(max(0, maximum - current)) out."
    case .unknownLevel(let level, let known):
      "Instantiation level \(level) does not exist. Use one of: \(known.joined(separator: ", "))."
    case .levelOutOfRange(let aspect, let level, let maximum):
      "Level \(level) of aspect \(aspect) is outside 0 to \(maximum)."
    case .arbitraryLevels(let known):
      "The VNFD lets the VNF be scaled to its instantiation levels only: "
        + "\(known.joined(separator: ", "))."
    }
  }
}

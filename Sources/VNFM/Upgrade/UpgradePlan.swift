import Deciding
import ResourceInterfaces

// CHANGE_VNFPKG in service: a few instances first, which are watched, then the others in phases, each
// watched before what it takes the place of goes.

/// How far an upgrade is after one of its steps.
package struct RollPhase: Codable, Equatable, Sendable {
  /// Counts from 1.
  package let number: Int
  package let parts: [Part]

  package struct Part: Codable, Equatable, Sendable {
    package let vdu: String
    /// How many instances are made from the new package by then.
    package let updated: Int
    /// How many of the former ones stay until those are watched.
    package let kept: Int
    /// How many there are to be in the end.
    package let total: Int
  }
}

extension FunctionLifecycle {
  /// After the canary the rest follows in at most so many phases, so that a large VNF is done in
  /// time.
  private static let phasesAfterCanary = 8

  static func packageChange(
    of vnf: VNFRecord, _ vnfd: VNFD, _ whole: VNFD?, _ id: VNFD.ID, _ reference: String
  ) throws(Fault) -> Plan {
    guard let whole else {
      throw Fault(
        title: "VNF package unknown",
        detail: "No VNF package with descriptor \(id) is onboarded. Onboard it first.")
    }
    guard whole.id != vnfd.id else {
      throw Fault(
        title: "Nothing to change",
        detail: "\(vnf.name) runs \(vnfd.productName) \(vnfd.softwareVersion) already.")
    }
    // Back to where it came from is a way as well: it undoes an upgrade that is done.
    guard let change = vnfd.packageChange(to: whole) else {
      throw Fault(
        title: "No way between these packages",
        detail: "\(whole.productName) \(whole.softwareVersion) does not say that an "
          + "instance of \(vnfd.softwareVersion) (\(vnfd.id)) can be changed to it.")
    }
    // It keeps its flavour where the new package has it, as another one would resize it.
    let successor = whole.inFlavour(vnf.flavourId) ?? whole
    let before = try counts(of: vnfd, at: vnf.levels)
    let after = try counts(of: successor, at: vnf.levels)
    let phases = phases(from: vnfd, before, to: successor, after, change)
    var steps = upgradeSteps(phases, from: vnfd, to: successor, change)
    if !successor.day1.isEmpty { steps.append(.members) }
    return Plan(
      kind: .changePackage, reference: reference,
      purpose: "software \(vnfd.softwareVersion) → \(successor.softwareVersion)",
      target: vnf.target {
        ($0.vnfdId, $0.productName) = (successor.id, successor.productName)
        ($0.softwareVersion, $0.flavourId) = (successor.softwareVersion, successor.flavourId)
        $0.wanted = after.total
      },
      steps: steps + [.check],
      grant: GrantDemand(
        from: vnfd, before, to: successor, after, surging: surge(of: phases, before, after)))
  }

  /// Canary, gate, and so on, until all is made anew; then the last of the former ones go.
  private static func upgradeSteps(
    _ phases: [RollPhase], from vnfd: VNFD, to successor: VNFD, _ change: VNFD.PackageChange
  ) -> [OperationStep] {
    var steps: [OperationStep] = []
    for phase in phases {
      let isCanary = phase.number == 1 && change.canaryInstances > 0 && phases.count > 1
      steps.append(
        OperationStep(
          .roll(phase),
          "\(isCanary ? "Canary" : "Roll"): \(phase.words) on "
            + successor.softwareVersion))
      guard change.healthGateSeconds > 0 else { continue }
      steps.append(
        OperationStep(
          .gate(seconds: change.healthGateSeconds),
          "Watch \(isCanary ? "the canary" : phase.words) for \(change.healthGateSeconds) s"))
    }
    return steps + [
      OperationStep(.apply(.target), "Remove what is left of \(vnfd.softwareVersion)")
    ]
  }

  private static func phases(
    from vnfd: VNFD, _ before: ComponentCounts, to successor: VNFD, _ after: ComponentCounts,
    _ change: VNFD.PackageChange
  ) -> [RollPhase] {
    let canary = max(0, change.canaryInstances)
    let rest = after.byVDU.map { max(0, $0.count - canary) }.max() ?? 0
    let batches = min(phasesAfterCanary, rest)
    let sizes = (canary > 0 || batches == 0 ? [0] : []) + Array(0..<batches).map { $0 + 1 }
    // Rounded up, so that the last batch is all of it.
    func updated(_ count: Int, _ batch: Int) -> Int {
      let canaries = min(canary, count)
      return batches == 0
        ? count : canaries + ((count - canaries) * batch + batches - 1) / batches
    }
    return sizes.enumerated().map { index, batch in
      RollPhase(
        number: index + 1,
        parts: after.byVDU.map { entry in
          let had = before.byVDU.first { $0.vdu == entry.vdu }?.count ?? 0
          let now = updated(entry.count, batch)
          let watched = index == 0 ? 0 : updated(entry.count, sizes[index - 1])
          let isSame = successor.makesTheSame(of: entry.vdu, as: vnfd)
          let needed = successor.vdu(entry.vdu).map {
            change.floor(of: $0, replicas: min(had, entry.count))
          }
          let kept = min(had, max(0, (needed ?? 0) - watched, had - now))
          return RollPhase.Part(
            vdu: entry.vdu, updated: now, kept: isSame ? 0 : kept, total: entry.count)
        })
    }
  }

  /// How many more instances there are at a time than before and afterwards.
  private static func surge(
    of phases: [RollPhase], _ before: ComponentCounts, _ after: ComponentCounts
  ) -> [(vdu: String, count: Int)] {
    after.byVDU.map { entry in
      let had = before.byVDU.first { $0.vdu == entry.vdu }?.count ?? 0
      let most =
        phases.flatMap(\.parts).filter { $0.vdu == entry.vdu }
        .map { $0.kept + $0.updated }.max() ?? 0
      return (entry.vdu, max(0, most - max(had, entry.count)))
    }
  }

  /// What a cluster is to hold in `phase`: what is made anew already, and what stays as it was.
  static func release(
    _ vnf: VNFRecord, _ operation: VNFOperationRecord, _ phase: RollPhase, _ state: State
  ) throws(Fault) -> Release {
    guard let origin = operation.origin else {
      return try release(vnf, operation, .target, state)
    }
    let target = try state.vnfd(of: operation.target)
    let former = try state.vnfd(of: origin)
    let before = try counts(of: former, at: origin)
    var components: [Release.Component] = []
    for part in phase.parts {
      guard let vdu = target.vdu(part.vdu) else { continue }
      let old = former.vdu(part.vdu)
      let isPartial = old != nil && !target.makesTheSame(of: part.vdu, as: former)
      let kept = old.flatMap { old in
        part.kept == 0
          ? nil
          : Release.Former(
            image: old.imageReference, imageMiB: old.image.sizeMiB, compute: old.compute,
            count: part.kept)
      }
      components.append(
        component(
          vdu, of: target, replicas: isPartial ? part.kept + part.updated : part.total,
          former: kept, floor: operation.floor(of: vdu, replicas: part.total, state), surge: 0,
          seats: operation.hosts(of: vdu)))
    }
    // What the new package has no more goes last.
    for vdu in former.vdus where target.vdu(vdu.id) == nil {
      let count = before.byVDU.first { $0.vdu == vdu.id }?.count ?? 0
      components.append(
        component(
          vdu, of: former, replicas: count, floor: nil, seats: operation.hosts(of: vdu)))
    }
    return release(vnf, target, components, operation.target)
  }
}

extension RollPhase {
  /// `1 of 4 worker`.
  fileprivate var words: String {
    parts.map { "\($0.updated) of \($0.total) \($0.vdu)" }.joined(separator: ", ")
  }
}

extension VNFD {
  /// How an instance of it is changed to `other`; nil when neither says how.
  fileprivate func packageChange(to other: VNFD) -> PackageChange? {
    other.packageChanges.first { $0.source == id }
      ?? packageChanges.first { $0.source == other.id }
  }

  /// Whether instances of `vdu` are made from the same as in `other`.
  fileprivate func makesTheSame(of id: String, as other: VNFD) -> Bool {
    guard let mine = vdu(id), let its = other.vdu(id) else { return false }
    return mine.imageReference == its.imageReference && mine.compute == its.compute
  }
}

extension VNFD.PackageChange {
  /// How many of `replicas` must serve at any time while instances are made anew.
  fileprivate func floor(of vdu: VNFD.VDU, replicas: Int) -> Int {
    max(min(vdu.minInstances, replicas), replicas - max(0, maxUnavailable))
  }
}

extension VNFOperationRecord {
  /// How many of `replicas` must serve at any time while an upgrade, or its rollback, makes them anew;
  /// nil for an operation that is none: then all do.
  func floor(
    of vdu: VNFD.VDU, replicas: Int, _ state: FunctionLifecycle.State
  ) -> Int? {
    guard kind == .changePackage, let origin,
      let former = state.packages[origin.vnfdId.rawValue],
      let successor = state.packages[target.vnfdId.rawValue]
    else { return nil }
    return former.packageChange(to: successor)?.floor(of: vdu, replicas: replicas)
  }
}

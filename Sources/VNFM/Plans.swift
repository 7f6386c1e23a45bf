import Deciding
import ResourceInterfaces

// What each kind of operation will do: its target, its steps, and the grant that it needs.
extension FunctionLifecycle {
  static func instantiation(
    of vnf: VNFRecord, _ vnfd: VNFD, _ levels: [ScaleLevel], _ vim: VIMName,
    _ networks: [String], _ reference: String
  ) throws(Fault) -> Plan {
    let counts = try counts(of: vnfd, at: levels)
    let wanted = counts.total
    let configuration = vnfd.day1.map {
      OperationStep(.configure(step: $0.id), $0.title)
    }
    return Plan(
      kind: .instantiate, reference: reference, purpose: "\(wanted) components on \(vim)",
      target: vnf.target {
        ($0.flavourId, $0.levels) = (vnfd.flavourId, vnfd.complete(levels))
        ($0.vim, $0.networks) = (vim, networks)
        ($0.wanted, $0.vnfState) = (wanted, .started)
      },
      steps: [OperationStep(.apply(.target), "Create \(counts.sentence)")] + configuration + [
        .check
      ],
      grant: GrantDemand(vnfd, adding: counts.byVDU))
  }

  static func scaling(
    of vnf: VNFRecord, _ vnfd: VNFD, _ aspect: String, _ steps: Int, _ isAutomatic: Bool,
    _ reference: String
  ) throws(Fault) -> Plan {
    let levels: ScaleLevels
    do {
      levels = try vnfd.levels(
        from: vnf.levels.byAspect, scaling: aspect, bySteps: steps)
    } catch {
      throw Fault(title: "Scaling is not possible", detail: "\(error)")
    }
    return try scaling(
      of: vnf, vnfd, .scale, to: levels,
      purpose: "\(aspect) \(vnf.level(of: aspect)) → \(levels[aspect] ?? 0)",
      isAutomatic: isAutomatic, reference)
  }

  /// SCALE_TO_LEVEL: to an instantiation level, or to levels of aspects.
  static func scaling(
    of vnf: VNFRecord, _ vnfd: VNFD, to level: String?, _ scaleInfo: [ScaleLevel],
    _ reference: String
  ) throws(Fault) -> Plan {
    let levels: ScaleLevels
    do {
      if let level {
        levels = try vnfd.levels(ofInstantiationLevel: level)
      } else {
        levels = try vnfd.levels(from: vnf.levels.byAspect, scaledTo: scaleInfo.byAspect)
      }
    } catch {
      throw Fault(title: "Scaling is not possible", detail: "\(error)")
    }
    let target = levels.ordered(by: vnfd)
    guard target != vnf.levels else {
      throw Fault(
        title: "Nothing to change", detail: "\(vnf.name) is at these scale levels already.")
    }
    let words = target.map { "\($0.aspectId) \($0.level)" }.joined(separator: ", ")
    return try scaling(
      of: vnf, vnfd, .scaleToLevel, to: levels, purpose: level.map { "level \($0)" } ?? words,
      reference)
  }

  private static func scaling(
    of vnf: VNFRecord, _ vnfd: VNFD, _ kind: VNFOperationKind, to levels: ScaleLevels,
    purpose: String, isAutomatic: Bool = false, _ reference: String
  ) throws(Fault) -> Plan {
    let before = try counts(of: vnfd, at: vnf.levels)
    let after = try counts(of: vnfd, at: levels.ordered(by: vnfd))
    let change = before.change(to: after)
    let list = change.map { "\($0.count > 0 ? "+" : "−")\($0.count.magnitude) \($0.vdu)" }
      .joined(separator: ", ")
    var plan = [OperationStep(.apply(.target), "Bring the cluster to \(after.sentence)")]
    if after.total > before.total, !vnfd.day1.isEmpty { plan.append(.members) }
    return Plan(
      kind: kind, isAutomatic: isAutomatic, reference: reference, purpose: "\(purpose): \(list)",
      target: vnf.target {
        ($0.levels, $0.wanted) = (levels.ordered(by: vnfd), after.total)
      },
      steps: plan + [.check], grant: GrantDemand(vnfd, adding: change))
  }

  /// Healing replaces what was lost; when components vanished altogether, the cluster is brought
  /// back to what it should hold.
  static func healing(
    of vnf: VNFRecord, _ vnfd: VNFD, cause: String, reference: String, isAutomatic: Bool = false
  ) throws(Fault) -> Plan {
    let lost = vnf.components.filter { $0.phase == .lost }
    let missing = max(0, vnf.wanted - vnf.components.count)
    guard !lost.isEmpty || missing > 0 || !vnf.divergence.isEmpty else {
      throw Fault(
        title: "Nothing to heal",
        detail: "\(vnf.ready) of \(vnf.wanted) components of \(vnf.name) serve and none is lost.")
    }
    var counts: [(vdu: String, count: Int)] = vnfd.vdus.map { vdu in
      (vdu.id, lost.count { $0.vdu == vdu.id })
    }
    var steps: [OperationStep] = []
    if lost.isEmpty {
      let wanted = try self.counts(of: vnfd, at: vnf.present)
      counts = wanted.byVDU.map { entry in
        (entry.vdu, max(0, entry.count - vnf.components.count { $0.vdu == entry.vdu }))
      }
      steps.append(OperationStep(.apply(.target), "Bring the cluster back to \(wanted.sentence)"))
    } else {
      let names = lost.map(\.name).joined(separator: ", ")
      steps.append(OperationStep(.replace, "Replace \(names)"))
    }
    if !vnfd.day1.isEmpty, vnf.vnfState == .started { steps.append(.members) }
    return Plan(
      kind: .heal, isAutomatic: isAutomatic, reference: reference,
      purpose: "\(lost.isEmpty ? missing : lost.count) of \(vnf.wanted) lost, \(cause)",
      target: vnf.present,
      replaced: lost.map(\.resource), steps: steps + [.check],
      grant: GrantDemand(vnfd, replacing: counts))
  }

  static func termination(of vnf: VNFRecord, _ vnfd: VNFD, _ reference: String) -> Plan {
    var steps: [OperationStep] = []
    let seconds = vnfd.lcmOperations.gracefulTerminationTimeout
    if vnf.ready > 0, seconds > 0 {
      steps.append(OperationStep(.drain(seconds: seconds), "Let sessions drain for \(seconds) s"))
    }
    if vnf.vim != nil {
      steps.append(OperationStep(.delete, "Remove \(vnf.components.count) components and all else"))
    }
    return Plan(
      kind: .terminate, reference: reference, purpose: "\(vnf.components.count) components",
      target: vnf.target { ($0.levels, $0.wanted) = ([], 0) }, steps: steps, grant: nil)
  }
}

extension VNFRecord {
  /// The instance as it is, but for what `change` makes otherwise.
  func target(
    _ change: (inout VNFOperationRecord.Target) -> Void
  ) -> VNFOperationRecord.Target {
    var target = present
    change(&target)
    return target
  }
}

extension OperationStep {
  static let check = Self(.check, "Check that everything wanted serves")
  static let members = Self(.configure(step: "members"), "Configure the new members")
}

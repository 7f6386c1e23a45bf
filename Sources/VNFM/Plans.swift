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
      target: target(vnf, vnfd, levels: vnfd.complete(levels), vim, networks, wanted),
      steps: [OperationStep(.apply, "Create \(counts.sentence)")] + configuration + [.check],
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
    let before = try counts(of: vnfd, at: vnf.levels)
    let after = try counts(of: vnfd, at: levels.ordered(by: vnfd))
    let change = before.change(to: after)
    let list = change.map { "\($0.count > 0 ? "+" : "−")\($0.count.magnitude) \($0.vdu)" }
      .joined(separator: ", ")
    var plan: [OperationStep] = [OperationStep(.apply, "Bring the cluster to \(after.sentence)")]
    if after.total > before.total, !vnfd.day1.isEmpty { plan.append(.members) }
    return Plan(
      kind: .scale, isAutomatic: isAutomatic, reference: reference,
      purpose: "\(aspect) \(vnf.level(of: aspect)) → \(levels[aspect] ?? 0): \(list)",
      target: target(
        vnf, vnfd, levels: levels.ordered(by: vnfd), vnf.vim, vnf.networks, after.total),
      steps: plan + [.check],
      grant: GrantDemand(vnfd, adding: change))
  }

  static func packageChange(
    of vnf: VNFRecord, _ vnfd: VNFD, _ successor: VNFD?, _ id: VNFD.ID, _ request: Request
  ) throws(Fault) -> Plan {
    guard let successor else {
      throw Fault(
        title: "VNF package unknown",
        detail: "No VNF package with descriptor \(id) is onboarded. Onboard it first.")
    }
    guard successor.id != vnfd.id else {
      throw Fault(
        title: "Nothing to change",
        detail: "\(vnf.name) runs \(vnfd.productName) \(vnfd.softwareVersion) already.")
    }
    guard successor.packageChanges.contains(where: { $0.source == vnfd.id }) else {
      throw Fault(
        title: "No way between these packages",
        detail: "\(successor.productName) \(successor.softwareVersion) does not say that an "
          + "instance of \(vnfd.softwareVersion) (\(vnfd.id)) can be changed to it.")
    }
    let counts = try counts(of: successor, at: vnf.levels)
    let growth = try self.counts(of: vnfd, at: vnf.levels).change(to: counts)
    var steps: [OperationStep] = [
      OperationStep(
        .apply, "Roll to \(successor.productName) \(successor.softwareVersion) one by one")
    ]
    if !successor.day1.isEmpty { steps.append(.members) }
    return Plan(
      kind: .changePackage, reference: request.reference,
      purpose: "software \(vnfd.softwareVersion) → \(successor.softwareVersion)",
      target: target(vnf, successor, levels: vnf.levels, vnf.vim, vnf.networks, counts.total),
      steps: steps + [.check],
      grant: GrantDemand(successor, surging: counts.byVDU, growingBy: growth))
  }

  /// Healing replaces what was lost; when components vanished altogether, the cluster is brought
  /// back to what it should hold.
  static func healing(
    of vnf: VNFRecord, _ vnfd: VNFD, cause: String, reference: String, isAutomatic: Bool = false
  ) throws(Fault) -> Plan {
    let lost = vnf.components.filter { $0.phase == .lost }
    let missing = max(0, vnf.wanted - vnf.components.count)
    guard !lost.isEmpty || missing > 0 else {
      throw Fault(
        title: "Nothing to heal",
        detail: "\(vnf.ready) of \(vnf.wanted) components of \(vnf.name) serve and none is lost.")
    }
    var counts: [(vdu: String, count: Int)] = vnfd.vdus.map { vdu in
      (vdu.id, lost.count { $0.vdu == vdu.id })
    }
    var steps: [OperationStep] = []
    if lost.isEmpty {
      let wanted = try self.counts(of: vnfd, at: vnf.levels)
      counts = wanted.byVDU.map { entry in
        (entry.vdu, max(0, entry.count - vnf.components.count { $0.vdu == entry.vdu }))
      }
      steps.append(OperationStep(.apply, "Bring the cluster back to \(wanted.sentence)"))
    } else {
      let names = lost.map(\.name).joined(separator: ", ")
      steps.append(OperationStep(.replace, "Replace \(names)"))
    }
    if !vnfd.day1.isEmpty { steps.append(.members) }
    return Plan(
      kind: .heal, isAutomatic: isAutomatic, reference: reference,
      purpose: "\(lost.isEmpty ? missing : lost.count) of \(vnf.wanted) lost, \(cause)",
      target: target(vnf, vnfd, levels: vnf.levels, vnf.vim, vnf.networks, vnf.wanted),
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
      target: target(vnf, vnfd, levels: [], vnf.vim, vnf.networks, 0), steps: steps, grant: nil)
  }

  private static func target(
    _ vnf: VNFRecord, _ vnfd: VNFD, levels: [ScaleLevel], _ vim: VIMName?, _ networks: [String],
    _ wanted: Int
  ) -> VNFOperationRecord.Target {
    VNFOperationRecord.Target(
      vnfdId: vnfd.id, productName: vnfd.productName, softwareVersion: vnfd.softwareVersion,
      levels: levels, vim: vim, networks: networks, wanted: wanted)
  }
}

extension OperationStep {
  static let check = Self(.check, "Check that everything wanted serves")
  static let members = Self(.configure(step: "members"), "Configure the new members")
}

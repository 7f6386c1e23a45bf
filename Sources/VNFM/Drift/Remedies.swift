import Deciding
import ResourceInterfaces

// What can be done about each kind of difference, and the steps that do it.

extension DriftRecord {
  /// What is possible, the usual one first.
  package var remedies: [DriftRemedy] {
    switch (sighting.kind, sighting.aspect) {
    case (.missing, _): [.recreate]
    case (.orphan, _): [.delete, .adopt]
    case (.different, .host): [.adopt, .recreate]
    case (.different, _): [.recreate]
    }
  }

  func whyNot(_ remedy: DriftRemedy) -> String {
    let possible = remedies.map(\.rawValue).joined(separator: " or ")
    let reason =
      switch (sighting.kind, remedy) {
      case (.missing, .adopt), (.missing, .delete): "it is not there"
      case (.orphan, _): "nobody wants it to be there"
      case (.different, .delete): "it is believed in; scale in, or terminate the VNF"
      case (.different, _): "the package says otherwise; change the package instead"
      case (.missing, .recreate): "it is there"
      }
    return
      "\(sighting.object) cannot be put right by \(remedy.rawValue): \(reason). Use \(possible)."
  }

  func steps(of remedy: DriftRemedy) -> [DriftResolution.Step] {
    let what = "\(sighting.type) \(sighting.object)"
    let look = DriftResolution.Step(
      act: .look, title: "Ask \(place.vim) whether it is still so")
    let verify = DriftResolution.Step(
      act: .verify, title: "Ask \(place.vim) whether all is as believed")
    let act =
      switch (remedy, sighting.kind) {
      case (.adopt, .orphan):
        DriftResolution.Step(act: .adopt, title: "Make \(what) a part of \(vnfName)")
      case (.adopt, _):
        DriftResolution.Step(
          act: .believe, title: "Write down that \(what) is on \(sighting.found)")
      case (.delete, _): DriftResolution.Step(act: .discard, title: "Delete \(what)")
      case (.recreate, _):
        DriftResolution.Step(act: .restore, title: "HEAL \(vnfName) as it is believed to be")
      }
    return [look, act, verify]
  }
}

extension FunctionLifecycle {
  /// The HEAL that brings the cluster back to what is believed: what is missing is made, what is
  /// otherwise is made anew while others serve, and what was moved is replaced.
  static func restoring(
    _ vnf: VNFRecord, _ vnfd: VNFD, _ record: DriftRecord, _ sightings: [DriftSighting]
  ) throws(Fault) -> Plan {
    let wanted = try counts(of: vnfd, at: vnf.present)
    let isMove = { (sighting: DriftSighting) in
      sighting.aspect == .host && record.sighting.aspect == .host
    }
    let lost = vnf.components.filter { $0.phase == .lost }
    let moved = sightings.filter(isMove).compactMap(\.resource)
    let replaced =
      lost.map(\.resource) + moved.filter { id in !lost.contains { $0.resource == id } }
    let rolls = sightings.contains { $0.kind == .different && $0.aspect != .host }
    let missing = wanted.byVDU.map { entry in
      (entry.vdu, max(0, entry.count - vnf.components.count { $0.vdu == entry.vdu }))
    }
    var steps: [OperationStep] = []
    if !replaced.isEmpty {
      let names = vnf.components.filter { replaced.contains($0.resource) }.map(\.name)
      steps.append(OperationStep(.replace, "Replace \(names.joined(separator: ", "))"))
    }
    if rolls || missing.contains(where: { $0.1 > 0 }) {
      steps.append(OperationStep(.apply(.target), "Bring the cluster back to \(wanted.sentence)"))
    }
    guard !steps.isEmpty else {
      throw Fault(title: "Nothing to restore", detail: "\(vnf.name) has all that it wants.")
    }
    if !vnfd.day1.isEmpty, vnf.vnfState == .started { steps.append(.members) }
    let demand = wanted.byVDU.map { entry in
      let gone = vnf.components.count { $0.vdu == entry.vdu && replaced.contains($0.resource) }
      let short = missing.first { $0.0 == entry.vdu }?.1 ?? 0
      // One stands in for what is made anew, and goes again.
      return (vdu: entry.vdu, count: gone + short + (rolls && entry.count > 0 ? 1 : 0))
    }
    return Plan(
      kind: .heal, reference: "", purpose: "\(record.id): \(record.sighting.sentence)",
      target: vnf.present, replaced: replaced, steps: steps + [.check],
      grant: GrantDemand(vnfd, replacing: demand))
  }
}

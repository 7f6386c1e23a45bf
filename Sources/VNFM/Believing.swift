import Deciding
import ResourceInterfaces

// What the VIM tells is believed; what it lost is reported and healed.
extension FunctionLifecycle {
  static func resourceChanged(_ change: ResourceChange, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[change.vnf], vnf.hears(change) else { return }
    if change.sequence > vnf.news.heard + 1 {
      miss(vnf, on: change.vim, told: change.sequence, &turn)
    }
    turn.record(.componentChanged(name: vnf.name, change: change))
    heed([change], of: change.vnf, &turn)
  }

  /// What follows from changes that are believed from now on.
  static func heed(
    _ changes: [ResourceChange], of vnf: VNFInstance.ID, _ turn: inout Turn<Self>
  ) {
    // What was lost says more than what else changed with it.
    guard let told = changes.last(where: { $0.phase == .lost }) ?? changes.last else { return }
    reportHealth(of: vnf, cause(told), told.phase == .lost ? told.host : nil, &turn)
    noteRecovery(of: vnf, &turn)
    for change in changes where change.phase == .lost {
      watchUpgrade(of: vnf, change.resource, &turn)
    }
    if changes.contains(where: { $0.phase == .lost || $0.phase == .deleted }) {
      healIfNeeded(vnf, &turn)
    }
  }

  private static func cause(_ change: ResourceChange) -> String {
    let place = change.host.map { " on \($0)" } ?? ""
    let reason = change.reason.isEmpty ? "" : " (\(change.reason))"
    return switch change.phase {
    case .lost: "\(change.name) was lost\(place)\(reason)"
    case .deleted: "\(change.name) is gone"
    case .ready: "\(change.name) serves\(place)"
    case .pending, .creating, .running: "\(change.name) does not serve\(place)\(reason)"
    }
  }

  /// Tells the NFVO how many components serve, if that changed and the function is in service.
  static func reportHealth(
    of id: VNFInstance.ID, _ cause: String, _ host: HostName?, _ turn: inout Turn<Self>
  ) {
    guard let vnf = turn.state.vnfs[id], vnf.instantiationState == .instantiated,
      !isTerminating(vnf, turn.state),
      vnf.serving != vnf.toldReady || vnf.wanted != vnf.toldWanted
    else { return }
    turn.record(
      .healthReported(
        vnf: id, name: vnf.name, ready: vnf.serving, wanted: vnf.wanted, cause: cause))
    turn.send(
      .nfvo(
        .vnfHealth(
          VNFHealth(
            vnf: id, ready: vnf.serving, wanted: vnf.wanted, cause: cause, host: host))))
  }

  private static func isTerminating(_ vnf: VNFRecord, _ state: State) -> Bool {
    vnf.openOperation.flatMap { state.operations[$0] }?.kind == .terminate
  }

  /// Schedules one HEAL for all that is lost of a VNF, unless an operation is open: then healing
  /// follows when that ends.
  static func healIfNeeded(_ id: VNFInstance.ID, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[id], vnf.instantiationState == .instantiated,
      vnf.healing.policy.isEnabled, vnf.openOperation == nil, !vnf.healing.isDue,
      !vnf.healing.isGivenUp
    else { return }
    let missing = max(vnf.lost, vnf.wanted - vnf.components.count)
    guard missing > 0 else { return }
    if let reason = vnf.healing.futility(at: turn.now) {
      giveUp(vnf, reason, &turn)
      return
    }
    // After a heal that came to nothing the next one waits four times as long.
    let patience = (0..<min(vnf.healing.failures, 6)).reduce(1) { factor, _ in factor * 4 }
    let delay = Span.seconds(Double(max(1, vnf.healing.policy.delaySeconds) * patience))
    turn.record(.healScheduled(vnf: id, name: vnf.name, missing: missing, after: delay))
    turn.wake(.healDue(id), after: delay)
  }

  static func healDue(_ id: VNFInstance.ID, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[id], vnf.healing.isDue else { return }
    guard let vnfd = turn.state.vnfd(of: vnf) else {
      turn.record(
        .healDropped(vnf: id, name: vnf.name, reason: "its package is not onboarded any more"))
      return
    }
    if let missing = vnf.news.missing {
      turn.record(
        .healDropped(
          vnf: id, name: vnf.name,
          reason: "it follows when \(missing.vim) has said what it holds"))
      return
    }
    guard vnf.lost > 0 || vnf.components.count < vnf.wanted else {
      turn.record(.healDropped(vnf: id, name: vnf.name, reason: "all that was lost serves again"))
      return
    }
    if let open = vnf.openOperation {
      turn.record(
        .healDropped(vnf: id, name: vnf.name, reason: "it follows when \(open) has ended"))
      return
    }
    guard vnf.healing.policy.isEnabled else {
      turn.record(
        .healDropped(vnf: id, name: vnf.name, reason: "automatic healing was switched off"))
      return
    }
    beginHeal(of: vnf, vnfd, &turn)
  }

  /// A function that is whole again may be healed automatically again, whoever brought it back.
  private static func noteRecovery(of id: VNFInstance.ID, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[id], vnf.healing.isGivenUp, vnf.lost == 0,
      vnf.serving == vnf.wanted
    else { return }
    turn.record(.healResumed(vnf: id, name: vnf.name))
  }
}

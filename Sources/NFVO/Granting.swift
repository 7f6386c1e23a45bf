import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Grants (SOL003 §9): what a VNF operation may take, held until the operation ends.
extension NFVOrchestrator {
  static func grant(_ request: GrantRequest, _ turn: inout Turn<Self>) {
    if let held = turn.state.grants[request.operation] {
      answer(.granted(operation: request.operation, grant: held.id), &turn)
      return
    }
    guard let vnf = turn.state.vnfs[request.vnf], let vim = turn.state.vims[vnf.vim] else {
      let fault = Fault(
        title: "VNF unknown",
        detail: "The NFVO knows no VNF instance \(request.vnf), so it grants nothing for it.")
      answer(.grantRefused(operation: request.operation, fault: fault), &turn)
      return
    }
    // A repeat of what was decided before must not reserve again.
    guard vnf.lastGrantDecided.map({ $0 < request.operation }) ?? true else { return }
    if let fault = refusal(of: request, for: vnf, on: vim) {
      turn.record(
        .grantRefused(
          operation: request.operation, vnf: vnf.id, vnfName: vnf.name, fault: fault))
      answer(.grantRefused(operation: request.operation, fault: fault), &turn)
      return
    }
    let id = turn.makeID(Grant.self)
    turn.record(
      .granted(
        grant: GrantRecord(
          id: id, operation: request.operation, kind: request.kind, vnf: vnf.id, vim: vim.id,
          reserved: request.add, change: change(by: request), grantedAt: turn.now),
        vnfName: vnf.name))
    answer(.granted(operation: request.operation, grant: id), &turn)
  }

  /// What a HEAL gives up lies on hosts that the VIM counts no more, so only what it adds counts.
  private static func change(by request: GrantRequest) -> Compute {
    request.kind == .heal ? request.add : request.add - request.remove
  }

  private static func refusal(
    of request: GrantRequest, for vnf: ManagedVNF, on vim: VIMRecord
  ) -> Fault? {
    guard request.addCount > 0 else { return nil }
    let title = "Grant refused"
    let wish = "\(request.kind.rawValue) of \(vnf.name) needs \(request.add.sentence)"
    if !request.add.fits(in: vim.free) {
      let held =
        vim.reservations == 0
        ? "" : ", and holds \(vim.reserved.sentence) for \(vim.reservations) grants"
      return Fault(
        title: title,
        detail: "\(wish), but \(vim.id) has \(vim.free.sentence) free of "
          + "\(vim.capacity.sentence)\(held). Free capacity there or scale by fewer steps.")
    }
    if !request.largest.fits(in: vim.largestRoom) {
      return Fault(
        title: title,
        detail: "\(wish), the largest replica \(request.largest.sentence), but no host of "
          + "\(vim.id) has more room than \(vim.largestRoom.sentence). Free a host there.")
    }
    return nil
  }

  private static func answer(_ message: VNFMMessage, _ turn: inout Turn<Self>) {
    turn.send(.resource(.vnfm(message)))
  }

  /// Gives back what was held, and notes what the VIM has allocated more or less since its report.
  static func endReservation(
    _ notification: VNFOperationNotification, _ vnf: ManagedVNF, _ turn: inout Turn<Self>
  ) {
    let grant = turn.state.grants[notification.operation]
    var change = Compute.none
    if notification.state == .completed {
      change = grant?.change ?? .none
      if notification.kind == .terminate, let vnfd = turn.state.vnfd(of: vnf), vnf.isInstantiated,
        !vnf.isStopped
      {
        change = change - vnfd.compute(at: vnf.levels)
      }
    }
    guard grant != nil || change != .none else { return }
    turn.record(
      .reservationEnded(
        operation: notification.operation, vnf: vnf.id, vnfName: vnf.name, vim: vnf.vim,
        change: change))
  }
}

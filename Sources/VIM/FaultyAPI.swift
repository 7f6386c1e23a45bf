import Deciding
import ResourceInterfaces

// The API of a VIM that refuses what it is asked, or takes it late. What runs in the cluster goes on.

extension Clusters: FaultProne {
  package static func event(of fault: FaultEvent) -> Event { .fault(fault) }
  package static func timer(ofFault name: String, number: Int) -> Timer {
    .faultOver(name, number: number)
  }
  package static func faults(in state: State) -> FaultRoom { state.faults }

  private static let apiFaults: Set<FaultKind> = [
    .certificateExpired, .apiError, .apiThrottled, .quotaCut, .apiSlow,
  ]

  /// Whether `message` is taken now. One that is not was refused, or is taken later.
  static func isServed(_ message: VIMMessage, _ turn: inout Turn<Self>) -> Bool {
    guard !turn.state.faults.active.isEmpty, let place = turn.state.place(of: message) else {
      return true
    }
    var kinds = apiFaults
    if !turn.state.grows(by: message) { kinds.remove(.quotaCut) }
    guard let rule = rule(of: kinds, at: place, &turn) else { return true }
    strike(rule, at: place, &turn)
    if rule.kind == .apiSlow {
      turn.wake(.late(message), after: rule.delay)
    } else if case .submit(let vim, let task) = message, let fault = rule.kind.refusal(by: vim) {
      say(.vnfm(.taskEnded(token: task.token, attempt: task.attempt, fault: fault)), by: vim, &turn)
    }
    return false
  }
}

extension Clusters.State {
  /// Where a request of MANO arrives; nil for what is none.
  fileprivate func place(of message: VIMMessage) -> FaultPlace? {
    switch message {
    case .submit(let vim, let task): place(of: task, on: vim)
    case .cancel(let vim, let token, _): place(of: token.vnf, on: vim)
    case .describe(let vim, let vnf, _): place(of: vnf, on: vim)
    case .capacityQuery(let vim, _), .list(let vim, _):
      FaultPlace(vim: vim, site: clusters[vim]?.site)
    case .own(let vim, let order): place(of: order.vnf, on: vim)
    case .inventory, .host, .fault, .byHand: nil
    }
  }

  func place(of task: VIMTask, on vim: VIMName) -> FaultPlace {
    FaultPlace(vim: vim, site: clusters[vim]?.site, vnf: task.vnf, work: task.act.work)
  }

  /// Whether a VNF would hold more than it does.
  fileprivate func grows(by message: VIMMessage) -> Bool {
    guard case .submit(_, let task) = message, case .apply(let release) = task.act else {
      return false
    }
    let wanted = release.components.reduce(Compute.none) { sum, component in
      (0..<component.replicas).reduce(sum) { sum, _ in sum + component.compute }
    }
    let held = resources(of: task.vnf).reduce(Compute.none) { $0 + $1.compute }
    return !wanted.fits(in: held)
  }
}

extension FaultKind {
  /// What a task is refused with; nil when this does not refuse.
  fileprivate func refusal(by vim: VIMName) -> Fault? {
    switch self {
    case .apiError:
      Fault(
        title: "Service unavailable",
        detail: "\(vim) answers 503 Service Unavailable. Try again later.",
        errorClass: .transient)
    case .apiThrottled:
      Fault(
        title: "Too many requests",
        detail: "\(vim) answers 429 Too Many Requests. Try again later.", errorClass: .busy)
    case .certificateExpired:
      Fault(
        title: "Certificate expired",
        detail: "The certificate of \(vim) has expired: nothing is asked of it. Renew it, then "
          + "retry.",
        errorClass: .rejected)
    case .quotaCut:
      Fault(
        title: "Quota exceeded",
        detail: "\(vim) gives the tenant no more than it holds: its quota was cut. Raise it, then "
          + "retry.",
        errorClass: .capacity)
    default: nil
    }
  }
}

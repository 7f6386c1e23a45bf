import Deciding
import ResourceInterfaces

// Hosts and functions that fail because the world has it so.

extension Infrastructure: FaultProne {
  package static func event(of fault: FaultEvent) -> Event { .fault(fault) }
  package static func timer(ofFault name: String, number: Int) -> Timer {
    .faultOver(name, number: number)
  }
  package static func faults(in state: State) -> FaultRoom { state.faults }

  package static func begins(_ rule: FaultRule, _ turn: inout Turn<Self>) {
    let hosts = rule.kind.strikesHosts ? hosts(at: rule.place, turn.state) : []
    if rule.kind == .nicFlap { return flap(rule, hosts, &turn) }
    if rule.kind == .guestShutdown { return shutDownGuests(rule, hosts, &turn) }
    for host in hosts {
      switch rule.kind {
      case .powerLoss: powerOff(host, &turn)
      case .kernelPanic: panic(host, &turn)
      case .bmcUnreachable: begin(.bmcSilent, on: host, &turn)
      case .diskFull: begin(.diskFull, on: host, &turn)
      default: return
      }
    }
  }

  package static func ends(_ rule: FaultRule, _ turn: inout Turn<Self>) {
    if rule.fate != nil { return mend(rule, &turn) }
    guard rule.kind.strikesHosts else { return }
    for host in hosts(at: rule.place, turn.state) {
      let place = turn.state.hosts[host]?.place
      let isStill = turn.state.faults.active.contains {
        $0.rule.kind == rule.kind && place.map($0.rule.place.covers) == true
      }
      guard !isStill else { continue }
      switch rule.kind {
      case .powerLoss: powerOn(host, &turn)
      case .bmcUnreachable: end(.bmcSilent, on: host, &turn)
      case .diskFull: end(.diskFull, on: host, &turn)
      default: return
      }
    }
  }

  /// The hosts at a place, in order.
  static func hosts(at place: FaultPlace, _ state: State) -> [HostName] {
    if let host = place.host {
      return state.hosts[host].map { place.covers($0.place) } == true ? [host] : []
    }
    return state.hostNames.filter { state.hosts[$0].map { place.covers($0.place) } == true }
  }

  private static func panic(_ name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host.power.isUp else { return }
    turn.record(.hostPanicked(name, workloads: host.workloads.count))
    if host.pulls > 0 { follow(host.site, &turn) }
    if host.isReached { turn.send(.vim(.host(.silent(host: name)))) }
    guard let changes = turn.state.hosts[name]?.powerChanges else { return }
    turn.wake(
      .booted(name, powerChanges: changes),
      after: turn.chance.draw(turn.state.stages(of: host).boot))
  }

  /// How much slower a host in gray failure is.
  private static let grayFactor = 10.0

  /// `span`, or what becomes of it on a host that is slow without saying so.
  static func delayed(
    _ span: Span, on host: HostRecord, _ turn: inout Turn<Self>
  ) -> Span {
    guard !turn.state.faults.active.isEmpty,
      let rule = rule(of: [.grayFailure], at: host.place, &turn)
    else { return span }
    strike(rule, at: host.place, &turn)
    return .seconds(span.seconds * grayFactor)
  }

  /// Whether a function takes a configuration step; when not, it was said, unless nobody says so.
  static func isTaken(
    _ step: String, of vnf: VNFInstance.ID, _ operation: VNFOperation.ID, _ turn: inout Turn<Self>
  ) -> Bool {
    let place = FaultPlace(vnf: vnf, step: step)
    guard let rule = rule(of: [.taskFails, .requestLost, .replyLost], at: place, &turn),
      let effect = rule.effect
    else { return true }
    strike(rule, at: place, &turn)
    switch effect {
    case .silence: return false
    case .failure(let error):
      let fault = Fault(
        title: "Configuration failed",
        detail: "\(vnf) rejected step \(step): an injected fault (\(error.rawValue)). Try again.",
        errorClass: error)
      tell(
        .configured(vnf: vnf, operation: operation, step: step, fault: fault), about: vnf, &turn)
      return false
    case .lostReply, .killed:
      turn.record(.stepStruck(vnf, operation: operation, step: step))
      return true
    }
  }
}

extension FaultKind {
  /// Whether something happens to hosts when a fault of this kind begins.
  fileprivate var strikesHosts: Bool {
    switch self {
    case .powerLoss, .kernelPanic, .bmcUnreachable, .nicFlap, .diskFull, .guestShutdown: true
    default: false
    }
  }
}

extension HostRecord {
  /// Where it stands, as faults know it.
  package var place: FaultPlace {
    FaultPlace(vim: vim, site: site, zone: zone, rack: rack, host: name)
  }
}

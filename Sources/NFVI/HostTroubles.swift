import Deciding
import ResourceInterfaces

// What ails hosts that run on: a management controller that hangs, links that flap, a disk that is full.

extension Infrastructure {
  /// How long it takes until somebody notices: the switch says at once that a link is down, a node
  /// agent looks at its disk every ten seconds, and management controllers are polled each minute.
  private static func notice(of trouble: HostTrouble) -> Span {
    switch trouble {
    case .linksDown: .zero
    case .diskFull: .seconds(10)
    case .bmcSilent: .minutes(1)
    }
  }

  /// Between two flaps of a rule that strikes more than once.
  private static let flapPause = Span.seconds(30)

  static func begin(_ trouble: HostTrouble, on name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host[trouble] == nil else { return }
    turn.record(.troubleBegun(name, trouble))
    let notice = notice(of: trouble)
    if notice == .zero {
      turn.send(.vim(.host(.trouble(host: name, trouble, isOn: true))))
    } else {
      turn.wake(.troubleNoticed(name, trouble, since: turn.now), after: notice)
    }
  }

  static func troubleNoticed(
    _ trouble: HostTrouble, on name: HostName, since: Instant, _ turn: inout Turn<Self>
  ) {
    guard turn.state.hosts[name]?[trouble] == since else { return }
    turn.send(.vim(.host(.trouble(host: name, trouble, isOn: true))))
  }

  static func end(_ trouble: HostTrouble, on name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host[trouble] != nil else { return }
    turn.record(.troubleEnded(name, trouble))
    turn.send(.vim(.host(.trouble(host: name, trouble, isOn: false))))
  }

  // MARK: Links

  /// What a host says; it gets lost while its links are down.
  static func say(_ event: HostEvent, on name: HostName, _ turn: inout Turn<Self>) {
    guard turn.state.hosts[name]?.linksDownSince == nil else { return }
    turn.send(.vim(.host(event)))
  }

  static func flap(_ rule: FaultRule, _ hosts: [HostName], _ turn: inout Turn<Self>) {
    for name in hosts {
      guard let host = turn.state.hosts[name], host.isReached else { continue }
      begin(.linksDown, on: name, &turn)
      turn.send(.vim(.host(.silent(host: name))))
      turn.wake(.linksUp(name, since: turn.now), after: rule.delay)
    }
    strike(rule, at: rule.place, &turn)
    guard let record = turn.state.faults[rule.name] else { return }
    turn.wake(.flap(rule.name, number: record.number), after: rule.delay + flapPause)
  }

  static func flapAgain(_ name: String, number: Int, _ turn: inout Turn<Self>) {
    guard let record = turn.state.faults[name], record.number == number else { return }
    flap(record.rule, hosts(at: record.rule.place, turn.state), &turn)
  }

  /// The host says what it runs, as it has been on all the time.
  static func linksUp(_ name: HostName, since: Instant, _ turn: inout Turn<Self>) {
    guard turn.state.hosts[name]?.linksDownSince == since else { return }
    end(.linksDown, on: name, &turn)
    guard let host = turn.state.hosts[name] else { return }
    let workloads = host.workloads.keys.compactMap { turn.state.workloads[$0] }
    turn.send(
      .vim(
        .host(
          .resumed(
            host: name, workloads: workloads.map(\.id),
            ready: workloads.filter { $0.stage == .ready || $0.stage == .shutOff }.map(\.id),
            failed: workloads.filter { $0.stage == .backOff }.map(\.id)))))
  }
}

extension HostTrouble {
  package var sentence: String {
    switch self {
    case .bmcSilent: "its BMC does not answer"
    case .linksDown: "its links are down"
    case .diskFull: "its disk is full"
    }
  }

  var endSentence: String {
    switch self {
    case .bmcSilent: "its BMC answers again"
    case .linksDown: "its links are up again"
    case .diskFull: "its disk has room again"
    }
  }
}

import Deciding
import ResourceInterfaces

// The power of hosts: taken away and given back by the world, and switched over their management
// controllers (Redfish), which take seconds to act; then a host tests itself and boots for minutes.

extension Infrastructure {
  // MARK: The world

  static func powerOff(_ name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host.power != .off || !host.isUnfed else { return }
    turn.record(.powerLost(name, workloads: host.workloads.count))
    dies(host, &turn)
  }

  /// A host that has power again starts by itself, whatever switched it off before.
  static func powerOn(_ name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host.power == .off else { return }
    turn.record(.powerRestored(name))
    boot(name, &turn)
  }

  /// What follows when a host stops, from how it was before.
  private static func dies(_ host: HostRecord, _ turn: inout Turn<Self>) {
    if host.pulls > 0 { follow(host.site, &turn) }
    // A host that had not booted yet, or that nothing reached, was silent already.
    if host.isReached { turn.send(.vim(.host(.silent(host: host.name)))) }
  }

  private static func boot(_ name: HostName, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name] else { return }
    turn.wake(
      .booted(name, powerChanges: host.powerChanges),
      after: turn.chance.draw(turn.state.stages(of: host).boot))
  }

  static func booted(_ name: HostName, powerChanges: Int, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], host.power == .booting,
      host.powerChanges == powerChanges
    else { return }
    turn.record(.hostBooted(name))
    turn.send(.vim(.host(.up(host: name))))
  }

  // MARK: The management controller

  static func reset(
    _ name: HostName, _ type: ResetType, by: String, _ turn: inout Turn<Self>
  ) {
    guard let host = turn.state.hosts[name] else { return }
    // The same again, while it is at it, is a repeat.
    guard host.reset != type else { return }
    if let reason = host.objection(to: type) {
      turn.record(.resetRefused(name, type, by: by, reason: reason))
      return
    }
    turn.record(.resetAccepted(name, type, by: by, workloads: host.workloads.count))
    let stages = turn.state.stages(of: host)
    var delay = turn.chance.draw(stages.bmcDelay)
    if type.isGraceful { delay = delay + turn.chance.draw(stages.shutdownDelay) }
    wakeBMC(of: name, after: delay, &turn)
  }

  private static func wakeBMC(of name: HostName, after delay: Span, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name] else { return }
    turn.wake(.bmcActs(name, powerChanges: host.powerChanges), after: delay)
  }

  static func bmcActs(_ name: HostName, powerChanges: Int, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[name], let type = host.reset,
      host.powerChanges == powerChanges
    else { return }
    switch host.power {
    case .poweringOff:
      turn.record(.poweredOff(name, workloads: host.workloads.count))
      dies(host, &turn)
      guard type.endsOn else { return }
      wakeBMC(of: name, after: turn.chance.draw(turn.state.stages(of: host).bmcDelay), &turn)
    case .poweringOn, .off:
      turn.record(.poweredOn(name))
      boot(name, &turn)
    case .on, .booting: return
    }
  }
}

extension HostRecord {
  /// Why its management controller does not do that now: a sentence; nil when it does.
  package func objection(to type: ResetType) -> String? {
    if isUnfed {
      return "\(name) has no power at its plug, and its BMC none either. Look after the feed."
    }
    if bmcSilentSince != nil {
      return
        "The BMC of \(name) does not answer within 10 s; the host itself is \(power.redfish) and "
        + "goes on. Look at the management network, or reset the BMC."
    }
    switch (power, type) {
    case (.on, .on): return "\(name) is On already."
    case (.booting, .on): return "\(name) is On and boots."
    case (.off, .on): return nil
    case (.poweringOn, _): return "\(name) is PoweringOn. Wait until it is On."
    case (.poweringOff, .forceOff): return nil
    case (.poweringOff, _): return "\(name) is PoweringOff. Wait until it is Off, or use ForceOff."
    case (.off, _): return "\(name) is Off. On is what starts it."
    case (.booting, _) where type.isGraceful:
      return
        "\(name) boots: no operating system runs yet that could shut down. ForceOff acts at once."
    case (.on, _), (.booting, _): return nil
    }
  }
}

extension Stages {
  /// From the request to the act of a management controller: 1 to 11 s.
  fileprivate var bmcDelay: Delay {
    power ?? Delay(median: .seconds(3), p99: .seconds(11))
  }

  /// Until an operating system has shut down.
  fileprivate var shutdownDelay: Delay {
    shutdown ?? Delay(median: .seconds(20), p99: .seconds(90))
  }
}

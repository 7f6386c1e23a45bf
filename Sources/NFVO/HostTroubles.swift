import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What is wrong with hosts that run on: an alarm each, but not for a host that somebody works on.
extension NFVOrchestrator {
  static func hostTrouble(
    _ vim: VIMName, _ host: HostName, _ trouble: HostTrouble, isOn: Bool, _ turn: inout Turn<Self>
  ) {
    guard isOn else {
      clearAlarm(trouble.faultType, of: host, trouble.end, &turn)
      return
    }
    guard turn.state.alarm(trouble.faultType, of: host) == nil,
      turn.state.outages.maintenance[host] == nil
    else { return }
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: turn.makeID(Alarm.self), faultType: trouble.faultType, managedObject: host,
          objectName: host, source: "", probableCause: trouble.cause, raisedAt: turn.now,
          eventAt: turn.now, vim: vim, host: host, vnf: nil, ns: nil,
          severity: trouble.severity, detail: "host \(host) of \(vim): \(trouble.detail)",
          changedAt: turn.now)))
  }
}

extension HostTrouble {
  fileprivate var faultType: AlarmRecord.FaultType {
    switch self {
    case .bmcSilent: .bmcUnreachable
    case .linksDown: .linksDown
    case .diskFull: .diskPressure
    }
  }

  fileprivate var severity: AlarmRecord.Severity {
    switch self {
    case .bmcSilent: .warning
    case .linksDown: .major
    case .diskFull: .minor
    }
  }

  fileprivate var cause: String {
    switch self {
    case .bmcSilent: "management controller"
    case .linksDown: "transceiver, cable or switch port"
    case .diskFull: "disk space"
    }
  }

  fileprivate var detail: String {
    switch self {
    case .bmcSilent: "its BMC does not answer; the host runs on, and nobody can switch it"
    case .linksDown: "its links are down; what runs there is not reached and loses its traffic"
    case .diskFull: "its disk is full; what runs there runs on, and nothing more starts there"
    }
  }

  fileprivate var end: String {
    switch self {
    case .bmcSilent: "its BMC answers again"
    case .linksDown: "its links are up again"
    case .diskFull: "its disk has room again"
    }
  }
}

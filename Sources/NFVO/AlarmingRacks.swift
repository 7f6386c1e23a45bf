import Deciding
import ResourceInterfaces
import ServiceInterfaces

// A rack of which no host answers has lost its power feed or its switch: that is the root, and its hosts
// are folded under it. Where the whole site is out, that is.
extension NFVOrchestrator {
  static func lookAtRacks(of vim: VIMName, _ turn: inout Turn<Self>) {
    let isSiteOut = turn.state.alarm(.siteOut, of: vim) != nil
    let out = isSiteOut ? [:] : turn.state.racksOut(of: vim)
    for rack in turn.state.alarmedRacks(of: vim) where out[rack] == nil {
      clearAlarm(.rackOut, of: rackKey(rack, vim), "a host of the rack answers again", &turn)
    }
    for (rack, hosts) in out.sorted(by: { $0.key < $1.key })
    where turn.state.alarm(.rackOut, of: rackKey(rack, vim)) == nil {
      raise(rack, of: vim, hosts, &turn)
    }
  }

  static func clearRacks(of vim: VIMName, _ reason: String, _ turn: inout Turn<Self>) {
    for rack in turn.state.alarmedRacks(of: vim) {
      clearAlarm(.rackOut, of: rackKey(rack, vim), reason, &turn)
    }
  }

  private static func raise(
    _ rack: String, of vim: VIMName, _ hosts: [HostName], _ turn: inout Turn<Self>
  ) {
    let id = turn.makeID(Alarm.self)
    let since = hosts.compactMap { turn.state.outages.silent[$0]?.since }.min() ?? turn.now
    turn.record(
      .alarmRaised(
        alarm: AlarmRecord(
          id: id, faultType: .rackOut, managedObject: rackKey(rack, vim), objectName: rack,
          source: "", probableCause: "power feed or switch of the rack", raisedAt: turn.now,
          eventAt: since, vim: vim, host: nil, vnf: nil, ns: nil, severity: .critical,
          detail: "all \(hosts.count) hosts of the rack \(rack) of \(vim) do not answer",
          changedAt: turn.now)))
    for host in hosts {
      guard let alarm = turn.state.alarm(.hostDown, of: host) else { continue }
      correlate(alarm.id, under: id, rack, &turn)
    }
  }

  /// What its alarm is about: racks of two VIMs may have one name.
  private static func rackKey(_ rack: String, _ vim: VIMName) -> String { "\(vim)/\(rack)" }
}

extension NFVOrchestrator.State {
  /// The racks of a VIM of which no host answers that should, with these hosts; a rack is more than one
  /// host and less than the VIM.
  fileprivate func racksOut(of vim: VIMName) -> [String: [HostName]] {
    let down = outages.alarming[vim] ?? []
    guard down.count > 1 else { return [:] }
    let silent = Dictionary(grouping: down) { hosts[$0]?.rack ?? "" }.filter { $0.value.count > 1 }
    guard !silent.isEmpty, let all = vims[vim]?.hostNames else { return [:] }
    let wanted = all.filter { outages.maintenance[$0] == nil }
    return silent.filter { rack, hosts in
      let members = wanted.count { self.hosts[$0]?.rack == rack }
      return hosts.count == members && members < wanted.count
    }
  }

  /// The racks of a VIM that an alarm stands on.
  fileprivate func alarmedRacks(of vim: VIMName) -> [String] {
    Set(vims[vim]?.hostNames.compactMap { hosts[$0]?.rack } ?? []).sorted()
      .filter { alarm(.rackOut, of: "\(vim)/\($0)") != nil }
  }
}

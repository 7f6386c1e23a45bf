import Deciding
import ResourceInterfaces

// Guests that are shut down from inside. A VIM of machines finds out when it compares what its hypervisors
// run with what it believes: until then it is wrong.

extension Infrastructure {
  static func shutDownGuests(_ rule: FaultRule, _ hosts: [HostName], _ turn: inout Turn<Self>) {
    let serving = hosts.flatMap { turn.state.hosts[$0]?.workloads.keys ?? [] }
      .compactMap { turn.state.workloads[$0] }.filter { $0.stage == .ready }
    for workload in serving.prefix(rule.count ?? 1) {
      shutDown(workload, &turn)
      strike(rule, at: rule.place, &turn)
    }
  }

  private static func shutDown(_ workload: WorkloadRecord, _ turn: inout Turn<Self>) {
    guard let host = turn.state.hosts[workload.host] else { return }
    guard let period = host.kind.powerSync else {
      return backOff(workload, "Completed, \(workload.image) exits with code 0", &turn)
    }
    turn.record(.guestShutDown(workload.id, vnf: workload.vnf, host: host.name))
    let since = turn.now.milliseconds % period.milliseconds
    turn.wake(.powerSync(workload.id), after: Span(milliseconds: period.milliseconds - since))
  }

  static func powerSync(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], workload.stage == .shutOff else { return }
    fail(workload, kind(of: workload, turn.state).foundShutOff, &turn)
  }
}

extension VIMKind {
  /// How often a VIM compares what runs with what it believes (`sync_power_state_interval` of Nova); nil
  /// where hosts tell at once.
  fileprivate var powerSync: Span? {
    switch self {
    case .kubernetes: nil
    case .openstack: .minutes(10)
    case .vcloud: .minutes(1)
    case .outposts, .azureStack: .minutes(2)
    }
  }

  /// As a VIM says that it found a machine switched off.
  fileprivate var foundShutOff: String {
    switch self {
    case .kubernetes: "Completed"
    case .openstack: "SHUTOFF, found by the power-state sync: the guest was shut down from inside"
    case .vcloud: "POWERED_OFF, the guest was shut down from inside"
    case .outposts: "Client.UserInitiatedShutdown, the guest was shut down from inside"
    case .azureStack: "PowerState/stopped, the guest was shut down from inside"
    }
  }
}

import Deciding
import ResourceInterfaces

/// The NFVI: hosts with their power, what runs on them, and the functions that run there: their
/// configuration (Ve-Vnfm) and the traffic through them. It executes and manages nothing.
package enum Infrastructure: Decider {
  package typealias Message = NFVIMessage
  package typealias Outgoing = ResourceMessage

  /// What the hosts wait for.
  package enum Timer: Codable, Equatable, Sendable {
    case started(Resource.ID)
    /// The next image has come from the registry of a site; `number` tells whether others came or
    /// went meanwhile.
    case pulled(site: String, number: Int)
    case ready(Resource.ID)
    case stopped(Resource.ID)
    /// A workload from a bad image has served long enough.
    case crash(Resource.ID)
    /// Self-test and boot are through; `powerChanges` tells whether power stayed on meanwhile.
    case booted(HostName, powerChanges: Int)
    case configured(VNFInstance.ID, operation: VNFOperation.ID, step: String)
    /// A Day-2 change has been taken.
    case configurationTaken(VNFInstance.ID, number: Int, Configuration)
    /// The function measures its load.
    case sample(VNFInstance.ID, number: Int)
    /// The function measures itself because somebody wants to know.
    case collect(VNFInstance.ID, number: Int)
    case faultOver(String, number: Int)
    /// A management controller acts, unless power changed otherwise meanwhile.
    case bmcActs(HostName, powerChanges: Int)
    /// Whoever watches hosts notices what is wrong since then.
    case troubleNoticed(HostName, HostTrouble, since: Instant)
    case linksUp(HostName, since: Instant)
    /// A VIM compares what it believes of a machine with what runs.
    case powerSync(Resource.ID)
    /// A host tries once more what failed first at that time.
    case restart(Resource.ID, failedAt: Instant)
    /// The links of hosts flap once more.
    case flap(String, number: Int)
  }

  package static func handle(_ message: NFVIMessage, _ turn: inout Turn<Self>) {
    guard arrives(message, &turn) else { return }
    switch message {
    case .inventory(let inventory):
      for vim in inventory.vims where vim.hosts.contains(where: { turn.state.hosts[$0.id] == nil })
      {
        turn.record(.hostsInstalled(vim))
      }
    case .start(
      let host, let workload, let vnf, let compute, let image, let imageMiB, let isImagePresent,
      let hardware):
      start(
        workload, of: vnf, on: host, compute: compute, hardware: hardware, image: image,
        pulling: isImagePresent ? nil : imageMiB, &turn)
    case .migrate(let workload, let host): migrate(workload, to: host, &turn)
    case .stop(let host, let workload): stop(workload, on: host, &turn)
    case .power(let host, let isOn): isOn ? powerOn(host, &turn) : powerOff(host, &turn)
    case .reset(let host, let type, let by): reset(host, type, by: by, &turn)
    case .fault(let order): handle(order, &turn)
    case .uplink(let vim, let isCut): uplink(of: vim, isCut: isCut, &turn)
    case .configure(let vnf, let operation, let step, let title, let settings):
      configure(
        vnf, operation: operation, step: step, title: title, settings: settings, &turn)
    case .configuration(let message): configure(message, &turn)
    case .traffic(let vnf, let peak, let plateau):
      traffic(vnf, TrafficCurve(peak: peak, plateau: plateau), &turn)
    case .collect(let vnf, let seconds): setCollection(vnf, seconds, &turn)
    }
  }

  package static func wake(_ timer: Timer, _ turn: inout Turn<Self>) {
    switch timer {
    case .started(let workload): started(workload, &turn)
    case .pulled(let site, let number): pulled(site, number: number, &turn)
    case .ready(let workload): ready(workload, &turn)
    case .stopped(let workload): stopped(workload, &turn)
    case .crash(let workload): crash(workload, &turn)
    case .booted(let host, let powerChanges): booted(host, powerChanges: powerChanges, &turn)
    case .configured(let vnf, let operation, let step):
      configured(vnf, operation: operation, step: step, &turn)
    case .configurationTaken(let vnf, let number, let configuration):
      configurationTaken(vnf, number: number, configuration, &turn)
    case .sample(let vnf, let number): sample(vnf, number: number, &turn)
    case .collect(let vnf, let number): collect(vnf, number: number, &turn)
    case .faultOver(let name, let number): faultIsOver(name, number: number, &turn)
    case .bmcActs(let host, let powerChanges): bmcActs(host, powerChanges: powerChanges, &turn)
    case .troubleNoticed(let host, let trouble, let since):
      troubleNoticed(trouble, on: host, since: since, &turn)
    case .restart(let workload, let failedAt): restart(workload, failedAt: failedAt, &turn)
    case .powerSync(let workload): powerSync(workload, &turn)
    case .linksUp(let host, let since): linksUp(host, since: since, &turn)
    case .flap(let name, let number): flapAgain(name, number: number, &turn)
    }
  }
}

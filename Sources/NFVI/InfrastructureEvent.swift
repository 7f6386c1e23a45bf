import Deciding
import ResourceInterfaces

extension Infrastructure {
  /// What happened on the hosts.
  package enum Event: Codable, Equatable, Sendable {
    case hostsInstalled(Inventory.VIM)
    case powerLost(HostName, workloads: Int)
    /// Power is back; self-test and boot begin.
    case powerRestored(HostName)
    case hostBooted(HostName)
    /// A management controller is to act.
    case resetAccepted(HostName, ResetType, by: String, workloads: Int)
    case resetRefused(HostName, ResetType, by: String, reason: String)
    case poweredOff(HostName, workloads: Int)
    /// Self-test and boot begin.
    case poweredOn(HostName)
    case troubleBegun(HostName, HostTrouble)
    case troubleEnded(HostName, HostTrouble)

    /// `fate` is what its image has in store for it.
    case workloadStarted(
      Resource.ID, vnf: VNFInstance.ID, host: HostName, compute: Compute, image: String,
      pulls: Bool, fate: ImageFate?, build: WorkloadBuild?)
    /// One that waited has its host's hands on it; `pull` as in ``WorkloadBuild``.
    case workloadBuilt(
      Resource.ID, vnf: VNFInstance.ID, host: HostName, pull: WorkloadBuild.Pull?)
    case imagePulled(Resource.ID, vnf: VNFInstance.ID, host: HostName)
    case workloadRefused(Resource.ID, vnf: VNFInstance.ID, host: HostName, reason: String)
    case workloadRunning(Resource.ID, vnf: VNFInstance.ID, host: HostName)
    case workloadReady(Resource.ID, vnf: VNFInstance.ID, host: HostName)
    case workloadMigrated(Resource.ID, vnf: VNFInstance.ID, from: HostName, to: HostName)
    case workloadStopping(Resource.ID, vnf: VNFInstance.ID, host: HostName)
    case workloadStopped(Resource.ID, vnf: VNFInstance.ID, host: HostName)
    /// It does not stay up, and its host keeps trying.
    case workloadBacksOff(Resource.ID, vnf: VNFInstance.ID, host: HostName, reason: String)
    /// It was shut down from inside, and its VIM does not know.
    case guestShutDown(Resource.ID, vnf: VNFInstance.ID, host: HostName)
    /// Its host starts it once more.
    case workloadRestarted(Resource.ID, vnf: VNFInstance.ID, host: HostName)
    /// It ended by itself.
    case workloadFailed(Resource.ID, vnf: VNFInstance.ID, host: HostName, reason: String)

    case configurationBegun(
      VNFInstance.ID, operation: VNFOperation.ID, step: String, title: String,
      settings: Configuration)
    case configurationApplied(
      VNFInstance.ID, operation: VNFOperation.ID, step: String, title: String)

    /// A function took a Day-2 change.
    case configurationSet(VNFInstance.ID, Configuration, changes: [ConfigurationChange])
    case configurationChangedOutside(VNFInstance.ID, [ConfigurationChange], by: String)
    case fault(FaultEvent)
    /// An injected fault strikes a step: its reply is lost.
    case stepStruck(VNFInstance.ID, operation: VNFOperation.ID, step: String)
    /// The kernel stopped; the host restarts by itself, and boot begins.
    case hostPanicked(HostName, workloads: Int)

    case trafficRose(VNFInstance.ID, curve: TrafficCurve, number: Int)
    case trafficEnded(VNFInstance.ID, reason: String)
    /// A function measures itself so often; nil when no more.
    case collectionSet(VNFInstance.ID, seconds: Int?, number: Int)

    /// The functions under a VIM do not reach MANO.
    case uplinkCut(VIMName)
    case uplinkRestored(VIMName)
    /// A function cannot be told how often to measure itself; 0 for no more.
    case collectionHeldBack(VNFInstance.ID, vim: VIMName, seconds: Int)
  }
}

/// How a host goes about a workload.
package struct WorkloadBuild: Codable, Equatable, Sendable {
  /// A pull from the registry of a site.
  package struct Pull: Codable, Equatable, Sendable {
    package let site: String
    /// How long it would take alone.
    package let milliseconds: Int
    /// How many pulls the registry serves at full speed, in thousandths.
    package let parallelMilli: Int
  }

  /// The size of the image; nil when it is there.
  package let imageMiB: Int?
  /// Whether the host builds as many others as it can.
  package let waits: Bool
  /// The pull that begins at once; nil when it waits, or has the image.
  package let pull: Pull?
  /// What the workload gets by the piece.
  package let held: [HeldPieces]
}

extension Infrastructure.Event: Narrated {
  package var entity: String {
    switch self {
    case .hostsInstalled(let vim): vim.id
    case .resetAccepted(let host, _, _, _), .resetRefused(let host, _, _, _),
      .poweredOff(let host, _), .poweredOn(let host), .troubleBegun(let host, _),
      .troubleEnded(let host, _):
      host
    case .powerLost(let host, _), .powerRestored(let host), .hostBooted(let host),
      .workloadStarted(_, _, let host, _, _, _, _, _), .workloadBuilt(_, _, let host, _),
      .imagePulled(_, _, let host), .workloadRefused(_, _, let host, _),
      .workloadFailed(_, _, let host, _), .workloadBacksOff(_, _, let host, _),
      .workloadRestarted(_, _, let host), .guestShutDown(_, _, let host),
      .hostPanicked(let host, _),
      .workloadRunning(_, _, let host), .workloadReady(_, _, let host),
      .workloadStopping(_, _, let host), .workloadStopped(_, _, let host),
      .workloadMigrated(_, _, _, let host):
      host
    case .configurationBegun(let vnf, _, _, _, _), .configurationApplied(let vnf, _, _, _),
      .configurationSet(let vnf, _, _), .configurationChangedOutside(let vnf, _, _),
      .trafficRose(let vnf, _, _), .trafficEnded(let vnf, _), .collectionSet(let vnf, _, _):
      "\(vnf)"
    case .fault(let event): event.entity
    case .uplinkCut(let vim), .uplinkRestored(let vim): vim
    case .collectionHeldBack(let vnf, _, _): "\(vnf)"
    case .stepStruck(let vnf, _, _): "\(vnf)"
    }
  }

  package var sentence: String {
    switch self {
    case .hostsInstalled(let vim): "\(vim.hosts.count) hosts installed and powered"
    case .powerLost(_, let workloads):
      "power lost, \(Self.died(workloads))"
    case .powerRestored: "power restored, self-test and boot begin"
    case .hostBooted: "booted"
    case .resetAccepted(_, let type, let by, _):
      "\(type.rawValue) accepted by its BMC, asked by \(by)"
    case .resetRefused(_, let type, _, let reason): "\(type.rawValue) refused: \(reason)"
    case .poweredOff(_, let workloads): "switched off, \(Self.died(workloads))"
    case .poweredOn: "switched on, self-test and boot begin"
    case .troubleBegun(_, let trouble): trouble.sentence
    case .troubleEnded(_, let trouble): trouble.endSentence
    case .workloadStarted(let id, let vnf, _, _, _, let pulls, _, let build):
      build?.waits == true
        ? "\(id) of \(vnf) waits, as many others are built as the host can"
        : "\(id) of \(vnf) \(pulls ? "pulls its image" : "starts")"
    case .workloadBuilt(let id, let vnf, _, let pull):
      "\(id) of \(vnf) \(pull != nil ? "pulls its image" : "starts") at last"
    case .imagePulled(let id, let vnf, _): "\(id) of \(vnf) has its image"
    case .workloadRefused(let id, let vnf, _, let reason): "\(id) of \(vnf) refused: \(reason)"
    case .workloadRunning(let id, let vnf, _): "\(id) of \(vnf) runs"
    case .workloadReady(let id, let vnf, _): "\(id) of \(vnf) serves"
    case .workloadMigrated(let id, let vnf, let from, _): "\(id) of \(vnf) came from \(from)"
    case .workloadStopping(let id, let vnf, _): "\(id) of \(vnf) stops"
    case .workloadStopped(let id, let vnf, _): "\(id) of \(vnf) stopped"
    case .workloadBacksOff(let id, let vnf, _, let reason):
      "\(id) of \(vnf) failed, it is started again and again: \(reason)"
    case .guestShutDown(let id, let vnf, _): "\(id) of \(vnf) is shut down from inside"
    case .workloadRestarted(let id, let vnf, _): "\(id) of \(vnf) starts once more"
    case .workloadFailed(let id, let vnf, _, let reason): "\(id) of \(vnf) failed: \(reason)"
    case .hostPanicked(_, let workloads):
      "kernel panic, \(Self.died(workloads)), it restarts"
    case .configurationBegun(_, _, _, let title, _): "takes configuration: \(title)"
    case .configurationApplied(_, _, _, let title): "configuration applied: \(title)"
    case .configurationSet(_, _, let changes):
      "configured: \(changes.isEmpty ? "as before" : changes.sentence)"
    case .configurationChangedOutside(_, let changes, let by):
      "\(by) changed the configuration past the VNFM: \(changes.sentence)"
    case .fault(let event): event.sentence
    case .stepStruck(_, _, let step): "the reply to configuration step \(step) is going to be lost"
    case .trafficRose(_, let curve, _):
      "traffic rises to \(curve.peak) % of what two workers carry"
    case .trafficEnded(_, let reason): "traffic \(reason)"
    case .collectionSet(_, let seconds?, _): "measures itself every \(seconds) s"
    case .collectionSet(_, nil, _): "measures itself no more"
    case .uplinkCut: "its functions do not reach MANO"
    case .uplinkRestored: "its functions reach MANO again"
    case .collectionHeldBack(_, let vim, _):
      "is told how often to measure itself when \(vim) is reached again"
    }
  }

  private static func died(_ workloads: Int) -> String {
    workloads == 1 ? "1 workload died" : "\(workloads) workloads died"
  }
}

import Deciding
import ResourceInterfaces

/// Which resource an event is about, in a form that needs no look-up to be read.
package struct ResourceLabel: Codable, Equatable, Sendable {
  package let id: Resource.ID
  package let vnf: VNFInstance.ID
  package let name: String
  /// `Pod`, `Server`, `VM`.
  package let type: String

  /// `pod globex-fw-1-7c9fd-x2k4q`.
  var words: String { "\(type.allSatisfy(\.isUppercase) ? type : type.lowercased()) \(name)" }
}

extension Clusters {
  /// What happened in a cluster.
  package enum Event: Codable, Equatable, Sendable {
    case clusterAdded(Inventory.VIM)
    /// `verb` as the cluster's users say it: `helm install`.
    case taskAccepted(VIMTask, vim: VIMName, release: String, verb: String)
    /// Nothing was begun.
    case taskRefused(
      TaskToken, attempt: Int, vim: VIMName, work: VIMTask.Work, fault: Fault)
    /// It was cancelled before it came.
    case taskForestalled(TaskToken, attempt: Int, vim: VIMName, fault: Fault)
    case taskEnded(TaskToken, release: String, verb: String, fault: Fault?)
    /// What carried it out was killed; its release stays as it was then.
    case taskKilled(TaskToken, release: String, verb: String, status: String)
    /// A release that was left locked was rolled back, so that it can be worked on.
    case releaseUnlocked(VNFInstance.ID, release: String, from: String, revision: Int)
    /// Services, config maps, claims and network attachments are there.
    case objectsCreated(VNFInstance.ID, release: String, summary: String)
    /// `phase` is the cluster's word: `Bound`, `available`.
    case claimBound(VNFInstance.ID, claim: String, gibibytes: Int, phase: String)
    case releaseRemoved(VNFInstance.ID, release: String)
    case snapshotTaken(VNFInstance.ID, release: String, snapshot: VNFSnapshot.ID)
    case snapshotDropped(VNFInstance.ID, release: String, snapshot: VNFSnapshot.ID)

    case fault(FaultEvent)
    case byHand(HandEvent)
    /// An injected fault is to strike this task.
    case taskStruck(TaskToken, attempt: Int, vim: VIMName, InjectedFault)

    case resourceCreated(
      ResourceLabel, vdu: String, image: String, compute: Compute, reason: String)
    /// No host yet.
    case resourceWaits(ResourceLabel, reason: String)
    case resourceScheduled(ResourceLabel, host: HostName, reason: String)
    /// A further step before it runs.
    case resourceProgressed(ResourceLabel, reason: String)
    case resourceRunning(ResourceLabel, host: HostName)
    case resourceReady(ResourceLabel, host: HostName)
    case resourceLost(
      ResourceLabel, host: HostName, reason: String, cause: LossCause = .host)
    case resourceTerminating(ResourceLabel, reason: String)
    case resourceRemoved(ResourceLabel, reason: String)

    case hostSilent(HostName)
    /// Heartbeats came back before the grace period ended.
    case hostResumed(HostName)
    case hostNotReady(HostName, reason: String)
    case hostReady(HostName)
    /// It was said up to where the changes of so many VNFs were told.
    case changesMarked(VIMName, functions: Int)
    case hostTroubled(HostName, HostTrouble)
    case hostRelieved(HostName, HostTrouble)
    /// Another host is tried for a resource that `host` did not take.
    case resourceRescheduled(ResourceLabel, host: HostName, reason: String)
    case resourceRestarted(ResourceLabel, host: HostName, restarts: Int)
    case siteCut(VIMName)
    /// The gateway says that the VIM does not answer.
    case cutNoticed(VIMName, reason: String)
    case siteReconnected(VIMName)
  }
}

extension Clusters.Event: Narrated {
  package var entity: String {
    switch self {
    case .clusterAdded(let cluster): cluster.id
    case .taskAccepted(let task, _, _, _): "\(task.vnf)"
    case .taskRefused(let token, _, _, _, _), .taskEnded(let token, _, _, _),
      .taskForestalled(let token, _, _, _), .taskStruck(let token, _, _, _),
      .taskKilled(let token, _, _, _):
      "\(token.vnf)"
    case .releaseUnlocked(let vnf, _, _, _): "\(vnf)"
    case .fault(let event): event.entity
    case .byHand(let event): event.entity
    case .objectsCreated(let vnf, _, _), .claimBound(let vnf, _, _, _),
      .releaseRemoved(let vnf, _), .snapshotTaken(let vnf, _, _), .snapshotDropped(let vnf, _, _):
      "\(vnf)"
    case .resourceCreated(let label, _, _, _, _), .resourceWaits(let label, _),
      .resourceScheduled(let label, _, _), .resourceProgressed(let label, _),
      .resourceRunning(let label, _), .resourceReady(let label, _),
      .resourceLost(let label, _, _, _), .resourceTerminating(let label, _),
      .resourceRemoved(let label, _), .resourceRescheduled(let label, _, _),
      .resourceRestarted(let label, _, _):
      "\(label.vnf)"
    case .hostSilent(let host), .hostResumed(let host), .hostNotReady(let host, _),
      .hostReady(let host), .hostTroubled(let host, _), .hostRelieved(let host, _):
      host
    case .changesMarked(let vim, _), .siteCut(let vim), .cutNoticed(let vim, _),
      .siteReconnected(let vim):
      vim
    }
  }

  package var sentence: String {
    switch self {
    case .clusterAdded(let cluster): "\(cluster.title) with \(cluster.hosts.count) hosts"
    case .taskAccepted(let task, let vim, let release, let verb):
      "\(verb) \(release) on \(vim)\(task.act.words)"
    case .taskRefused(_, _, let vim, let work, let fault):
      "\(work.rawValue) refused on \(vim): \(fault.detail)"
    case .taskEnded(_, let release, let verb, let fault):
      fault.map { "\(verb) \(release) failed: \($0.detail)" } ?? "\(verb) \(release) done"
    case .taskKilled(_, let release, let verb, let status):
      "\(verb) \(release) was killed half way, the release stays \(status)"
    case .releaseUnlocked(_, let release, let status, let revision):
      "helm rollback \(release) \(revision): it was \(status) and locked"
    case .objectsCreated(_, let release, let summary): "\(release): \(summary) created"
    case .claimBound(_, let claim, let gibibytes, let phase):
      "volume \(claim) \(phase), \(gibibytes) GiB"
    case .taskForestalled(_, _, let vim, let fault): "not begun on \(vim): \(fault.detail)"
    case .releaseRemoved(_, let release): "\(release): removed, nothing is left"
    case .snapshotTaken(_, let release, let snapshot): "\(release): \(snapshot) taken"
    case .snapshotDropped(_, let release, let snapshot): "\(release): \(snapshot) dropped"
    case .fault(let event): event.sentence
    case .byHand(let event): event.sentence
    case .taskStruck(let token, _, let vim, let fault): "\(token) on \(vim) \(fault.words)"
    case .resourceCreated(let label, _, let image, _, _): "\(label.words) created from \(image)"
    case .resourceWaits(let label, let reason): "\(label.words) waits for a host: \(reason)"
    case .resourceScheduled(let label, let host, _): "\(label.words) scheduled on \(host)"
    case .resourceProgressed(let label, let reason): "\(label.words): \(reason)"
    case .resourceRunning(let label, let host): "\(label.words) running on \(host)"
    case .resourceReady(let label, let host): "\(label.words) ready on \(host)"
    case .resourceLost(let label, let host, let reason, _):
      "\(label.words) lost on \(host): \(reason)"
    case .resourceTerminating(let label, let reason): "\(label.words) terminating: \(reason)"
    case .resourceRemoved(let label, let reason): "\(label.words) removed: \(reason)"
    case .hostSilent: "heartbeats stopped"
    case .hostResumed: "heartbeats resumed within the grace period"
    case .hostNotReady(_, let reason): "NotReady: \(reason)"
    case .hostReady: "Ready again"
    case .hostTroubled(_, let trouble): "\(trouble.condition): True"
    case .hostRelieved(_, let trouble): "\(trouble.condition): False"
    case .resourceRescheduled(let label, let host, let reason):
      "\(label.words) not taken by \(host), another host is tried: \(reason)"
    case .resourceRestarted(let label, let host, let restarts):
      "\(label.words) started again on \(host), restart \(restarts)"
    case .siteCut: "cut off from MANO, all that runs goes on"
    case .cutNoticed(_, let reason): "out of reach: \(reason)"
    case .siteReconnected: "reaches MANO again and tells what happened"
    case .changesMarked(_, let functions):
      "says up to where it told the changes of \(functions) VNF\(functions == 1 ? "" : "s")"
    }
  }
}

extension VIMTask.Act {
  fileprivate var words: String {
    switch self {
    case .apply(let release):
      ": \(release.chart) \(release.version), "
        + release.components.map(\.words).joined(separator: ", ")
    case .replace(let resources, _): ": \(resources.count)"
    case .delete: ""
    case .snapshot(let id), .revert(let id), .dropSnapshot(let id): ": \(id)"
    }
  }
}

extension Release.Component {
  /// `4 × worker, 3 of them as before`.
  fileprivate var words: String {
    let kept = former.map { $0.count == 0 ? "" : ", \($0.count) of them as before" }
    return "\(replicas) × \(vdu)" + (kept ?? "")
  }
}

extension InjectedFault {
  /// What becomes of the task that it strikes.
  fileprivate var words: String {
    switch self {
    case .failure(let error): "is going to fail (\(error.rawValue))"
    case .silence: "is not taken"
    case .lostReply: "is going to be done without a reply"
    case .killed: "is going to be killed half way"
    }
  }
}

extension HostTrouble {
  /// As node conditions are called.
  fileprivate var condition: String {
    switch self {
    case .bmcSilent: "BMCUnreachable"
    case .linksDown: "NetworkUnavailable"
    case .diskFull: "DiskPressure"
    }
  }
}

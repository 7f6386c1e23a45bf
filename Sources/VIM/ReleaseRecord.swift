import Deciding
import ResourceInterfaces

/// All that a cluster holds for one VNF: a Helm release, or a stack.
package struct ReleaseRecord: Codable, Equatable, Sendable {
  package let vnf: VNFInstance.ID
  package let vim: VIMName
  package let kind: VIMKind
  package let tenant: String
  /// The network service, as the NFVO calls it.
  package internal(set) var ns = ""
  /// Name in the cluster.
  package let name: String
  package internal(set) var chart: String
  package internal(set) var version: String
  /// The cluster's own word: `pending-install`, `deployed`; `CREATE_IN_PROGRESS`.
  package internal(set) var status: String
  /// Whether a Helm that was killed left it pending: nothing else is done to it before a rollback.
  package internal(set) var isLocked = false
  /// Why it stands so, in the cluster's words; empty when all is well.
  package internal(set) var statusReason = ""
  /// Counts the installs and upgrades, from 1.
  package internal(set) var revision: Int
  /// Deployments of pods, or groups of servers, in the order of the VNFD's VDUs.
  package internal(set) var components: [ComponentRecord]
  package internal(set) var services: [String]
  package internal(set) var configMaps: [String]
  /// Volume claims of a Kubernetes cluster, volumes of OpenStack.
  package internal(set) var claims: [ClaimRecord]
  /// NetworkAttachmentDefinitions of a Kubernetes cluster, networks of OpenStack.
  package internal(set) var networkAttachments: [String]
  /// Whether services, config maps, claims and network attachments of this revision are there.
  package internal(set) var hasObjects = false
  /// The task that is at work on it.
  package internal(set) var task: TaskToken?
  package internal(set) var work: Work?
  package let createdAt: Instant

  /// What it was last made from.
  package internal(set) var source: Release
  /// What was kept of it; goes with it.
  package internal(set) var snapshots: [SnapshotRecord] = []

  package typealias Work = VIMTask.Work

  package var areClaimsBound: Bool { claims.allSatisfy(\.isBound) }

  /// Its pods or servers, component by component, each in the order of creation.
  package var resources: [Resource.ID] { components.flatMap(\.resources) }
}

/// A deployment of pods, or a group of servers: one VDU.
package struct ComponentRecord: Codable, Equatable, Sendable {
  package let vdu: String
  /// Name in the cluster.
  package let name: String
  package internal(set) var replicas: Int
  /// How many replicas serve.
  package internal(set) var ready = 0
  package internal(set) var image: String
  package internal(set) var imageMiB: Int
  /// What each replica takes.
  package internal(set) var compute: Compute
  /// Whether no two replicas may share a host.
  package internal(set) var isSpread: Bool
  /// The replicas that stay as they were while others are made anew.
  package internal(set) var former: Release.Former?
  /// So many serve at any time while replicas are made anew; nil for as many as there are to be.
  package internal(set) var floor: Int?
  /// How many more replicas than that may be there while some are made anew.
  package internal(set) var surge = 1
  /// Where replicas have a place, a host once for each.
  package internal(set) var seats: [HostName] = []
  /// What each replica asks of the hardware by the piece.
  package internal(set) var hardware = HardwareDemand.none
  /// In the order of creation.
  package internal(set) var resources: [Resource.ID] = []
  /// How many replicas were ever made, which numbers servers.
  package internal(set) var made = 0
  /// Counts what makes replicas outdated besides image and size: data put back, networks changed.
  package internal(set) var generation = 1
}

/// What a cluster kept of a release.
package struct SnapshotRecord: Codable, Equatable, Sendable {
  package let id: VNFSnapshot.ID
  package let release: Release
  package let takenAt: Instant
}

/// A PersistentVolumeClaim, or a volume.
package struct ClaimRecord: Codable, Equatable, Sendable {
  package let name: String
  package let gibibytes: Int
  /// The cluster's own word: `Pending`, `Bound`; `creating`, `available`.
  package internal(set) var phase: String
  package internal(set) var isBound: Bool
  /// The snapshot whose data it was given last.
  package internal(set) var restoredFrom: VNFSnapshot.ID?
}

/// A pod or a server.
package struct ResourceRecord: Codable, Equatable, Sendable {
  package let id: Resource.ID
  package let vim: VIMName
  package let vnf: VNFInstance.ID
  package let vdu: String
  /// Name in the cluster, such as `globex-fw-1-7c9fd-x2k4q`.
  package let name: String
  /// `Pod`, `Server`, `VM`.
  package let type: String
  package internal(set) var image: String
  /// What it takes of its host.
  package internal(set) var compute: Compute
  /// What it asks of the hardware by the piece.
  package let hardware: HardwareDemand
  /// The ``ComponentRecord/generation`` that it was made in.
  package internal(set) var generation: Int
  package internal(set) var host: HostName?
  package internal(set) var phase: ResourceChange.Phase
  /// The cluster's own word: `Pending`, `ContainerCreating`, `Running`; `BUILD`, `ACTIVE`.
  package internal(set) var status: String
  /// Why, in the cluster's words; may be empty.
  package internal(set) var reason: String
  /// What is to blame when it is lost.
  package internal(set) var loss: LossCause?
  /// How often its host started it again.
  package internal(set) var restarts = 0
  /// Whether it was told to stop; it holds its place until it has.
  package internal(set) var isTerminating = false
  /// Whether it stands in the queue of the scheduler.
  package internal(set) var isQueued = false
  /// Hosts that did not take it, so that they are not tried again.
  package internal(set) var refusals: [Refusal] = []

  package struct Refusal: Codable, Equatable, Sendable {
    package let host: HostName
    package let reason: String
  }
  package let createdAt: Instant
  package internal(set) var readyAt: Instant?

  package var isReady: Bool { phase == .ready && !isTerminating }
}

/// A task that the VIM was given; kept after its end, so that a repeat is known as one.
package struct TaskRecord: Codable, Equatable, Sendable {
  package let token: TaskToken
  package let vim: VIMName
  /// The act; nil when it was cancelled before it came.
  package let work: VIMTask.Work?
  /// The attempt that runs, or ran last.
  package let attempt: Int
  /// What the cluster's users call it: `helm install`, `stack update`.
  package let verb: String
  package let startedAt: Instant
  package internal(set) var endedAt: Instant?
  /// Why it failed; `nil` when it did not, or has not ended.
  package internal(set) var fault: Fault?
  /// The injected fault that strikes this attempt.
  package internal(set) var injected: InjectedFault?
}

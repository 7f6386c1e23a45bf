import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// An NS instance (SOL005 §6.5.2.10).
package struct NSRecord: Codable, Equatable, Sendable {
  /// SOL005 `nsState`; a terminated one is kept for history.
  package enum State: String, Codable, Sendable, CaseIterable {
    case notInstantiated = "NOT_INSTANTIATED"
    case instantiated = "INSTANTIATED"
    case terminated = "TERMINATED"
  }

  package let id: NSInstance.ID
  /// Unique over all NS instances.
  package let name: String
  package let tenant: String
  package let nsd: NSD.ID
  package let nsdName: String
  /// The RFS that it realises; nil when no service order asked for it.
  package let service: Service.ID?
  package let resourceOrder: ResourceOrder.ID?
  package let createdAt: Instant
  package internal(set) var state = State.notInstantiated
  package internal(set) var vnfs: [VNFInstance.ID] = []
  /// SOL005 `nestedNsInstanceId`: the network services that it is made of.
  package internal(set) var nested: [NSInstance.ID] = []
  /// The network service that it is nested in, and the profile that it has there.
  package internal(set) var parent: NSInstance.ID?
  package internal(set) var parentProfile: String?
  /// The flavour and the level that it is made in.
  package internal(set) var choice = NSChoice()
  package internal(set) var vim: VIMName?
  /// The site policy and the site that its order named, which hold for what is added as well.
  package internal(set) var sitePolicy: String?
  package internal(set) var site: String?
  /// What its connections take of the links between sites.
  package internal(set) var passages: [PlacementDecision.Passage] = []
  /// Names of the tenant's networks that it is attached to.
  package internal(set) var networks: [String] = []
  /// The operation occurrence that is not closed and keeps others out.
  package internal(set) var openOperation: NSOperation.ID?
  /// Heals that VNFs began by themselves while another operation was open.
  package internal(set) var concurrentHeals: [NSOperation.ID] = []
  package internal(set) var lastOperation: NSOperation.ID?
  /// The occurrence that instantiated it, or is to.
  package internal(set) var instantiation: NSOperation.ID?
  /// The newest occurrences, oldest first; older ones are found by their identifiers.
  package internal(set) var recentOperations: [NSOperation.ID] = []
  package internal(set) var health = NSHealthNotification.Level.full
  package internal(set) var healthCause = ""
  package internal(set) var terminatedAt: Instant?
}

/// What the NFVO knows of a VNF of one of its network services.
package struct ManagedVNF: Codable, Equatable, Sendable {
  package let id: VNFInstance.ID
  package let name: String
  package let ns: NSInstance.ID
  /// The VNF profile of the NSD that it stands for.
  package let profile: String
  package let vim: VIMName
  package internal(set) var vnfdId: VNFD.ID
  package internal(set) var levels: [ScaleLevel]
  /// The deployment flavour, as the VNFM told last; nil for the default one.
  package internal(set) var flavourId: String?
  /// The networks that it is attached to, as the VNFM told last; nil for those of the NS.
  package internal(set) var networks: [String]?
  package internal(set) var isInstantiated = false
  /// Whether somebody stopped it (OPERATE).
  package internal(set) var isStopped = false
  /// How many components serve, of how many that should, as the VNFM told last.
  package internal(set) var ready = 0
  package internal(set) var wanted = 0
  /// The host in maintenance for which its lost components raise no alarm.
  package internal(set) var suppressedBy: HostName?
  /// The NS HEAL occurrence of a heal that it began by itself and that is not closed.
  package internal(set) var automaticHeal: NSOperation.ID?
  /// Its last VNF operation whose grant was decided, and its last that ended: a repeat of something
  /// older changes nothing.
  var lastGrantDecided: GrantRound?
  var lastSettled: VNFOperation.ID?
  var lastEnded: VNFOperation.ID?

  /// How far `aspect` is scaled; 0 when it is not among the levels.
  package func level(of aspect: String) -> Int {
    levels.first { $0.aspectId == aspect }?.level ?? 0
  }
}

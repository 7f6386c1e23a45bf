import Deciding
import ResourceInterfaces

/// A VNF instance (SOL003 §5.5.2.2) as the VNFM knows it. The three dimensions of its state are kept
/// apart: whether it has resources, whether it runs, and whether it has taken its configuration.
package struct VNFRecord: Codable, Equatable, Sendable {
  /// Whether the instance has resources.
  package enum InstantiationState: String, Codable, Sendable, CaseIterable {
    case notInstantiated = "NOT_INSTANTIATED"
    case instantiated = "INSTANTIATED"
  }

  /// How it stands with the configuration, from Day-1 on. Internal to the VNFM: SOL003 has no word for it.
  package enum ConfigurationState: String, Codable, Sendable, CaseIterable {
    case unconfigured, configuring, configured, drifted, failed
  }

  package let id: VNFInstance.ID
  package let name: String
  package let tenant: String
  package let createdAt: Instant
  package internal(set) var vnfdId: VNFD.ID
  package internal(set) var productName: String
  package internal(set) var softwareVersion: String
  /// The deployment flavour of the VNFD.
  package internal(set) var flavourId: String
  /// The network service that it is for, as the NFVO calls it.
  package internal(set) var ns = ""
  package internal(set) var information = VNFInformation()
  /// Where it runs; known from the beginning of its instantiation.
  package internal(set) var vim: VIMName?
  package internal(set) var instantiationState = InstantiationState.notInstantiated
  package internal(set) var vnfState = VNFState.stopped
  package internal(set) var configuration = ConfigurationState.unconfigured
  /// What it is to be configured with, and how that came about.
  package internal(set) var configured = ConfigurationRecord()
  /// The level of each scaling aspect of the VNFD, in the VNFD's order.
  package internal(set) var levels: [ScaleLevel] = []
  /// Names of the tenant's networks that are attached.
  package internal(set) var networks: [String] = []
  /// The VNFC resources as the VIM told them, by identifier.
  package internal(set) var components: [VNFComponent] = []
  /// How many components the present levels ask for.
  package internal(set) var wanted = 0
  /// The operation occurrence that is not closed yet.
  package internal(set) var openOperation: VNFOperation.ID?
  package internal(set) var lastOperation: VNFOperation.ID?
  /// The newest occurrences, oldest first; older ones are found by their identifiers.
  package internal(set) var recentOperations: [VNFOperation.ID] = []
  package internal(set) var healing = Healing()
  /// What can be gone back to, oldest first.
  package internal(set) var snapshots: [VNFSnapshotRecord] = []
  /// When its VIM was last heard of it.
  package internal(set) var heardAt: Instant?
  package internal(set) var news = News()
  /// What its VIM holds and its record does not say, since an operation was closed as FAILED.
  package internal(set) var divergence: [String] = []
  /// A question to its VIM that is to be answered after an operation was closed as FAILED.
  package internal(set) var reconciling: Reconciling?
  /// What the NFVO was last told about how many components serve.
  package internal(set) var toldReady = 0
  package internal(set) var toldWanted = 0

  /// How many components serve.
  package var ready: Int { components.count { $0.phase == .ready } }
  /// How many components were lost and not replaced yet.
  package var lost: Int { components.count { $0.phase == .lost } }
  /// How many components serve of those that should: never more than ``wanted``.
  package var serving: Int { min(ready, wanted) }

  /// How far `aspect` is scaled; 0 when the VNFD does not have it.
  package func level(of aspect: String) -> Int {
    levels.first { $0.aspectId == aspect }?.level ?? 0
  }
}

extension VNFRecord {
  /// Healing without anybody asking, and how it went so far.
  package struct Healing: Codable, Equatable, Sendable {
    package internal(set) var policy = AutoHeal.standard
    /// Whether a heal is about to begin: losses are being packed into one wave.
    package internal(set) var isDue = false
    /// Automatic heals that came to nothing, one after the other.
    package internal(set) var failures = 0
    /// Whether the VNFM gave up and a person is to act.
    package internal(set) var isGivenUp = false
    package internal(set) var lastHealedAt: Instant?
    /// When the last automatic heals were completed, oldest first.
    package internal(set) var healedAt: [Instant] = []
  }
}

extension VNFRecord {
  /// The question what is there, until it is answered.
  package struct Reconciling: Codable, Equatable, Sendable {
    package let operation: VNFOperation.ID
    package let vim: VIMName
    /// How often it was asked.
    package internal(set) var attempts: Int
  }

  /// How it is at present.
  var present: VNFOperationRecord.Target {
    VNFOperationRecord.Target(
      vnfdId: vnfdId, productName: productName, softwareVersion: softwareVersion,
      flavourId: flavourId, levels: levels, vim: vim, networks: networks, wanted: wanted,
      vnfState: vnfState)
  }
}

/// What people and configuration management say of a VNF (SOL003 §5.5.2.2).
package struct VNFInformation: Codable, Equatable, Sendable {
  package internal(set) var description = ""
  package internal(set) var metadata: [String: String] = [:]
  /// `vnfConfigurableProperties`.
  package internal(set) var properties: [String: String] = [:]

  /// What `modification` makes of it: what is empty there goes.
  func modified(by modification: VNFModification) -> Self {
    func merged(_ old: [String: String], _ new: [String: String]) -> [String: String] {
      old.merging(new) { _, new in new }.filter { !$0.value.isEmpty }
    }
    return Self(
      description: modification.description ?? description,
      metadata: merged(metadata, modification.metadata),
      properties: merged(properties, modification.properties))
  }
}

/// A VNF snapshot (SOL003 §5.5.2.22): what the VNF was when its volumes were copied.
package struct VNFSnapshotRecord: Codable, Equatable, Sendable {
  package let id: VNFSnapshot.ID
  package let name: String
  package let takenAt: Instant
  package let content: VNFOperationRecord.Target
}

/// A VNFC resource (SOL003 `VnfcResourceInfo`) as the VNFM believes it to be.
package struct VNFComponent: Codable, Equatable, Sendable {
  package let resource: Resource.ID
  /// The name in the cluster, such as `globex-fw-1-7c9`.
  package let name: String
  package let vdu: String
  /// The cluster's own word for the kind: `Pod`, `Server`.
  package let type: String
  package internal(set) var host: HostName?
  package internal(set) var phase: ResourceChange.Phase
  package internal(set) var image: String
  /// The cluster's reason in its own words; may be empty.
  package internal(set) var reason: String
  /// What is to blame when it is lost.
  package internal(set) var loss: LossCause?
  /// CPU and memory that it has, where its VIM tells.
  package internal(set) var compute: Compute?
  /// When it entered its phase.
  package internal(set) var since: Instant
}

extension [VNFComponent] {
  /// Writes down what the VIM told about one resource; `deleted` removes it.
  mutating func take(_ change: ResourceChange, at instant: Instant) {
    let index = firstIndex { $0.resource >= change.resource } ?? endIndex
    let isKnown = index < endIndex && self[index].resource == change.resource
    if change.phase == .deleted {
      if isKnown { remove(at: index) }
      return
    }
    let since = isKnown && self[index].phase == change.phase ? self[index].since : instant
    let component = VNFComponent(
      resource: change.resource, name: change.name, vdu: change.vdu, type: change.type,
      host: change.host, phase: change.phase, image: change.image, reason: change.reason,
      loss: change.loss, compute: change.compute, since: since)
    if isKnown { self[index] = component } else { insert(component, at: index) }
  }

  /// Whether `change` says nothing that is not known already.
  func know(_ change: ResourceChange) -> Bool {
    guard let component = first(where: { $0.resource == change.resource }) else {
      return change.phase == .deleted
    }
    return component.phase == change.phase && component.host == change.host
      && component.image == change.image && component.reason == change.reason
  }
}

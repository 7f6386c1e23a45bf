import Deciding
import ResourceInterfaces

/// A difference between what the VNFM believes and what a VIM holds, seen twice.
package struct DriftRecord: Codable, Equatable, Sendable {
  package let id: Drift.ID
  package let place: DriftPlace
  /// The name of the VNF; its identifier when it is not there any more.
  package let vnfName: String
  /// The network service and the tenant, as the owner tag of the object says.
  package let ns: String
  package let tenant: String
  package internal(set) var sighting: DriftSighting
  package let foundAt: Instant
  /// How it is put right, or was last tried to be.
  package internal(set) var resolution: DriftResolution?
  package internal(set) var closedAt: Instant?
  /// Why it is no difference any more.
  package internal(set) var closedReason: String?

  package var isOpen: Bool { closedAt == nil }
  /// Whether somebody is putting it right.
  package var isBeingResolved: Bool { resolution.map { $0.endedAt == nil } ?? false }
}

/// A VNF on a VIM: leftovers may be on another VIM than their VNF.
package struct DriftPlace: Codable, Hashable, Comparable, Sendable {
  package let vim: VIMName
  package let vnf: VNFInstance.ID

  package init(vim: VIMName, vnf: VNFInstance.ID) {
    self.vim = vim
    self.vnf = vnf
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.vim, left.vnf) < (right.vim, right.vnf)
  }
}

/// What differs.
package struct DriftSighting: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Sendable, CaseIterable {
    /// Believed, and not there.
    case missing
    /// There with the tag of this installation, and nobody believes in it.
    case orphan
    /// There and believed, but otherwise.
    case different
  }

  /// In what it is otherwise.
  package enum Aspect: String, Codable, Sendable, CaseIterable {
    case existence, image, size, host, network
  }

  package let kind: Kind
  package let aspect: Aspect
  /// Nil when it is about the VNF as a whole.
  package let resource: Resource.ID?
  package let vdu: String
  /// The name of the pod, server or network.
  package let object: String
  /// The cluster's own word: `Pod`, `Server`, `network`.
  package let type: String
  package let host: HostName?
  package let believed: String
  package let found: String
  /// Whether it was told to stop, and will be gone by itself.
  package let isLeaving: Bool

  /// Whether both are about the same, however it is now.
  func isSame(as other: Self) -> Bool {
    kind == other.kind && aspect == other.aspect && resource == other.resource
      && object == other.object
  }

  /// As a sentence without a full stop.
  package var sentence: String {
    let place = host.map { " on \($0)" } ?? ""
    return switch kind {
    case .missing: "\(type) \(object)\(place) is believed in and is not there"
    case .orphan: "\(type) \(object)\(place) is there and nobody believes in it"
    case .different: "\(type) \(object): \(aspect.rawValue) is \(found) instead of \(believed)"
    }
  }
}

/// How a difference is put right: step by step, each written down.
package struct DriftResolution: Codable, Equatable, Sendable {
  package enum Act: String, Codable, Sendable {
    /// See whether it is still so.
    case look
    case discard, adopt
    /// Believe what is there.
    case believe
    /// A HEAL of the VNF brings the cluster back to what is believed.
    case restore
    /// See that it is not so any more.
    case verify
  }

  package struct Step: Codable, Equatable, Sendable {
    package let act: Act
    package let title: String
    package internal(set) var attempts = 0
    package internal(set) var startedAt: Instant?
    package internal(set) var endedAt: Instant?
    package internal(set) var fault: Fault?
  }

  package let remedy: DriftRemedy
  package let by: String
  package let startedAt: Instant
  package internal(set) var steps: [Step]
  /// The HEAL that restores the VNF.
  package internal(set) var operation: VNFOperation.ID?
  package internal(set) var endedAt: Instant?
  /// Why it came to nothing.
  package internal(set) var fault: Fault?

  /// The step that is being worked on, or comes next.
  var current: Int? { endedAt == nil ? steps.firstIndex { $0.endedAt == nil } : nil }
}

/// What is known of drift, and what is being compared.
package struct DriftBook: Codable, Equatable, Sendable {
  /// So many findings that are closed are remembered.
  package static let historyLimit = 200

  /// What differs.
  package internal(set) var findings = Table<Drift.ID, DriftRecord>()
  /// What differed, oldest first.
  package internal(set) var closed: [DriftRecord] = []
  /// The comparisons that are under way.
  package internal(set) var checks = Table<VIMName, DriftCheck>()
  /// What the last whole comparison of each VIM came to.
  package internal(set) var results = Table<VIMName, DriftCheck>()
  package internal(set) var watch: DriftWatch?
  /// The findings at each place.
  var byPlace = Table<DriftPlace, [Drift.ID]>()
  /// Second looks that are not answered.
  var looks = Table<DriftPlace, DriftLook>()

  package init() {}

  /// What differs at a place, in the order in which it was found.
  package func findings(at place: DriftPlace) -> [DriftRecord] {
    byPlace[place]?.compactMap { findings[$0] } ?? []
  }

  /// A finding, open or closed.
  package subscript(id: Drift.ID) -> DriftRecord? {
    findings[id] ?? closed.last { $0.id == id }
  }
}

/// A comparison of all that a VIM holds, part by part.
package struct DriftCheck: Codable, Equatable, Sendable {
  package let vim: VIMName
  /// Tells comparisons apart.
  package let number: Int
  package let by: String
  /// Whether each function is also asked for its configuration.
  package let reads: Bool
  package let startedAt: Instant
  /// The last VNF of the parts that were compared.
  package internal(set) var after: VNFInstance.ID?
  /// How often the next part was asked for.
  package internal(set) var attempts = 1
  package internal(set) var isListed = false
  /// How many objects were compared.
  package internal(set) var objects = 0
  /// Places that are looked at a second time.
  package internal(set) var pending: [DriftPlace] = []
  package internal(set) var endedAt: Instant?
  /// Why it did not come to its end.
  package internal(set) var fault: Fault?
}

/// A place that is looked at a second time.
struct DriftLook: Codable, Equatable, Sendable {
  let number: Int
  /// How often it was asked; 0 while it waits.
  var attempts = 0
}

/// Comparing again and again.
package struct DriftWatch: Codable, Equatable, Sendable {
  package let vims: [VIMName]
  package let everySeconds: Int
  package let by: String
  /// Tells watches apart.
  package let number: Int
}

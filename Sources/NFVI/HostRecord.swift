import Deciding
import ResourceInterfaces

/// A host as it is, whatever its VIM believes.
package struct HostRecord: Codable, Equatable, Sendable {
  package enum Power: String, Codable, Sendable {
    case on, off
    /// Self-test and boot.
    case booting
    /// Its management controller was asked and has not acted yet.
    case poweringOn, poweringOff

    /// Redfish `PowerState`.
    package var redfish: String {
      switch self {
      case .on, .booting: "On"
      case .off: "Off"
      case .poweringOn: "PoweringOn"
      case .poweringOff: "PoweringOff"
      }
    }

    /// Whether an operating system runs.
    var isUp: Bool { self == .on || self == .poweringOff }
  }

  package let name: HostName
  package let vim: VIMName
  package let kind: VIMKind
  /// The failure domain that it shares with its neighbours.
  package let zone: String
  package let rack: String
  package let site: String
  /// What is built into it.
  package let capacity: Compute
  /// What may run on it: `capacity` times the allocation ratio of its VIM.
  package let allocatable: Compute
  package let storageGiB: Int
  package let numaNodes: Int
  package let nics: [Inventory.NIC]
  package let sockets: Int
  package let hypervisor: String
  package let vSwitch: String
  package let disks: [Inventory.Disk]
  package let bmc: String
  /// Its NUMA nodes, from node 0 on.
  package internal(set) var cells: [NUMACell]
  /// How many virtual functions of each of ``nics`` are in use.
  package internal(set) var functionsUsed: [Int]
  package internal(set) var power = Power.on
  /// When `power` became what it is.
  package internal(set) var powerSince: Instant
  /// Whether there is no power at the plug: its management controller has none either.
  package internal(set) var isUnfed = false
  /// What its management controller is at.
  package internal(set) var reset: ResetType?
  /// Since when its links are down; nil when they are not.
  package internal(set) var linksDownSince: Instant?
  package internal(set) var bmcSilentSince: Instant?
  package internal(set) var diskFullSince: Instant?
  /// How often its power changed, so that a boot that was interrupted is known as such.
  package internal(set) var powerChanges = 0
  /// What runs on it, and for which VNF.
  package internal(set) var workloads = Table<Resource.ID, VNFInstance.ID>()
  /// What the workloads take together; never more than `allocatable`.
  package internal(set) var used = Compute.none
  /// How many images it pulls at this moment.
  package internal(set) var pulls = 0
  /// How many workloads it builds: pulls an image for, or starts.
  package internal(set) var building = 0
  /// What it was told to start and has no hand free for, in the order of the asking.
  package internal(set) var waiting: [Resource.ID] = []

  /// Whether it hears and is heard.
  var isReached: Bool { power.isUp && linksDownSince == nil }

  /// Since when it has a trouble; nil when it has not.
  package subscript(trouble: HostTrouble) -> Instant? {
    get { self[keyPath: Self.path(of: trouble)] }
    set { self[keyPath: Self.path(of: trouble)] = newValue }
  }

  private static func path(of trouble: HostTrouble) -> WritableKeyPath<Self, Instant?> {
    switch trouble {
    case .bmcSilent: \.bmcSilentSince
    case .linksDown: \.linksDownSince
    case .diskFull: \.diskFullSince
    }
  }
}

/// A NUMA node of a host: what it has by the piece, and what of that workloads have.
package struct NUMACell: Codable, Equatable, Sendable {
  package let has: HardwarePieces
  package internal(set) var used = HardwarePieces.none

  package var free: HardwarePieces { has - used }
}

/// What a workload has of one NUMA node.
package struct HeldPieces: Codable, Equatable, Sendable {
  /// The number of the node.
  package let cell: Int
  package let pieces: HardwarePieces
  /// The virtual functions, by the place of their card in ``HostRecord/nics``.
  package let functions: [HeldFunctions]
}

/// Virtual functions of one card.
package struct HeldFunctions: Codable, Equatable, Sendable {
  package let nic: Int
  package let count: Int
}

/// A pod's containers or a virtual machine, on its host.
package struct WorkloadRecord: Codable, Equatable, Sendable {
  package enum Stage: String, Codable, Sendable {
    /// Its host builds as many others as it can.
    case waiting
    /// The image is on its way.
    case pulling
    case starting
    /// Runs, and does not serve yet.
    case running
    case ready
    /// Its process ended or its image could not be had: its host tries again, with growing waits.
    case backOff
    /// A machine that was shut down from inside; its VIM does not know yet.
    case shutOff
    /// Drains and ends.
    case stopping
  }

  package let id: Resource.ID
  package let vnf: VNFInstance.ID
  package internal(set) var host: HostName
  package let compute: Compute
  package let image: String
  /// How it will end because its image is bad; nil when that is good.
  package internal(set) var fate: ImageFate?
  /// When it failed first; nil when it never did, or serves again.
  package internal(set) var failedAt: Instant?
  /// How often its host started it again and it served.
  package internal(set) var recoveries = 0
  package internal(set) var stage: Stage
  /// The size of the image that its host has to pull first; nil when that is there.
  package let imageMiB: Int?
  /// What it has by the piece.
  package let held: [HeldPieces]
  package let startedAt: Instant

  /// Whether its host has its hands on it.
  var isBuilt: Bool { stage == .pulling || stage == .starting }

  /// Whether its processes run and answer.
  var answers: Bool { stage == .running || stage == .ready }
}

/// A network function as it is: what of it runs, and how it is configured. Exists as long as one of
/// its workloads does; the configuration dies with the last.
package struct FunctionRecord: Codable, Equatable, Sendable {
  package let vnf: VNFInstance.ID
  /// When its first workload was started.
  package let since: Instant
  /// In the order of the starts.
  package internal(set) var workloads: [Resource.ID] = []
  /// How many workloads run and answer.
  package internal(set) var running = 0
  /// How many workloads serve.
  package internal(set) var ready = 0
  /// What was applied over Ve-Vnfm, in the order in which each step came first.
  package internal(set) var configuration: [AppliedStep] = []
  /// How it is configured now, whoever did it.
  package internal(set) var settings = Configuration()
  /// The step whose first reply is lost, because the world has it so.
  package internal(set) var unanswered: StepOfOperation?

  /// A configuration step of one operation.
  package struct StepOfOperation: Codable, Equatable, Sendable {
    package let step: String
    package let operation: VNFOperation.ID
  }
}

/// A configuration step at a function; of several with one name the latest.
package struct AppliedStep: Codable, Equatable, Sendable {
  package let step: String
  package let title: String
  package let operation: VNFOperation.ID
  /// How the function is configured after it.
  package let settings: Configuration
  /// `nil` while it is being applied.
  package internal(set) var appliedAt: Instant?
}

/// How often a function measures itself because somebody wants to know.
package struct CollectionRecord: Codable, Equatable, Sendable {
  package let seconds: Int
  /// Tells the collections of one function apart.
  package let number: Int
}

/// Customers' traffic through a function, while it is more than usual.
package struct TrafficRecord: Codable, Equatable, Sendable {
  package let vnf: VNFInstance.ID
  package let curve: TrafficCurve
  package let startedAt: Instant
  /// Tells the curves of one function apart.
  package let number: Int
}

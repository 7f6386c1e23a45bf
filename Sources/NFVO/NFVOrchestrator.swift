import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// The NFVO: network services over several functions and VIMs (SOL005), where they go, what they are
/// granted, what policies do with them, and which alarms stand.
package enum NFVOrchestrator: Decider {
  package typealias Event = NFVOEvent

  /// What the NFVO hears: from above over SOL005, from below over Or-Vnfm and Or-Vi.
  package enum Message: Codable, Equatable, Sendable {
    case request(SOL005Request)
    case assurance(AssuranceRequest)
    case below(OrMessage)
  }

  /// What the NFVO says: it alone speaks both languages.
  package enum Outgoing: Codable, Equatable, Sendable {
    case service(ServiceMessage)
    case resource(ResourceMessage)
  }

  /// What the NFVO waits for by itself.
  package enum Timer: Codable, Equatable, Sendable {
    /// VIMs that have not answered by now are placed without.
    case capacityOverdue(NSOperation.ID)
    /// A policy's stabilisation window or cooldown is over: look again.
    case scalingDue(vnf: VNFInstance.ID, policy: String)
    /// An operation that failed is still in FAILED_TEMP: people are to know.
    case standsStill(NSOperation.ID, since: Instant)
    /// A reporting period of a PM job is over; so many were before it.
    case reportDue(PMJob.ID, period: Int)
    /// The grant of an operation that stands still is given back.
    case leaseDue(VNFOperation.ID, until: Instant)
    /// What an operation that stands still counted on is given back.
    case placesDue(NSOperation.ID, until: Instant)
    /// A VIM that was left alone may be tried.
    case breakerDue(vim: VIMName)
    /// The operation of a nested network service entered a state: the one around takes note of it.
    case nestedMoved(NSOperation.ID)
    /// The VNFM should have answered a request.
    case answerDue(NSOperation.ID, part: Int, Request)
  }

  package static func handle(_ message: Message, _ turn: inout Turn<Self>) {
    switch message {
    case .request(let request): handle(request, &turn)
    case .assurance(let request): handle(request, &turn)
    case .below(let message): handle(message, &turn)
    }
  }

  private static func handle(_ request: SOL005Request, _ turn: inout Turn<Self>) {
    switch request {
    case .create(let request): create(request, &turn)
    case .instantiate(let ns, let request, let requester):
      accept(.instantiate, ns, requester, &turn) { record, state throws(Problem) in
        try instantiation(of: record, request, requester, state)
      }
    case .scale(let ns, let request, let requester):
      accept(.scale, ns, requester, &turn) { record, state throws(Problem) in
        try scaling(of: record, request, requester, state)
      }
    case .scaleToLevel(let ns, let request, let requester):
      accept(.scale, ns, requester, &turn) { record, state throws(Problem) in
        try scaling(of: record, request, state)
      }
    case .scaleToNSLevel(let ns, let level, let requester):
      accept(.scale, ns, requester, &turn) { record, state throws(Problem) in
        try scaling(of: record, toLevel: level, state)
      }
    case .update(let ns, let request, let requester):
      accept(.update, ns, requester, &turn) { record, state throws(Problem) in
        try update(of: record, request, requester, state)
      }
    case .heal(let ns, let request, let requester):
      accept(.heal, ns, requester, &turn) { record, state throws(Problem) in
        try healing(of: record, request, requester, state)
      }
    case .terminate(let ns, let requester):
      accept(.terminate, ns, requester, &turn) { record, state throws(Problem) in
        termination(of: record, requester, state)
      }
    case .task(let task, let operation, let requester):
      perform(task, on: operation, requester, &turn)
    }
  }

  private static func handle(_ message: OrMessage, _ turn: inout Turn<Self>) {
    switch message {
    case .onboard(let nsds, let vnfds, let inventory): onboard(nsds, vnfds, inventory, &turn)
    case .catalogue(let request, let person): handle(request, person, &turn)
    case .vnfCreated(let vnf, let reference): vnfCreated(vnf, reference, &turn)
    case .requestRefused(let reference, let fault): requestRefused(reference, fault, &turn)
    case .grantRequest(let request): grant(request, &turn)
    case .vnfOperation(let notification): vnfOperation(notification, &turn)
    case .indicator(let indicator): measure(indicator, &turn)
    case .vnfHealth(let health): vnfHealth(health, &turn)
    case .capacity(let report): capacity(report, &turn)
    case .hostState(let vim, let host, let isUp, let reason):
      hostState(vim, host, isUp, reason, &turn)
    case .hostTrouble(let vim, let host, let trouble, let isOn):
      hostTrouble(vim, host, trouble, isOn: isOn, &turn)
    case .vimState(let vim, let isUp, let reason): vimState(vim, isUp: isUp, reason, &turn)
    case .healingGivenUp(let vnf, let reason): healingGivenUp(vnf, reason, &turn)
    case .operationStuck(let notice): operationStuck(notice, &turn)
    case .reconcileNeeded(let notice): reconcileNeeded(notice, &turn)
    case .drift(let notice): drift(notice, &turn)
    }
  }

  package static func wake(_ timer: Timer, _ turn: inout Turn<Self>) {
    switch timer {
    case .capacityOverdue(let operation): capacityOverdue(operation, &turn)
    case .scalingDue(let vnf, let policy): scalingDue(vnf, policy, &turn)
    case .standsStill(let operation, let since): standsStill(operation, since, &turn)
    case .reportDue(let job, let period): reportDue(job, period: period, &turn)
    case .leaseDue(let operation, let until): leaseDue(operation, until: until, &turn)
    case .placesDue(let operation, let until): placesDue(operation, until: until, &turn)
    case .breakerDue(let vim): breakerDue(vim, &turn)
    case .nestedMoved(let operation): nestedMoved(operation, &turn)
    case .answerDue(let operation, let part, let request):
      answerDue(operation, part, request, &turn)
    }
  }

  package static func apply(_ event: NFVOEvent, at instant: Instant, to state: inout State) {
    state.apply(event, at: instant)
  }
}

extension NFVOrchestrator {
  /// All that the NFVO knows.
  package struct State: Codable, Equatable, Sendable {
    /// The NSD catalogue by descriptor id.
    package internal(set) var nsds = Table<String, NSDRecord>()
    /// The descriptor that a name stands for at present: the one onboarded last.
    package internal(set) var nsdIdByName = Table<String, String>()
    /// The VNF packages by descriptor id.
    package internal(set) var vnfds = Table<String, VNFDRecord>()
    /// The PNFDs by descriptor id.
    package internal(set) var pnfds = Table<String, PNFDRecord>()
    /// Packages that are on their way into the catalogue, or failed on it, by ``uploadKey(_:)``.
    package internal(set) var uploads = Table<String, PackageUpload>()
    package internal(set) var vims = Table<VIMName, VIMRecord>()
    package internal(set) var networkServices = Table<NSInstance.ID, NSRecord>()
    /// NS instances by name; names are unique.
    package internal(set) var nsIdByName = Table<String, NSInstance.ID>()
    /// All operation occurrences, open and closed.
    package internal(set) var operations = Table<NSOperation.ID, NSOperationRecord>()
    /// The functions of all network services.
    package internal(set) var vnfs = Table<VNFInstance.ID, ManagedVNF>()
    /// Grants whose reservation is held, by the VNF operation that they are for.
    package internal(set) var grants = Table<VNFOperation.ID, GrantRecord>()
    /// What placements count on for VNFs that have no grant yet.
    package internal(set) var plannedPlaces = Table<NSOperation.ID, PlannedPlaces>()
    /// What is used and reserved on each host.
    package internal(set) var hosts = Table<HostName, HostLedger>()
    /// Where the components of each VNF are, as the VNFM told when an operation ended or stood still.
    package internal(set) var seats = Table<VNFInstance.ID, [Seat]>()
    /// What tenants hold, by ``useKey(_:_:)``.
    var tenantUse = Table<String, QuotaUse>()
    /// Where VIMs are, and the connections between the places.
    package internal(set) var sites: [Inventory.Site] = []
    package internal(set) var links: [Inventory.Link] = []
    /// What network services take of each link in bit/s, in the order of ``links``; empty for nothing.
    package internal(set) var linkUse: [Int] = []
    /// How the auto-scale policies of a VNF stand; there from the first measurement on.
    package internal(set) var scaling = Table<VNFInstance.ID, [ScalingRecord]>()
    /// Alarms that are not cleared.
    package internal(set) var alarms = Table<Alarm.ID, AlarmRecord>()
    /// Alarms that are cleared: the last ``AlarmRecord/historyLimit`` of them.
    package internal(set) var clearedAlarms = Table<Alarm.ID, AlarmRecord>()
    package internal(set) var alarmCounts = AlarmCounts()
    /// How many NS operation occurrences are not closed.
    package internal(set) var openOperations = 0
    /// How many occurrences wait in FAILED_TEMP for somebody.
    package internal(set) var failedOperations = 0
    /// Which hosts answer, which are being worked on, and what is silent because of it.
    package internal(set) var outages = Outages()
    /// What is measured on purpose.
    package internal(set) var performance = Performance()
    /// What people or the flap guard paused, by ``policyKey(_:_:)``.
    package internal(set) var policyHolds = Table<String, PolicyHold>()
    /// How many operations may work at once, and when a VIM is left alone.
    package var limits = OperationLimits()
    /// Operations that wait for a limit, in the order of their arrival.
    package internal(set) var queue: [WaitingOperation] = []
    /// How many operations count against each limit, `tenant Globex`, `vim k8s-edge-1`.
    package internal(set) var running = Table<String, Int>()
    /// What is known of VIMs on which operations failed.
    package internal(set) var breakers = Table<VIMName, CircuitBreaker>()

    /// Active alarms by what they are about.
    var alarmsByObject = Table<String, [Alarm.ID]>()
    /// Active symptoms by the host that is to blame.
    var symptomsByHost = Table<HostName, [Alarm.ID]>()
    /// The cleared alarms in the order in which they were cleared.
    var clearedOrder: [Alarm.ID] = []
    /// NS identifiers that were made for resource orders: a repeat gets the same answer.
    var nsByResourceOrder = Table<ResourceOrder.ID, NSInstance.ID>()
    /// Operations that were accepted for resource orders, `RO-7/INSTANTIATE`.
    var requests = Table<String, NSOperation.ID>()
    /// How often each name was asked for.
    var nameSerials = Table<String, Int>()
    /// How many NS of a tenant and an NSD are on a VIM, `tenant|nsd|vim`.
    var nsCounts = Table<String, Int>()

    package init() {}

    /// The descriptor that an NS is made from, in its flavour.
    package func nsd(of ns: NSRecord) -> NSD? {
      let nsd = nsds[ns.nsd.rawValue]?.nsd
      return ns.choice.flavourId.map { nsd?.inFlavour($0) } ?? nsd
    }

    /// The descriptor that a VNF is made from at present.
    package func vnfd(of vnf: ManagedVNF) -> VNFD? {
      let vnfd = vnfds[vnf.vnfdId.rawValue]?.vnfd
      return vnf.flavourId.map { vnfd?.inFlavour($0) } ?? vnfd
    }

    /// What is needed to write a request's key into ``requests``; nil for people and policies.
    static func requestKey(_ requester: Requester, _ kind: NSOperationKind) -> String? {
      requester.resourceOrder.map { "\($0)/\(kind.rawValue)" }
    }
  }
}

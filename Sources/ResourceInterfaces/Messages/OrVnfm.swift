import Deciding

/// What the NFVO hears from below: Or-Vnfm (SOL003) and Or-Vi.
package enum OrMessage: Codable, Equatable, Sendable {
  /// Day-0: the NSDs and VNFDs of the catalogue, onboarded and enabled, and the VIMs to place on.
  case onboard(nsds: [NSD], vnfds: [VNFD], inventory: Inventory)
  /// A person works on the catalogue.
  case catalogue(CatalogueRequest, from: String)
  /// `VnfIdentifierCreationNotification` (§5.5.2.17); `reference` is the request's.
  case vnfCreated(vnf: VNFInstance.ID, reference: String)
  /// The VNFM refused the request that its sender calls `reference` (403, 404, 409): nothing began.
  case requestRefused(reference: String, fault: Fault)
  /// `POST /grants` (§9.4.2).
  case grantRequest(GrantRequest)
  /// `VnfLcmOperationOccurrenceNotification` (§5.5.2.16).
  case vnfOperation(VNFOperationNotification)
  /// An operation does not get on: what it waits for, on whom, since when (fault management, §7).
  case operationStuck(StuckNotice)
  /// What is true of a VNF may not be what was asked for: somebody is to look.
  case reconcileNeeded(ReconcileNotice)
  /// What a VIM holds of a VNF differs from what is believed, or does not any more.
  case drift(DriftNotice)
  /// `VnfIndicatorValueChangeNotification` (§8.5.2.5): load of one VNF.
  case indicator(VNFIndicator)
  /// How many of a VNF's components serve, whenever that changes (fault management, §7).
  case vnfHealth(VNFHealth)
  /// Or-Vi: answer to a capacity query, or a change that the VIM tells by itself.
  case capacity(CapacityReport)
  /// Or-Vi: a host stopped or resumed answering its VIM.
  case hostState(vim: VIMName, host: HostName, isUp: Bool, reason: String)
  /// Or-Vi: something is wrong with a host that runs on, or right again.
  case hostTrouble(vim: VIMName, host: HostName, HostTrouble, isOn: Bool)
  /// The connection to a VIM: it stopped or resumed answering.
  case vimState(vim: VIMName, isUp: Bool, reason: String)
  /// Automatic healing of a VNF does not help: a person is asked (fault management, §7).
  case healingGivenUp(vnf: VNFInstance.ID, reason: String)
}

/// SOL003 `VnfLcmOperationOccurrenceNotification` (§5.5.2.16).
package struct VNFOperationNotification: Codable, Equatable, Sendable {
  package let vnf: VNFInstance.ID
  package let operation: VNFOperation.ID
  package let kind: VNFOperationKind
  package let state: VNFOperationState
  package let isAutomaticInvocation: Bool
  /// What the request was called by its sender; empty for what the VNFM began by itself.
  package let reference: String
  package let fault: Fault?
  /// How the instance is afterwards; told when the operation completed or was rolled back.
  package let instance: VNFInstanceInfo?
  /// `affectedVnfcs`, all that there are: told when the operation ends or stands still.
  package let components: [PlacedComponent]
  /// Why it cannot be rolled back, where it stands still past its point of no return.
  package let whyNoRollback: String?
  /// What a rollback could not bring back, a sentence each.
  package let notRestored: [String]

  package init(
    vnf: VNFInstance.ID, operation: VNFOperation.ID, kind: VNFOperationKind,
    state: VNFOperationState, isAutomaticInvocation: Bool, reference: String, fault: Fault?,
    instance: VNFInstanceInfo? = nil, components: [PlacedComponent] = [],
    whyNoRollback: String? = nil, notRestored: [String] = []
  ) {
    self.vnf = vnf
    self.operation = operation
    self.kind = kind
    self.state = state
    self.isAutomaticInvocation = isAutomaticInvocation
    self.reference = reference
    self.fault = fault
    self.instance = instance
    self.components = components
    self.whyNoRollback = whyNoRollback
    self.notRestored = notRestored
  }
}

/// What the NFVO keeps of a VNF instance (SOL003 `VnfInstance`, §5.5.2.2).
package struct VNFInstanceInfo: Codable, Equatable, Sendable {
  package let vnfdId: VNFD.ID
  package let flavourId: String
  package let vnfState: VNFState
  package let levels: [ScaleLevel]
  package let networks: [String]

  package init(
    vnfdId: VNFD.ID, flavourId: String, vnfState: VNFState, levels: [ScaleLevel],
    networks: [String]
  ) {
    self.vnfdId = vnfdId
    self.flavourId = flavourId
    self.vnfState = vnfState
    self.levels = levels
    self.networks = networks
  }
}

/// An operation without progress by its deadline.
package struct StuckNotice: Codable, Equatable, Sendable {
  package let vnf: VNFInstance.ID
  package let operation: VNFOperation.ID
  package let kind: VNFOperationKind
  /// What it waits for, such as `Create 2 worker`.
  package let waitsFor: String
  /// On whom: a VIM, the VNF, the NFVO.
  package let on: String
  package let since: Instant
  /// Whether it goes on again, or was given up.
  package let isOver: Bool

  package init(
    vnf: VNFInstance.ID, operation: VNFOperation.ID, kind: VNFOperationKind, waitsFor: String,
    on: String, since: Instant, isOver: Bool
  ) {
    self.vnf = vnf
    self.operation = operation
    self.kind = kind
    self.waitsFor = waitsFor
    self.on = on
    self.since = since
    self.isOver = isOver
  }
}

/// What an operation that was closed as FAILED left behind, as its VIM tells.
package struct ReconcileNotice: Codable, Equatable, Sendable {
  package let vnf: VNFInstance.ID
  package let operation: VNFOperation.ID
  /// What is not as the VNF's record says, a sentence each; empty when all is.
  package let findings: [String]

  package init(vnf: VNFInstance.ID, operation: VNFOperation.ID, findings: [String]) {
    self.vnf = vnf
    self.operation = operation
    self.findings = findings
  }
}

/// What a VNF measured of itself at one moment: all metrics in one message, as each message is a row
/// of the journal.
package struct VNFIndicator: Codable, Equatable, Sendable {
  package let vnf: VNFInstance.ID
  package let measurements: [Measurement]

  package init(vnf: VNFInstance.ID, measurements: [Measurement]) {
    self.vnf = vnf
    self.measurements = measurements
  }
}

/// How many components of a VNF serve, of how many that should.
package struct VNFHealth: Codable, Equatable, Sendable {
  package let vnf: VNFInstance.ID
  package let ready: Int
  package let wanted: Int
  /// What happened: a sentence. Names the host when one is to blame.
  package let cause: String
  package let host: HostName?

  package init(vnf: VNFInstance.ID, ready: Int, wanted: Int, cause: String, host: HostName?) {
    self.vnf = vnf
    self.ready = ready
    self.wanted = wanted
    self.cause = cause
    self.host = host
  }
}

/// Or-Vi: what a VIM has and what of it is in use, all hosts that are up together.
package struct CapacityReport: Codable, Equatable, Sendable {
  package let vim: VIMName
  /// The query that this answers; `nil` when the VIM tells by itself.
  package let query: String?
  package let capacity: Compute
  package let allocated: Compute
  package let hostsUp: Int
  package let hosts: Int
  /// The largest room that one host has left.
  package let largestRoom: Compute

  package init(
    vim: VIMName, query: String?, capacity: Compute, allocated: Compute, hostsUp: Int, hosts: Int,
    largestRoom: Compute
  ) {
    self.vim = vim
    self.query = query
    self.capacity = capacity
    self.allocated = allocated
    self.hostsUp = hostsUp
    self.hosts = hosts
    self.largestRoom = largestRoom
  }
}

/// What the VNFM hears: Or-Vnfm from the NFVO, Vi-Vnfm from the VIMs, Ve-Vnfm from the VNFs.
package enum VNFMMessage: Codable, Equatable, Sendable {
  /// Day-0: the VNF packages (SOL003 §10) that instances may be made from.
  case packages([VNFD])
  /// `POST /pm_jobs` and `DELETE` (§6.4): how often a VNF measures itself; nil when no more.
  case collect(vnf: VNFInstance.ID, everySeconds: Int?)
  /// `VnfPackageChangeNotification` with changeType PKG_DELETE (§10.5.2.6).
  case packageDeleted(VNFD.ID)
  /// `POST /vnf_instances` (§5.4.2). `reference` is the sender's word for the request.
  /// `ns` is the network service that it is for, in its sender's words.
  case create(
    name: String, vnfdId: VNFD.ID, tenant: String, ns: String = "", reference: String)
  /// `PATCH /vnf_instances/{id}` (§5.4.3): the configurable property `isAutohealEnabled`, and how.
  case setAutoHeal(vnf: VNFInstance.ID, AutoHeal)
  /// `POST /vnf_instances/{id}/instantiate` (§5.4.4) in a deployment flavour, nil for the default one,
  /// at scale levels `levels`, on `vim`.
  case instantiate(
    vnf: VNFInstance.ID, flavourId: String? = nil, levels: [ScaleLevel], vim: VIMName,
    networks: [String], reference: String)
  /// `POST /vnf_instances/{id}/scale` (§5.4.5): `steps` is negative to scale in.
  case scale(
    vnf: VNFInstance.ID, aspectId: String, steps: Int, isAutomatic: Bool, reference: String)
  /// `POST /vnf_instances/{id}/scale_to_level` (§5.4.6): to an instantiation level, or to levels of
  /// aspects; those that are not named stay.
  case scaleToLevel(
    vnf: VNFInstance.ID, instantiationLevel: String?, levels: [ScaleLevel], reference: String)
  /// `POST /vnf_instances/{id}/change_flavour` (§5.4.7), at an instantiation level of the new flavour;
  /// nil for its default level.
  case changeFlavour(
    vnf: VNFInstance.ID, flavourId: String, instantiationLevel: String?, reference: String)
  /// `POST /vnf_instances/{id}/operate` (§5.4.10).
  case operate(vnf: VNFInstance.ID, OperateChange, reference: String)
  /// `POST /vnf_instances/{id}/change_ext_conn` (§5.4.11): the networks that are attached afterwards.
  case changeExternalConnectivity(
    vnf: VNFInstance.ID, networks: [String], reference: String)
  /// `PATCH /vnf_instances/{id}` (§5.4.3), as an operation of its own.
  case modifyInformation(vnf: VNFInstance.ID, VNFModification, reference: String)
  /// `POST /vnf_instances/{id}/create_snapshot` (§5.4.21).
  case createSnapshot(vnf: VNFInstance.ID, name: String, reference: String)
  /// `POST /vnf_instances/{id}/revert_to_snapshot` (§5.4.22).
  case revertToSnapshot(vnf: VNFInstance.ID, snapshot: VNFSnapshot.ID, reference: String)
  /// `POST /vnf_instances/{id}/change_vnfpkg` (§5.4.11a).
  case changePackage(vnf: VNFInstance.ID, vnfdId: VNFD.ID, reference: String)
  /// `POST /vnf_instances/{id}/heal` (§5.4.9).
  case heal(vnf: VNFInstance.ID, cause: String, reference: String)
  /// `POST /vnf_instances/{id}/terminate` (§5.4.8), then the identifier is deleted (§5.4.3).
  case terminate(vnf: VNFInstance.ID, reference: String)
  /// A task for an operation occurrence (§5.4.14 to §5.4.17); a refusal comes under `reference`,
  /// which names this one request: the same again is a repeat.
  case task(VNFOperationTask, operation: VNFOperation.ID, reference: String)
  /// Whether an upgrade may go on to its next instances (SOL003 has no word for it).
  case holdUpgrade(operation: VNFOperation.ID, isHeld: Bool, by: String)
  /// The grant for an operation (§9.4.2): 201, with the place of each instance to be added.
  case granted(operation: VNFOperation.ID, grant: Grant.ID, seats: [GrantedSeat])
  /// The grant is refused (§9.4.2): 403.
  case grantRefused(operation: VNFOperation.ID, fault: Fault)
  /// A VIM ended an attempt at a task, well or not. At least once; counted once. Of the VNF's changes
  /// those up to `told` were told before (``ResourceChange/sequence``); 0 says nothing of them.
  case taskEnded(token: TaskToken, attempt: Int = 1, fault: Fault?, told: Int = 0)
  /// What a VIM really holds.
  case described(VIMDescription)
  /// A resource of a VNF changed in its VIM.
  case resourceChanged(ResourceChange)
  /// Up to where a VIM has told the changes that no task ended on, so that the last of them is missed
  /// as well when it was lost (as a `BOOKMARK` of a Kubernetes watch).
  case changesTold(vim: VIMName, [ChangeMark])
  /// The connection to a VIM: it stopped or resumed answering.
  case vimState(vim: VIMName, isUp: Bool, reason: String)
  /// A VNF took a configuration (Ve-Vnfm), or did not.
  case configured(vnf: VNFInstance.ID, operation: VNFOperation.ID, step: String, fault: Fault?)
  /// The configuration of a function in service (Day-2).
  case configuration(ConfigurationMessage)
  /// A VNF measured its load (Ve-Vnfm).
  case indicator(VNFIndicator)
  /// What is believed against what the VIMs hold.
  case drift(DriftMessage)
}

/// How far one scaling aspect is scaled (SOL003 `ScaleInfo`).
package struct ScaleLevel: Codable, Hashable, Sendable {
  package let aspectId: String
  package let level: Int

  package init(aspectId: String, level: Int) {
    self.aspectId = aspectId
    self.level = level
  }
}

/// Whether and how a VNF's lost components are replaced without anybody asking: SOL001's
/// `isAutohealEnabled` with what the NSD's policy says.
package struct AutoHeal: Codable, Hashable, Sendable {
  package let isEnabled: Bool
  /// For how long losses are gathered, so that one operation heals them all, in seconds.
  package let delaySeconds: Int
  /// How many heals may come to nothing, one after the other, before a person is asked.
  package let maxAttempts: Int

  package init(isEnabled: Bool, delaySeconds: Int, maxAttempts: Int) {
    self.isEnabled = isEnabled
    self.delaySeconds = delaySeconds
    self.maxAttempts = maxAttempts
  }

  /// What holds until somebody says otherwise.
  package static let standard = Self(isEnabled: true, delaySeconds: 5, maxAttempts: 3)
}

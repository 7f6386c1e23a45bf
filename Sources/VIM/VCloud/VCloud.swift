import ResourceInterfaces

/// The words of VMware vCloud Director: vApps of VMs in the virtual data centre of an organisation.
/// All that changes anything is a task that is asked after.
enum VCloud: MachineDialect {
  static let resourceType = "VM"
  static let terminating = "undeploying"

  /// The status map of VMs.
  static func status(_ phase: ResourceChange.Phase) -> String {
    switch phase {
    case .pending: "UNRESOLVED"
    case .creating: "RESOLVED"
    case .running, .ready: "POWERED_ON"
    case .lost: "UNKNOWN"
    case .deleted: "DELETED"
    }
  }

  static func reason(waitingForClaims: Bool) -> String {
    waitingForClaims ? "creating independent disks" : "queued"
  }

  static let preparation = ["COPYING_CONTENTS", "updating network connections"]
  static let startReason = "deploying"
  static let pullReason = "COPYING_CONTENTS: from the catalog"

  static func claimPhase(isBound: Bool) -> String { isBound ? "RESOLVED" : "UNRESOLVED" }

  /// The names of the operations, as tasks carry them.
  static func verb(_ work: ReleaseRecord.Work, isFirst: Bool) -> String {
    switch work {
    case .apply: isFirst ? "instantiate vApp" : "recompose vApp"
    case .replace: "VM replacement"
    case .delete: "delete vApp"
    case .snapshot: "create snapshot of vApp"
    case .revert: "revert vApp to snapshot"
    case .dropSnapshot: "remove snapshot of vApp"
    }
  }

  /// The status map of vApps.
  static func releaseStatus(
    _ work: ReleaseRecord.Work, revision: Int, _ outcome: Outcome
  ) -> String {
    switch (work, outcome) {
    case (.apply, .inProgress): revision == 1 ? "UNRESOLVED" : "MIXED"
    case (.apply, .failed) where revision == 1: "FAILED_CREATION"
    case (.delete, .inProgress): "VAPP_PARTIALLY_DEPLOYED"
    case (.delete, .done): "VAPP_UNDEPLOYED"
    case (.replace, .inProgress), (.revert, .inProgress): "MIXED"
    case (.snapshot, _), (.dropSnapshot, _), (_, .done): "POWERED_ON"
    case (_, .failed): "INCONSISTENT_STATE"
    }
  }

  static func taskStatus(_ task: TaskRecord) -> String {
    guard task.endedAt != nil else { return "running" }
    return switch task.fault?.errorClass {
    case nil: "success"
    case .cancelled: "canceled"
    case .timeout: "aborted"
    default: "error"
    }
  }

  static func objects(of release: ReleaseRecord) -> [(count: Int, noun: String)] {
    [
      (1, "vApp"), (release.claims.count, "independent disk"),
      (release.networkAttachments.count, "vApp network"),
    ]
  }

  /// vCenter's text below the task, with the hosts that its scheduler looked at.
  static func noHost(_ refusals: Refusals, total: Int, for compute: Compute) -> String {
    let texts = refusals.counted([
      (\.cpu, "without the CPU"), (\.memory, "without the memory"),
      (\.full, "with as many virtual machines as they take"),
      (\.antiAffinity, "excluded by an anti-affinity rule"), (\.notReady, "not responding"),
      (\.dedicatedCPUs, "without CPUs of its own"), (\.hugepages, "without hugepages"),
      (\.functions, "without SR-IOV functions"), (\.diskFull, "without space on the datastore"),
      (\.tried, "tried before"),
    ])
    let scarce = refusals.memory > refusals.cpu ? "Memory" : "CPU"
    let text =
      refusals.cpu + refusals.memory == 0
      ? "No host is compatible with the virtual machine."
      : "The available \(scarce) resources in the parent resource pool are insufficient for the "
        + "operation."
    return text + " Of \(total) hosts: \(texts.joined(separator: ", "))."
  }

  static func quotaText(_ excess: QuotaExcess, tenant: String) -> String {
    let thing =
      switch excess.thing {
      case .instances: "running VM quota"
      case .cpu: "CPU quota"
      case .memory: "memory quota"
      }
    return "The requested operation will exceed the VDC's \(thing): requested \(excess.requested), "
      + "used \(excess.used) of \(excess.limit)."
  }

  static func busy(_ release: ReleaseRecord) -> Fault {
    Fault(
      title: "BUSY_ENTITY",
      detail: "The entity vapp:\(release.name) is busy completing an operation "
        + "(it is \(release.status)). Wait until its task has ended.",
      errorClass: .busy)
  }
}

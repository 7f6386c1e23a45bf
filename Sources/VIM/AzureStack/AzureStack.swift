import ResourceInterfaces

/// The words of Azure Stack Hub: virtual machines of a resource group, made by deployments of a
/// template.
enum AzureStack: MachineDialect {
  static let resourceType = "VM"
  static let terminating = "Deleting"

  /// The provisioning state while a machine is made, then its power state.
  static func status(_ phase: ResourceChange.Phase) -> String {
    switch phase {
    case .pending, .creating: "Creating"
    case .running, .ready: "VM running"
    case .lost: "Unknown"
    case .deleted: "Deleted"
    }
  }

  /// The smallest of the sizes of series Fsv2 and Dv2 that has the size.
  static func size(_ compute: Compute) -> String? {
    let sizes: [(name: String, vcpu: Int, memoryMiB: Int)] = [
      ("DS1_v2", 1, 3_584), ("F2s_v2", 2, 4_096), ("DS2_v2", 2, 7_168), ("DS11_v2", 2, 14_336),
      ("F4s_v2", 4, 8_192), ("DS3_v2", 4, 14_336), ("DS12_v2", 4, 28_672),
      ("F8s_v2", 8, 16_384), ("DS4_v2", 8, 28_672), ("DS13_v2", 8, 57_344),
      ("F16s_v2", 16, 32_768), ("DS5_v2", 16, 57_344), ("DS14_v2", 16, 114_688),
    ]
    let size = sizes.first {
      $0.vcpu * 1_000 >= compute.milliCPU && $0.memoryMiB >= compute.memoryMiB
    }
    return size.map { "Standard_\($0.name)" }
  }

  static func reason(waitingForClaims: Bool) -> String {
    waitingForClaims ? "creating managed disks" : "Accepted"
  }

  static let preparation = ["creating network interfaces", "creating the OS disk"]
  static let startReason = "OS provisioning in progress"
  static let pullReason = "creating the OS disk: copying the image"

  static func claimPhase(isBound: Bool) -> String { isBound ? "Unattached" : "Creating" }

  static func verb(_ work: ReleaseRecord.Work, isFirst: Bool) -> String {
    switch work {
    case .apply: isFirst ? "deployment" : "incremental deployment"
    case .replace: "VM replacement"
    case .delete: "resource group deletion"
    case .snapshot: "snapshot creation"
    case .revert: "OS disk swap"
    case .dropSnapshot: "snapshot deletion"
    }
  }

  /// The provisioning state of the deployment.
  static func releaseStatus(
    _ work: ReleaseRecord.Work, revision: Int, _ outcome: Outcome
  ) -> String {
    switch (work, outcome) {
    case (.apply, .inProgress): revision == 1 ? "Creating" : "Updating"
    case (.delete, .inProgress): "Deleting"
    case (.delete, .done): "Deleted"
    case (.replace, .inProgress), (.revert, .inProgress): "Updating"
    case (.snapshot, _), (.dropSnapshot, _), (_, .done): "Succeeded"
    case (_, .failed): "Failed"
    }
  }

  static func taskStatus(_ task: TaskRecord) -> String {
    guard task.endedAt != nil else { return "Running" }
    return switch task.fault?.errorClass {
    case nil: "Succeeded"
    case .cancelled: "Canceled"
    default: "Failed"
    }
  }

  static func objects(of release: ReleaseRecord) -> [(count: Int, noun: String)] {
    [
      (release.components.count, "availability set"), (release.claims.count, "managed disk"),
      (release.networkAttachments.count, "virtual network"),
    ]
  }

  /// What is asked too narrowly is told apart from what there is too little of.
  static func noHost(_ refusals: Refusals, total: Int, for compute: Compute) -> String {
    let texts = refusals.counted([
      (\.cpu, "without the cores"), (\.memory, "without the memory"),
      (\.full, "with as many VMs as they take"), (\.antiAffinity, "taken by the availability set"),
      (\.notReady, "down"), (\.dedicatedCPUs, "without CPUs of its own"),
      (\.hugepages, "without hugepages"),
      (\.functions, "without SR-IOV functions"), (\.diskFull, "with a full disk"),
      (\.tried, "tried before"),
    ])
    let nodes = " Of \(total) nodes: \(texts.joined(separator: ", "))."
    let size = size(compute) ?? "that size"
    if refusals.antiAffinity > 0 {
      return "OverconstrainedAllocationRequest: Allocation failed. VM(s) with the following "
        + "constraints cannot be allocated, because the condition is too restrictive. Constraints "
        + "applied are: Availability Set, VM Size \(size)." + nodes
    }
    return "AllocationFailed: Allocation failed. We do not have sufficient capacity for the "
      + "requested VM size \(size)." + nodes
  }

  static func quotaText(_ excess: QuotaExcess, tenant: String) -> String {
    let thing =
      switch excess.thing {
      case .instances: "Virtual Machines"
      case .cpu: "Total Regional Cores"
      case .memory: "Memory"
      }
    return "QuotaExceeded: Operation could not be completed as it results in exceeding approved "
      + "\(thing) quota. Current Limit: \(excess.limit), Current Usage: \(excess.used), Additional "
      + "Required: \(excess.requested), (Minimum) New Limit Required: "
      + "\(excess.used + excess.requested)."
  }

  static func busy(_ release: ReleaseRecord) -> Fault {
    Fault(
      title: "DeploymentActive",
      detail: "Unable to edit or replace deployment '\(release.name)': the previous deployment is "
        + "still active (\(release.status)). Wait until it has ended.",
      errorClass: .busy)
  }
}

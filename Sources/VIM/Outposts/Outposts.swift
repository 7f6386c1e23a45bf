import ResourceInterfaces

/// The words of AWS Outposts: EC2 instances by type, in the subnets of an Outpost, made by
/// CloudFormation stacks.
enum Outposts: MachineDialect {
  static let resourceType = "Instance"
  static let terminating = "shutting-down"

  /// The states of EC2 instances. One whose host is gone stays `running` and fails its status check.
  static func status(_ phase: ResourceChange.Phase) -> String {
    switch phase {
    case .pending, .creating: "pending"
    case .running, .ready: "running"
    case .lost: "impaired"
    case .deleted: "terminated"
    }
  }

  /// The smallest type of the families of an Outpost that has the size.
  static func size(_ compute: Compute) -> String? {
    let sizes: [(name: String, vcpu: Int)] = [
      ("large", 2), ("xlarge", 4), ("2xlarge", 8), ("4xlarge", 16), ("8xlarge", 32),
      ("12xlarge", 48), ("24xlarge", 96),
    ]
    // GiB of memory for each virtual CPU.
    let families: [(name: String, memory: Int)] = [("c5", 2), ("m5", 4), ("r5", 8)]
    for size in sizes where size.vcpu * 1_000 >= compute.milliCPU {
      for family in families where size.vcpu * family.memory * 1_024 >= compute.memoryMiB {
        return "\(family.name).\(size.name)"
      }
    }
    return nil
  }

  static func reason(waitingForClaims: Bool) -> String {
    waitingForClaims ? "creating EBS volumes" : "pending"
  }

  static let preparation = ["attaching network interfaces", "attaching EBS volumes"]
  static let startReason = "pending: status check initializing"
  static let pullReason = "pending: loading the AMI"

  static func claimPhase(isBound: Bool) -> String { isBound ? "available" : "creating" }

  static func verb(_ work: ReleaseRecord.Work, isFirst: Bool) -> String {
    switch work {
    case .apply: isFirst ? "create-stack" : "update-stack"
    case .replace: "instance replacement"
    case .delete: "delete-stack"
    case .snapshot: "create-snapshots"
    case .revert: "replace-root-volume"
    case .dropSnapshot: "delete-snapshot"
    }
  }

  /// CloudFormation's words, of which snapshots are no part.
  static func releaseStatus(
    _ work: ReleaseRecord.Work, revision: Int, _ outcome: Outcome
  ) -> String {
    let act =
      switch work {
      case .apply: revision == 1 ? "CREATE" : "UPDATE"
      case .replace, .revert: "UPDATE"
      case .delete: "DELETE"
      case .snapshot, .dropSnapshot: revision == 1 ? "CREATE" : "UPDATE"
      }
    return switch outcome {
    case .inProgress where work == .snapshot || work == .dropSnapshot: act + "_COMPLETE"
    case .inProgress: act + "_IN_PROGRESS"
    case .done: act + "_COMPLETE"
    case .failed: act + "_FAILED"
    }
  }

  static func objects(of release: ReleaseRecord) -> [(count: Int, noun: String)] {
    [
      (release.components.count, "placement group"), (release.claims.count, "EBS volume"),
      (release.networkAttachments.count, "subnet"),
    ]
  }

  static func noHost(_ refusals: Refusals, total: Int, for compute: Compute) -> String {
    let texts = refusals.counted([
      (\.cpu, "without the vCPU"), (\.memory, "without the memory"), (\.full, "with no free slot"),
      (\.antiAffinity, "taken by the spread placement group"), (\.notReady, "impaired"),
      (\.dedicatedCPUs, "without CPUs of its own"), (\.hugepages, "without hugepages"),
      (\.functions, "without SR-IOV functions"), (\.diskFull, "without space on disk"),
      (\.tried, "tried before"),
    ])
    let type = size(compute)
    return "InsufficientInstanceCapacity: There is not enough capacity on the Outpost to launch "
      + (type.map { "an instance of type \($0)" } ?? "an instance of that size")
      + ". Of \(total) hosts: \(texts.joined(separator: ", "))."
  }

  static func quotaText(_ excess: QuotaExcess, tenant: String) -> String {
    let text =
      switch excess.thing {
      case .instances:
        "InstanceLimitExceeded: You have requested more instances than your current instance limit "
          + "of \(excess.limit) allows"
      case .cpu:
        "VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of "
          + "\(excess.limit) allows"
      case .memory:
        "ResourceLimitExceeded: You have requested more memory than your limit of \(excess.limit) "
          + "MiB allows"
      }
    return "\(text): requested \(excess.requested), used \(excess.used)."
  }

  static func busy(_ release: ReleaseRecord) -> Fault {
    Fault(
      title: "ValidationError",
      detail: "Stack:\(release.name) is in \(release.status) state and can not be updated. "
        + "Wait until it has ended.",
      errorClass: .busy)
  }
}

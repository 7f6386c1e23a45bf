import ResourceInterfaces

/// An OpenStack cloud's words: stacks, server groups, servers, volumes.
enum OpenStack: MachineDialect {
  static let resourceType = "Server"
  /// The task state of a server that is being deleted.
  static let terminating = "deleting"

  static func status(_ phase: ResourceChange.Phase) -> String {
    switch phase {
    case .pending, .creating: "BUILD"
    case .running, .ready: "ACTIVE"
    case .lost: "ERROR"
    case .deleted: "DELETED"
    }
  }

  static func reason(waitingForClaims: Bool) -> String {
    waitingForClaims ? "block_device_mapping" : "scheduling"
  }

  static let preparation = ["block_device_mapping", "networking"]
  static let startReason = "spawning"
  static let pullReason = "spawning: image download"

  static func claimPhase(isBound: Bool) -> String { isBound ? "available" : "creating" }

  static func verb(_ work: ReleaseRecord.Work, isFirst: Bool) -> String {
    switch work {
    case .apply: isFirst ? "stack create" : "stack update"
    case .replace: "server replacement"
    case .delete: "stack delete"
    case .snapshot: "stack snapshot"
    case .revert: "stack restore"
    case .dropSnapshot: "snapshot delete"
    }
  }

  /// Heat's words.
  static func releaseStatus(
    _ work: ReleaseRecord.Work, revision: Int, _ outcome: Outcome
  ) -> String {
    let act =
      switch work {
      case .apply: revision == 1 ? "CREATE" : "UPDATE"
      case .replace: "UPDATE"
      case .delete: "DELETE"
      case .snapshot, .dropSnapshot: "SNAPSHOT"
      case .revert: "RESTORE"
      }
    return switch outcome {
    case .inProgress: act + "_IN_PROGRESS"
    case .done: act + "_COMPLETE"
    case .failed: act + "_FAILED"
    }
  }

  static func objects(of release: ReleaseRecord) -> [(count: Int, noun: String)] {
    [
      (release.components.count, "server group"), (release.claims.count, "volume"),
      (release.networkAttachments.count, "network"),
    ]
  }

  /// Nova's text, with what its filters left over.
  static func noHost(_ refusals: Refusals, total: Int, for compute: Compute) -> String {
    let filters: [(Int, String)] = [
      (refusals.notReady, "ComputeFilter"),
      (refusals.cpu, "VCPU of placement"),
      (refusals.memory, "MEMORY_MB of placement"),
      (refusals.dedicatedCPUs, "PCPU of placement"),
      (refusals.hugepages, "NUMATopologyFilter (hugepages)"),
      (refusals.functions, "PciPassthroughFilter"),
      (refusals.full, "NumInstancesFilter"),
      (refusals.antiAffinity, "ServerGroupAntiAffinityFilter"),
      (refusals.diskFull, "DISK_GB of placement"),
      (refusals.tried, "RetryFilter"),
    ]
    let texts = filters.filter { $0.0 > 0 }.map { "\($0.1) refused \($0.0)" }
    return "No valid host was found. There are not enough hosts available. "
      + "Of \(total): \(texts.joined(separator: ", "))."
  }

  static func exhausted(_ resource: ResourceRecord, _ tried: [HostName]) -> String {
    "Exceeded maximum number of retries. Exhausted all hosts available for retrying build failures "
      + "for instance \(resource.name) (\(tried.joined(separator: ", ")))."
  }

  static func quotaText(_ excess: QuotaExcess, tenant: String) -> String {
    let thing =
      switch excess.thing {
      case .instances: "instances"
      case .cpu: "cores"
      case .memory: "ram"
      }
    return "Quota exceeded for \(thing): Requested \(excess.requested), but already used "
      + "\(excess.used) of \(excess.limit) \(thing)."
  }

  static func busy(_ release: ReleaseRecord) -> Fault {
    Fault(
      title: "Stack busy",
      detail: "Stack \(release.name) already has an action (\(release.status)) in progress. "
        + "Wait until it has ended.",
      errorClass: .busy)
  }
}

/// A Neutron port of a server. It has no life of its own, so it is read off its server.
package struct PortView: Equatable, Sendable {
  package let name: String
  package let network: String
  /// `BUILD`, `ACTIVE`, `DOWN`.
  package let status: String
}

extension ReleaseRecord {
  /// The ports of `server` on the networks of this stack, the management network first.
  package func ports(of server: ResourceRecord) -> [PortView] {
    let status =
      switch server.phase {
      case .pending, .creating: "BUILD"
      case .running, .ready: "ACTIVE"
      case .lost, .deleted: "DOWN"
      }
    return (["management"] + networkAttachments).map {
      PortView(name: "\(server.name)-\($0)", network: $0, status: status)
    }
  }
}

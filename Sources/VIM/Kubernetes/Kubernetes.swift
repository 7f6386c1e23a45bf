import ResourceInterfaces

/// A Kubernetes cluster's words: Helm releases, deployments, pods, claims.
enum Kubernetes: Dialect {
  static let resourceType = "Pod"
  /// Pods get their interfaces when they are made.
  static let attachesToRunning = false
  static let terminating = "Terminating"

  static func componentName(release: String, vdu: String, isOnly: Bool) -> String {
    isOnly ? release : "\(release)-\(vdu)"
  }

  /// `<deployment>-<pod template hash>-<letters>`; pods of one template share the hash.
  static func resourceName(
    component: ComponentRecord, letters: (Int) -> String
  ) -> String {
    "\(component.name)-\(templateHash(component))-\(letters(5))"
  }

  static func status(_ phase: ResourceChange.Phase) -> String {
    switch phase {
    case .pending: "Pending"
    case .creating: "ContainerCreating"
    case .running, .ready: "Running"
    case .lost: "Unknown"
    case .deleted: "Terminated"
    }
  }

  /// `CrashLoopBackOff`, `ImagePullBackOff`, `OOMKilled`: what the kubelet says stands first.
  static func status(lostFor reason: String, _ cause: LossCause) -> String {
    cause == .workload ? String(reason.prefix { $0 != "," }) : status(.lost)
  }

  static func reason(waitingForClaims: Bool) -> String {
    waitingForClaims ? "pod has unbound immediate PersistentVolumeClaims" : ""
  }

  static let preparation: [String] = []
  static let startReason = "ContainerCreating"
  static let pullReason = "Pulling"

  static func claimPhase(isBound: Bool) -> String { isBound ? "Bound" : "Pending" }

  static func verb(_ work: ReleaseRecord.Work, isFirst: Bool) -> String {
    switch work {
    case .apply: isFirst ? "helm install" : "helm upgrade"
    case .replace: "pod replacement"
    case .delete: "helm uninstall"
    case .snapshot: "volume snapshot"
    case .revert: "volume restore"
    case .dropSnapshot: "snapshot deletion"
    }
  }

  /// Helm's words. A replacement is the deployment controller's work, of which Helm knows nothing.
  static func releaseStatus(
    _ work: ReleaseRecord.Work, revision: Int, _ outcome: Outcome
  ) -> String {
    switch (work, outcome) {
    case (.apply, .inProgress), (.revert, .inProgress):
      revision == 1 ? "pending-install" : "pending-upgrade"
    case (.delete, .inProgress): "uninstalling"
    case (.delete, .done): "uninstalled"
    case (.snapshot, _), (.dropSnapshot, _), (.replace, .inProgress), (_, .done):
      "deployed"
    case (_, .failed): "failed"
    }
  }

  static func objects(of release: ReleaseRecord) -> [(count: Int, noun: String)] {
    [
      (release.components.count, "deployment"), (release.services.count, "service"),
      (release.configMaps.count, "config map"), (release.claims.count, "volume claim"),
      (release.networkAttachments.count, "network attachment"),
    ]
  }

  /// The text of a `FailedScheduling` event.
  static func noHost(_ refusals: Refusals, total: Int, for compute: Compute) -> String {
    let reasons = refusals.counted([
      (\.cpu, "Insufficient cpu"),
      (\.memory, "Insufficient memory"),
      (\.dedicatedCPUs, "Insufficient exclusive cpu"),
      (\.hugepages, "Insufficient hugepages-1Gi"),
      (\.functions, "Insufficient openshift.io/sriov_vf"),
      (\.full, "Too many pods"),
      (\.antiAffinity, "node(s) didn't match pod anti-affinity rules"),
      (\.notReady, "node(s) had untolerated taint {node.kubernetes.io/unreachable: }"),
      (\.diskFull, "node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }"),
      (\.tried, "node(s) refused the pod before"),
    ])
    return "0/\(total) nodes are available: \(reasons.joined(separator: ", "))."
  }

  /// The text of a `FailedCreate` event.
  static func quotaText(_ excess: QuotaExcess, tenant: String) -> String {
    let (thing, unit) =
      switch excess.thing {
      case .instances: ("pods", "")
      case .cpu: ("requests.cpu", "")
      case .memory: ("requests.memory", "Mi")
      }
    return "pods is forbidden: exceeded quota: \(tenant), requested: \(thing)=\(excess.requested)"
      + "\(unit), used: \(thing)=\(excess.used)\(unit), limited: \(thing)=\(excess.limit)\(unit)."
  }

  static func busy(_ release: ReleaseRecord) -> Fault {
    Fault(
      title: "Release busy",
      detail: "Release \(release.name) is \(release.status): another operation "
        + "(install/upgrade/rollback) is in progress. Wait until it has ended.",
      errorClass: .busy)
  }

  /// Five letters that depend on what the pods are made from (FNV-1a).
  private static func templateHash(_ component: ComponentRecord) -> String {
    let template = "\(component.name) \(component.image) \(component.compute.milliCPU)"
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in template.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    var text = ""
    for _ in 0..<5 {
      text.append(safeLetters[Int(hash % UInt64(safeLetters.count))])
      hash /= UInt64(safeLetters.count)
    }
    return text
  }
}

/// The letters that Kubernetes takes for generated names: none that make words.
let safeLetters = Array("bcdfghjklmnpqrstvwxz2456789")

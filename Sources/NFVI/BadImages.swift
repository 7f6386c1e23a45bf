import Deciding
import ResourceInterfaces

// What is made from a bad image ends by itself: nobody stopped it, and its host is not to blame.

extension Infrastructure {
  static func crash(_ id: Resource.ID, _ turn: inout Turn<Self>) {
    guard let workload = turn.state.workloads[id], workload.stage == .ready else { return }
    fail(workload, end(of: workload, turn.state), &turn)
  }

  /// How its host says that a workload ended.
  static func end(of workload: WorkloadRecord, _ state: State) -> String {
    let kind = kind(of: workload, state)
    if case .leaks = workload.fate { return kind.outOfMemory(workload.image) }
    return kind.crash(of: workload.image)
  }

  static func fail(_ workload: WorkloadRecord, _ reason: String, _ turn: inout Turn<Self>) {
    if kind(of: workload, turn.state).restarts { return backOff(workload, reason, &turn) }
    turn.record(
      .workloadFailed(
        workload.id, vnf: workload.vnf, host: workload.host, reason: reason))
    say(
      .failed(host: workload.host, workload: workload.id, reason: reason, cause: .workload),
      on: workload.host, &turn)
    letGo(of: workload, &turn)
  }

  /// What its image has in store for the next workload; nil when that goes well. What is not pulled
  /// cannot fail at that.
  static func fate(
    ofNext vnf: VNFInstance.ID, from image: String, on host: HostRecord, pulls: Bool,
    _ turn: inout Turn<Self>
  ) -> ImageFate? {
    guard !turn.state.faults.active.isEmpty else { return nil }
    var place = host.place
    place.image = image
    place.vnf = vnf
    guard let rule = rule(of: [.imageMissing, .imageCorrupt, .memoryLeak], at: place, &turn),
      pulls || rule.kind != .imageMissing
    else { return nil }
    strike(rule, at: place, &turn)
    return rule.fate
  }

  static func kind(of workload: WorkloadRecord, _ state: State) -> VIMKind {
    state.hosts[workload.host]?.kind ?? .kubernetes
  }
}

extension VIMKind {
  /// As hosts under this kind of VIM say that they cannot get an image.
  func pullFailure(of image: String) -> String {
    switch self {
    case .kubernetes: "ImagePullBackOff, no registry has \(image)"
    case .openstack: "ImageNotFound, no image service has \(image)"
    case .vcloud: "NOT_FOUND, no catalog has the vApp template \(image)"
    case .outposts: "InvalidAMIID.NotFound, the image \(image) does not exist"
    case .azureStack: "PlatformImageNotFound, the platform image \(image) is not available"
    }
  }

  /// As hosts under this kind of VIM refuse to start anything on a full disk.
  var diskFull: String {
    switch self {
    case .kubernetes: "Evicted, the node was low on resource: ephemeral-storage"
    case .openstack: "DiskNotFound, no space left on device"
    case .vcloud: "InsufficientStorageSpace, there is not enough space on the datastore"
    case .outposts: "Server.InternalError, no space left on the host"
    case .azureStack: "AllocationFailed, the disk of the node is full"
    }
  }

  /// As hosts under this kind of VIM say that there was not enough memory.
  func outOfMemory(_ image: String) -> String {
    switch self {
    case .kubernetes: "OOMKilled, \(image) passed its memory limit and exits with code 137"
    case .openstack: "guest out of memory, the kernel of \(image) killed its process"
    case .vcloud: "VMware Tools not running, the guest of \(image) is out of memory"
    case .outposts: "Client.InstanceInitiatedShutdown, \(image) is out of memory"
    case .azureStack: "VMGuestOutOfMemory, \(image) does not stay up"
    }
  }

  /// As hosts under this kind of VIM say that a process or a guest ended.
  func crash(of image: String) -> String {
    switch self {
    case .kubernetes: "CrashLoopBackOff, \(image) exits with code 1"
    case .openstack: "guest panicked, \(image) does not stay up"
    case .vcloud: "VMware Tools not running, the guest of \(image) panicked"
    case .outposts: "Client.InstanceInitiatedShutdown, \(image) shuts itself down"
    case .azureStack: "OSProvisioningTimedOut, \(image) does not stay up"
    }
  }
}

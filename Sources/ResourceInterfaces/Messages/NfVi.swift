import Deciding

/// What the NFVI hears: from its VIM about workloads, from the VNFM about a VNF's configuration
/// (Ve-Vnfm: the function runs on the NFVI), and from the world about power and traffic.
package enum NFVIMessage: Codable, Equatable, Sendable {
  /// Day-0: the hosts, racked and powered (Podium does not build them).
  case inventory(Inventory)
  /// Start a workload on a host; answered by ``HostEvent``.
  case start(
    host: HostName, workload: Resource.ID, vnf: VNFInstance.ID, compute: Compute,
    image: String = "", imageMiB: Int, isImagePresent: Bool, hardware: HardwareDemand = .none)
  /// A workload that runs goes on on another host.
  case migrate(workload: Resource.ID, to: HostName)
  /// Stop a workload. One that does not run is stopped already.
  case stop(host: HostName, workload: Resource.ID)
  /// The world: a host loses or regains its power.
  case power(host: HostName, isOn: Bool)
  /// `POST /redfish/v1/Systems/{host}/Actions/ComputerSystem.Reset` at the host's board management
  /// controller, asked by a person.
  case reset(host: HostName, ResetType, by: String)
  /// The world: something goes wrong, or right again.
  case fault(FaultOrder)
  /// The world: what is managed by a VIM, and its functions, reaches MANO no more, or again.
  case uplink(vim: VIMName, isCut: Bool)
  /// Ve-Vnfm: apply one configuration step of an operation, after which the function `vnf` is
  /// configured exactly as `settings` say.
  case configure(
    vnf: VNFInstance.ID, operation: VNFOperation.ID, step: String, title: String,
    settings: Configuration)
  /// Ve-Vnfm: the configuration of a function in service.
  case configuration(FunctionConfigurationMessage)
  /// Ve-Vnfm: the function `vnf` measures itself so often; nil when no more.
  case collect(vnf: VNFInstance.ID, everySeconds: Int?)
  /// The world: customers' traffic through `vnf` rises to `peak` per cent of what two workers carry,
  /// stays for `plateau`, and falls again.
  case traffic(vnf: VNFInstance.ID, peak: Int, plateau: Span)
}

/// What the NFVI tells the VIM that manages the host.
package enum HostEvent: Codable, Equatable, Sendable {
  case pulling(host: HostName, workload: Resource.ID)
  case running(host: HostName, workload: Resource.ID)
  case ready(host: HostName, workload: Resource.ID)
  case stopped(host: HostName, workload: Resource.ID)
  case failed(
    host: HostName, workload: Resource.ID, reason: String, cause: LossCause = .host)
  /// It runs on this host now, since somebody moved it.
  case migrated(host: HostName, workload: Resource.ID)
  /// The host sends no more heartbeats (the VIM notices only when its grace period ends).
  case silent(host: HostName)
  /// What failed was started again by the host, so many times, and serves.
  case recovered(host: HostName, workload: Resource.ID, restarts: Int)
  /// The host booted and is empty.
  case up(host: HostName)
  /// Heartbeats came back, and the host was on all the time: what is on it, what of that serves, and what
  /// failed and is started again.
  case resumed(
    host: HostName, workloads: [Resource.ID], ready: [Resource.ID], failed: [Resource.ID])
  /// Something is wrong with the host, or right again, while it runs on.
  case trouble(host: HostName, HostTrouble, isOn: Bool)
}

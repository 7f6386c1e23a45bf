import Deciding

/// What a VIM hears: tasks from the VNFM (Vi-Vnfm), queries from the NFVO (Or-Vi), hosts from below.
///
/// These messages and their answers are the whole protocol of a VIM, the same for every ``VIMKind``. The
/// simulated clusters speak it; a driver of a real one is a gateway that does the same with its API:
///
/// 1. **Submit, task, result.** ``submit(vim:_:)`` is taken once for each token, whatever is repeated.
///    Nothing is answered when it is begun. What becomes of its resources is told one by one
///    (``VNFMMessage/resourceChanged(_:)``), and its end once
///    (``VNFMMessage/taskEnded(token:attempt:fault:told:)``), with a ``Fault`` whose ``ErrorClass`` says
///    whether another attempt can help and whose detail is in the words of the VIM. A task that is
///    asked for again after its end is answered from what is known of it. On Kubernetes a task is a
///    Helm operation, on OpenStack and Outposts one on a stack, on vCloud a task of its API that is
///    polled, on Azure Stack a deployment: the token is the idempotency key, kept in a label or tag.
/// 2. **Cancel.** ``cancel(vim:token:attempt:)`` stops what can be stopped and ends the task either way.
/// 3. **Describe.** ``describe(vim:vnf:query:)`` tells what is really there of a VNF, from its owner
///    label: the truth after a reply was lost, and the way to find what drifted.
/// 4. **Capacity.** ``capacityQuery(vim:query:)`` is answered by ``OrMessage/capacity(_:)``, which also
///    comes unasked when a task or a host changed it.
/// 5. **Images and networks** are named in the ``Release`` and have no life of their own here: a VIM
///    pulls what ``Release/Component/image`` names where it is not there yet, attaches what
///    ``Release/networkAttachments`` names, and says in a fault what it does not find.
/// 6. **Changes unasked.** What happens without a task is told as it is seen: a resource that was lost,
///    with what is to blame (``LossCause``), and a host that no longer answers or answers again
///    (``OrMessage/hostState(vim:host:isUp:reason:)``). A VIM replaces nothing by itself that a task
///    has ended on; that is the VNFM's to ask for.
/// 7. **What got lost.** Changes of a VNF are counted (``ResourceChange/sequence``). The end of a task
///    says up to where they were told, and ``VNFMMessage/changesTold(vim:_:)`` does for those without
///    a task, some time after the last; who misses one asks what is there (3).
/// 8. **Out of reach.** The gateway, which stands beside MANO, ends a task that it cannot deliver as
///    transient, says after a while that the VIM does not answer
///    (``VNFMMessage/vimState(vim:isUp:reason:)``, ``OrMessage/vimState(vim:isUp:reason:)``), and when
///    it does again has it tell what happened meanwhile: hosts, ends of tasks, changes (7).
package enum VIMMessage: Codable, Equatable, Sendable {
  /// Day-0: the clusters and their hosts.
  case inventory(Inventory)
  case submit(vim: VIMName, VIMTask)
  /// Stops an attempt at a task; answered by ``VNFMMessage/taskEnded(token:attempt:fault:told:)``, with
  /// what the task came to when it had ended before.
  case cancel(vim: VIMName, token: TaskToken, attempt: Int)
  /// What is there of a VNF? Answered by ``VNFMMessage/described(_:)``.
  case describe(vim: VIMName, vnf: VNFInstance.ID, query: TaskToken)
  case capacityQuery(vim: VIMName, query: String)
  case host(HostEvent)
  /// The world: something goes wrong, or right again.
  case fault(FaultOrder)
}

/// One asynchronous act of a VIM: accepted at once, reported resource by resource, ended once.
///
/// A task with a known token is no second task: the VIM answers what the first came to. Only when that
/// failed, and `attempt` is higher, it is tried again.
package struct VIMTask: Codable, Equatable, Sendable {
  package enum Act: Codable, Equatable, Sendable {
    /// Make the cluster hold exactly this for the VNF: create, scale, or roll to another image
    /// (a Helm install or upgrade; a stack create or update). Ends when every component is ready.
    /// An image change rolls one by one and never takes a ready component before its successor is.
    case apply(Release)
    /// Give these up for lost and make others in their place, elsewhere if the host is not up, so
    /// that there are as many as the release says. What serves is left as it is.
    case replace([Resource.ID], Release)
    /// Remove all that the VNF has. Ends when nothing is left.
    case delete
    /// Keep what the VNF's volumes hold now, and what it was made from.
    case snapshot(VNFSnapshot.ID)
    /// Put back what a snapshot kept; every component is made anew on it.
    case revert(VNFSnapshot.ID)
    /// Forget a snapshot. One that is not there is forgotten already.
    case dropSnapshot(VNFSnapshot.ID)
  }

  /// The kinds of acts.
  package enum Work: String, Codable, Hashable, Sendable, CaseIterable {
    case apply, replace, delete, snapshot, revert, dropSnapshot
  }

  package let token: TaskToken
  package let vnf: VNFInstance.ID
  package let tenant: String
  package let act: Act
  /// Counts from 1.
  package let attempt: Int

  package init(
    token: TaskToken, vnf: VNFInstance.ID, tenant: String, act: Act, attempt: Int = 1
  ) {
    self.token = token
    self.vnf = vnf
    self.tenant = tenant
    self.act = act
    self.attempt = attempt
  }
}

extension VIMTask.Act {
  package var work: VIMTask.Work {
    switch self {
    case .apply: .apply
    case .replace: .replace
    case .delete: .delete
    case .snapshot: .snapshot
    case .revert: .revert
    case .dropSnapshot: .dropSnapshot
    }
  }
}

/// What a VIM really holds for a VNF: the truth that belief is checked against.
package struct VIMDescription: Codable, Equatable, Sendable {
  package let vim: VIMName
  package let vnf: VNFInstance.ID
  package let query: TaskToken
  /// Whether there is anything at all.
  package let exists: Bool
  package let networkAttachments: [String]
  package let resources: [ResourceChange]
  package let snapshots: [VNFSnapshot.ID]
  /// Up to which ``ResourceChange/sequence`` it tells what there is; 0 where a VIM does not count.
  package let sequence: Int

  package init(
    vim: VIMName, vnf: VNFInstance.ID, query: TaskToken, exists: Bool,
    networkAttachments: [String], resources: [ResourceChange], snapshots: [VNFSnapshot.ID],
    sequence: Int = 0
  ) {
    self.vim = vim
    self.vnf = vnf
    self.query = query
    self.exists = exists
    self.networkAttachments = networkAttachments
    self.resources = resources
    self.snapshots = snapshots
    self.sequence = sequence
  }
}

/// What a cluster is to hold for one VNF, in words that any kind of VIM can turn into its own.
package struct Release: Codable, Equatable, Sendable {
  /// Name in the cluster, unique over VNFs: release, stack.
  package let name: String
  /// Chart (or template) and its version.
  package let chart: String
  package let version: String
  package let components: [Component]
  package let services: [String]
  package let configMaps: [String]
  package let volumeClaims: [VolumeClaim]
  package let networkAttachments: [String]

  package init(
    name: String, chart: String, version: String, components: [Component], services: [String],
    configMaps: [String], volumeClaims: [VolumeClaim], networkAttachments: [String]
  ) {
    self.name = name
    self.chart = chart
    self.version = version
    self.components = components
    self.services = services
    self.configMaps = configMaps
    self.volumeClaims = volumeClaims
    self.networkAttachments = networkAttachments
  }

  /// One VDU: a deployment of pods, or a group of servers.
  package struct Component: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable { case container, virtualMachine }

    package let vdu: String
    package let kind: Kind
    package let replicas: Int
    /// What each replica takes.
    package let compute: Compute
    package let image: String
    package let imageMiB: Int
    /// Whether no two replicas may share a host (anti-affinity, scope NFVI_NODE).
    package let isSpread: Bool
    /// Those of the replicas that stay as they were while the others are made anew; nil for none.
    package let former: Former?
    /// While replicas are made anew, so many serve at any time; nil for as many as there are to be.
    package let floor: Int?
    /// While replicas are made anew, so many more may be there at a time than there are to be.
    package let surge: Int
    /// Where replicas have a place, a host once for each: what they hold, and what was granted.
    package let seats: [HostName]

    package init(
      vdu: String, kind: Kind, replicas: Int, compute: Compute, image: String, imageMiB: Int,
      isSpread: Bool, former: Former? = nil, floor: Int? = nil, surge: Int = 1,
      seats: [HostName] = []
    ) {
      self.vdu = vdu
      self.kind = kind
      self.replicas = replicas
      self.compute = compute
      self.image = image
      self.imageMiB = imageMiB
      self.isSpread = isSpread
      self.former = former
      self.floor = floor
      self.surge = surge
      self.seats = seats
    }
  }

  /// What some replicas of a component stay made from: a partition of a rolling change.
  package struct Former: Codable, Equatable, Sendable {
    package let image: String
    package let imageMiB: Int
    package let compute: Compute
    /// How many of the replicas.
    package let count: Int

    package init(image: String, imageMiB: Int, compute: Compute, count: Int) {
      self.image = image
      self.imageMiB = imageMiB
      self.compute = compute
      self.count = count
    }
  }

  package struct VolumeClaim: Codable, Equatable, Sendable {
    package let name: String
    package let gibibytes: Int

    package init(name: String, gibibytes: Int) {
      self.name = name
      self.gibibytes = gibibytes
    }
  }
}

/// Vi-Vnfm: a resource of a VNF changed; the VNFM learns of infrastructure from these alone.
package struct ResourceChange: Codable, Equatable, Sendable {
  package enum Phase: String, Codable, Sendable {
    /// Accepted, no host yet.
    case pending
    /// A host was chosen; image, volumes and networks are made ready.
    case creating
    /// Runs, not yet ready to serve.
    case running
    /// Serves.
    case ready
    /// Its host is not answering, or it failed; it serves nobody.
    case lost
    /// Gone.
    case deleted
  }

  package let vim: VIMName
  package let vnf: VNFInstance.ID
  package let vdu: String
  package let resource: Resource.ID
  /// Name in the cluster, such as `globex-fw-1-7c9`.
  package let name: String
  /// The cluster's own word for the kind: `Pod`, `Server`.
  package let type: String
  package let host: HostName?
  package let phase: Phase
  package let image: String
  /// The cluster's reason in its own words, such as `ContainerCreating` or `NodeLost`; may be empty.
  package let reason: String
  /// What is to blame when it is lost; nil in all other phases.
  package let loss: LossCause?
  /// Counts the changes that the VIM has seen of this VNF, from 1 on and without gaps: a change that is
  /// overtaken, doubled or lost is known by it. 0 where a VIM does not count.
  package let sequence: Int

  package init(
    vim: VIMName, vnf: VNFInstance.ID, vdu: String, resource: Resource.ID, name: String,
    type: String, host: HostName?, phase: Phase, image: String, reason: String,
    loss: LossCause? = nil, sequence: Int = 0
  ) {
    self.vim = vim
    self.vnf = vnf
    self.vdu = vdu
    self.resource = resource
    self.name = name
    self.type = type
    self.host = host
    self.phase = phase
    self.image = image
    self.reason = reason
    self.loss = loss
    self.sequence = sequence
  }
}

/// Up to where a VIM has told the changes of a VNF.
package struct ChangeMark: Codable, Hashable, Sendable {
  package let vnf: VNFInstance.ID
  /// As in ``ResourceChange/sequence``.
  package let sequence: Int

  package init(vnf: VNFInstance.ID, sequence: Int) {
    self.vnf = vnf
    self.sequence = sequence
  }
}

/// What is to blame that a resource serves nobody any more.
package enum LossCause: String, Codable, Hashable, Sendable {
  /// Its host does not answer, or does not take it.
  case host
  /// What runs in it: it cannot be fetched, or ends by itself.
  case workload
}

/// What the NFVI hears: from its VIM about workloads, from the VNFM about a VNF's configuration
/// (Ve-Vnfm: the function runs on the NFVI), and from the world about power and traffic.
package enum NFVIMessage: Codable, Equatable, Sendable {
  /// Day-0: the hosts, racked and powered (Podium does not build them).
  case inventory(Inventory)
  /// Start a workload on a host; answered by ``HostEvent``.
  case start(
    host: HostName, workload: Resource.ID, vnf: VNFInstance.ID, compute: Compute,
    image: String = "", imageMiB: Int, isImagePresent: Bool)
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
  /// The host sends no more heartbeats (the VIM notices only when its grace period ends).
  case silent(host: HostName)
  /// The host booted and is empty.
  case up(host: HostName)
  /// Heartbeats came back, and the host was on all the time; this is what it runs and what serves.
  case resumed(host: HostName, running: [Resource.ID], ready: [Resource.ID])
  /// Something is wrong with the host, or right again, while it runs on.
  case trouble(host: HostName, HostTrouble, isOn: Bool)
}

/// Everything that is said below the NFVO, by who hears it.
package enum ResourceMessage: Codable, Equatable, Sendable {
  case nfvo(OrMessage)
  case vnfm(VNFMMessage)
  case vim(VIMMessage)
  case nfvi(NFVIMessage)
}

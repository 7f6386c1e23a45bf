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
///    label: the truth after a reply was lost. ``list(vim:_:)`` tells part by part what is there of all
///    VNFs, and what of it nobody believes in is deleted or taken over by ``own(vim:_:)``: how drift
///    is found and put right. Both are about objects with the ``OwnerTag`` of this installation alone.
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
  /// What is there for this installation, part by part? Answered by ``DriftMessage/listed(_:)``.
  case list(vim: VIMName, ListQuery)
  /// Delete or take over what nobody believed in; answered by ``DriftMessage/owned(drift:attempt:fault:)``.
  case own(vim: VIMName, OwnershipOrder)
  /// The world: something goes wrong, or right again.
  case fault(FaultOrder)
  /// The world: somebody works in the cluster by hand.
  case byHand(vim: VIMName, HandWork)
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
  /// The network service, for the owner tag.
  package let ns: String
  package let act: Act
  /// Counts from 1.
  package let attempt: Int

  package init(
    token: TaskToken, vnf: VNFInstance.ID, tenant: String, ns: String = "", act: Act,
    attempt: Int = 1
  ) {
    self.token = token
    self.vnf = vnf
    self.tenant = tenant
    self.ns = ns
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
    /// What each replica asks of the hardware by the piece.
    package let hardware: HardwareDemand

    package init(
      vdu: String, kind: Kind, replicas: Int, compute: Compute, image: String, imageMiB: Int,
      isSpread: Bool, former: Former? = nil, floor: Int? = nil, surge: Int = 1,
      seats: [HostName] = [], hardware: HardwareDemand = .none
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
      self.hardware = hardware
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

/// Everything that is said below the NFVO, by who hears it.
package enum ResourceMessage: Codable, Equatable, Sendable {
  case nfvo(OrMessage)
  case vnfm(VNFMMessage)
  case vim(VIMMessage)
  case nfvi(NFVIMessage)
}

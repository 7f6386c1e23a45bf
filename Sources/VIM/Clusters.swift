import Deciding
import ResourceInterfaces

/// The VIMs: simulated Kubernetes clusters and OpenStack clouds, which hold resources for VNFs on
/// hosts of the NFVI and know nothing of services.
///
/// All kinds work alike: a task says what a VNF is to have, and ``settle(_:_:)`` compares that with
/// what there is, after everything that happens, until they agree. A kind brings its words
/// (``Dialect``) and its delays.
package enum Clusters: Decider {
  package typealias Message = VIMMessage
  package typealias Outgoing = ResourceMessage

  /// What the VIMs wait for.
  package enum Timer: Codable, Equatable, Sendable {
    /// Chart or template are rendered.
    case objects(TaskToken)
    case claim(TaskToken, name: String)
    /// The scheduler comes to a resource.
    case schedule(Resource.ID)
    /// A server reaches its next task state, counted from 0.
    case prepare(Resource.ID, step: Int)
    /// What a deleted release leaves behind is gone.
    case removal(TaskToken)
    /// What the volumes hold was copied.
    case copied(TaskToken, VNFSnapshot.ID)
    /// An injected fault strikes.
    case sabotage(TaskToken, attempt: Int)
    /// The grace period of a silent host ends.
    case grace(HostName, silence: Int)
    /// The API was slow: it takes the request now.
    case late(VIMMessage)
    case faultOver(String, number: Int)
    /// Changes that no task ended on were told some time ago: say up to where.
    case changesTold(VIMName)
    /// A VIM that was cut off at `since` has been silent for long enough.
    case cutNoticed(VIMName, since: Instant)
  }

  package static func handle(_ message: VIMMessage, _ turn: inout Turn<Self>) {
    if arrives(message, &turn), isServed(message, &turn) { serve(message, &turn) }
  }

  private static func serve(_ message: VIMMessage, _ turn: inout Turn<Self>) {
    switch message {
    case .inventory(let inventory):
      for cluster in inventory.vims where turn.state.clusters[cluster.id] == nil {
        turn.record(.clusterAdded(cluster))
      }
    case .submit(let vim, let task): submit(task, to: vim, &turn)
    case .cancel(let vim, let token, let attempt): cancel(token, attempt, on: vim, &turn)
    case .describe(let vim, let vnf, let query): describe(vnf, on: vim, query, &turn)
    case .list(let vim, let query): list(vim, query, &turn)
    case .own(let vim, let order): own(order, on: vim, &turn)
    case .byHand(let vim, let work): byHand(work, in: vim, &turn)
    case .fault(let order): handle(order, &turn)
    case .capacityQuery(let vim, let query): report(vim, query: query, &turn)
    case .host(let event): host(event, &turn)
    }
  }

  package static func wake(_ timer: Timer, _ turn: inout Turn<Self>) {
    switch timer {
    case .objects(let token): createObjects(token, &turn)
    case .claim(let token, let name): bindClaim(name, token, &turn)
    case .schedule(let resource): schedule(resource, &turn)
    case .prepare(let resource, let step): prepare(resource, step: step, &turn)
    case .removal(let token): finishRemoval(token, &turn)
    case .copied(let token, let snapshot): finishSnapshot(token, snapshot, &turn)
    case .sabotage(let token, let attempt): sabotage(token, attempt, &turn)
    case .grace(let host, let silence): graceEnded(host, silence: silence, &turn)
    case .late(let message): if arrives(message, &turn) { serve(message, &turn) }
    case .faultOver(let name, let number): faultIsOver(name, number: number, &turn)
    case .changesTold(let vim): sayWhatWasTold(on: vim, &turn)
    case .cutNoticed(let vim, let since): cutNoticed(vim, since: since, &turn)
    }
  }

  /// Tells the NFVO what `vim` has and what of it is in use.
  static func report(_ vim: VIMName, query: String?, _ turn: inout Turn<Self>) {
    say(.nfvo(.capacity(turn.state.capacityReport(of: vim, query: query))), by: vim, &turn)
  }

  /// Records `event`, which is about the resource `id`, and tells the VNFM how it then stands.
  static func record(_ event: Event, about id: Resource.ID, _ turn: inout Turn<Self>) {
    turn.record(event)
    if let resource = turn.state.resources[id] { tell(resource, &turn) }
  }
}

extension ResourceRecord {
  var label: ResourceLabel { ResourceLabel(id: id, vnf: vnf, name: name, type: type) }

  /// How it stands after change `sequence` of its VNF, in the words of Vi-Vnfm.
  func change(
    as phase: ResourceChange.Phase? = nil, reason: String? = nil, sequence: Int
  ) -> ResourceChange {
    ResourceChange(
      vim: vim, vnf: vnf, vdu: vdu, resource: id, name: name, type: type, host: host,
      phase: phase ?? self.phase, image: image, reason: reason ?? self.reason,
      loss: (phase ?? self.phase) == .lost ? loss : nil, compute: compute, sequence: sequence)
  }
}

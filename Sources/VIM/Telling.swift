import Deciding
import ResourceInterfaces

// What a VIM tells the VNFM of its resources, numbered for each VNF; and what becomes of that on its way
// because the world has it so.

extension Clusters {
  /// How long after a change that no task ends on the VIM says up to where it has told.
  static let markDelay = Span.seconds(30)

  static let notificationFaults: Set<FaultKind> = [
    .eventsLost, .eventsDoubled, .eventsReordered,
  ]

  /// Tells the VNFM how a resource stands, after the change that was just written down.
  /// Of what no release has nobody is told.
  static func tell(
    _ resource: ResourceRecord, as phase: ResourceChange.Phase? = nil, reason: String? = nil,
    _ turn: inout Turn<Self>
  ) {
    guard turn.state.strays[resource.id] == nil else { return }
    let sequence = turn.state.told(of: resource.vnf)
    let change = resource.change(as: phase, reason: reason, sequence: sequence)
    if turn.state.clusters[resource.vim]?.awaitsMark(
      ChangeMark(vnf: resource.vnf, sequence: sequence))
      == true
    {
      turn.wake(.changesTold(resource.vim), after: markDelay)
    }
    guard turn.state.clusters[resource.vim]?.cut == nil else { return }
    guard let rule = notificationFault(for: change, &turn) else {
      turn.send(.vnfm(.resourceChanged(change)))
      return
    }
    switch rule.kind {
    case .eventsDoubled:
      turn.send(.vnfm(.resourceChanged(change)))
      turn.send(.vnfm(.resourceChanged(change)), after: rule.delay)
    case .eventsReordered: turn.send(.vnfm(.resourceChanged(change)), after: rule.delay)
    default: break
    }
  }

  private static func notificationFault(
    for change: ResourceChange, _ turn: inout Turn<Self>
  ) -> FaultRule? {
    guard !turn.state.faults.active.isEmpty else { return nil }
    let place = turn.state.place(of: change.vnf, on: change.vim)
    guard let rule = rule(of: notificationFaults, at: place, &turn) else { return nil }
    strike(rule, at: place, &turn)
    return rule
  }

  /// Says up to where the changes were told that no task ended on.
  static func sayWhatWasTold(on vim: VIMName, _ turn: inout Turn<Self>) {
    guard let cluster = turn.state.clusters[vim], cluster.cut == nil, !cluster.unmarked.isEmpty
    else { return }
    let marks = cluster.unmarked.keys.map {
      ChangeMark(vnf: $0, sequence: turn.state.told(of: $0))
    }
    turn.record(.changesMarked(vim, functions: marks.count))
    turn.send(.vnfm(.changesTold(vim: vim, marks)))
  }

  // MARK: Answers

  static func describe(
    _ vnf: VNFInstance.ID, on vim: VIMName, _ query: TaskToken, _ turn: inout Turn<Self>
  ) {
    let place = turn.state.place(of: vnf, on: vim)
    var view = turn.state.view(of: vnf, on: vim)
    if let old = turn.state.views[vnf], old.sequence != view.sequence,
      let rule = rule(of: [.staleReads], at: place, &turn), turn.now - old.since < rule.delay
    {
      strike(rule, at: place, &turn)
      view = old
    }
    say(
      .vnfm(
        .described(
          VIMDescription(
            vim: vim, vnf: vnf, query: query, exists: view.exists,
            networkAttachments: view.networkAttachments, resources: view.resources,
            snapshots: view.snapshots, sequence: view.sequence))), by: vim, &turn)
  }
}

/// What a VIM holds of a VNF at one moment: what it answers when it is asked, and what a copy of its
/// database answers for a while after that has changed.
package struct FunctionView: Codable, Equatable, Sendable {
  let exists: Bool
  let networkAttachments: [String]
  let resources: [ResourceChange]
  let snapshots: [VNFSnapshot.ID]
  let sequence: Int
  /// When it stopped to be true.
  let since: Instant
}

extension ClusterRecord {
  /// Whether `mark` is the first that nobody has said yet.
  fileprivate func awaitsMark(_ mark: ChangeMark) -> Bool {
    unmarked.count == 1 && unmarked[mark.vnf] == mark.sequence
  }
}

extension Clusters.State {
  /// How many changes of `vnf` were told.
  func told(of vnf: VNFInstance.ID) -> Int { notices[vnf] ?? 0 }

  func place(of vnf: VNFInstance.ID, on vim: VIMName) -> FaultPlace {
    FaultPlace(vim: vim, site: clusters[vim]?.site, vnf: vnf)
  }

  func view(
    of vnf: VNFInstance.ID, on vim: VIMName, at instant: Instant = Instant(milliseconds: 0)
  ) -> FunctionView {
    let release = releases[vnf].flatMap { $0.vim == vim ? $0 : nil }
    let sequence = told(of: vnf)
    return FunctionView(
      exists: release != nil, networkAttachments: release?.networkAttachments ?? [],
      resources: release == nil ? [] : resources(of: vnf).map { $0.change(sequence: sequence) },
      snapshots: release?.snapshots.map(\.id) ?? [], sequence: sequence, since: instant)
  }

  /// Whether the VNFM is told of a resource: of what no release has from when it is adopted.
  func isTold(of id: Resource.ID, after event: Clusters.Event) -> Bool {
    if case .byHand(.adopted) = event { return true }
    return strays[id] == nil
  }

  /// Counts a change of `vnf` that is about to be told.
  mutating func count(_ vnf: VNFInstance.ID) {
    notices.update(vnf, default: 0) { $0 += 1 }
    guard let release = releases[vnf], release.task == nil || clusters[release.vim]?.cut != nil
    else { return }
    let sequence = told(of: vnf)
    clusters.update(release.vim) {
      if $0.unmarked[vnf] == nil { $0.unmarked[vnf] = sequence }
    }
  }

  /// Keeps what is true of `vnf` before it changes, where reads are behind.
  mutating func keepView(of vnf: VNFInstance.ID, at instant: Instant) {
    guard let vim = releases[vnf]?.vim else { return }
    let place = place(of: vnf, on: vim)
    let lag = faults.active.lazy.map(\.rule)
      .first { $0.kind == .staleReads && $0.place.covers(place) }?.delay
    guard let lag else { return }
    if let old = views[vnf], instant - old.since < lag { return }
    views[vnf] = view(of: vnf, on: vim, at: instant)
  }

  /// Forgets what was true once, when no read is behind any more.
  mutating func forgetViews() {
    if !faults.active.contains(where: { $0.rule.kind == .staleReads }) { views = Table() }
  }
}

extension Clusters.Event {
  /// The VNF of which something else is there after it; nil when nothing is.
  var function: VNFInstance.ID? {
    switch self {
    case .taskAccepted(let task, _, _, _): task.vnf
    case .releaseRemoved(let vnf, _), .snapshotTaken(let vnf, _, _),
      .snapshotDropped(let vnf, _, _):
      vnf
    case .resourceTerminating(let label, _): label.vnf
    case .byHand(let event): event.function
    default: toldOf?.vnf
    }
  }

  /// The resource of which the VNFM is told that it changed; nil when it is not.
  var toldOf: ResourceLabel? {
    switch self {
    case .resourceCreated(let label, _, _, _, _), .resourceWaits(let label, _),
      .resourceScheduled(let label, _, _), .resourceProgressed(let label, _),
      .resourceRunning(let label, _), .resourceReady(let label, _),
      .resourceLost(let label, _, _, _), .resourceRemoved(let label, _),
      .resourceRescheduled(let label, _, _), .byHand(.adopted(let label, _)):
      label
    default: nil
    }
  }
}

import Deciding
import ResourceInterfaces
import ServiceInterfaces

// Network services inside another: the operation around asks for operations of theirs, and follows
// them as it follows those of its VNFs.
extension NFVOrchestrator {
  /// Begins the operation that a part consists of, or has the one that stands still go on.
  static func requestNested(
    _ index: Int, of operation: NSOperationRecord, _ turn: inout Turn<Self>
  ) {
    let task = operation.tasks[index]
    guard task.operationState != .failedTemp else {
      askNested(task.nested?.isContinued == true ? .continue : .retry, index, of: operation, &turn)
      return
    }
    do throws(Problem) {
      try beginNested(task.act, index, of: operation, isUndoing: false, &turn)
    } catch {
      turn.record(
        .taskRefused(
          operation: operation.id, ns: operation.ns, task: index, vnfName: task.vnfName,
          fault: Fault(title: error.title, detail: error.detail)))
    }
  }

  /// Takes back what a part did: its operation is rolled back, or what it made is terminated.
  static func undoNested(
    _ index: Int, of operation: NSOperationRecord, _ turn: inout Turn<Self>
  ) {
    let task = operation.tasks[index]
    if var undoing = task.undoing, undoing.stage == .waiting, let open = undoing.nestedOperation {
      undoing.stage = .requested
      record(undoing, index, of: operation, &turn)
      passOn(.retry, to: open, from: operation.id, &turn)
      return
    }
    switch task.remedy {
    case .none, .impossible: return
    case .rollBack:
      guard let open = task.nested?.operation else { return }
      record(
        VNFTask.Undoing(act: nil, reference: task.nextReference, nestedOperation: open), index,
        of: operation, &turn)
      if let problem = passOn(.rollback, to: open, from: operation.id, &turn) {
        undoRefused(problem, index, of: operation, &turn)
      }
    case .compensate(let act):
      record(
        VNFTask.Undoing(act: act, reference: task.nextReference), index, of: operation, &turn)
      do throws(Problem) {
        try beginNested(act, index, of: operation, isUndoing: true, &turn)
      } catch {
        undoRefused(error, index, of: operation, &turn)
      }
    }
  }

  private static func record(
    _ undoing: VNFTask.Undoing, _ index: Int, of operation: NSOperationRecord,
    _ turn: inout Turn<Self>
  ) {
    turn.record(
      .lifecycle(
        .undoRequested(
          operation: operation.id, ns: operation.ns, part: index,
          vnfName: operation.tasks[index].vnfName, undoing: undoing)))
  }

  private static func undoRefused(
    _ problem: Problem, _ index: Int, of operation: NSOperationRecord, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .lifecycle(
        .undoRefused(
          operation: operation.id, ns: operation.ns, part: index,
          vnfName: operation.tasks[index].vnfName,
          fault: Fault(title: problem.title, detail: problem.detail))))
  }

  /// Asks a task of the operation that one part consists of.
  static func askNested(
    _ task: NSOperationTask, _ index: Int, of operation: NSOperationRecord,
    _ turn: inout Turn<Self>
  ) {
    let part = operation.tasks[index]
    guard let open = part.nested?.operation else { return }
    turn.record(
      .lifecycle(
        .nestedAsked(
          operation: operation.id, ns: operation.ns, part: index, name: part.vnfName, task: task)))
    guard let problem = passOn(task, to: open, from: operation.id, &turn) else { return }
    turn.record(
      .lifecycle(
        .askRefused(
          operation: operation.id, ns: operation.ns, part: index, vnfName: part.vnfName,
          fault: Fault(title: problem.title, detail: problem.detail))))
  }

  /// Has the operation of a nested network service do what was asked of the one around.
  ///
  /// - Returns: why that is not legal; nil when it was done.
  @discardableResult
  static func passOn(
    _ task: NSOperationTask, to id: NSOperation.ID, from parent: NSOperation.ID,
    _ turn: inout Turn<Self>
  ) -> Problem? {
    guard let operation = turn.state.operations[id] else {
      return missing("operation", "\(id)")
    }
    if let problem = operation.objection(to: task) { return problem }
    carryOut(task, on: operation, .ns(parent), &turn)
    return nil
  }

  // MARK: Operations of nested network services

  /// Starts the operation that `act` means; a network service that is to be made gets its identifier.
  private static func beginNested(
    _ act: VNFTask.Act, _ index: Int, of operation: NSOperationRecord, isUndoing: Bool,
    _ turn: inout Turn<Self>
  ) throws(Problem) {
    guard case .nested(let act) = act else { return }
    let task = operation.tasks[index]
    let requester = Requester.ns(operation.id)
    let known = task.nested?.ns.flatMap { turn.state.networkServices[$0] }
    guard let ns = known ?? newNested(act, task, operation, &turn) else {
      throw missing("nested network service", task.vnfName)
    }
    try checkState(of: ns, for: act.kind, by: requester, turn.state)
    let plan = try plan(of: act, ns, requester, turn.state)
    if known == nil { turn.record(.nsCreated(record: ns, baseName: ns.name)) }
    let id = turn.makeID(NSOperation.self)
    turn.record(
      .lifecycle(
        .nestedBegun(
          operation: operation.id, ns: operation.ns, part: index, name: task.vnfName,
          kind: act.kind, nested: ns.id, nestedOperation: id, isUndoing: isUndoing)))
    start(act.kind, ns, requester, plan, as: id, &turn)
  }

  /// The record of a network service that is to be made, for the tenant of the one around.
  private static func newNested(
    _ act: NestedAct, _ task: VNFTask, _ operation: NSOperationRecord, _ turn: inout Turn<Self>
  ) -> NSRecord? {
    guard case .instantiate(let nsdId, _) = act,
      let parent = turn.state.networkServices[operation.ns],
      let nsd = turn.state.nsds[nsdId.rawValue]?.nsd
    else { return nil }
    var record = NSRecord(
      id: turn.makeID(NSInstance.self), name: name(of: task, in: parent, turn.state),
      tenant: parent.tenant, nsd: nsd.id, nsdName: nsd.name, service: nil, resourceOrder: nil,
      createdAt: turn.now)
    record.parent = parent.id
    record.parentProfile = task.profile
    return record
  }

  /// The name that was planned; also when one of that name was in `parent` and is no more, as after a
  /// rollback, since what is made then is the same anew.
  private static func name(of task: VNFTask, in parent: NSRecord, _ state: State) -> String {
    guard let known = state.nsIdByName[task.vnfName].flatMap({ state.networkServices[$0] }),
      known.parent == parent.id, !parent.nested.contains(known.id)
    else { return freeName(task.vnfName, state) }
    return task.vnfName
  }

  private static func plan(
    of act: NestedAct, _ ns: NSRecord, _ requester: Requester, _ state: State
  ) throws(Problem) -> Plan {
    switch act {
    case .instantiate(_, let choice):
      // Sizes and sites that an order names are meant for the network service around.
      try instantiation(
        of: ns,
        InstantiateNSRequest(
          vCPU: nil, memoryGiB: nil, sitePolicy: nil, networks: state.networks(ofNested: ns),
          flavourId: choice.flavourId, instantiationLevel: choice.instantiationLevel),
        requester, state)
    case .heal(let cause):
      try healing(
        of: ns, HealNSRequest(vnfInstanceId: nil, cause: cause), requester, state)
    case .terminate: termination(of: ns, requester, state)
    }
  }

  /// The operation around takes note of how one of its parts stands, and goes on.
  static func nestedMoved(_ id: NSOperation.ID, _ turn: inout Turn<Self>) {
    guard let nested = turn.state.operations[id], let parent = nested.requester.parentOperation,
      let operation = turn.state.operations[parent],
      let index = operation.tasks.firstIndex(where: {
        $0.nested?.operation == id || $0.undoing?.nestedOperation == id
      })
    else { return }
    let part = operation.tasks[index]
    let news = NestedNews(nested)
    guard part.awaits(news) else { return }
    turn.record(
      .lifecycle(
        .nestedMoved(
          operation: parent, ns: operation.ns, part: index, name: part.vnfName, news: news)))
    advance(parent, &turn)
  }
}

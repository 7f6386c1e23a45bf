import Deciding
import ResourceInterfaces
import ServiceInterfaces

// SOL005 requests: refused with a problem, or accepted as an operation occurrence.
extension NFVOrchestrator {
  /// What a request comes to, once it is found legal.
  struct Plan {
    let purpose: String
    let tasks: [Draft]
    var requirement: PlacementRequirement?
    var networks: [String]?
    var choice: NSChoice?

    /// One VNF's part, before the operation has its identifier.
    struct Draft {
      /// Tells the task from the operation's others.
      let key: String
      let act: VNFTask.Act
      let profile: String
      let vnfName: String
      var dependsOn: [String] = []
      var vnf: VNFInstance.ID?
      /// The nested network service that it is about instead.
      var nested: NSInstance.ID?
    }
  }

  static func onboard(
    _ nsds: [NSD], _ vnfds: [VNFD], _ inventory: Inventory, _ turn: inout Turn<Self>
  ) {
    let newNSDs = nsds.filter { turn.state.nsds[$0.id.rawValue]?.nsd != $0 }
    let newVNFDs = vnfds.filter { turn.state.vnfds[$0.id.rawValue]?.vnfd != $0 }
    let isKnown = inventory.vims.allSatisfy { vim in
      let record = VIMRecord(vim, at: inventory.site(vim.site))
      return turn.state.vims[vim.id].map { record.carrying($0) == $0 || record == $0 } ?? false
    }
    guard !newNSDs.isEmpty || !newVNFDs.isEmpty || !isKnown else { return }
    turn.record(
      .onboarded(nsds: newNSDs, vnfds: newVNFDs, inventory: isKnown ? nil : inventory))
  }

  static func create(_ request: CreateNSRequest, _ turn: inout Turn<Self>) {
    let order = request.requester.resourceOrder
    if let order, let known = turn.state.nsByResourceOrder[order] {
      turn.send(.service(.som(.nsIdentifierCreated(resourceOrder: order, ns: known))))
      return
    }
    guard let id = turn.state.nsdIdByName[request.nsdName], let nsd = turn.state.nsds[id]?.nsd
    else {
      let known = turn.state.nsdIdByName.keys.joined(separator: ", ")
      let problem = Problem(
        status: 404, title: "NSD unknown",
        detail: "No NSD named \(request.nsdName) is onboarded. "
          + (known.isEmpty ? "None is." : "Onboarded are: \(known)."))
      refuse(nil, request.nsName, "create", request.requester, problem, &turn)
      return
    }
    do throws(Problem) {
      _ = try turn.state.usableNSD(nsd.id)
    } catch {
      refuse(nil, request.nsName, "create", request.requester, error, &turn)
      return
    }
    let ns = turn.makeID(NSInstance.self)
    turn.record(
      .nsCreated(
        record: NSRecord(
          id: ns, name: freeName(request.nsName, turn.state), tenant: request.tenant, nsd: nsd.id,
          nsdName: nsd.name, service: request.service, resourceOrder: order, createdAt: turn.now),
        baseName: request.nsName))
    guard let order else { return }
    turn.send(.service(.som(.nsIdentifierCreated(resourceOrder: order, ns: ns))))
  }

  /// `globex-fw`, and `globex-fw-2` for the second that is asked for under that name.
  static func freeName(_ wish: String, _ state: State) -> String {
    var serial = (state.nameSerials[wish] ?? 0) + 1
    var name = serial == 1 ? wish : "\(wish)-\(serial)"
    while state.nsIdByName[name] != nil {
      serial += 1
      name = "\(wish)-\(serial)"
    }
    return name
  }

  /// Starts the operation that `plan` makes of a request, unless something stands against it.
  static func accept(
    _ kind: NSOperationKind, _ ns: NSInstance.ID, _ requester: Requester,
    _ turn: inout Turn<Self>, plan: (NSRecord, State) throws(Problem) -> Plan
  ) {
    if let key = State.requestKey(requester, kind), let known = turn.state.requests[key] {
      notify(known, &turn)
      return
    }
    guard let record = turn.state.networkServices[ns] else {
      let problem = Problem(
        status: 404, title: "NS unknown",
        detail: "There is no NS instance \(ns). List them to see which there are.")
      refuse(nil, "\(ns)", kind.rawValue, requester, problem, &turn)
      return
    }
    do {
      try checkState(of: record, for: kind, by: requester, turn.state)
      start(kind, record, requester, try plan(record, turn.state), &turn)
    } catch {
      refuse(ns, record.name, kind.rawValue, requester, error, &turn)
    }
  }

  static func checkState(
    of ns: NSRecord, for kind: NSOperationKind, by requester: Requester, _ state: State
  ) throws(Problem) {
    if requester.parentOperation == nil { try checkFreedom(of: ns, for: kind, state) }
    if let id = ns.openOperation, let open = state.operations[id] {
      throw Problem(
        status: 409, title: "Another operation is open",
        detail: "\(open.kind.rawValue) \(id) of \(ns.name) is \(open.state.rawValue). "
          + (open.state == .failedTemp
            ? "Retry, roll back or fail it first." : "Wait until it has ended."))
    }
    // The identifier went with the NS (§6.4.8): who wants it ended has what was asked for.
    guard ns.state != .terminated else {
      throw Problem(
        status: 404, title: "NS terminated",
        detail: "\(ns.name) was terminated, so \(kind.rawValue) is not possible any more.")
    }
    let isPossible =
      switch kind {
      case .instantiate: ns.state == .notInstantiated
      case .scale, .update, .heal: ns.state == .instantiated
      case .terminate: true
      }
    guard !isPossible else { return }
    throw Problem(
      status: 409, title: "Not possible in this state",
      detail: "\(ns.name) is \(ns.state.rawValue), so \(kind.rawValue) is not possible.")
  }

  /// What stands against an operation of a network service because it is part of another.
  private static func checkFreedom(
    of ns: NSRecord, for kind: NSOperationKind, _ state: State
  ) throws(Problem) {
    guard ns.state != .terminated, let parent = ns.parent.flatMap({ state.networkServices[$0] })
    else { return }
    if let id = parent.openOperation, let open = state.operations[id] {
      throw Problem(
        status: 409, title: "Another operation is open",
        detail: "\(ns.name) is nested in \(parent.name), of which \(open.kind.rawValue) \(id) is "
          + "\(open.state.rawValue). "
          + (open.state == .failedTemp
            ? "Retry, roll back or fail that first." : "Wait until that has ended."))
    }
    guard kind == .instantiate || kind == .terminate else { return }
    throw Problem(
      status: 409, title: "Part of another network service",
      detail: "\(ns.name) is nested in \(parent.name), so \(kind.rawValue) of it alone is not "
        + "possible. Scale \(parent.name), or terminate it as a whole.")
  }

  /// Starts an operation under the identifier `id`, or under a new one.
  static func start(
    _ kind: NSOperationKind, _ ns: NSRecord, _ requester: Requester, _ plan: Plan,
    as id: NSOperation.ID? = nil, _ turn: inout Turn<Self>
  ) {
    let id = id ?? turn.makeID(NSOperation.self)
    let tasks = plan.tasks.map { draft in
      VNFTask(
        reference: "\(id)/\(draft.key)", act: draft.act, profile: draft.profile,
        vnfName: draft.vnfName, dependsOn: draft.dependsOn, vnf: draft.vnf,
        nested: draft.nested.map { NestedPart(ns: $0) },
        stage: draft.act == .automaticHeal ? .requested : .waiting)
    }
    let wish =
      plan.requirement
      ?? turn.state.requirement(ofUnplaced: tasks, in: ns, choice: plan.choice)
    let requirement = wish?.avoiding(turn.state.breakers)
    let asked = requirement.map { vimsToAsk(for: $0, turn.state) } ?? []
    turn.record(
      .operationStarted(
        record: NSOperationRecord(
          id: id, ns: ns.id, nsName: ns.name, kind: kind, requester: requester,
          isAutomaticInvocation: requester.isAutomatic, purpose: plan.purpose,
          startedAt: turn.now, stateEnteredAt: turn.now, tasks: tasks, choice: plan.choice,
          requirement: requirement, awaitedVIMs: asked),
        networks: plan.networks))
    notify(id, &turn)
    guard requirement != nil else {
      advance(id, &turn)
      return
    }
    ask(asked, for: id, &turn)
  }

  static func refuse(
    _ ns: NSInstance.ID?, _ name: String, _ request: String, _ requester: Requester,
    _ problem: Problem, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .requestRefused(
        ns: ns, name: name, request: request, requester: requester, problem: problem))
    guard let order = requester.resourceOrder else { return }
    turn.send(.service(.som(.nsRequestRefused(resourceOrder: order, problem: problem))))
  }
}

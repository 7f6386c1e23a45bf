import Core
import Deciding
import Domains
import NFVI
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

extension World {
  /// The SOL005 request that an act stands for; `nil` when its object is gone, and for an order.
  package func request(_ act: Act) -> SOL005Request? {
    let requester = Requester.person(name: seat.user)
    switch act {
    case .scale(let function, let aspect, let steps):
      let vnf = VNFInstance.ID(serial: function.serial)
      guard let ns = layers.nfvo.vnfs[vnf]?.ns else { return nil }
      let request = ScaleNSRequest(
        vnfInstanceId: "\(vnf)", aspectId: aspect, direction: steps > 0 ? .out : .inward,
        numberOfSteps: abs(steps))
      return .scale(ns: ns, request, from: requester)
    case .heal(let subject):
      guard let ns = networkService(of: subject) else { return nil }
      let vnf = subject.pane == .functions ? "\(VNFInstance.ID(serial: subject.serial))" : nil
      return .heal(
        ns: ns, HealNSRequest(vnfInstanceId: vnf, cause: "asked for by an operator"),
        from: requester)
    case .addFunction(let subject, let profile):
      return networkService(of: subject).map {
        .update(ns: $0, .instantiateVNF(profile: profile), from: requester)
      }
    case .removeFunction(let subject):
      return networkService(of: subject).map {
        .update(
          ns: $0, .terminateVNF(vnf: "\(VNFInstance.ID(serial: subject.serial))"), from: requester)
      }
    case .submitExampleOrder, .acknowledge, .clear, .pause, .maintain, .reconcile, .adopt, .onboard,
      .enable, .deletePackage, .instantiate, .holdUpgrade, .cancelOrder, .inject, .clearFaults,
      .createJob,
      .deleteJob, .createThreshold, .deleteThreshold:
      return nil
    case .update(let subject, let request):
      return networkService(of: subject).map { .update(ns: $0, request, from: requester) }
    case .task(let task, let operation, _):
      return NSOperation.ID(operation).map { .task(task, operation: $0, from: requester) }
    case .terminate(let subject):
      return networkService(of: subject).map { .terminate(ns: $0, from: requester) }
    }
  }

  package func openOperation(of subject: Subject) -> OpenOperation? {
    if subject.pane == .operations { return openOperation(operationSerials[subject.serial]) }
    guard let ns = networkService(of: subject),
      let record = layers.nfvo.networkServices[ns].flatMap({ openOperation(of: $0) })
    else { return nil }
    return openOperation(record)
  }

  /// The operation itself; the part of an open one is the whole's business.
  private func openOperation(_ operation: AnyOperation?) -> OpenOperation? {
    switch operation {
    case .ns(let id):
      return layers.nfvo.operations[id].flatMap { $0.state.isTerminal ? nil : openOperation($0) }
    case .vnf(let id):
      guard let record = layers.vnfm.operations[id] else { return nil }
      if let parent = parent(of: record), !parent.state.isTerminal { return openOperation(parent) }
      return record.state.isTerminal ? nil : openOperation(record)
    case nil: return nil
    }
  }

  private func openOperation(_ record: VNFOperationRecord) -> OpenOperation {
    let objections = NSOperationTask.kinds.compactMap { task -> (NSOperationTask, String)? in
      guard let own = task.ofVNF else {
        return (task, "\(task.name.capitalizedFirst) is a task of NS operations.")
      }
      return record.state.next(on: own.trigger) == nil
        ? (task, "\(record.kind.rawValue) \(record.id) is \(record.state.rawValue).") : nil
    }
    return OpenOperation(
      id: "\(record.id)", title: "\(record.kind.rawValue) \(record.id) of \(record.vnfName)",
      objections: Dictionary(objections) { first, _ in first }, upgrade: upgrade(record))
  }

  private func upgrade(_ record: VNFOperationRecord?) -> OpenOperation.Upgrade? {
    guard let record, record.objection(toHolding: !record.isHeld) == nil else { return nil }
    return OpenOperation.Upgrade(operation: record.id.serial, isHeld: record.isHeld)
  }

  private func openOperation(_ record: NSOperationRecord) -> OpenOperation {
    let objections = NSOperationTask.kinds.compactMap { task in
      record.objection(to: task).map { (task, $0.detail) }
    }
    return OpenOperation(
      id: "\(record.id)", title: "\(record.kind.rawValue) \(record.id) of \(record.nsName)",
      objections: Dictionary(objections) { first, _ in first },
      upgrade: upgrade(
        record.tasks.first(where: \.isRunning)?.operation.flatMap { layers.vnfm.operations[$0] }))
  }

  /// The task for an operation of a VNF that an act stands for; nil for all others.
  package func vnfTask(_ act: Act) -> (task: VNFOperationTask, operation: VNFOperation.ID)? {
    guard case .task(let task, let operation, _) = act, let id = VNFOperation.ID(operation),
      let own = task.ofVNF
    else { return nil }
    return (own, id)
  }

  /// What an act asks of the catalogue; nil for all others.
  package func catalogueRequest(_ act: Act) -> CatalogueRequest? {
    switch act {
    case .enable(let subject, let isOn):
      if case .descriptor(let entry) = catalogue[subject.serial] {
        .setEnabled(entry, isOn)
      } else {
        nil
      }
    case .deletePackage(let subject):
      if case .descriptor(let entry) = catalogue[subject.serial] { .delete(entry) } else { nil }
    default: nil
    }
  }

  /// The two requests that make a network service; nil for all other acts.
  package func instantiation(_ act: Act) -> (CreateNSRequest, InstantiateNSRequest)? {
    guard case .instantiate(let subject, let tenant, let site) = act,
      case .descriptor(let entry) = catalogue[subject.serial],
      let nsd = layers.nfvo.nsds[entry.id]?.nsd
    else { return nil }
    let creation = CreateNSRequest(
      nsdName: nsd.name, nsName: "\(tenant.lowercased())-\(nsd.name)", tenant: tenant, service: nil,
      from: .person(name: seat.user))
    return (
      creation,
      InstantiateNSRequest(vCPU: nil, memoryGiB: nil, sitePolicy: nil, site: site, networks: [])
    )
  }

  package var sites: [String] { layers.nfvo.vims.keys }

  package func updates(of subject: Subject) -> [PlanOption] {
    guard let ns = networkService(of: subject), let record = layers.nfvo.networkServices[ns],
      record.state == .instantiated, let nsd = layers.nfvo.nsd(of: record)
    else { return [] }
    let functions =
      subject.pane == .functions ? [VNFInstance.ID(serial: subject.serial)] : record.vnfs
    let profiles = nsd.vnfProfiles.filter { profile in
      subject.pane == .services
        || functions.contains { layers.nfvo.vnfs[$0]?.profile == profile.id }
    }
    let more = profiles.map { profile in
      PlanOption(
        "one more \(profile.id)",
        act: .addFunction(service: Subject(.services, ns.serial), profile: profile.id))
    }
    let less = functions.compactMap { layers.nfvo.vnfs[$0] }.map { vnf in
      PlanOption("without \(vnf.name)", act: .removeFunction(Subject(.functions, vnf.id.serial)))
    }
    return more + less
  }

  /// The NS that a request is about.
  package func networkService(of request: SOL005Request) -> NSInstance.ID? {
    request.ns(in: layers)
  }

  /// The request about an alarm or a policy that an act stands for; nil for all others.
  package func assurance(_ act: Act) -> AssuranceRequest? {
    let requester = Requester.person(name: seat.user)
    switch act {
    case .acknowledge(let alarm, let isOn):
      return .alarm(
        Alarm.ID(serial: alarm), isOn ? .acknowledge : .unacknowledge, from: requester)
    case .clear(let alarm): return .alarm(Alarm.ID(serial: alarm), .clear, from: requester)
    case .pause(let policy, let ns, let isOn):
      return .policy(
        ns: NSInstance.ID(serial: ns), policy: policy, isOn ? .pause : .resume, from: requester)
    case .maintain(let host, let isOn):
      return hostName(host.serial).map { .maintenance(host: $0, isOn: isOn, from: requester) }
    case .createJob, .deleteJob, .createThreshold, .deleteThreshold: return performance(act)
    case .scale, .heal, .terminate, .task, .reconcile, .adopt, .submitExampleOrder, .onboard,
      .enable, .deletePackage, .instantiate, .addFunction, .removeFunction, .update, .holdUpgrade,
      .cancelOrder, .inject, .clearFaults:
      return nil
    }
  }

  /// What an act asks about the configuration of a function; nil for all others.
  package func configuration(_ act: Act) -> ConfigurationMessage? {
    switch act {
    case .reconcile(let subject):
      .reconcile(vnf: VNFInstance.ID(serial: subject.serial), by: seat.user)
    case .adopt(let subject): .adopt(vnf: VNFInstance.ID(serial: subject.serial), by: seat.user)
    case .scale, .heal, .terminate, .task, .acknowledge, .clear, .pause, .maintain,
      .submitExampleOrder, .onboard, .enable, .deletePackage, .instantiate, .addFunction,
      .removeFunction, .update, .holdUpgrade, .cancelOrder, .inject, .clearFaults, .createJob,
      .deleteJob, .createThreshold, .deleteThreshold:
      nil
    }
  }

  /// The service order that an act cancels, and for whom; nil for all others.
  package func cancellation(_ act: Act) -> (order: ServiceOrder.ID, requester: String)? {
    guard case .cancelOrder(let subject) = act else { return nil }
    return (ServiceOrder.ID(serial: subject.serial), seat.user)
  }

  package func objectionToCancelling(order serial: Int) -> String? {
    layers.som.orders[ServiceOrder.ID(serial: serial)]?.objectionToCancellation
  }

  /// What an act asks of the VNFM about an upgrade under way; nil for all others.
  package func holding(_ act: Act) -> Message? {
    guard case .holdUpgrade(let operation, _, let isHeld) = act else { return nil }
    return .holding(VNFOperation.ID(serial: operation), isHeld, by: seat.user)
  }

  func networkService(of subject: Subject) -> NSInstance.ID? {
    switch subject.pane {
    case .services: NSInstance.ID(serial: subject.serial)
    case .functions: layers.nfvo.vnfs[VNFInstance.ID(serial: subject.serial)]?.ns
    case .operations:
      switch operationSerials[subject.serial] {
      case .ns(let id): layers.nfvo.operations[id]?.ns
      case .vnf(let id):
        layers.vnfm.operations[id].flatMap { layers.nfvo.vnfs[$0.vnf]?.ns }
      case nil: nil
      }
    case .orders, .hosts, .packages, .findings, .vims: nil
    }
  }
}

extension NSOperationTask {
  /// The same task for the operation of a VNF; nil when there is none.
  fileprivate var ofVNF: VNFOperationTask? {
    switch self {
    case .retry: .retry
    case .rollback: .rollback
    case .fail: .fail
    case .cancel(.graceful): .cancel(.graceful)
    case .cancel(.forceful): .cancel(.forceful)
    case .continue: nil
    }
  }
}

extension PlanReading {
  /// What the cancellation of a service order would undo.
  package init(_ trial: CancellationTrial) {
    var lines = trial.parts.map { part in
      let text = "\(part.specification) at \(part.target): \(part.outcome)"
      return part.isUndone ? Line.plan(sign: "-", text: text) : .leaves(text)
    }
    if let refusal = trial.refusal { lines = [.refused(refusal)] }
    if trial.refusal == nil { lines.append(.takes("about \(Int(trial.seconds.rounded())) s")) }
    self.init(lines: lines, isPossible: trial.refusal == nil)
  }

  /// What a configuration act would do at the function `before`.
  package init(_ trial: ConfigurationTrial) {
    var lines = trial.changes.map { Line.plan(sign: "~", text: $0.sentence) }
    if let fault = trial.refusal { lines = [.refused("\(fault.title): \(fault.detail)")] }
    if lines.isEmpty { lines = [.plan(sign: "=", text: "no setting changes")] }
    self.init(lines: lines, isPossible: trial.refusal == nil)
  }

  /// A plan in the lines of the dialog.
  package init(_ plan: Plan) {
    var lines: [Line] = []
    if let problem = plan.problem { lines.append(.refused("\(problem.title): \(problem.detail)")) }
    lines += plan.asks.map { .does($0) }
    lines += Self.grouped(plan.creates, sign: "+")
    lines += Self.grouped(plan.removes, sign: "-")
    if plan.creates.isEmpty, plan.removes.isEmpty, plan.problem == nil {
      lines.append(.plan(sign: "=", text: "no component comes or goes"))
    }
    lines += plan.grants.map { grant in
      let isRefused = grant.contains(": grant refused: ")
      return .grant(
        StateWord(isRefused ? .failed : .good, isRefused ? "refused" : "granted"), text: grant)
    }
    for service in plan.reach where plan.isPossible {
      let tone: StateWord.Tone = service.isInterrupted ? .failed : .good
      let change =
        service.before == service.worst && service.worst == service.after
        ? "no interruption" : "then \(service.worst), then \(service.after)"
      lines.append(
        .reach(
          StateWord(tone, service.before),
          text: "\(service.service) of \(service.customer), \(change)"))
    }
    lines += plan.leftovers.map { .leaves($0) }
    if plan.isPossible { lines.append(.takes("about \(Int(plan.seconds.rounded())) s")) }
    self.init(lines: lines, isPossible: plan.isPossible)
  }

  /// Components of one VDU in one line: how many, and on which hosts.
  private static func grouped(_ components: [Plan.Component], sign: String) -> [Line] {
    var groups: [(key: String, hosts: [String], cluster: String)] = []
    for component in components {
      if let index = groups.firstIndex(where: { $0.key == component.vdu }) {
        groups[index].hosts.append(component.host)
      } else {
        groups.append((component.vdu, [component.host], component.cluster))
      }
    }
    return groups.map { group in
      .plan(
        sign: sign,
        text: "\(group.hosts.count) × \(group.key)   \(group.cluster): "
          + group.hosts.joined(separator: ", "))
    }
  }
}

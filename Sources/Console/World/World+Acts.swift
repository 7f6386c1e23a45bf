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
    case .submitExampleOrder, .acknowledge, .clear, .pause, .maintain, .reconcile, .adopt:
      return nil
    case .task(let task, let operation, _):
      return NSOperation.ID(operation).map { .task(task, operation: $0, from: requester) }
    case .terminate(let subject):
      return networkService(of: subject).map { .terminate(ns: $0, from: requester) }
    }
  }

  package func openOperation(of subject: Subject) -> OpenOperation? {
    guard let ns = networkService(of: subject),
      let record = layers.nfvo.networkServices[ns].flatMap({ openOperation(of: $0) })
    else { return nil }
    let objections = NSOperationTask.kinds.compactMap { task in
      record.objection(to: task).map { (task, $0.detail) }
    }
    return OpenOperation(
      id: "\(record.id)", title: "\(record.kind.rawValue) \(record.id) of \(record.nsName)",
      objections: Dictionary(objections) { first, _ in first })
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
    case .scale, .heal, .terminate, .task, .reconcile, .adopt, .submitExampleOrder: return nil
    }
  }

  /// What an act asks about the configuration of a function; nil for all others.
  package func configuration(_ act: Act) -> ConfigurationMessage? {
    switch act {
    case .reconcile(let subject):
      .reconcile(vnf: VNFInstance.ID(serial: subject.serial), by: seat.user)
    case .adopt(let subject): .adopt(vnf: VNFInstance.ID(serial: subject.serial), by: seat.user)
    case .scale, .heal, .terminate, .task, .acknowledge, .clear, .pause, .maintain,
      .submitExampleOrder:
      nil
    }
  }

  private func networkService(of subject: Subject) -> NSInstance.ID? {
    switch subject.pane {
    case .services: NSInstance.ID(serial: subject.serial)
    case .functions: layers.nfvo.vnfs[VNFInstance.ID(serial: subject.serial)]?.ns
    case .orders, .hosts: nil
    }
  }
}

extension PlanReading {
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
    lines += plan.grants.map {
      .grant(
        StateWord(plan.isPossible ? .good : .failed, plan.isPossible ? "granted" : "refused"),
        text: $0)
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

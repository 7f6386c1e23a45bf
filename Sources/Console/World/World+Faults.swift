import Core
import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VIM
import VNFM

extension World {
  package func faults(limit: Int) -> [FaultRow] {
    layers.faults.prefix(limit).map { record in
      FaultRow(
        rule: record.rule, subject: subject(of: record.rule.place),
        since: record.since.timeOfDay, age: now - record.since, struck: record.struck,
        lastStrike: record.lastStruckAt.map { now - $0 }, ends: ends(record))
    }
  }

  private func ends(_ record: FaultRecord) -> String {
    var ends: [String] = []
    if let until = record.until { ends.append("in \((until - now).short)") }
    if let count = record.rule.count {
      let left = max(0, count - record.struck)
      ends.append("after \(left) more strike\(left == 1 ? "" : "s")")
    }
    return ends.isEmpty ? "when it is cleared" : ends.joined(separator: ", or ")
  }

  /// What of a fault's place has a view of its own.
  private func subject(of place: FaultPlace) -> Subject? {
    if let host = hostSubject(place.host) { return host }
    return place.vnf.flatMap { layers.vnfm.vnfs[$0] == nil ? nil : Subject(.functions, $0.serial) }
  }

  package func faultPlaces(_ part: FaultPart) -> [PlanField.Choice] {
    switch part {
    case .host: hostPlaces
    case .vnf:
      layers.nfvo.vnfs.values.map { .init($0.name, note: "\($0.id) on \($0.vim)", id: "\($0.id)") }
    case .vim:
      layers.vim.names.map { name in
        .init(name, note: layers.vim.clusters[name].map { "\($0.hosts.count) hosts" } ?? "")
      }
    case .rack, .zone, .site, .image, .task: layers.names(of: part).map { .init($0) }
    case .step: layers.names(of: part).map { .init($0, note: "each step of a configuration") }
    }
  }

  /// Hosts on which something runs come first: nobody learns from the loss of the others.
  private var hostPlaces: [PlanField.Choice] {
    let views = layers.nfvi.hostNames.compactMap { layers.vim.hosts[$0] }
    let ordered = views.filter { !$0.resources.isEmpty } + views.filter(\.resources.isEmpty)
    return ordered.map { view in
      let count = view.resources.count
      let work =
        count == 1 ? "1 workload" : count == 0 ? "nothing runs there" : "\(count) workloads"
      return .init(view.name, note: "\(view.vim), \(work)")
    }
  }

  /// What an act asks of the simulated world, with the block that hears it; nil for all others.
  package func faultMessages(_ act: Act) -> [Message]? {
    switch act {
    case .inject(let rule):
      [FaultOrder.inject(rule).message(isOfHosts: rule.isOfHosts)]
    case .clearFaults(let names):
      names.compactMap { layers.fault($0) }.map {
        FaultOrder.clear($0.rule.name).message(isOfHosts: $0.rule.isOfHosts)
      }
    default: nil
    }
  }

  /// What is wrong with the rule of an act now, a sentence each.
  package func faultProblems(_ act: Act) -> [String] {
    if case .inject(let rule) = act { layers.problems(of: rule) } else { [] }
  }
}

extension PlanReading {
  /// What would be struck by the fault that an act injects, or is struck by those that it clears; nil
  /// for other acts. Costs what may be struck: for a copy of the layers beside the console.
  package init?(faults act: Act, _ layers: Layers) {
    switch act {
    case .inject(let rule): self.init(injecting: rule, layers)
    case .clearFaults(let names):
      let records = names.compactMap { layers.fault($0) }
      guard !records.isEmpty else {
        self.init(lines: [.refused("It is over already.")], isPossible: false)
        return
      }
      self.init(
        lines: records.map { record in
          .plan(sign: "-", text: "\(record.rule.words) at \(record.rule.place)")
        } + [.ends(records[0].rule.kind.endsWhen)], isPossible: true)
    default: return nil
    }
  }

  private init(injecting rule: FaultRule, _ layers: Layers) {
    let problems = layers.problems(of: rule)
    guard problems.isEmpty else {
      self.init(lines: problems.map { .refused($0) }, isPossible: false)
      return
    }
    let old = layers.fault(rule.name)
    let reach = layers.reach(of: rule)
    let lasting = rule.duration.map { ", for \($0.short)" } ?? ""
    let chance = rule.perMille < 1_000 ? ", in \(rule.percent) % of cases" : ""
    let times = rule.count.map { $0 == 1 ? ", once" : ", \($0) times" } ?? ""
    var lines: [Line] = [
      .plan(
        sign: old == nil ? "+" : "~",
        text: "\(rule.words) at \(rule.place)\(chance)\(times)\(lasting)"
          + (old == nil ? "" : ", in place of the one in force there")),
      .plan(sign: "!", text: Self.struck(rule, reach)),
    ]
    lines += reach.services.prefix(4).map { service in
      .reach(
        StateWord(service.struck == service.functions ? .failed : .degraded, service.name),
        text: "of \(service.tenant), \(service.struck) of \(service.functions) functions")
    }
    if reach.services.count > 4 {
      lines.append(
        .reach(
          StateWord(.degraded, "and"),
          text: "\(reach.services.count - 4) more network services"))
    }
    lines += [.seen(rule.kind.isSeenAs), .ends(rule.kind.endsWhen)]
    self.init(lines: lines, isPossible: true)
  }

  /// Which hosts and functions it is about.
  private static func struck(_ rule: FaultRule, _ reach: FaultReach) -> String {
    func count(_ names: [String], _ noun: String) -> String {
      let shown = names.prefix(3).joined(separator: ", ")
      let more = names.count > 3 ? " and \(names.count - 3) more" : ""
      return "\(names.count) \(noun)\(names.count == 1 ? "" : "s")"
        + (names.isEmpty ? "" : " (\(shown)\(more))")
    }
    let functions = count(reach.functions, "function")
    switch rule.kind.group {
    case .host: return "strikes \(count(reach.hosts, "host")) with parts of \(functions)"
    case .site: return "cuts off \(functions), which run on"
    case .notification: return "strikes what is told from now on of \(functions)"
    case .image: return "strikes what is made from it from now on; \(functions) have it now"
    default: return "strikes what is asked from now on for \(functions)"
    }
  }
}

import ResourceInterfaces
import ServiceInterfaces

/// A placement in sentences: why there, and why not elsewhere.
struct PlacementWords {
  private let requirement: PlacementRequirement
  private let trials: [PlacementTrial]
  private let places: [PlacementDecision.Place]
  /// The VIM that has the most of it; the first by name among equals.
  let chosen: VIMName?

  init(
    _ requirement: PlacementRequirement, _ trials: [PlacementTrial],
    places: [PlacementDecision.Place]
  ) {
    self.requirement = requirement
    self.trials = trials
    self.places = places
    let counts = trials.map { trial in
      (trial.vim.id, places.count { $0.vim == trial.vim.id })
    }
    let most = counts.map(\.1).max() ?? 0
    chosen = most == 0 ? nil : counts.first { $0.1 == most }?.0
  }

  var candidates: [PlacementDecision.Candidate] {
    let used = Set(places.map(\.vim))
    let chosen = trials.filter { $0.vim.id == self.chosen }
    let others = trials.filter { $0.vim.id != self.chosen && used.contains($0.vim.id) }
    let possible = trials.filter { !used.contains($0.vim.id) && $0.objections.isEmpty }
      .sorted { one, other in
        guard let left = one.score, let right = other.score else { return false }
        return left == right ? one.vim.id < other.vim.id : left < right
      }
    let impossible = trials.filter { !used.contains($0.vim.id) && !$0.objections.isEmpty }
    return chosen.map { candidate($0, true, praise($0)) }
      + others.map { candidate($0, true, praise($0)) }
      + possible.map { candidate($0, true, comparison(of: $0)) }
      + impossible.map { candidate($0, false, $0.objections.joined(separator: "; ")) }
  }

  /// Where it goes and why.
  var sentence: String {
    let used = Set(places.map(\.vim)).sorted()
    guard used.count > 1 else {
      guard let trial = trials.first(where: { $0.vim.id == chosen }) else { return "" }
      return "\(trial.vim.id) at \(trial.vim.site): \(praise(trial))"
    }
    return used.map { vim in
      let names = places.filter { $0.vim == vim }.map(\.vnfName).joined(separator: ", ")
      let site = trials.first { $0.vim.id == vim }?.vim.site ?? ""
      return "\(names) on \(vim) at \(site)"
    }.joined(separator: "; ")
  }

  /// Why it goes nowhere: what cannot be met together, or where that is not proven, what each VIM has
  /// against all of it.
  func sentence(of conflict: PlacementConflict?) -> String {
    guard !trials.isEmpty else { return "there is no VIM" }
    if let conflict, conflict.isProven { return conflict.sentence }
    let shown = trials.prefix(6).map { trial in
      let objections = trial.objections.isEmpty ? ["is full"] : trial.objections
      return "\(trial.vim.id) \(objections.joined(separator: "; "))"
    }
    let more = trials.count > shown.count ? " and \(trials.count - shown.count) others" : ""
    return (conflict.map { "\($0.sentence). " } ?? "")
      + "VIM by VIM: \(shown.joined(separator: ". "))\(more)"
  }

  private func candidate(
    _ trial: PlacementTrial, _ isPossible: Bool, _ reason: String
  ) -> PlacementDecision.Candidate {
    PlacementDecision.Candidate(
      vim: trial.vim.id, site: trial.vim.site, isPossible: isPossible, reason: reason)
  }

  private func praise(_ trial: PlacementTrial) -> String {
    let vim = trial.vim
    let units = requirement.units.filter { unit in
      places.contains { $0.vnfName == unit.name && $0.vim == vim.id }
    }
    guard units.count == requirement.units.count else {
      return "takes \(units.map(\.name).joined(separator: ", "))"
    }
    var parts: [String] = []
    if let policy = requirement.sitePolicy { parts.append("is \(policy) as the order asks") }
    if let site = requirement.site { parts.append("is at \(site) as the customer wants") }
    let strictest = units.compactMap(\.latency).min { $0.milliseconds < $1.milliseconds }
    if let latency = strictest {
      parts.append(
        "\(vim.customerLatencyMilliseconds) ms to the customer of \(latency.milliseconds) ms")
    }
    parts.append("\(vim.free.sentence) free for \(requirement.total.sentence)")
    let possible = trials.count { $0.objections.isEmpty }
    parts.append(
      possible <= 1
        ? "the only VIM that meets every rule"
        : "best of \(possible): \(trial.siblings) such services of the tenant there, "
          + "\(left(on: vim)) % left")
    return parts.joined(separator: ", ")
  }

  /// The scarcer of CPU and memory that would be left, in per cent of the capacity.
  private func left(on vim: VIMRecord) -> Int {
    let left = vim.free - requirement.total
    guard vim.capacity.milliCPU > 0, vim.capacity.memoryMiB > 0 else { return 0 }
    return min(
      left.milliCPU * 100 / vim.capacity.milliCPU,
      left.memoryMiB * 100 / vim.capacity.memoryMiB)
  }

  /// In what the chosen VIM is better, in the order in which that decides.
  private func comparison(of other: PlacementTrial) -> String {
    guard let best = trials.first(where: { $0.vim.id == chosen }) else { return "possible" }
    let name = best.vim.id
    guard let score = other.score, let least = best.score else {
      return "possible, but it is spread over several VIMs"
    }
    if score.violations > least.violations || score.crowding > least.crowding {
      return "possible, but less of what the descriptors wish for can be met there"
    }
    if score.tightness > least.tightness {
      return "possible, but closer to the bounds of latency than \(name)"
    }
    if score.siblings > least.siblings {
      return "possible, but the tenant has \(other.siblings) such services there "
        + "and \(best.siblings) on \(name)"
    }
    if score.fill > least.fill {
      return "possible, but \(left(on: other.vim)) % would be left there "
        + "and \(left(on: best.vim)) % on \(name)"
    }
    if score.cost > least.cost {
      return "possible, but it costs \(score.cost) there and \(least.cost) on \(name)"
    }
    if score.load > least.load { return "possible, but its hosts are fuller than those of \(name)" }
    return "possible and equally good; \(name) comes first by name"
  }
}

extension VIMRecord {
  /// Why it does not take what runs `workload`.
  func refusal(of workload: Release.Component.Kind) -> String {
    "is \(kind.rawValue), which runs no \(workload.plural)"
  }
}

extension Release.Component.Kind {
  var plural: String {
    switch self {
    case .container: "containers"
    case .virtualMachine: "virtual machines"
    }
  }
}

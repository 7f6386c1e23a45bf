import ResourceInterfaces

/// Says why constraints cannot be met together: what is needed, how much of it there is, what the next
/// best lack.
struct ConflictSentence {
  private let engine: PlacementEngine
  private let request: PlacementRequest
  private let kept: Set<PlacementConstraint>
  /// The request with nothing but the conflict.
  private let relaxed: PlacementRequest

  init(
    _ engine: PlacementEngine, _ request: PlacementRequest, _ constraints: [PlacementConstraint]
  ) {
    self.engine = engine
    self.request = request
    kept = Set(constraints)
    relaxed = request.keeping(kept)
  }

  var text: String {
    var clauses = relaxed.groups.filter { isInvolved($0) }.map { clause(about: $0) }
    clauses += relaxed.rules.filter { $0.groups.count > 1 || $0.kind == .affinity }.map(words)
    clauses += relaxed.connections.map(words)
    if kept.contains(.quotas) { clauses += quotaWords }
    if clauses.isEmpty {
      clauses = relaxed.groups.filter { $0.count > 0 }.map { clause(about: $0) }
    }
    return clauses.joined(separator: "; ")
  }

  private func isInvolved(_ group: PlacementRequest.Group) -> Bool {
    group.count > 0
      && kept.contains { constraint in
        switch constraint {
        case .demand(let name, _): name == group.id
        case .zones(let unit), .condition(let unit, _), .bound(let unit, _): unit == group.unit
        case .rule(let number):
          request.rules[number].kind == .antiAffinity
            && request.rules[number].groups == [group.id]
        case .connection, .quotas, .conditions: false
        }
      }
  }

  private func clause(about group: PlacementRequest.Group) -> String {
    let unit = relaxed.units.first { $0.id == group.unit } ?? PlacementRequest.Unit(id: "")
    let survey = Survey(engine, relaxed, group, unit)
    let rule = relaxed.rules.first { rule in
      rule.kind == .antiAffinity && rule.parties == .instances && rule.groups.contains(group.id)
    }
    let byVIM = Dictionary(grouping: survey.hosts) { engine.stock.hosts[$0].vim }
    // Where several VIMs have something to offer, it is the most that one of them has.
    let isChoice = byVIM.count > 1 && group.count > 1
    let wish = (isChoice ? " in one VIM" : "") + wish(group, unit)
    let atMost = isChoice ? "at most " : ""
    guard let rule else {
      let count = group.count
      let what = count == 1 ? "a host" : "room for \(count) instances"
      let fitting = survey.room
      let verdict =
        count == 1
        ? (fitting == 0
          ? "none qualifies"
          : "\(Self.spelled(survey.hosts.count)) "
            + (survey.hosts.count == 1 ? "qualifies" : "qualify"))
        : "\(atMost)\(Self.spelled(fitting)) \(fitting == 1 ? "fits" : "fit")"
      return "\(group.id) needs \(what)\(wish), \(verdict)\(survey.reasons)"
    }
    let known = group.peers.flatMap { engine.peers[$0] } ?? []
    let taken = Set(known.map { engine.domain(rule.scope, $0) })
    let domains =
      byVIM.values.map { hosts in
        Set(hosts.map { engine.domain(rule.scope, $0) }).subtracting(taken).count
      }.max() ?? 0
    let more = known.isEmpty ? "" : "more "
    let noun = rule.scope.noun
    let what =
      group.count == 1
      ? "\(more.isEmpty ? "a" : "one more") \(noun)" : "\(group.count) \(more)\(noun)s"
    let verdict =
      domains == 0
      ? "none qualifies"
      : domains == 1
        ? "\(atMost)one qualifies" : "\(atMost)\(Self.spelled(domains)) qualify"
    let present = known.isEmpty ? "" : " (\(known.count) of its kind are there already)"
    return "\(group.id) needs \(what)\(wish), \(verdict)\(present)\(survey.reasons)"
  }

  /// What a host must have and where it must be, as far as it is part of the conflict.
  private func wish(_ group: PlacementRequest.Group, _ unit: PlacementRequest.Unit) -> String {
    let needs = group.demand.words
    var text = needs.isEmpty ? "" : " with \(needs)"
    if !unit.zones.isEmpty {
      text += " in zone\(unit.zones.count == 1 ? "" : "s") \(unit.zones.joined(separator: ", "))"
    }
    for condition in unit.conditions { text += " \(condition.words)" }
    for bound in unit.bounds { text += " \(bound.words)" }
    return text
  }

  private func words(_ rule: PlacementRequest.Rule) -> String {
    let names = rule.groups.joined(separator: " and ")
    return switch rule.kind {
    case .affinity: "\(rule.id) wants \(names) in one \(rule.scope.noun)"
    case .antiAffinity: "\(rule.id) wants \(names) in different \(rule.scope.noun)s"
    }
  }

  private func words(_ connection: PlacementRequest.Connection) -> String {
    var bounds: [String] = []
    if let latency = connection.latency { bounds.append("at most \(latency.millisecondText) ms") }
    if let jitter = connection.jitter {
      bounds.append("at most \(jitter.millisecondText) ms of jitter")
    }
    if connection.bitrate > 0 { bounds.append("\(connection.bitrate.bitrateText)") }
    return "\(connection.rule) needs \(bounds.joined(separator: " and ")) between "
      + connection.ends.joined(separator: " and ")
  }

  private var quotaWords: [String] {
    let wish = request.groups.reduce(QuotaUse()) { $0 + request.quotaUse(of: $1) }
    return engine.vims.flatMap { vim in
      vim.quotas.filter { $0.tenant == request.tenant }.compactMap { quota in
        let lacks = quota.shortage(of: wish)
        return lacks.isEmpty
          ? nil
          : "the quota of \(quota.tenant) on \(vim.id) lacks \(lacks.joined(separator: " and "))"
      }
    }
  }

  /// `two`; numbers from thirteen on as digits.
  static func spelled(_ number: Int) -> String {
    let words = [
      "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve",
    ]
    return words.indices.contains(number) ? words[number] : "\(number)"
  }
}

extension AffinityScope {
  /// For people, in the singular.
  var noun: String {
    switch self {
    case .nfviNode: "host"
    case .zone: "zone"
    case .zoneGroup: "zone group"
    case .nfviPop: "site"
    }
  }
}

extension InstanceDemand {
  /// `4 free dedicated CPUs and 1 SR-IOV function on one NUMA node`; empty when nothing is asked for.
  var words: String {
    var parts: [String] = []
    if dedicatedCPUs > 0 { parts.append("\(dedicatedCPUs) free dedicated CPU\(dedicatedCPUs.s)") }
    if milliCPU > 0 {
      parts.append("\(Compute(milliCPU: milliCPU, memoryMiB: 0).vCPUText) free vCPU")
    }
    if memoryMiB > 0 {
      parts.append(
        "\(Compute(milliCPU: 0, memoryMiB: memoryMiB).gibibyteText) GiB of free memory")
    }
    if hugepagesMiB > 0 {
      parts.append(
        "\(Compute(milliCPU: 0, memoryMiB: hugepagesMiB).gibibyteText) GiB of free hugepages")
    }
    if functions > 0 { parts.append("\(functions) free SR-IOV function\(functions.s)") }
    if !labels.isEmpty { parts.append("label \(labels.joined(separator: ", "))") }
    let text = parts.listed
    return isBoundToCell ? "\(text) on one NUMA node" : text
  }
}

extension PlacementRequest.Bound {
  var words: String {
    let place = site.map { "the customer at \($0)" } ?? "the customer"
    let jitter = jitter.map { "\($0.millisecondText) ms of jitter" }
    guard let latency else { return "within \(jitter ?? "") to \(place) (\(rule))" }
    return "within \(latency.millisecondText) ms"
      + (jitter.map { " and \($0)" } ?? "") + " of \(place) (\(rule))"
  }
}

extension Landscape.Quota {
  /// What is missing for `more`, for people.
  func shortage(of more: QuotaUse) -> [String] {
    let sum = used + more
    var lacks: [String] = []
    if let milliCPU, sum.milliCPU > milliCPU {
      let text = Compute(milliCPU: sum.milliCPU - milliCPU, memoryMiB: 0).vCPUText
      lacks.append("\(text) vCPU")
    }
    if let memoryMiB, sum.memoryMiB > memoryMiB {
      let text = Compute(milliCPU: 0, memoryMiB: sum.memoryMiB - memoryMiB).gibibyteText
      lacks.append("\(text) GiB of memory")
    }
    if let instances, sum.instances > instances {
      let missing = sum.instances - instances
      lacks.append("\(missing) instance\(missing.s)")
    }
    return lacks
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var listed: String {
    count < 2 ? first ?? "" : dropLast().joined(separator: ", ") + " and " + (last ?? "")
  }
}

extension Int {
  /// The ending of a noun of which there are so many.
  var s: String { self == 1 ? "" : "s" }

  /// Microseconds as milliseconds with at most three decimals.
  var millisecondText: String {
    let (whole, rest) = quotientAndRemainder(dividingBy: 1_000)
    guard rest != 0 else { return "\(whole)" }
    var digits = String(1_000 + rest).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(whole).\(digits)"
  }

  /// Bit/s in the unit that leaves no fraction.
  var bitrateText: String {
    for (unit, size) in [("Gbit/s", 1_000_000_000), ("Mbit/s", 1_000_000), ("kbit/s", 1_000)]
    where self >= size && self % size == 0 {
      return "\(self / size) \(unit)"
    }
    return "\(self) bit/s"
  }
}

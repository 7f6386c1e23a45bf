import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// What a VIM must have to carry a whole network service.
package struct PlacementRequirement: Codable, Equatable, Sendable {
  /// A bound with the rule that sets it, for the explanation.
  package struct Latency: Codable, Equatable, Sendable {
    package let milliseconds: Int
    package let rule: String
  }

  /// A tag that the site must have, with the rule that says so.
  package struct SiteTag: Codable, Equatable, Sendable {
    package let tag: String
    package let rule: String
  }

  package let kinds: [VIMKind]
  package let siteTags: [SiteTag]
  /// The order's own wish for a site, a tag, site or VIM: it takes the place of ``siteTags``.
  package let sitePolicy: String?
  package let latency: Latency?
  /// What all functions take together.
  package let total: Compute
  /// The largest single replica.
  package let largest: Compute
  /// How many hosts the strictest anti-affinity rule asks for.
  package let spreadHosts: Int
  /// Profiles that the NSD wants at different sites, which one VIM cannot give.
  package let apart: [String]
  /// The site or VIM that the customer named.
  package var site: String?
  /// VIMs that are left alone, and why.
  package var avoided: [AvoidedVIM] = []
}

/// A VIM that takes nothing new for the time being.
package struct AvoidedVIM: Codable, Equatable, Sendable {
  package let vim: VIMName
  package let reason: String
}

extension PlacementRequirement {
  /// The same without the VIMs whose breakers are open.
  func avoiding(_ breakers: Table<VIMName, CircuitBreaker>) -> Self {
    var requirement = self
    requirement.avoided = breakers.rows.filter(\.value.isOpen).map {
      AvoidedVIM(vim: $0.key, reason: $0.value.sentence)
    }
    return requirement
  }
}

/// Where a network service goes, with what spoke for and against each VIM.
package struct PlacementDecision: Codable, Equatable, Sendable {
  /// One VIM that was looked at.
  package struct Candidate: Codable, Equatable, Sendable {
    package let vim: VIMName
    package let site: String
    /// Whether it meets every hard rule.
    package let isPossible: Bool
    /// Why it was chosen or not: one sentence.
    package let reason: String
  }

  package let chosen: VIMName?
  /// All VIMs, the chosen one first, then those that were possible, then the others.
  package let candidates: [Candidate]
  package let sentence: String
}

/// Placement as a pure function: hard rules first, then spread, then room.
enum Placement {
  /// A VIM as it stands, with how many network services of the same kind the tenant has there.
  struct Site {
    let vim: VIMRecord
    let siblings: Int
    /// Whether its capacity was asked for and not told.
    let isSilent: Bool
  }

  /// The rules that no capacity can mend: kind, site, latency. Empty when `vim` meets them.
  static func objections(to vim: VIMRecord, _ requirement: PlacementRequirement) -> [String] {
    var objections: [String] = []
    for kind in requirement.kinds where kind != vim.kind {
      objections.append("is \(vim.kind.rawValue), not \(kind.rawValue)")
    }
    if let policy = requirement.sitePolicy {
      if !vim.siteTags.contains(policy), vim.site != policy, vim.id != policy {
        objections.append("site \(vim.site) is not \(policy), which the order asks for")
      }
    } else {
      for wish in requirement.siteTags where !vim.siteTags.contains(wish.tag) {
        objections.append("site \(vim.site) is not \(wish.tag) (\(wish.rule))")
      }
    }
    if let latency = requirement.latency, vim.customerLatencyMilliseconds > latency.milliseconds {
      objections.append(
        "\(vim.customerLatencyMilliseconds) ms to the customer, "
          + "at most \(latency.milliseconds) ms allowed (\(latency.rule))")
    }
    if let site = requirement.site, vim.site != site, vim.id != site {
      objections.append("site \(vim.site) is not \(site), which the customer named")
    }
    objections += requirement.avoided.filter { $0.vim == vim.id }.map(\.reason)
    if !requirement.apart.isEmpty {
      objections.append(
        "cannot keep \(requirement.apart.joined(separator: " and ")) at different sites")
    }
    return objections
  }

  /// What is short now. Empty when the whole network service fits.
  private static func shortages(_ site: Site, _ requirement: PlacementRequirement) -> [String] {
    let vim = site.vim
    if site.isSilent { return ["did not tell its capacity in time"] }
    var shortages: [String] = []
    if !requirement.total.fits(in: vim.free) {
      shortages.append(
        "has \(vim.free.sentence) free of \(vim.capacity.sentence), "
          + "\(requirement.total.sentence) needed")
    }
    if !requirement.largest.fits(in: vim.largestRoom) {
      shortages.append(
        "has room for \(vim.largestRoom.sentence) on one host at most, "
          + "the largest replica needs \(requirement.largest.sentence)")
    }
    if vim.hostsUp < requirement.spreadHosts {
      shortages.append(
        "has \(vim.hostsUp) hosts up, anti-affinity needs \(requirement.spreadHosts)")
    }
    return shortages
  }

  static func decide(_ sites: [Site], _ requirement: PlacementRequirement) -> PlacementDecision {
    var possible: [(site: Site, room: Int)] = []
    var impossible: [PlacementDecision.Candidate] = []
    for site in sites {
      var objections = objections(to: site.vim, requirement)
      if objections.isEmpty { objections = shortages(site, requirement) }
      if objections.isEmpty {
        possible.append((site, roomAfter(site.vim, requirement.total)))
      } else {
        impossible.append(
          PlacementDecision.Candidate(
            vim: site.vim.id, site: site.vim.site, isPossible: false,
            reason: objections.joined(separator: "; ")))
      }
    }
    possible.sort {
      ($0.site.siblings, -$0.room, $0.site.vim.id) < ($1.site.siblings, -$1.room, $1.site.vim.id)
    }
    guard let best = possible.first else {
      let reasons = impossible.map { "\($0.vim) \($0.reason)" }.joined(separator: ". ")
      return PlacementDecision(
        chosen: nil, candidates: impossible,
        sentence: impossible.isEmpty ? "there is no VIM" : "no VIM can take it: \(reasons)")
    }
    let chosen = candidate(best.site.vim, because: praise(best, of: possible.count, requirement))
    let others = possible.dropFirst().map { other in
      candidate(other.site.vim, because: comparison(of: other, with: best))
    }
    return PlacementDecision(
      chosen: best.site.vim.id, candidates: [chosen] + others + impossible,
      sentence: "\(best.site.vim.id) at \(best.site.vim.site): \(chosen.reason)")
  }

  private static func candidate(
    _ vim: VIMRecord, because reason: String
  ) -> PlacementDecision.Candidate {
    PlacementDecision.Candidate(vim: vim.id, site: vim.site, isPossible: true, reason: reason)
  }

  /// The scarcer of CPU and memory that would be left, in thousandths of the capacity.
  private static func roomAfter(_ vim: VIMRecord, _ total: Compute) -> Int {
    let left = vim.free - total
    guard vim.capacity.milliCPU > 0, vim.capacity.memoryMiB > 0 else { return 0 }
    return min(
      left.milliCPU * 1_000 / vim.capacity.milliCPU,
      left.memoryMiB * 1_000 / vim.capacity.memoryMiB)
  }

  private static func praise(
    _ best: (site: Site, room: Int), of count: Int, _ requirement: PlacementRequirement
  ) -> String {
    let vim = best.site.vim
    var parts: [String] = []
    if let policy = requirement.sitePolicy { parts.append("is \(policy) as the order asks") }
    if let latency = requirement.latency {
      parts.append(
        "\(vim.customerLatencyMilliseconds) ms to the customer of \(latency.milliseconds) ms")
    }
    parts.append("\(vim.free.sentence) free for \(requirement.total.sentence)")
    parts.append(
      count == 1
        ? "the only VIM that meets every rule"
        : "best of \(count): \(best.site.siblings) such services of the tenant there, "
          + "\(best.room / 10) % left")
    return parts.joined(separator: ", ")
  }

  private static func comparison(
    of other: (site: Site, room: Int), with best: (site: Site, room: Int)
  ) -> String {
    let name = best.site.vim.id
    if other.site.siblings > best.site.siblings {
      return "possible, but the tenant has \(other.site.siblings) such services there "
        + "and \(best.site.siblings) on \(name)"
    }
    if other.room < best.room {
      return "possible, but \(other.room / 10) % would be left there "
        + "and \(best.room / 10) % on \(name)"
    }
    return "possible and equally good; \(name) comes first by name"
  }
}

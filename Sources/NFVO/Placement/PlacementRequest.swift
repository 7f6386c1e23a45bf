import ResourceInterfaces

/// What is to be placed together: functions made of equal instances, and what holds among them.
package struct PlacementRequest: Equatable, Sendable {
  package var tenant: String
  package var units: [Unit]
  package var groups: [Group]
  package var rules: [Rule]
  package var connections: [Connection]
  /// Whether hosts that are not up, and quotas, stand in the way. Both do, except where it is found
  /// out what else does.
  var respectsConditions = true
  var respectsQuotas = true
  /// What an instance of each group counts against quotas, where that is not what it takes of its host.
  var quotaUses: [String: QuotaUse]?

  package init(
    tenant: String, units: [Unit], groups: [Group], rules: [Rule] = [],
    connections: [Connection] = []
  ) {
    self.tenant = tenant
    self.units = units
    self.groups = groups
    self.rules = rules
    self.connections = connections
  }

  /// What all instances of `group` count against quotas.
  func quotaUse(of group: Group) -> QuotaUse {
    (quotaUses?[group.id] ?? group.demand.quotaUse) * group.count
  }

  /// What goes to one VIM as a whole: a VNF.
  package struct Unit: Equatable, Sendable {
    package var id: String
    package var conditions: [Condition]
    package var bounds: [Bound]
    /// The zones that it may use; none means all.
    package var zones: [String]
    /// How many of its like each VIM has; the fewer the better.
    package var siblings: [VIMName: Int]
    /// Where it is already; nil for what is to be placed.
    package var vim: VIMName?

    package init(
      id: String, conditions: [Condition] = [], bounds: [Bound] = [], zones: [String] = [],
      siblings: [VIMName: Int] = [:], vim: VIMName? = nil
    ) {
      self.id = id
      self.conditions = conditions
      self.bounds = bounds
      self.zones = zones
      self.siblings = siblings
      self.vim = vim
    }
  }

  /// A requirement that VIMs meet or not, whatever room they have: kind, site, tag.
  package struct Condition: Equatable, Sendable {
    /// For people, after `with` or `that`: `at an edge site (edge_placement)`.
    package var words: String
    /// The VIMs that do not meet it, and why.
    package var refused: [VIMName: String]

    package init(words: String, refused: [VIMName: String]) {
      self.words = words
      self.refused = refused
    }
  }

  /// The most latency and jitter to where the customer is; in microseconds, nil for no bound.
  package struct Bound: Equatable, Sendable {
    package var rule: String
    /// The customer's site; nil for the customers of whichever site it comes to.
    package var site: String?
    package var latency: Int?
    package var jitter: Int?

    package init(rule: String, site: String? = nil, latency: Int? = nil, jitter: Int? = nil) {
      self.rule = rule
      self.site = site
      self.latency = latency
      self.jitter = jitter
    }
  }

  /// A connection between two units over the links between their sites.
  package struct Connection: Equatable, Sendable {
    package var rule: String
    package var ends: [String]
    /// In microseconds; nil for no bound.
    package var latency: Int?
    package var jitter: Int?
    /// In bit/s.
    package var bitrate: Int

    package init(
      rule: String, _ one: String, _ other: String, latency: Int? = nil, jitter: Int? = nil,
      bitrate: Int = 0
    ) {
      self.rule = rule
      ends = [one, other]
      self.latency = latency
      self.jitter = jitter
      self.bitrate = bitrate
    }
  }

  /// Equal instances: the replicas of a VDU.
  package struct Group: Equatable, Sendable {
    package var id: String
    package var unit: String
    package var count: Int
    package var demand: InstanceDemand
    /// Names the instances that are there already, so that rules count them; nil when there are none.
    package var peers: String?

    package init(
      id: String, unit: String, count: Int, demand: InstanceDemand, peers: String? = nil
    ) {
      self.id = id
      self.unit = unit
      self.count = count
      self.demand = demand
      self.peers = peers
    }
  }

  /// SOL003 `PlacementConstraint` (§9.5.3.6), SOL001 AffinityRule and AntiAffinityRule.
  package struct Rule: Equatable, Sendable {
    /// Between what the rule holds.
    package enum Parties: Sendable {
      /// Between all instances of all groups.
      case instances
      /// Between units: instances of one unit may be where they like among themselves.
      case units
    }

    package var id: String
    package var kind: Affinity
    package var scope: AffinityScope
    package var groups: [String]
    package var parties: Parties
    /// `fallbackBestEffort`: the rule gives way when it cannot be met.
    package var isBestEffort: Bool

    package init(
      id: String, _ kind: Affinity, _ scope: AffinityScope, groups: [String],
      parties: Parties = .instances, isBestEffort: Bool = false
    ) {
      self.id = id
      self.kind = kind
      self.scope = scope
      self.groups = groups
      self.parties = parties
      self.isBestEffort = isBestEffort
    }
  }
}

extension InstanceDemand {
  /// What it takes that NUMA nodes have by the piece.
  package var cell: Landscape.Cell {
    Landscape.Cell(
      dedicatedCPUs: dedicatedCPUs, hugepagesMiB: hugepagesMiB, functions: functions)
  }

  package var takesCells: Bool { dedicatedCPUs > 0 || hugepagesMiB > 0 || functions > 0 }

  package var quotaUse: QuotaUse {
    QuotaUse(
      milliCPU: milliCPU + dedicatedCPUs * 1_000, memoryMiB: memoryMiB + hugepagesMiB,
      instances: 1)
  }
}

import ResourceInterfaces

/// What there is to place on, as the NFVO believes it to be: sites and the links between them, VIMs,
/// and hosts with what they have in all. Capacities are after the allocation ratio.
package struct Landscape: Equatable, Sendable {
  package var sites: [Site]
  package var links: [Link]
  package var vims: [VIM]
  package var hosts: [Host]

  package init(sites: [Site], links: [Link] = [], vims: [VIM], hosts: [Host]) {
    self.sites = sites
    self.links = links
    self.vims = vims
    self.hosts = hosts
  }

  /// An NFVI point of presence.
  package struct Site: Equatable, Sendable {
    package var id: String
    /// To the customers that it serves, in microseconds.
    package var customerLatency: Int
    package var customerJitter: Int

    package init(id: String, customerLatency: Int, customerJitter: Int = 0) {
      self.id = id
      self.customerLatency = customerLatency
      self.customerJitter = customerJitter
    }
  }

  /// A connection between two sites, good for both ways.
  package struct Link: Equatable, Sendable {
    package var ends: [String]
    /// One way, in microseconds.
    package var latency: Int
    package var jitter: Int
    /// What is free, in bit/s.
    package var bandwidth: Int
    /// What a connection over it costs.
    package var price: Int

    package init(
      _ one: String, _ other: String, latency: Int, jitter: Int, bandwidth: Int, price: Int
    ) {
      ends = [one, other]
      self.latency = latency
      self.jitter = jitter
      self.bandwidth = bandwidth
      self.price = price
    }
  }

  package struct VIM: Equatable, Sendable {
    package var id: VIMName
    package var site: String
    /// What a virtual CPU costs, in the same unit as ``Link/price``.
    package var price: Int
    package var quotas: [Quota]

    package init(id: VIMName, site: String, price: Int = 0, quotas: [Quota] = []) {
      self.id = id
      self.site = site
      self.price = price
      self.quotas = quotas
    }
  }

  /// The most that a tenant may hold in a VIM, with what it holds; nil means no bound.
  package struct Quota: Equatable, Sendable {
    package var tenant: String
    package var milliCPU: Int?
    package var memoryMiB: Int?
    package var instances: Int?
    package var used: QuotaUse

    package init(
      tenant: String, milliCPU: Int? = nil, memoryMiB: Int? = nil, instances: Int? = nil,
      used: QuotaUse = QuotaUse()
    ) {
      self.tenant = tenant
      self.milliCPU = milliCPU
      self.memoryMiB = memoryMiB
      self.instances = instances
      self.used = used
    }
  }

  package struct Host: Equatable, Sendable {
    package var name: HostName
    package var vim: VIMName
    package var zone: String
    /// The zones that count as one (SOL003 ZONE_GROUP); nil when the zone stands alone.
    package var zoneGroup: String?
    package var labels: [String]
    package var condition: HostCondition
    /// Shared CPUs in thousandths.
    package var milliCPU: Int
    package var memoryMiB: Int
    /// How many instances it takes at most.
    package var maxInstances: Int?
    package var cells: [Cell]

    package init(
      name: HostName, vim: VIMName, zone: String, zoneGroup: String? = nil, labels: [String] = [],
      condition: HostCondition = .up, milliCPU: Int, memoryMiB: Int, maxInstances: Int? = nil,
      cells: [Cell] = []
    ) {
      self.name = name
      self.vim = vim
      self.zone = zone
      self.zoneGroup = zoneGroup
      self.labels = labels
      self.condition = condition
      self.milliCPU = milliCPU
      self.memoryMiB = memoryMiB
      self.maxInstances = maxInstances
      self.cells = cells
    }
  }

  /// A NUMA node with what is given out by the piece.
  package struct Cell: Codable, Hashable, Sendable {
    /// CPUs that one instance has for itself (`dedicated`, pinned).
    package var dedicatedCPUs: Int
    package var hugepagesMiB: Int
    /// SR-IOV virtual functions of the NICs at this node.
    package var functions: Int

    package init(dedicatedCPUs: Int = 0, hugepagesMiB: Int = 0, functions: Int = 0) {
      self.dedicatedCPUs = dedicatedCPUs
      self.hugepagesMiB = hugepagesMiB
      self.functions = functions
    }
  }
}

/// Whether a host takes instances.
package enum HostCondition: String, Codable, Hashable, Sendable, CaseIterable {
  case up, maintenance, down

  /// For people, after the host's name.
  var words: String {
    switch self {
    case .up: "is up"
    case .maintenance: "in maintenance"
    case .down: "is down"
    }
  }
}

/// What counts against a quota.
package struct QuotaUse: Codable, Hashable, Sendable {
  package var milliCPU = 0
  package var memoryMiB = 0
  package var instances = 0

  package init(milliCPU: Int = 0, memoryMiB: Int = 0, instances: Int = 0) {
    self.milliCPU = milliCPU
    self.memoryMiB = memoryMiB
    self.instances = instances
  }

  package static func + (left: Self, right: Self) -> Self {
    Self(
      milliCPU: left.milliCPU + right.milliCPU, memoryMiB: left.memoryMiB + right.memoryMiB,
      instances: left.instances + right.instances)
  }

  package static func - (left: Self, right: Self) -> Self {
    Self(
      milliCPU: left.milliCPU - right.milliCPU, memoryMiB: left.memoryMiB - right.memoryMiB,
      instances: left.instances - right.instances)
  }

  package static func * (use: Self, count: Int) -> Self {
    Self(
      milliCPU: use.milliCPU * count, memoryMiB: use.memoryMiB * count,
      instances: use.instances * count)
  }
}

extension Landscape.Quota {
  /// Whether `more` may be held besides what is.
  func allows(_ more: QuotaUse, besides used: QuotaUse) -> Bool {
    let sum = used + more
    return sum.milliCPU <= milliCPU ?? .max && sum.memoryMiB <= memoryMiB ?? .max
      && sum.instances <= instances ?? .max
  }
}

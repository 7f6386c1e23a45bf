// The infrastructure that is there: sites, the VIMs in them, and their hosts. MANO manages the
// lifecycle of functions on it and never builds it.

/// Everything that is installed, as the infrastructure team describes it.
package struct Inventory: Codable, Hashable, Sendable {
  package var sites: [Site]
  package var vims: [VIM]
  package var links: [Link]

  package init(sites: [Site], vims: [VIM], links: [Link] = []) {
    self.sites = sites
    self.vims = vims
    self.links = links
  }

  package func site(_ id: String) -> Site? { sites.first { $0.id == id } }

  package func vim(_ id: String) -> VIM? { vims.first { $0.id == id } }
}

extension Inventory {
  /// A place with infrastructure, an NFVI point of presence.
  package struct Site: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var title: String
    /// `edge`, `core`, `dc`: what placement rules ask for.
    package var tags: [String]
    /// The latency between the site and the customers that it serves, in milliseconds.
    package var customerLatencyMilliseconds: Int
    /// How much that latency varies, in milliseconds.
    package var customerJitterMilliseconds: Int

    package init(
      id: String, title: String, tags: [String], customerLatencyMilliseconds: Int,
      customerJitterMilliseconds: Int = 0
    ) {
      self.id = id
      self.title = title
      self.tags = tags
      self.customerLatencyMilliseconds = customerLatencyMilliseconds
      self.customerJitterMilliseconds = customerJitterMilliseconds
    }
  }

  /// A connection between two sites, good for both ways.
  package struct Link: Codable, Hashable, Sendable {
    /// The two sites.
    package var ends: [String]
    /// One way, in milliseconds.
    package var latencyMilliseconds: Int
    package var jitterMilliseconds: Int
    /// In bit/s.
    package var bandwidth: Int
    /// What a connection over it costs, in the unit of ``VIM/vcpuPrice``.
    package var price: Int

    package init(
      ends: [String], latencyMilliseconds: Int, jitterMilliseconds: Int, bandwidth: Int, price: Int
    ) {
      self.ends = ends
      self.latencyMilliseconds = latencyMilliseconds
      self.jitterMilliseconds = jitterMilliseconds
      self.bandwidth = bandwidth
      self.price = price
    }
  }

  /// The most that a tenant may hold in a VIM; nil means no bound.
  package struct Quota: Codable, Hashable, Sendable {
    package var tenant: String
    package var vcpu: Int?
    package var memoryGiB: Int?
    package var instances: Int?

    package init(tenant: String, vcpu: Int? = nil, memoryGiB: Int? = nil, instances: Int? = nil) {
      self.tenant = tenant
      self.vcpu = vcpu
      self.memoryGiB = memoryGiB
      self.instances = instances
    }
  }

  /// A cluster or cloud, with its hosts.
  package struct VIM: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var kind: VIMKind
    package var title: String
    package var site: String
    /// How many virtual CPUs are given out for each physical one, in thousandths.
    package var cpuAllocationRatioMilli: Int
    package var memoryAllocationRatioMilli: Int
    /// How many pods the kubelet of one host takes; nil for OpenStack.
    package var maxPodsPerHost: Int?
    package var hosts: [Host]
    /// What a virtual CPU costs here; only compared with other prices.
    package var vcpuPrice = 0
    package var quotas: [Quota] = []
    /// How long it and its hosts take; nil for ``Stages/plain``.
    package var stages: Stages?

    package init(
      id: String, kind: VIMKind, title: String, site: String, cpuAllocationRatioMilli: Int,
      memoryAllocationRatioMilli: Int, maxPodsPerHost: Int? = nil, hosts: [Host]
    ) {
      self.id = id
      self.kind = kind
      self.title = title
      self.site = site
      self.cpuAllocationRatioMilli = cpuAllocationRatioMilli
      self.memoryAllocationRatioMilli = memoryAllocationRatioMilli
      self.maxPodsPerHost = maxPodsPerHost
      self.hosts = hosts
    }
  }

  /// A physical server.
  package struct Host: Codable, Hashable, Sendable, Identifiable {
    /// Its name, unique in the whole inventory: `edge-1-w01`.
    package var id: String
    /// The failure domain that it shares with its neighbours (SOL003 ZONE).
    package var zone: String
    /// The zones that count as one (SOL003 ZONE_GROUP); nil when the zone stands alone.
    package var zoneGroup: String?
    package var rack: String
    /// Physical CPUs (threads) over all NUMA nodes.
    package var vcpu: Int
    package var memoryGiB: Int
    package var storageGiB: Int
    package var numaNodes: Int
    package var nics: [NIC]
    /// CPUs that can be given to one instance alone, over all NUMA nodes; part of ``vcpu``.
    package var dedicatedCPUs = 0
    /// Memory in hugepages, over all NUMA nodes; part of ``memoryGiB``.
    package var hugepagesGiB = 0
    /// 0 for one for each NUMA node.
    package var sockets = 0
    /// The hypervisor or container runtime: `KVM`, `ESXi`, `containerd`, `Docker`; nil for what is usual
    /// under its VIM.
    package var hypervisor: String?
    /// `OVS`, `VPP`; nil for what is usual.
    package var vSwitch: String?
    /// Local disks; empty for one of ``storageGiB``.
    package var disks: [Disk] = []
    /// How its management controller is spoken to; nil for Redfish.
    package var bmc: BMC?

    package init(
      id: String, zone: String, rack: String, vcpu: Int, memoryGiB: Int, storageGiB: Int,
      numaNodes: Int, nics: [NIC]
    ) {
      self.id = id
      self.zone = zone
      self.rack = rack
      self.vcpu = vcpu
      self.memoryGiB = memoryGiB
      self.storageGiB = storageGiB
      self.numaNodes = numaNodes
      self.nics = nics
    }
  }

  /// A local disk.
  package struct Disk: Codable, Hashable, Sendable {
    package var name: String
    package var sizeGiB: Int

    package init(name: String, sizeGiB: Int) {
      self.name = name
      self.sizeGiB = sizeGiB
    }
  }

  /// How a board management controller is spoken to.
  package enum BMC: String, Codable, Hashable, Sendable, CaseIterable {
    case redfish
    case ipmi
  }

  /// A network card with its virtual functions (SR-IOV).
  package struct NIC: Codable, Hashable, Sendable {
    package var name: String
    package var speedGbps: Int
    package var numaNode: Int
    package var virtualFunctions: Int

    package init(name: String, speedGbps: Int, numaNode: Int, virtualFunctions: Int) {
      self.name = name
      self.speedGbps = speedGbps
      self.numaNode = numaNode
      self.virtualFunctions = virtualFunctions
    }
  }
}

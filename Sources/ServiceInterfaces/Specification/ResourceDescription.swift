// What an RFS asks of its domain. A quantity or policy is never a literal here: it is the name of a
// characteristic of the RFS, whose value the order, the CFS mapping, or its default gives.

/// What the domain of an RFS is asked to provide; one case for each domain below SOM.
package enum ResourceDescription: Codable, Hashable, Sendable {
  case mano(NetworkServiceDescription)
  case nso(DeviceConfigurationDescription)
  case siem(FeedDescription)

  package var target: ServiceSpecification.Target {
    switch self {
    case .mano: .mano
    case .nso: .nso
    case .siem: .siem
    }
  }
}

/// A network service to be instantiated: which NSD, how large, where by policy, on which networks.
///
/// These are the words of SOL005. Which cluster, chart or image is the NFVO's and VNFM's matter.
package struct NetworkServiceDescription: Codable, Hashable, Sendable {
  /// The name of the NSD: `cloud-firewall-ns`.
  package let networkService: String
  /// The characteristic that says how many vCPUs the NS is to have in all.
  package let vcpu: String
  /// The characteristic that says how many GiB of memory the NS is to have in all.
  package let memory: String
  /// The characteristic whose value is the placement policy, such as `edge` or `dc`.
  package let placementPolicy: String
  /// The characteristic whose value is a site to be used, if the customer names one.
  package let site: String?
  package let networks: [Network]

  /// A virtual network that the network service is attached to.
  package struct Network: Codable, Hashable, Sendable {
    /// The service access point of the NSD: `customer`, `internet`.
    package let sap: String
    package let title: String

    package init(sap: String, title: String) {
      self.sap = sap
      self.title = title
    }
  }

  package init(
    networkService: String, vcpu: String, memory: String, placementPolicy: String,
    site: String? = nil, networks: [Network] = []
  ) {
    self.networkService = networkService
    self.vcpu = vcpu
    self.memory = memory
    self.placementPolicy = placementPolicy
    self.site = site
    self.networks = networks
  }
}

/// Device configuration that NSO applies as one transaction: all of it or nothing.
package struct DeviceConfigurationDescription: Codable, Hashable, Sendable {
  package let configurations: [Configuration]

  /// One part of the transaction.
  package struct Configuration: Codable, Hashable, Sendable {
    package let kind: Kind
    package let title: String
    package let device: DeviceRole
    /// The characteristic of the RFS that holds the rules or parameters; nil when there are none.
    package let parameters: String?

    package init(kind: Kind, title: String, device: DeviceRole, parameters: String? = nil) {
      self.kind = kind
      self.title = title
      self.device = device
      self.parameters = parameters
    }
  }

  /// What is configured.
  package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    case acl
    case nat
    case urlFilter
    case peRoutes
    case overlayTunnels
    case qos
    case intrusionPrevention
    case logExport
  }

  /// On which kind of device it is configured.
  package enum DeviceRole: String, Codable, Hashable, Sendable, CaseIterable {
    case firewall
    case peRouter
    case sdwanGateway
  }

  package init(configurations: [Configuration]) {
    self.configurations = configurations
  }
}

/// A feed of security events to be registered at the SIEM.
package struct FeedDescription: Codable, Hashable, Sendable {
  /// The name of the feed: `firewall-events`.
  package let feed: String
  package let format: Format
  /// The kinds of events in it: `denied-flow`, `intrusion`.
  package let events: [String]
  /// The characteristic that says for how many days events are kept.
  package let retentionDays: String?

  /// The wire format of the events.
  package enum Format: String, Codable, Hashable, Sendable, CaseIterable {
    case syslog
    case cef
    case ipfix
  }

  package init(feed: String, format: Format, events: [String], retentionDays: String? = nil) {
    self.feed = feed
    self.format = format
    self.events = events
    self.retentionDays = retentionDays
  }
}

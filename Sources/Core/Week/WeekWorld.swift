import Deciding
import Descriptors
import ResourceInterfaces
import ServiceInterfaces

/// How large a network is that lives for a while, and how long.
package struct WeekSize: Codable, Equatable, Sendable {
  package var hosts: Int
  package var functions: Int
  package var minutes: Int

  package init(hosts: Int = 5_000, functions: Int = 50_000, minutes: Int = 7 * 24 * 60) {
    self.hosts = hosts
    self.functions = functions
    self.minutes = minutes
  }
}

/// The infrastructure and the network services of a large network: the bundled edge cluster and the
/// bundled cloud, as often as it takes.
struct WeekWorld {
  /// A network service that is to be made.
  struct Service {
    let nsd: String
    let name: String
    let tenant: String
    let vim: VIMName
    let functions: Int
  }

  /// Hosts of one cluster.
  static let hostsPerVIM = 200
  private static let hostsPerRack = 20
  private static let racksPerZone = 2
  private static let tenants = 500

  let inventory: Inventory
  private let edges: [VIMName]
  private let clouds: [VIMName]

  /// - Throws: when what is bundled cannot be read.
  init(hosts: Int) throws {
    let bundled = try Inventory.bundled()
    let models = [VIMKind.kubernetes, .openstack].compactMap { kind in
      bundled.vims.first { $0.kind == kind }
    }
    var sites: [Inventory.Site] = []
    var vims: [Inventory.VIM] = []
    for number in 1...max(1, (hosts + Self.hostsPerVIM - 1) / Self.hostsPerVIM) {
      let model = models[number % 5 == 0 ? models.count - 1 : 0]
      let left = hosts - (number - 1) * Self.hostsPerVIM
      var site = bundled.site(model.site) ?? bundled.sites[0]
      site.id = "site-\(number)"
      site.title = "Site \(number)"
      sites.append(site)
      vims.append(Self.vim(number, like: model, at: site, hosts: min(left, Self.hostsPerVIM)))
    }
    inventory = Inventory(sites: sites, vims: vims)
    edges = vims.filter { $0.kind == .kubernetes }.map(\.id)
    clouds = vims.filter { $0.kind != .kubernetes }.map(\.id)
  }

  private static func vim(
    _ number: Int, like model: Inventory.VIM, at site: Inventory.Site, hosts: Int
  ) -> Inventory.VIM {
    var vim = model
    vim.id = "\(model.kind.rawValue)-\(number)"
    vim.title = "Cluster \(number)"
    vim.site = site.id
    vim.quotas = []
    vim.hosts = (0..<hosts).map { index in
      var host = model.hosts[index % model.hosts.count]
      let rack = index / hostsPerRack
      host.id = "s\(number)-h\(index + 1)"
      host.rack = "s\(number)-r\(rack + 1)"
      host.zone = "s\(number)-z\(rack / racksPerZone + 1)"
      host.zoneGroup = nil
      return host
    }
    return vim
  }

  /// Services until there are so many functions: four firewalls with their log collectors to each
  /// pair of virtual routers, spread over the clusters.
  func services(functions: Int) -> [Service] {
    var services: [Service] = []
    var made = 0
    while made < functions {
      let number = services.count
      let isRouter = number % 3 == 2 && !clouds.isEmpty
      let vims = isRouter ? clouds : edges
      let service = Service(
        nsd: isRouter ? "virtual-router-ns" : "cloud-firewall-ns", name: "service-\(number + 1)",
        tenant: "customer-\(number % Self.tenants + 1)", vim: vims[number / 3 % vims.count],
        functions: isRouter ? 1 : 2)
      services.append(service)
      made += service.functions
    }
    return services
  }
}

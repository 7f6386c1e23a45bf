// The inventory of the infrastructure from its YAML file.

import ResourceInterfaces
import ServiceInterfaces

extension Inventory {
  /// Reads and checks an inventory file. Its VIMs take the stages of their kind.
  ///
  /// - Throws: every problem, with line, path and remedy.
  package static func read(_ file: DescriptorFile) throws(DescriptorProblems) -> Inventory {
    let log = ProblemList()
    var inventory = Inventory(sites: [], vims: [])
    if let root = YAMLValue(file, log: log), let value = root.required("inventory") {
      inventory = InventoryReading().inventory(value)
    }
    try log.throwIfAny()
    return inventory.taking(try .bundled())
  }
}

/// The reading of one inventory.
struct InventoryReading {
  func inventory(_ value: YAMLValue) -> Inventory {
    value.allow("sites", "vims", "links")
    let sites = value.required("sites")?.elements ?? []
    let vims = value.required("vims")?.elements ?? []
    checkDistinct(sites, "id")
    checkDistinct(vims, "id")
    let links = value.member("links")?.elements ?? []
    let inventory = Inventory(
      sites: sites.map { site($0) }, vims: vims.compactMap { vim($0) },
      links: links.map { link($0) })
    checkDistinctEnds(inventory.links, links)
    let ends = links.flatMap { $0.member("between")?.elements ?? [] }
    for reference in vims.compactMap({ $0.member("site") }) + ends
    where inventory.site(reference.text) == nil {
      reference.report(
        "There is no site \(reference.text).",
        NearestNames.hint(for: reference.text, among: inventory.sites.map(\.id)))
    }
    checkDistinct(vims.flatMap { $0.member("hosts")?.elements ?? [] }, "name")
    return inventory
  }

  private func site(_ value: YAMLValue) -> Inventory.Site {
    value.allow("id", "title", "tags", "customerLatency", "customerJitter")
    return Inventory.Site(
      id: value.required("id")?.text ?? "",
      title: value.required("title")?.text ?? "",
      tags: value.required("tags")?.texts ?? [],
      customerLatencyMilliseconds: value.required("customerLatency")?.milliseconds ?? 0,
      customerJitterMilliseconds: value.member("customerJitter")?.milliseconds ?? 0)
  }

  private func link(_ value: YAMLValue) -> Inventory.Link {
    value.allow("between", "latency", "jitter", "bandwidthGbps", "price")
    let between = value.required("between")
    let ends = between?.texts ?? []
    if let between, between.isList, ends.count != 2 || ends.first == ends.last {
      between.report("A link is between two sites.", "Write between: [ one, other ].")
    }
    return Inventory.Link(
      ends: ends, latencyMilliseconds: value.required("latency")?.milliseconds ?? 0,
      jitterMilliseconds: value.member("jitter")?.milliseconds ?? 0,
      bandwidth: (value.required("bandwidthGbps")?.count ?? 0) * 1_000_000_000,
      price: value.member("price")?.count ?? 0)
  }

  private func quota(_ value: YAMLValue) -> Inventory.Quota {
    value.allow("tenant", "vcpu", "memory", "instances")
    return Inventory.Quota(
      tenant: value.required("tenant")?.text ?? "", vcpu: value.member("vcpu")?.count,
      memoryGiB: value.member("memory")?.gibibytes, instances: value.member("instances")?.count)
  }

  private func vim(_ value: YAMLValue) -> Inventory.VIM? {
    value.allow(
      "id", "kind", "title", "site", "allocationRatio", "maxPodsPerHost", "vcpuPrice", "quotas",
      "hostDefaults", "hosts")
    let defaults = value.member("hostDefaults")
    defaults?.allow(
      "vcpu", "memory", "storage", "numaNodes", "nics", "zone", "zoneGroup", "rack",
      "dedicatedCPUs", "hugepages", "sockets", "hypervisor", "vSwitch", "disks", "bmc")
    let hosts = value.required("hosts")?.elements ?? []
    if value.member("hosts") != nil, hosts.isEmpty {
      value.report("The VIM has no host.", "Add at least one.")
    }
    let id = value.required("id")?.text ?? ""
    let title = value.required("title")?.text ?? ""
    let site = value.required("site")?.text ?? ""
    let ratio = value.required("allocationRatio")
    let cpu = ratio?.required("cpu").map(perMille) ?? 1000
    let memory = ratio?.required("memory").map(perMille) ?? 1000
    guard let kind = value.required("kind")?.word(VIMKind.self) else { return nil }
    if kind == .kubernetes { _ = value.required("maxPodsPerHost") }
    var vim = Inventory.VIM(
      id: id, kind: kind, title: title, site: site, cpuAllocationRatioMilli: cpu,
      memoryAllocationRatioMilli: memory, maxPodsPerHost: value.member("maxPodsPerHost")?.count,
      hosts: hosts.map { host($0, defaults: defaults) })
    vim.vcpuPrice = value.member("vcpuPrice")?.count ?? 0
    let quotas = value.member("quotas")?.elements ?? []
    checkDistinct(quotas, "tenant")
    vim.quotas = quotas.map { quota($0) }
    return vim
  }

  private func perMille(_ value: YAMLValue) -> Int {
    let ratio = value.number
    guard (0.1...100).contains(ratio) else {
      value.report("The ratio \(ratio) is out of range.", "Write a number from 0.1 to 100.")
      return 1000
    }
    return Int((ratio * 1000).rounded())
  }

  /// A host; what it does not say itself, `hostDefaults` says.
  private func host(_ value: YAMLValue, defaults: YAMLValue?) -> Inventory.Host {
    value.allow(
      "name", "zone", "zoneGroup", "rack", "vcpu", "memory", "storage", "numaNodes", "nics",
      "dedicatedCPUs", "hugepages", "sockets", "hypervisor", "vSwitch", "disks", "bmc")
    func optional(_ name: String) -> YAMLValue? { value.member(name) ?? defaults?.member(name) }
    func either(_ name: String) -> YAMLValue? {
      optional(name) ?? value.required(name)
    }
    var host = Inventory.Host(
      id: value.required("name")?.text ?? "",
      zone: either("zone")?.text ?? "",
      rack: either("rack")?.text ?? "",
      vcpu: either("vcpu")?.count ?? 0,
      memoryGiB: either("memory")?.gibibytes ?? 0,
      storageGiB: either("storage")?.gibibytes ?? 0,
      numaNodes: either("numaNodes")?.count ?? 0,
      nics: either("nics")?.elements.map { nic($0) } ?? [])
    host.zoneGroup = optional("zoneGroup")?.text
    host.dedicatedCPUs = optional("dedicatedCPUs")?.count ?? 0
    host.hugepagesGiB = optional("hugepages")?.gibibytes ?? 0
    host.sockets = optional("sockets")?.count ?? 0
    host.hypervisor = optional("hypervisor")?.text
    host.vSwitch = optional("vSwitch")?.text
    host.disks = optional("disks")?.elements.map { disk($0) } ?? []
    host.bmc = optional("bmc")?.word(Inventory.BMC.self)
    check(host, value)
    return host
  }

  private func check(_ host: Inventory.Host, _ value: YAMLValue) {
    if host.dedicatedCPUs > host.vcpu || host.hugepagesGiB > host.memoryGiB {
      value.report(
        "The host \(host.id) has more dedicated CPUs or hugepages than CPUs or memory.",
        "They are part of both.")
    }
    if host.vcpu == 0 || host.memoryGiB == 0 || host.numaNodes == 0 {
      value.report(
        "The host \(host.id) has no CPU, memory or NUMA node.", "Give each at least 1.")
    }
    for nic in host.nics where nic.numaNode >= host.numaNodes {
      value.report(
        "The NIC \(nic.name) is at NUMA node \(nic.numaNode) of \(host.numaNodes).",
        "NUMA nodes count from 0.")
    }
    if host.sockets > 0, host.numaNodes % host.sockets != 0 {
      value.report(
        "The host \(host.id) has \(host.numaNodes) NUMA nodes on \(host.sockets) sockets.",
        "Each socket has as many as the others.")
    }
  }

  private func disk(_ value: YAMLValue) -> Inventory.Disk {
    value.allow("name", "size")
    return Inventory.Disk(
      name: value.required("name")?.text ?? "", sizeGiB: value.required("size")?.gibibytes ?? 0)
  }

  private func nic(_ value: YAMLValue) -> Inventory.NIC {
    value.allow("name", "speedGbps", "numaNode", "virtualFunctions")
    return Inventory.NIC(
      name: value.required("name")?.text ?? "",
      speedGbps: value.required("speedGbps")?.count ?? 0,
      numaNode: value.required("numaNode")?.count ?? 0,
      virtualFunctions: value.member("virtualFunctions")?.count ?? 0)
  }

  /// Two sites have one link between them, whichever of them is named first.
  private func checkDistinctEnds(_ links: [Inventory.Link], _ values: [YAMLValue]) {
    var seen: Set<Set<String>> = []
    for (link, value) in zip(links, values)
    where link.ends.count == 2 && !seen.insert(Set(link.ends)).inserted {
      value.report(
        "A link between \(link.ends.joined(separator: " and ")) is there already.",
        "Make one of the two.")
    }
  }

  private func checkDistinct(_ values: [YAMLValue], _ name: String) {
    var seen: Set<String> = []
    for value in values {
      guard let id = value.member(name), !seen.insert(id.text).inserted else { continue }
      id.report("\(id.text) is there more than once.", "Give each its own name.")
    }
  }
}

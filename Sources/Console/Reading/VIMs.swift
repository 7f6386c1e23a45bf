import Deciding
import ResourceInterfaces

/// A VIM in a list.
package struct VIMRow: Equatable, Sendable {
  package var name: String
  package var kind: VIMKind
  package var site: String
  /// Whether MANO works on it: its circuit breaker, in words.
  package var connection: StateWord
  package var hostsUp: Int
  package var hosts: Int
  /// 0 ... 1 of what its hosts that answer may give out.
  package var cpu: Double
  package var memory: Double
  /// How many pods or machines it holds, and how many of them serve.
  package var resources: Int
  package var ready: Int
  package var releases: Int
  package var openTasks: Int
  /// How many stand in the queue of its scheduler.
  package var queued: Int
  /// The quota that is used up most, 0 ... 1; nil when nobody has one.
  package var tightestQuota: Double?
}

/// What a VIM has of its own, in the order of the tabs.
package enum VIMChapter: Int, CaseIterable, Hashable, Sendable {
  case resources, releases, hosts, quotas

  package func following(_ step: Int) -> Self {
    let count = Self.allCases.count
    return Self(rawValue: (rawValue + step % count + count) % count) ?? .resources
  }
}

/// All that is known of a VIM but for what it holds, which is read row by row.
package struct VIMDetail: Equatable, Sendable {
  package var row: VIMRow
  package var title: String
  package var facts: [Fact]
}

/// One thing that a VIM holds, as its own users see it.
package struct VIMObject: Equatable, Sendable {
  /// Tells it from the others of its chapter, wherever it stands.
  package var serial: Int
  /// What the console knows it as.
  package var subject: Subject?
  package var name: String
  package var state: StateWord
  /// Why it stands so, or what is done to it; in the VIM's words.
  package var reason: String
  /// Of a pod or machine its size, of a release its chart, of a host its zone.
  package var kind: String
  /// Where it is, or whose.
  package var place: String
  package var age: Span?
  /// 0 ... 1 of what it may give out or hold; nil for what has neither.
  package var cpu: Double?
  package var memory: Double?
}

/// What one kind of VIM calls its things.
package struct VIMWords: Equatable, Sendable {
  package let resources: String
  package let resource: String
  package let size: String
  package let reason: String
  package let release: String
  package let releases: String
  package let chart: String
  package let host: String
  package let hosts: String
  package let quotas: String

  package init(_ kind: VIMKind) {
    switch kind {
    case .kubernetes:
      self.init(
        "Pods", "POD", size: "REQUESTS", reason: "REASON", "RELEASE", "Helm releases",
        chart: "CHART", "NODE", "Nodes", quotas: "Resource quotas")
    case .openstack:
      self.init(
        "Servers", "SERVER", size: "FLAVOR", reason: "TASK STATE", "STACK", "Heat stacks",
        chart: "TEMPLATE", "HYPERVISOR", "Hypervisors", quotas: "Quotas")
    case .vcloud:
      self.init(
        "VMs", "VM", size: "SIZE", reason: "TASK", "VAPP", "vApps", chart: "TEMPLATE",
        "ESXI HOST", "ESXi hosts", quotas: "Organisation VDCs")
    case .outposts:
      self.init(
        "Instances", "INSTANCE", size: "TYPE", reason: "STATUS CHECK", "STACK",
        "CloudFormation stacks", chart: "TEMPLATE", "SERVER", "Outpost servers",
        quotas: "Service quotas")
    case .azureStack:
      self.init(
        "VMs", "VM", size: "SIZE", reason: "PROVISIONING", "GROUP", "Resource groups",
        chart: "TEMPLATE", "NODE", "Nodes", quotas: "Plan quotas")
    }
  }

  private init(
    _ resources: String, _ resource: String, size: String, reason: String, _ release: String,
    _ releases: String, chart: String, _ host: String, _ hosts: String, quotas: String
  ) {
    self.resources = resources
    self.resource = resource
    self.size = size
    self.reason = reason
    self.release = release
    self.releases = releases
    self.chart = chart
    self.host = host
    self.hosts = hosts
    self.quotas = quotas
  }

  package func title(_ chapter: VIMChapter) -> String {
    switch chapter {
    case .resources: resources
    case .releases: releases
    case .hosts: hosts
    case .quotas: quotas
    }
  }
}

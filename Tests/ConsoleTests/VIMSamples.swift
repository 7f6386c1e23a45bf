import Deciding
import ResourceInterfaces

@testable import Console

/// The VIMs of the sample, the last of them with ten thousand servers.
extension SampleWorld {
  static let servers = 10_000
  private static let kinds: [VIMKind] = [.openstack, .kubernetes, .kubernetes]

  mutating func addVIMs() {
    for (place, cluster) in header.clusters.reversed().enumerated() {
      let isOpenStack = Self.kinds[place] == .openstack
      vims[place + 1] = VIMRow(
        name: cluster.name, kind: Self.kinds[place], site: "site-\(place + 1)",
        connection: isOpenStack ? StateWord(.degraded, "falters") : StateWord(.good, "answers"),
        hostsUp: isOpenStack ? 15 : 16, hosts: 16, cpu: 0.4 + Double(place) / 10,
        memory: 0.35, resources: isOpenStack ? Self.servers : 4, ready: isOpenStack ? 9_996 : 3,
        releases: isOpenStack ? 400 : 2, openTasks: isOpenStack ? 7 : 0, queued: 0,
        tightestQuota: isOpenStack ? 0.86 : nil)
      index[Pane.vims.rawValue].place(place + 1, at: isOpenStack ? .wrong : .fine)
    }
  }

  func vim(_ serial: Int) -> VIMRow? { vims[serial] }

  func vimDetail(_ serial: Int) -> VIMDetail? {
    vims[serial].map { row in
      VIMDetail(
        row: row, title: "a sample",
        facts: [
          Fact("API", "", state: row.connection),
          Fact("failed", "3 VNFs in a row, the last: hooli-fw-1: No valid host was found"),
          Fact("tasks", "\(row.openTasks) at work, 0 wait for the scheduler"),
          Fact("granted", "12 vCPU held by 3 grants"), Fact("reported", "4s ago"),
        ])
    }
  }

  func count(_ chapter: VIMChapter, of vim: Int) -> Int {
    guard let row = vims[vim] else { return 0 }
    return switch chapter {
    case .resources: row.resources - goneServers.count
    case .releases: row.releases
    case .hosts: row.hosts
    case .quotas: row.tightestQuota == nil ? 0 : 2
    }
  }

  private func servers(_ vim: Int) -> [Int] {
    (0..<(vims[vim]?.resources ?? 0)).filter { !goneServers.contains($0) }
  }

  func row(of object: Int, in chapter: VIMChapter, of vim: Int) -> Int? {
    switch chapter {
    case .resources: servers(vim).firstIndex(of: object)
    case .hosts: object - 1
    case .releases, .quotas: object
    }
  }

  func object(at row: Int, in chapter: VIMChapter, of vim: Int) -> VIMObject? {
    guard row >= 0, row < count(chapter, of: vim), let kind = vims[vim]?.kind else { return nil }
    switch chapter {
    case .resources: return server(servers(vim)[row], kind)
    case .releases:
      return VIMObject(
        serial: row, subject: Subject(.functions, row + 1), name: "release-\(row)",
        state: StateWord(.good, kind == .openstack ? "CREATE_COMPLETE" : "deployed"),
        reason: "2/2 serve", kind: "cloud-firewall 4.2.0", place: "globex", age: .seconds(4_000))
    case .hosts:
      return VIMObject(
        serial: row + 1, subject: Subject(.hosts, row + 1), name: "host-\(row)",
        state: StateWord(.good, "up"), reason: "7 here, 3 images", kind: "rack r1",
        place: "zone-a", age: nil, cpu: 0.4, memory: nil)
    case .quotas:
      return VIMObject(
        serial: row, subject: nil, name: row == 0 ? "globex" : "日本電信電話",
        state: StateWord(.degraded, "86% used"),
        reason: "12 of 20 instances, 55 of 64 vCPU, 80 of 128 GiB", kind: "", place: "", age: nil,
        cpu: 0.86, memory: 0.62)
    }
  }

  private func server(_ serial: Int, _ kind: VIMKind) -> VIMObject {
    let isPod = kind == .kubernetes
    let (state, reason): (StateWord, String) =
      switch serial {
      case 0:
        isPod
          ? (StateWord(.failed, "Unknown"), "NodeLost")
          : (StateWord(.failed, "ERROR"), "No valid host was found")
      case 1...3:
        isPod
          ? (StateWord(.waiting, "Pending"), "0/16 nodes are available: 16 Insufficient cpu.")
          : (StateWord(.working, "BUILD"), "spawning: image download")
      default: (StateWord(.good, isPod ? "Running" : "ACTIVE"), "")
      }
    return VIMObject(
      serial: serial, subject: Subject(.functions, serial % 24 + 1),
      name: "globex-cloud-firewall-1-worker-\(serial)", state: state, reason: reason,
      kind: "4 vCPU, 8 GiB", place: serial == 1 ? "" : "dc-1-h0\(serial % 9 + 1)",
      age: .seconds(Double(serial + 1) * 7))
  }
}

import Deciding
import NFVI
import ResourceInterfaces
import Testing
import VIM

struct PowerTests {
  /// The host of the first resource.
  private func firstHost(_ world: World) throws -> HostName {
    try #require(world.vim.resources.values.first?.host)
  }

  @Test(arguments: ["k8s", "os"])
  func `a host without power is believed for 40 seconds and then lost with all on it`(
    vim: String
  ) throws {
    var world = World.withFirewall(3, on: vim)
    let host = try firstHost(world)
    world.send(.power(host: host, isOn: false))
    world.run(for: .seconds(39))
    #expect(world.vim.hosts[host]?.condition == .ready)
    #expect(world.hostStates == [])
    #expect(world.nfvi.functions[vnf(1)]?.ready == 2)
    world.run(for: .seconds(2))
    #expect(world.vim.hosts[host]?.condition == .notReady)
    #expect(world.hostStates == ["\(host) down"])
    let lost = try #require(world.changes.last?.change)
    #expect(lost.phase == .lost && lost.reason == "NodeLost" && lost.host == host)
    let report = try #require(world.capacityReports.last)
    #expect((report.hostsUp, report.hosts) == (5, 6))
    #expect(report.allocated == Compute(milliCPU: 4_000, memoryMiB: 8_192))
    world.run()
    #expect(world.ready(1) == 2)
    #expect(world.findings == [])
    #expect(world.isAtRest)
  }

  @Test(arguments: ["k8s", "os"])
  func `what is lost is replaced on another host`(vim: String) throws {
    var world = World.withFirewall(3, on: vim)
    let host = try firstHost(world)
    world.send(.power(host: host, isOn: false))
    world.run()
    let lost = world.vim.resources.values.filter { $0.phase == .lost }.map(\.id)
    world.submit(.replace(lost, firewall(3, on: vim)), token(1, 2), to: vim)
    world.run()
    #expect(world.isDone(token(1, 2)))
    #expect(world.ready(1) == 3)
    #expect(world.vim.resources.values.allSatisfy { $0.host != host })
    #expect(world.vim.hosts[host]?.allocated == Compute.none)
    #expect(world.disagreements == [])
    #expect(world.findings == [])
    #expect(world.vim.clusters[vim]?.counts.lost == 0)
  }

  @Test func `a host that comes back is ready, empty, and still has its images`() throws {
    var world = World.withFirewall(3)
    let host = try firstHost(world)
    world.send(.power(host: host, isOn: false))
    world.run()
    world.send(.power(host: host, isOn: true))
    world.run()
    let view = try #require(world.vim.hosts[host])
    #expect(view.condition == .ready && view.silentSince == nil)
    #expect(view.images == ["fw:4.2.0"])
    #expect(world.hostStates == ["\(host) down", "\(host) up"])
    #expect(world.capacityReports.last?.hostsUp == 6)
    #expect(
      world.nfvi.hosts[host]?.power == .on && world.nfvi.hosts[host]?.workloads.isEmpty == true)
    #expect(world.ready(1) == 2)
    let lost = world.vim.resources.values.filter { $0.phase == .lost }.map(\.id)
    world.submit(.replace(lost, firewall(3)), token(1, 2))
    world.run()
    #expect(world.ready(1) == 3)
    #expect(world.disagreements == [])
    #expect(world.findings == [])
  }

  @Test func `a host that is back within the grace period was rebooted, not lost`() throws {
    var world = World.withFirewall(3)
    let host = try firstHost(world)
    world.send(VIMMessage.host(.silent(host: host)))
    world.send(VIMMessage.host(.up(host: host)), after: .seconds(20))
    world.run()
    #expect(world.vim.hosts[host]?.condition == .ready)
    #expect(world.hostStates == [])
    let change = try #require(world.changes.last?.change)
    #expect(change.phase == .lost && change.reason == "NodeRebooted")
    #expect(world.vim.clusters["k8s"]?.hostsUp == 6)
    #expect(world.findings == [])
  }

  @Test func `a grace period that was overtaken ends nothing`() throws {
    var world = World.withFirewall(1)
    let host = try firstHost(world)
    world.send(VIMMessage.host(.silent(host: host)))
    world.send(VIMMessage.host(.up(host: host)), after: .seconds(20))
    world.send(VIMMessage.host(.silent(host: host)), after: .seconds(30))
    world.run(for: .seconds(45))
    #expect(world.vim.hosts[host]?.condition == .ready)
    world.run(for: .seconds(30))
    #expect(world.vim.hosts[host]?.condition == .notReady)
  }

  @Test func `power that flickers boots once and ends in a host that is up`() throws {
    var world = World.withFirewall(2)
    let host = try firstHost(world)
    for second in 0..<6 {
      world.send(
        .power(host: host, isOn: !second.isMultiple(of: 2)), after: .seconds(Double(second) * 5))
    }
    world.run()
    #expect(world.hostStates == ["\(host) down", "\(host) up"])
    #expect(world.nfvi.hosts[host]?.power == .on)
    #expect(world.findings == [])
    #expect(world.equalsReplay)
  }

  @Test func `an installation survives the loss of any host at any moment`() {
    for second in 0..<30 {
      var world = World(.of(hosts: 5), seed: UInt64(second))
      world.submit(.apply(firewall(3)), token(1, 1))
      world.run(for: .seconds(Double(second)))
      world.send(.power(host: "w\(second % 5 + 1)", isOn: false))
      world.run()
      let lost = world.vim.resources.values.filter { $0.phase == .lost }.map(\.id)
      world.submit(.replace(lost, firewall(3)), token(1, 2))
      world.run()
      #expect(world.endings(of: token(1, 1)) == [nil])
      #expect(world.isDone(token(1, 2)))
      #expect(world.ready(1) == 3)
      #expect(world.disagreements == [])
      #expect(world.findings == [])
    }
  }

  @Test func `a deletion ends although a host of it lost its power`() {
    for second in 0..<8 {
      var world = World.withFirewall(3, seed: UInt64(second))
      world.submit(.delete, token(1, 2))
      world.run(for: .seconds(Double(second)))
      for host in ["w1", "w2"] { world.send(.power(host: host, isOn: false)) }
      world.run()
      #expect(world.isDone(token(1, 2)))
      #expect(world.vim.resources.isEmpty && world.nfvi.workloads.isEmpty)
      #expect(world.findings == [])
    }
  }

  @Test func `an orphan on a host is told to stop`() {
    var world = World(.of(hosts: 2))
    world.send(
      NFVIMessage.start(
        host: "w1", workload: Resource.ID(serial: 77), vnf: vnf(3),
        compute: Compute(milliCPU: 100, memoryMiB: 100), imageMiB: 10, isImagePresent: true))
    world.run()
    #expect(world.nfvi.workloads.isEmpty && world.nfvi.functions.isEmpty)
  }

  @Test func `a workload that its host refuses ends the task with the host's reason`() throws {
    var world = World(.of(hosts: 1))
    world.submit(.apply(firewall(1, claims: 0)), token(1, 1))
    world.run(for: .seconds(4))
    let resource = try #require(world.vim.resources.values.first)
    world.send(
      VIMMessage.host(
        .failed(host: "w1", workload: resource.id, reason: "OutOfmemory")))
    world.run()
    let fault = try #require(world.endings(of: token(1, 1)).first ?? nil)
    #expect(fault.detail.contains("OutOfmemory"))
    world.submit(.replace([resource.id], firewall(1, claims: 0)), token(1, 2))
    world.run()
    #expect(world.isDone(token(1, 2)))
    #expect(world.ready(1) == 1)
    #expect(world.findings == [])
    #expect(world.disagreements == [])
  }

  @Test(arguments: ["k8s", "os"])
  func `changes of a VNF are counted without gaps, and the last is told of once more`(
    vim: String
  ) throws {
    var world = World.withFirewall(3, on: vim)
    let told = world.changes.count
    #expect(world.changes.map(\.change.sequence) == Array(1...told))
    let ends = world.vnfm.compactMap {
      if case .taskEnded(_, _, _, let told) = $0.message { told } else { nil }
    }
    #expect(ends == [told])
    world.send(.power(host: try firstHost(world), isOn: false))
    world.run()
    #expect(world.changes.map(\.change.sequence) == Array(1...world.changes.count))
    let marks = world.vnfm.flatMap { entry -> [ChangeMark] in
      if case .changesTold(vim, let marks) = entry.message { return marks }
      return []
    }
    #expect(marks == [ChangeMark(vnf: vnf(1), sequence: told + 1)])
  }
}

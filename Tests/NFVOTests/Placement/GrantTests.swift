import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

@Suite struct `Grants` {
  private static func template() throws -> ManagedVNF { try Stack.inService().firewall }

  private static func run(
    _ acts: [GrantWorld.Act], vnfs: Int, like template: ManagedVNF
  ) -> GrantWorld {
    var world = GrantWorld(vnfs: vnfs, like: template)
    for act in acts where world.violations.isEmpty { world.perform(act) }
    if world.violations.isEmpty { world.close() }
    return world
  }

  /// The fewest acts that still break a rule: halves, quarters and so on are left out while that lasts.
  private static func shrunk(
    _ acts: [GrantWorld.Act], vnfs: Int, like template: ManagedVNF
  ) -> [GrantWorld.Act] {
    var acts = acts
    var size = max(1, acts.count / 2)
    while true {
      var start = 0
      while start < acts.count {
        var fewer = acts
        fewer.removeSubrange(start..<min(acts.count, start + size))
        if run(fewer, vnfs: vnfs, like: template).violations.isEmpty {
          start += size
        } else {
          acts = fewer
        }
      }
      guard size > 1 else { return acts }
      size /= 2
    }
  }

  private static func check(seed: Int, vnfs: Int, count: Int) throws -> GrantWorld {
    let template = try template()
    let acts = GrantWorld.acts(seed: seed, vnfs: vnfs, count: count)
    let world = run(acts, vnfs: vnfs, like: template)
    if let violation = world.violations.first {
      Issue.record("seed \(seed): \(violation)")
      let least = shrunk(acts, vnfs: vnfs, like: template)
      Issue.record(
        "seed \(seed): \(violation)\n\(least.map(\.description).joined(separator: "\n"))")
    }
    return world
  }

  @Test func `never give out more than there is, to a thousand that ask at once`() throws {
    let world = try Self.check(seed: 1, vnfs: 1_000, count: 1_500)
    // A run in which everybody, or nobody, gets a grant proves nothing.
    #expect(world.granted > 100 && world.refused > 500)
  }

  @Test(arguments: 2...21)
  func `never give out more than there is, whatever becomes of operations and hosts`(
    seed: Int
  ) throws {
    let world = try Self.check(seed: seed, vnfs: 60, count: 700)
    #expect(world.granted > 50 && world.refused > 0 && world.expired > 0)
  }

  @Test func `are told with the place of each instance, where it comes to be`() throws {
    let stack = Stack.inService()
    let firewall = try stack.firewall
    let operation = try #require(
      stack.functionOperations(.instantiate).first { $0.vnf == firewall.id })
    let seats = try #require(stack.nfvo.seats[firewall.id])
    #expect(seats.map(\.host).sorted() == operation.seats.map(\.host).sorted())
    #expect(seats.map(\.host).sorted() == stack.function?.components.compactMap(\.host).sorted())
    #expect(operation.seats.map(\.zone) == ["a", "a"])
  }

  @Test func `expire an hour after their operation came to stand still, and a retry gets another`()
    throws
  {
    var stack = Stack()
    stack.vims.nextFault = Fault(title: "NoDisk", detail: "The disk is full.")
    stack.order()
    stack.run(for: .minutes(59))
    let held = try #require(stack.nfvo.grants.values.first)
    #expect(held.expiresAt != nil && held.seats.count == 1)
    stack.run(for: .minutes(2))
    #expect(stack.nfvo.grants.isEmpty)
    #expect(stack.nfvo.vims["k8s-edge-1"]?.believed == Compute.none)
    let told = stack.nfvoEvents.map(\.sentence)
    #expect(
      told.contains(
        "globex-fw-log-collector-1: grant-1 for vnfop-1 expired, 0.5 vCPU and 1 GiB on k8s-edge-1 "
          + "are free again: vnfop-1 has stood still for 60 min"))
    try stack.retry()
    #expect(stack.operations(.instantiate).first?.state == .completed)
    let grants = stack.functionOperations(.instantiate).compactMap(\.grant)
    #expect(grants.map(\.serial) == [2, 3])
    #expect(stack.nfvo.grants.isEmpty)
  }

  @Test func `stand for a retry, unless a host where they had a place died`() throws {
    for isDead in [false, true] {
      var stack = Stack()
      stack.vims.nextFault = Fault(title: "NoDisk", detail: "The disk is full.")
      stack.order()
      stack.run(for: .minutes(10))
      let host = try #require(stack.nfvo.grants.values.first?.seats.first?.host)
      if isDead {
        stack.push(
          .nfvo(
            .below(
              .hostState(vim: "k8s-edge-1", host: host, isUp: false, reason: "no heartbeat"))))
      }
      try stack.retry()
      let operation = try #require(stack.functionOperations(.instantiate).first)
      #expect(operation.state == .completed)
      #expect(operation.grant?.serial == (isDead ? 2 : 1))
      #expect(operation.seats.map(\.host).contains(host) == !isDead)
    }
  }

  @Test func `that are gone when an operation is retried hold it, with the reason`() throws {
    var stack = Stack()
    stack.vims.nextFault = Fault(title: "NoDisk", detail: "The disk is full.")
    stack.order()
    stack.run(for: .minutes(61))
    for host in 1...4 {
      stack.push(
        .nfvo(
          .below(
            .hostState(
              vim: "k8s-edge-1", host: "k8s-edge-1-w\(host)", isUp: false, reason: "no heartbeat"))
        ))
    }
    try stack.retry()
    let operation = try #require(stack.functionOperations(.instantiate).first)
    #expect(operation.state == .failedTemp)
    #expect(operation.fault?.detail.contains("none qualifies: ") == true)
    #expect(stack.nfvo.grants.isEmpty)
    // Rolled back, nothing is left of it.
    let id = try #require(stack.operations(.instantiate).first).id
    stack.request(.task(.rollback, operation: id, from: Stack.person))
    stack.run()
    #expect(stack.operations(.instantiate).first?.state == .rolledBack)
  }
}

extension Stack {
  /// Retries the instantiation that stands still.
  fileprivate mutating func retry() throws {
    let id = try #require(operations(.instantiate).first).id
    request(.task(.retry, operation: id, from: Self.person))
    run(for: .minutes(10))
  }
}

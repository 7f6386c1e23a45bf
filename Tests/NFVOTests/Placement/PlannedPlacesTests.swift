import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// What a placement counted on is reserved until the VNFs have their grants.
@Suite struct `Planned places` {
  /// Where the two edges have room for one firewall each: two workers on hosts of their own.
  private static func narrow() -> Stack {
    var inventory = Descriptors.inventory(edgeHosts: 4)
    for index in inventory.vims.indices {
      inventory.vims[index].hosts = Array(inventory.vims[index].hosts.prefix(2)).map { host in
        var host = host
        (host.vcpu, host.memoryGiB) = (3, 6)
        return host
      }
    }
    return Stack(inventory: inventory)
  }

  @Test func `are held from the decision on, and handed over to each grant`() throws {
    var stack = Stack()
    stack.vims.taskTime = .seconds(60)
    stack.order()
    // The collector is at work, and the firewall waits for it.
    stack.run(for: .seconds(10))
    let vim = try #require(stack.nfvo.vims["k8s-edge-1"])
    #expect(stack.nfvo.grants.count == 1 && vim.reservations == 2)
    #expect(vim.reserved == Compute(milliCPU: 4_500, memoryMiB: 9_216))
    let planned = try #require(stack.nfvo.plannedPlaces.values.first)
    #expect(planned.places.map(\.vnfName) == ["globex-fw-1"])
    let hosts = try #require(planned.places.first).seats.map(\.host)
    for host in hosts {
      #expect(stack.nfvo.hosts[host]?.reserved.compute.milliCPU ?? 0 >= 2_000)
    }
    #expect(stack.nfvo.use(of: "Globex", on: "k8s-edge-1").instances == 3)
    #expect(stack.nfvo.recount(of: stack.vims.inventory) == [])
    stack.run(for: .seconds(80))
    #expect(stack.nfvo.plannedPlaces.isEmpty)
    #expect(stack.nfvo.grants.values.flatMap(\.seats).map(\.host) == hosts)
    #expect(
      stack.nfvo.vims["k8s-edge-1"]?.reserved == Compute(milliCPU: 4_000, memoryMiB: 8_192))
    stack.run()
    #expect(stack.nfvo.vims["k8s-edge-1"]?.reservations == 0)
    #expect(try stack.nfvo.seats[stack.firewall.id]?.map(\.host) == hosts)
    #expect(stack.nfvo.recount(of: stack.vims.inventory) == [])
  }

  @Test func `are promised once: of two orders for the last room one is told that there is none`()
    throws
  {
    var stack = Self.narrow()
    for number in 1...4 { stack.order(number, name: "fw-\(number)") }
    stack.run(for: .minutes(10))
    let operations = stack.operations(.instantiate)
    #expect(operations.map(\.state) == [.completed, .completed, .failedTemp, .failedTemp])
    #expect(operations.suffix(2).allSatisfy { $0.problem?.status == 503 })
    // Nobody who was told of a place was refused a grant afterwards.
    #expect(stack.functionOperations(.instantiate).allSatisfy { $0.state == .completed })
    #expect(stack.nfvo.recount(of: stack.vims.inventory) == [])
  }

  @Test func `expire when their operation stands still, and a retry looks for others`() throws {
    var stack = Self.narrow()
    stack.vims.nextFault = Fault(title: "NoDisk", detail: "The disk is full.")
    stack.order()
    stack.run(for: .minutes(59))
    #expect(stack.nfvo.plannedPlaces.values.first?.places.map(\.vnfName) == ["globex-fw-1"])
    stack.run(for: .minutes(2))
    #expect(stack.nfvo.plannedPlaces.isEmpty)
    #expect(
      stack.nfvoEvents.map(\.sentence).contains(
        "globex-fw: 4 vCPU and 8 GiB that were reserved for nsop-1 are free again: nsop-1 has stood "
          + "still for 60 min"))
    // The room is taken meanwhile, and what is left is at the other edge.
    stack.order(2, name: "other", sitePolicy: "k8s-edge-1")
    stack.run(for: .minutes(10))
    let id = try #require(stack.operations(.instantiate).first).id
    stack.request(.task(.retry, operation: id, from: Stack.person))
    stack.run(for: .minutes(10))
    let operation = try #require(stack.operations(.instantiate).first)
    #expect(operation.state == .completed, "\(operation.problem?.detail ?? "")")
    #expect(try stack.firewall.vim == "k8s-edge-2")
    #expect(operation.placement?.places.map(\.vnfName).count == 2)
    #expect(stack.nfvo.recount(of: stack.vims.inventory) == [])
  }

  @Test(arguments: [NSOperationTask.rollback, .fail])
  func `are given back when their operation is undone or given up`(task: NSOperationTask) throws {
    var stack = Stack()
    stack.vims.nextFault = Fault(title: "NoDisk", detail: "The disk is full.")
    stack.order()
    stack.run(for: .minutes(5))
    let id = try #require(stack.operations(.instantiate).first).id
    #expect(stack.nfvo.plannedPlaces[id]?.expiresAt != nil)
    stack.request(.task(task, operation: id, from: Stack.person))
    stack.run(for: .minutes(5))
    #expect(stack.nfvo.plannedPlaces.isEmpty)
    #expect(stack.nfvo.vims["k8s-edge-1"]?.reserved == Compute.none)
    #expect(stack.nfvo.recount(of: stack.vims.inventory) == [])
  }

  @Test func `move to another host when theirs died before the grant`() throws {
    var stack = Stack()
    stack.vims.taskTime = .seconds(60)
    stack.order()
    stack.run(for: .seconds(10))
    let host = try #require(
      stack.nfvo.plannedPlaces.values.first?.places.first?.seats.first?.host)
    stack.push(
      .nfvo(
        .below(
          .hostState(vim: "k8s-edge-1", host: host, isUp: false, reason: "no heartbeat"))))
    stack.run(for: .minutes(10))
    #expect(stack.operations(.instantiate).first?.state == .completed)
    let seats = try #require(stack.nfvo.seats[try stack.firewall.id])
    #expect(seats.count == 2 && !seats.map(\.host).contains(host))
    #expect(stack.nfvo.plannedPlaces.isEmpty)
    #expect(stack.nfvo.recount(of: stack.vims.inventory) == [])
  }

  private static func run(
    _ acts: [OrderWorld.Act], seed: Int, isPlain: Bool = false
  ) -> OrderWorld {
    var world = OrderWorld(seed: seed, isPlain: isPlain)
    for act in acts where world.violations.isEmpty { world.perform(act) }
    if world.violations.isEmpty { world.close() }
    if world.violations.isEmpty { world.check() }
    return world
  }

  @Test func `hold what they promise to a thousand orders at once`() {
    let acts = OrderWorld.acts(seed: 1, orders: 1_000, count: 6_000)
    let world = Self.run(acts, seed: 1, isPlain: true)
    #expect(world.violations.prefix(3) == [])
    // A run in which everybody, or nobody, gets a place proves nothing.
    #expect(world.placed > 10 && world.homeless > 500 && world.granted > 10)
  }

  @Test(arguments: 2...13)
  func `hold what they promise, whatever becomes of operations`(seed: Int) {
    let acts = OrderWorld.acts(seed: seed, orders: 20, count: 1_500)
    let world = Self.run(acts, seed: seed)
    if let violation = world.violations.first {
      Issue.record("seed \(seed): \(violation)")
    }
    #expect(world.placed > 5 && world.granted > 10)
  }
}

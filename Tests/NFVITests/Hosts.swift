import Deciding
import Descriptors
import NFVI
import ResourceInterfaces

/// The NFVI alone in virtual time, with the test as its VIM and its VNFM.
struct Hosts {
  private enum Letter {
    case message(NFVIMessage)
    case timer(Infrastructure.Timer)
  }

  private(set) var state = Infrastructure.State()
  private(set) var now = Instant(milliseconds: 0)
  private(set) var said: [(at: Instant, message: ResourceMessage)] = []
  private(set) var events: [Infrastructure.Event] = []
  private let seed: UInt64
  private var sequence = 0
  private var queue: [(due: Instant, order: Int, letter: Letter)] = []

  init(
    seed: UInt64 = 1, kind: VIMKind = .kubernetes, vcpu: Int = 4,
    hosts given: [Inventory.Host]? = nil
  ) {
    let profiles: StageProfiles
    do { profiles = try .bundled() } catch { preconditionFailure("\(error)") }
    self.seed = seed
    let hosts =
      given
      ?? ["w1", "w2"].map {
        Inventory.Host(
          id: $0, zone: "a", rack: "r", vcpu: vcpu, memoryGiB: 2 * vcpu, storageGiB: 100,
          numaNodes: 1,
          nics: [])
      }
    let vim = Inventory.VIM(
      id: "vim", kind: kind, title: "VIM", site: "edge", cpuAllocationRatioMilli: 1_000,
      memoryAllocationRatioMilli: 1_000, hosts: hosts)
    send(.inventory(Inventory(sites: [], vims: [vim]).taking(profiles)))
    run()
  }

  mutating func send(_ message: NFVIMessage, after delay: Span = .zero) {
    enqueue(.message(message), after: delay)
  }

  /// Lets a timer of another time come again.
  mutating func wake(_ timer: Infrastructure.Timer) {
    enqueue(.timer(timer), after: .zero)
  }

  private mutating func enqueue(_ letter: Letter, after delay: Span) {
    sequence += 1
    let due = now + delay
    queue.insert(
      (due, sequence, letter), at: queue.firstIndex { $0.due > due } ?? queue.endIndex)
  }

  mutating func run(for span: Span) {
    let end = now + span
    while let next = queue.first, next.due <= end { turn() }
    now = end
  }

  /// Runs until nothing is left to do; a world without end stops after 100 000 turns.
  mutating func run() {
    var turns = 0
    while !queue.isEmpty, turns < 100_000 {
      turn()
      turns += 1
    }
  }

  var isAtRest: Bool { queue.isEmpty }

  private mutating func turn() {
    let entry = queue.removeFirst()
    now = entry.due
    var turn = Turn<Infrastructure>(
      state: state, now: now, message: entry.order, seed: seed, serials: Serials())
    switch entry.letter {
    case .message(let message): Infrastructure.handle(message, &turn)
    case .timer(let timer): Infrastructure.wake(timer, &turn)
    }
    let outcome = turn.finish()
    state = outcome.state
    events += outcome.events
    for effect in outcome.effects {
      switch effect {
      case .send(let message, let delay): said.append((now + delay, message))
      case .wake(let timer, let delay): enqueue(.timer(timer), after: delay)
      }
    }
  }

  mutating func start(
    _ id: Int, on host: HostName = "w1", of vnf: Int = 1, milliCPU: Int = 1_000,
    image: String = "", isImagePresent: Bool = true, hardware: HardwareDemand = .none
  ) {
    send(
      .start(
        host: host, workload: Resource.ID(serial: id), vnf: VNFInstance.ID(serial: vnf),
        compute: Compute(milliCPU: milliCPU, memoryMiB: 1_024), image: image, imageMiB: 400,
        isImagePresent: isImagePresent, hardware: hardware))
  }

  var hostEvents: [HostEvent] {
    said.compactMap {
      guard case .vim(.host(let event)) = $0.message else { return nil }
      return event
    }
  }

  var loads: [Int] {
    said.compactMap {
      guard case .vnfm(.indicator(let indicator)) = $0.message else { return nil }
      return indicator.measurements.first { $0.metric == .cpuUtilisation }?.value
    }
  }

  var configured: [(step: String, fault: Fault?)] {
    said.compactMap {
      guard case .vnfm(.configured(_, _, let step, let fault)) = $0.message else { return nil }
      return (step, fault)
    }
  }
}

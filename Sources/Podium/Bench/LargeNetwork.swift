import Core
import Deciding
import Descriptors
import Foundation
import ResourceInterfaces
import Synchronization
import VNFM

/// A network of very many VNFs, made by applying the events of as many orders to the layers.
struct LargeNetwork {
  private(set) var layers: Layers
  private(set) var now: Instant
  private(set) var sequence = 0
  let functions: Int

  /// VNFs whose orders are told in every detail; those of the others leave the VIM out, whose pods
  /// would not fit into the memory of a workstation a million times.
  private static let wholeFunctions = 20_000
  /// VNFs for which one copy of the bundled infrastructure stands.
  private static let functionsPerCopy = 2_000
  private static let ordersPerRound = 2_000

  /// - Parameter wanted: How many VNFs at least.
  init(functions wanted: Int) throws {
    let template = try OrderTemplate()
    let orders = (wanted + template.functions - 1) / template.functions
    let copies = max(1, wanted / Self.functionsPerCopy)
    let whole = min(orders, Self.wholeFunctions / template.functions)
    functions = orders * template.functions
    var engine = Engine(world: OrderBench.world)
    var batch = Batch.rehearsed
    let inventory = try Bundled.inventory().copied(copies)
    for message in Genesis.messages(try Bundled.catalogue(), inventory) {
      try engine.admit(message, from: .world, into: &batch)
    }
    while try engine.step(until: engine.now, into: &batch) {}
    layers = engine.layers
    now = engine.now
    for first in stride(from: 0, to: orders, by: Self.ordersPerRound) {
      let round = first..<min(orders, first + Self.ordersPerRound)
      for (event, time) in try Self.told(template, round, whole: whole, copies: copies) {
        layers.apply(event, at: time)
        now = max(now, time)
        sequence += 1
      }
    }
    guard layers.vnfm.vnfs.count == functions else {
      throw Failure(
        .refused, "The large network has \(layers.vnfm.vnfs.count) VNFs, not \(functions).")
    }
  }

  /// The events of a round of orders, read on all processors.
  private static func told(
    _ template: OrderTemplate, _ round: Range<Int>, whole: Int, copies: Int
  ) throws -> [(event: Event, time: Instant)] {
    let shares = ProcessInfo.processInfo.activeProcessorCount
    let size = (round.count + shares - 1) / shares
    typealias Told = Result<[(event: Event, time: Instant)], any Error>
    let told = Mutex([Int: Told]())
    DispatchQueue.concurrentPerform(iterations: shares) { share in
      let start = min(round.upperBound, round.lowerBound + share * size)
      let orders = start..<min(round.upperBound, start + size)
      let result = Told {
        let coder = PayloadCoder()
        return try orders.flatMap { number in
          try template.events(
            number, copy: number % copies, depth: number < whole ? .whole : .records,
            coder: coder)
        }
      }
      told.withLock { $0[share] = result }
    }
    return try told.withLock { parts in
      try (0..<shares).flatMap { try parts[$0]?.get() ?? [] }
    }
  }

  /// Lets events happen and tells of them as the core does after a commit.
  mutating func publish(_ events: [Event]) -> Conductor.Publication {
    now = now + .milliseconds(16)
    var recorded: [RecordedEvent] = []
    for event in events {
      layers.apply(event, at: now)
      sequence += 1
      recorded.append(
        RecordedEvent(
          sequence: sequence, time: now, correlation: sequence, causation: sequence, event: event))
    }
    return Conductor.Publication(
      layers: layers, events: recorded, now: now, sequence: sequence, pace: .times(1), waiting: 0)
  }
}

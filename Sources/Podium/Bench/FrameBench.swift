import Console
import Core
import Deciding
import Foundation
import ResourceInterfaces
import Terminal
import VNFM

/// What a frame of the deck costs in a network of so many VNFs: what changed is taken in, the cursor
/// moves, the picture is drawn and compared with the one before.
struct FrameBench {
  let vnfs: Int
  let frames: Int

  private static let changesPerFrame = 20
  /// Frames that warm the caches up and are not counted.
  private static let warmUp = 50

  /// Measures in a process of its own, so that the memory is that of this network alone.
  static func inOwnProcess(vnfs: Int, quick: Bool) throws -> BenchReport.Frames {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try OwnProgram.path())
    process.arguments = ["bench", "--frames-of", "\(vnfs)"] + (quick ? ["--quick"] : [])
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(
        .refused,
        "The frames of \(vnfs) VNFs could not be measured: the process that did ended with "
          + "\(process.terminationStatus). It needs memory; see --quick.")
    }
    return try JSONDecoder().decode(BenchReport.Frames.self, from: bytes)
  }

  func run() throws -> BenchReport.Frames {
    var network = try LargeNetwork(functions: vnfs)
    var world = World(
      network.layers, now: network.now, pace: .times(1),
      seat: World.Seat(title: "bench", user: Person.name, isReadOnly: false))
    var state = ConsoleState(size: Size(columns: 200, rows: 60), theme: "podium-dark")
    state.focus = .functions
    state.settle(in: world)
    var shown = ConsolePicture.draw(state, world)
    var chance = Chance(seed: 7, message: 0)
    var times: [Duration] = []
    let clock = ContinuousClock()
    for frame in 0..<Self.warmUp + frames {
      let publication = network.publish(Self.changes(in: network, &chance))
      let start = clock.now
      world.absorb(publication)
      _ = state.worldChanged(world)
      _ = state.update(.key(Self.key(frame)), world: world)
      let surface = ConsolePicture.draw(state, world)
      let changes = surface.changes(since: shown)
      let took = clock.now - start
      guard changes > 0 else {
        throw Failure(.refused, "Frame \(frame) is the one before; nothing was measured.")
      }
      if frame >= Self.warmUp { times.append(took) }
      shown = surface
    }
    return BenchReport.Frames(
      vnfs: network.functions, medianMs: times.quantile(0.5).milliseconds.short,
      p99Ms: times.quantile(0.99).milliseconds.short, residentMB: try Self.residentMegabytes())
  }

  /// Components of VNFs anywhere in the network are lost, and come back.
  private static func changes(in network: LargeNetwork, _ chance: inout Chance) -> [Event] {
    (0..<changesPerFrame).compactMap { _ in
      let serial = 1 + Int(chance.next() % UInt64(network.functions))
      guard let vnf = network.layers.vnfm.vnfs[VNFInstance.ID(serial: serial)],
        let component = vnf.components.first
      else { return nil }
      let isLost = component.phase == .lost
      let change = ResourceChange(
        vim: vnf.vim ?? "", vnf: vnf.id, vdu: component.vdu, resource: component.resource,
        name: component.name, type: component.type, host: component.host,
        phase: isLost ? .ready : .lost, image: component.image, reason: isLost ? "" : "NodeLost")
      return .vnfm(.componentChanged(name: vnf.name, change: change))
    }
  }

  /// An operator who walks: mostly down, sometimes a page, the ends, the next pane.
  private static func key(_ frame: Int) -> Key {
    switch frame % 40 {
    case 9, 19: Key(.pageDown)
    case 24: Key(.end)
    case 25...30: Key(.up)
    case 31: Key(.pageUp)
    case 36: Key(.home)
    case 39: Key(.tab)
    default: Key(.down)
    }
  }

  private static func residentMegabytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1_024
  }
}

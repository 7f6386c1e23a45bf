import ArgumentParser
import Core
import Dispatch
import Foundation
import Glibc

/// `podium serve`: the core without a screen.
struct ServeCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Run the core without a screen, until a signal or until nothing is left to do.",
    discussion: "Whatever was under way when the last process ended goes on by itself.")

  @Option(help: "How many times as fast as real time, or `max`.")
  var speed: Speed = .times(1)

  @Flag(help: "Stop when nothing is left to do.")
  var untilIdle = false

  @OptionGroup var place: StateOptions

  func perform() throws {
    let (journal, engine) = try place.open("podium serve")
    let conductor = Conductor(journal: journal, engine: engine, pace: speed.pace)
    let signals = stopOnSignals(conductor)
    defer { for signal in signals { signal.cancel() } }
    try conductor.run(untilIdle: untilIdle)
  }
}

/// Lets SIGINT, SIGTERM and SIGHUP end a run after the commit that is under way.
func stopOnSignals(_ conductor: Conductor) -> [any DispatchSourceSignal] {
  [SIGINT, SIGTERM, SIGHUP].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { conductor.stop() }
    source.resume()
    return source
  }
}

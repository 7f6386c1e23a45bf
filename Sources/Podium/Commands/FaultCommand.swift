import ArgumentParser
import Core
import Deciding
import Foundation
import NFVI
import ResourceInterfaces
import VNFM

/// `podium fault`: things that happen in the world, for those who try out what follows.
struct FaultCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fault",
    abstract: "Let something go wrong in the simulated world.",
    discussion: "Run `podium serve` or the console afterwards to see what comes of it.",
    subcommands: [Power.self, Settings.self])

  struct Power: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a host's power away, or give it back.")
    @Argument(help: "The host.") var host: String
    @Argument(help: "on or off.") var power: Switch
    @OptionGroup var place: StateOptions

    func perform() throws {
      var session = Session(try place.openExisting("podium fault power"))
      guard session.layers.nfvi.hosts[host] != nil else {
        throw Failure(.refused, "There is no host \(host). `podium host list` shows them all.")
      }
      let (_, events) = try session.perform(
        .resource(.nfvi(.power(host: host, isOn: power == .on))))
      FaultCommand.tell(events, otherwise: "\(host) has its power \(power.rawValue) already.")
    }
  }

  enum Switch: String, ExpressibleByArgument, CaseIterable {
    case on, off
  }

  struct Settings: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "settings",
      abstract: "Change a function's settings as somebody does who logs in on it.")
    @Argument(help: "The VNF, by identifier or name.") var vnf: String
    @Argument(help: "Settings, NAME=VALUE.") var settings: [String]
    @Option(help: "Who does it.") var by = "root@console"
    @OptionGroup var place: StateOptions

    func perform() throws {
      var session = Session(try place.openExisting("podium fault settings"))
      let record = try session.layers.function(vnf)
      let changes = try SettingArguments.changes(settings, remove: [])
      let (_, events) = try session.perform(
        .resource(
          .nfvi(.configuration(.changeOutside(vnf: record.id, changes, by: by)))))
      FaultCommand.tell(
        events, otherwise: "Nothing changed: \(record.name) is set so, or no part of it runs.")
    }
  }

  private static func tell(_ events: [RecordedEvent], otherwise: String) {
    guard !events.isEmpty else { return print(otherwise) }
    for recorded in events { print("\(recorded.event.entity)  \(recorded.event.sentence)") }
  }
}

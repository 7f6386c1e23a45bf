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
    subcommands: [Power.self, Settings.self, Image.self])

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

  struct Image: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make an image bad, or good again.",
      discussion: """
        pull: no registry gives it any more. crash: what is made from it ends by itself. mend: it is \
        good again. What runs already is left alone.
        """)
    @Argument(help: "The image as clusters name it, such as cloud-firewall:4.2.1.") var image:
      String
    @Argument(help: "pull, crash or mend.") var fault: Kind
    @Option(help: "How many go well before.") var passes = 0
    @Option(help: "With crash: seconds that it serves before; 0 for never.") var after = 0
    @OptionGroup var place: StateOptions

    enum Kind: String, ExpressibleByArgument, CaseIterable {
      case pull, crash, mend
    }

    func validate() throws {
      if passes < 0 || after < 0 {
        throw ValidationError("--passes and --after take 0 or more.")
      }
    }

    func perform() throws {
      var session = Session(try place.openExisting("podium fault image"))
      let known = Set(
        session.layers.vnfm.packages.values.flatMap { [$0] + $0.otherFlavours }
          .flatMap(\.vdus).map { "\($0.image.name):\($0.image.version)" })
      guard known.contains(image) else {
        throw Failure(
          .refused,
          "No package that is onboarded has the image \(image). There are: "
            + known.sorted().joined(separator: ", ") + ".")
      }
      let message: NFVIMessage =
        switch fault {
        case .pull: .spoil(ImageFaultRule(image: image, fault: .pullFails, passes: passes))
        case .crash:
          .spoil(
            ImageFaultRule(image: image, fault: .crashes(afterSeconds: after), passes: passes))
        case .mend: .mend(image: image)
        }
      let (_, events) = try session.perform(.resource(.nfvi(message)))
      FaultCommand.tell(events, otherwise: "\(image) is so already.")
    }
  }

  private static func tell(_ events: [RecordedEvent], otherwise: String) {
    guard !events.isEmpty else { return print(otherwise) }
    for recorded in events { print("\(recorded.event.entity)  \(recorded.event.sentence)") }
  }
}

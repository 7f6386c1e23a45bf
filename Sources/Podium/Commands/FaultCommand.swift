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
    subcommands: [
      List.self, Show.self, Inject.self, Clear.self, Catalogue.self, Power.self, Settings.self,
      Image.self, Hand.self,
    ])

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
      let known = session.layers.knownImages
      guard known.contains(image) else {
        throw Failure(
          .refused,
          "No package that is onboarded has the image \(image). There are: "
            + known.joined(separator: ", ") + ".")
      }
      let wanted: FaultRule? =
        switch fault {
        case .pull: .image(image, .pullFails, skip: passes)
        case .crash: .image(image, .crashes(afterSeconds: after), skip: passes)
        case .mend: nil
        }
      // An image is bad in one way at a time.
      let outdated = session.layers.faults.map(\.rule).filter {
        $0.place == FaultPlace(image: image) && $0.kind != wanted?.kind
      }
      var events: [RecordedEvent] = []
      for order in outdated.map({ FaultOrder.clear($0.name) })
        + (wanted.map { [.inject($0)] } ?? [])
      {
        events += try session.perform(order.message(isOfHosts: true)).1
      }
      FaultCommand.tell(events, otherwise: "\(image) is so already.")
    }
  }

  static func tell(_ events: [RecordedEvent], otherwise: String) {
    guard !events.isEmpty else { return print(otherwise) }
    for recorded in events { print("\(recorded.event.entity)  \(recorded.event.sentence)") }
  }
}

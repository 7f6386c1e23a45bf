import ArgumentParser
import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

// `podium vnf scale` and its neighbours: every lifecycle operation of SOL003. A VNF belongs to a
// network service, so each is asked of the NFVO as the operation of SOL005 that brings it about.

/// What the operations of one VNF take.
struct VNFActArguments: ParsableArguments {
  @Argument(help: "The VNF, by identifier or name.") var vnf: String
  @OptionGroup var act: ActOptions

  /// Plans or does what `request` makes of the VNF.
  func perform(
    _ name: String,
    _ request: (VNFRecord, NSInstance.ID, Layers) throws -> SOL005Request
  ) throws {
    var session = Session(try act.place.openExisting("podium vnf \(name)"))
    let record = try session.layers.function(vnf)
    guard let ns = session.layers.nfvo.vnfs[record.id]?.ns else {
      throw Failure(.refused, "\(record.name) belongs to no network service yet.")
    }
    try act.perform(try request(record, ns, session.layers), on: ns, &session)
  }

  /// Plans or does an NS UPDATE about the VNF.
  func update(_ name: String, _ request: (VNFRecord) throws -> UpdateNSRequest) throws {
    try perform(name) { record, ns, _ in
      .update(ns: ns, try request(record), from: .person(name: Person.name))
    }
  }
}

extension VNFCommand {
  struct Scale: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Scale a VNF by steps of an aspect (SCALE).",
      discussion: "Negative steps scale in: --steps=-1.")
    @Option(help: "The scaling aspect (default: the only one there is).") var aspect: String?
    @Option(help: "How many steps; negative scales in.") var steps = 1
    @OptionGroup var arguments: VNFActArguments

    func validate() throws {
      if steps == 0 { throw ValidationError("--steps takes a number other than 0.") }
    }

    func perform() throws {
      try arguments.perform("scale") { record, ns, layers in
        .scale(
          ns: ns,
          ScaleNSRequest(
            vnfInstanceId: "\(record.id)",
            aspectId: try aspect ?? layers.onlyAspect(of: [record], called: record.name),
            direction: steps > 0 ? .out : .inward, numberOfSteps: abs(steps)),
          from: .person(name: Person.name))
      }
    }
  }

  struct ScaleToLevel: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "scale-to-level",
      abstract: "Scale a VNF to an instantiation level or to levels of aspects (SCALE_TO_LEVEL).")
    @Option(help: "An instantiation level of the VNFD.") var level: String?
    @Option(
      name: .customLong("aspect"),
      help: ArgumentHelp("The level of an aspect; repeatable.", valueName: "aspect=level"))
    var aspects: [String] = []
    @OptionGroup var arguments: VNFActArguments

    func validate() throws {
      guard (level != nil) != !aspects.isEmpty else {
        throw ValidationError("Give --level LEVEL, or --aspect ASPECT=LEVEL.")
      }
      for aspect in aspects where Self.pair(aspect) == nil {
        throw ValidationError("--aspect takes ASPECT=LEVEL with a number, not \(aspect).")
      }
    }

    func perform() throws {
      let levels = Dictionary(aspects.compactMap(Self.pair)) { _, last in last }
      try arguments.perform("scale-to-level") { record, ns, _ in
        .scaleToLevel(
          ns: ns,
          ScaleVNFToLevelRequest(
            vnf: "\(record.id)",
            target: level.map { .instantiationLevel($0) } ?? .scaleLevels(levels)),
          from: .person(name: Person.name))
      }
    }

    private static func pair(_ text: String) -> (String, Int)? {
      let parts = text.split(separator: "=")
      guard parts.count == 2, let level = Int(parts[1]) else { return nil }
      return (String(parts[0]), level)
    }
  }

  struct ChangeFlavour: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "change-flavour",
      abstract: "Change a VNF to another deployment flavour (CHANGE_FLAVOUR).")
    @Option(help: "The deployment flavour of the VNFD.") var flavour: String
    @Option(help: "Its instantiation level (default: the flavour's own).") var level: String?
    @OptionGroup var arguments: VNFActArguments

    func perform() throws {
      try arguments.update("change-flavour") {
        .changeFlavour(vnf: "\($0.id)", flavourId: flavour, instantiationLevel: level)
      }
    }
  }

  struct Operate: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start or stop a VNF (OPERATE).",
      discussion: "A stopped VNF holds no component; its volumes and all else stay.")
    @OptionGroup var arguments: VNFActArguments
    @Argument(help: "start or stop.") var state: State
    @Option(help: "How long sessions may drain before it stops, in seconds.") var grace = 30
    @Flag(help: "Stop at once (stopType FORCEFUL).") var force = false

    enum State: String, ExpressibleByArgument, CaseIterable {
      case start, stop
    }

    func validate() throws {
      if grace < 0 { throw ValidationError("--grace takes 0 or more seconds.") }
    }

    func perform() throws {
      let request: VNFOperateRequest =
        state == .start ? .start : .stop(graceSeconds: force ? nil : grace)
      try arguments.update("operate") { .operate(vnf: "\($0.id)", request) }
    }
  }

  struct Heal: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Replace what a VNF has lost (HEAL).")
    @Option(help: "Why, for the record.") var cause = "asked for by an operator"
    @OptionGroup var arguments: VNFActArguments

    func perform() throws {
      try arguments.perform("heal") { record, ns, _ in
        .heal(
          ns: ns, HealNSRequest(vnfInstanceId: "\(record.id)", cause: cause),
          from: .person(name: Person.name))
      }
    }
  }

  struct ChangeExtConn: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "change-ext-conn",
      abstract: "Attach a VNF to other networks (CHANGE_EXT_CONN).",
      discussion: "Name all networks that it is to be attached to afterwards.")
    @Option(name: .customLong("network"), help: "A network; repeatable.")
    var networks: [String] = []
    @Flag(help: "Attach it to no network at all.") var none = false
    @OptionGroup var arguments: VNFActArguments

    func validate() throws {
      guard none != !networks.isEmpty else {
        throw ValidationError("Give --network NETWORK for each network, or --none.")
      }
    }

    func perform() throws {
      try arguments.update("change-ext-conn") {
        .changeExternalConnectivity(vnf: "\($0.id)", networks: networks)
      }
    }
  }

  struct ChangePackage: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "change-package",
      abstract: "Upgrade a VNF in service to another software version (CHANGE_VNFPKG).")
    @Option(help: "The VNFD to change to.") var package: String
    @OptionGroup var arguments: VNFActArguments

    func perform() throws {
      try arguments.update("change-package") {
        .changePackage(vnf: "\($0.id)", vnfdId: package)
      }
    }
  }

  struct Modify: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change what is on record of a VNF (MODIFY_INFO).",
      discussion: "NAME= without a value removes the name.")
    @Option(help: "The description.") var description: String?
    @Option(help: ArgumentHelp("Metadata; repeatable.", valueName: "name=value"))
    var metadata: [String] = []
    @Option(
      help: ArgumentHelp(
        "A configurable property, which the VNF is told as well; repeatable.",
        valueName: "name=value"))
    var property: [String] = []
    @OptionGroup var arguments: VNFActArguments

    func validate() throws {
      if description == nil, metadata.isEmpty, property.isEmpty {
        throw ValidationError("Give --description, --metadata or --property.")
      }
    }

    func perform() throws {
      let request = VNFInformationRequest(
        description: description, metadata: try Self.pairs(metadata),
        properties: try Self.pairs(property))
      try arguments.update("modify") { .modifyInformation(vnf: "\($0.id)", request) }
    }

    private static func pairs(_ texts: [String]) throws -> [String: String] {
      let changes = try SettingArguments.changes(texts, remove: [])
      return Dictionary(changes.map { ($0.name, $0.after ?? "") }) { _, last in last }
    }
  }

  struct Snapshot: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keep how a VNF is and what its volumes hold (CREATE_SNAPSHOT).")
    @Option(help: "What to call it.") var name = "snapshot"
    @OptionGroup var arguments: VNFActArguments

    func perform() throws {
      try arguments.update("snapshot") { .createSnapshot(vnf: "\($0.id)", name: name) }
    }
  }

  struct Revert: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put back what a snapshot of a VNF kept (REVERT_TO_SNAPSHOT).")
    @Option(help: "The snapshot, such as snap-1 (default: the last).") var snapshot: String?
    @OptionGroup var arguments: VNFActArguments

    func perform() throws {
      try arguments.update("revert") { record in
        guard let snapshot = snapshot ?? record.snapshots.last.map({ "\($0.id)" }) else {
          throw Failure(
            .refused,
            "\(record.name) has no snapshot. `podium vnf snapshot \(record.name)` makes one.")
        }
        return .revertToSnapshot(vnf: "\(record.id)", snapshot: snapshot)
      }
    }
  }

  struct Terminate: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "End a VNF of a network service (TERMINATE).",
      discussion: "One that serves is ended only with --confirm NAME.")
    @Option(help: "The VNF's name, to confirm.") var confirm: String?
    @OptionGroup var arguments: VNFActArguments

    func perform() throws {
      try arguments.update("terminate") { record in
        guard arguments.act.dryRun || record.ready == 0 || confirm == record.name else {
          throw Failure(
            .refused,
            "\(record.name) serves. Confirm with --confirm \(record.name), or see the plan with "
              + "--dry-run.")
        }
        return .terminateVNF(vnf: "\(record.id)")
      }
    }
  }
}

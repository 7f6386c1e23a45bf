import ArgumentParser
import Core
import Deciding
import Foundation
import NFVI
import ResourceInterfaces

extension HostCommand {
  struct Power: PodiumCommand {
    enum Act: String, ExpressibleByArgument, CaseIterable { case on, off, cycle }

    static let configuration = CommandConfiguration(
      commandName: "power", abstract: "Switch a host on or off over its BMC (Redfish).",
      discussion: """
        off lets the operating system shut down first; --force does not. The BMC takes seconds to act, \
        and a host that is switched on tests itself and boots for minutes.
        """)
    @Argument(help: "on, off or cycle.") var act: Act
    @Argument(help: "The host, such as edge-1-w03.") var host: String
    @Flag(help: "With off: without asking the operating system.") var force = false
    @Flag(help: "Say what would come of it and change nothing.") var dryRun = false
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    private var type: ResetType {
      switch act {
      case .on: .on
      case .off: force ? .forceOff : .gracefulShutdown
      case .cycle: .powerCycle
      }
    }

    func perform() throws {
      var session = Session(try place.openExisting("podium host power"))
      guard let plan = session.layers.powerPlan(of: host, type) else {
        throw Failure(.refused, "There is no host \(host). `podium host list` shows them all.")
      }
      if let objection = plan.objection { throw Failure(.refused, objection) }
      if !dryRun {
        _ = try session.perform(
          .resource(.nfvi(.reset(host: host, type, by: Person.name))))
      }
      let report = HostPowerReport(plan, isDryRun: dryRun, session.layers)
      if output.json { return try Output.json(report) }
      print(report.sentence)
    }
  }

  /// What people ask who take Podium for something else.
  struct Build: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "build", abstract: "Say why Podium builds no hosts.", shouldDisplay: false)
    @Argument(parsing: .captureForPassthrough) var rest: [String] = []

    func perform() throws { throw HostCommand.notBuilt }
  }

  struct Add: PodiumCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Say where hosts come from.", shouldDisplay: false)
    @Argument(parsing: .captureForPassthrough) var rest: [String] = []

    func perform() throws { throw HostCommand.notBuilt }
  }

  private static var notBuilt: Failure {
    Failure(
      .refused,
      "Podium manages what runs on the NFVI and does not build it. Hosts are racked, cabled and "
        + "installed by others; they are here when the inventory names them: `--inventory FILE`, where "
        + "a state begins.")
  }
}

/// What came of an act on the power of a host.
struct HostPowerReport: Encodable {
  let host: String
  let resetType: String
  let powerState: String
  let isDryRun: Bool
  let functions: [HostPowerPlan.Loss]
  let sentence: String

  init(_ plan: HostPowerPlan, isDryRun: Bool, _ layers: Layers) {
    host = plan.host
    resetType = plan.type.rawValue
    powerState = (layers.nfvi.hosts[plan.host]?.power ?? plan.power).redfish
    self.isDryRun = isDryRun
    functions = plan.losses
    let what =
      isDryRun ? "\(plan.type.rawValue) would be accepted" : "\(plan.type.rawValue) accepted"
    sentence =
      "\(plan.host)  \(what), PowerState \(powerState)"
      + (plan.lossSentence.map { "\n  \($0) and \(isDryRun ? "would go" : "goes") down with it" }
        ?? "")
  }
}

import ArgumentParser
import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VNFM

/// `podium ns`: network services, as SOL005 has them.
struct NSCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ns", abstract: "List, show, scale, heal and terminate network services (SOL005).",
    subcommands: [List.self, Show.self, Scale.self, Heal.self, Terminate.self])

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "List the network services.")
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium ns list").engine.layers
      let reports = layers.nfvo.networkServices.values.map { NSReport($0, layers) }
      if output.json { return try Output.json(reports) }
      Output.table(
        ["NS", "NAME", "TENANT", "STATE", "HEALTH", "VNFS", "CLUSTER", "OPERATION"],
        reports.map {
          [
            $0.id, $0.nsInstanceName, $0.tenant, $0.nsState, $0.health,
            "\($0.vnfInstance.count)", $0.vim ?? "", $0.openOperation ?? "",
          ]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a network service and its VNFs.")
    @Argument(help: "The network service, by identifier or name.") var ns: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium ns show").engine.layers
      let record = try layers.networkService(ns)
      let report = NSReport(record, layers)
      if output.json { return try Output.json(report) }
      print("\(report.id)  \(report.nsInstanceName)  \(report.nsState)  health \(report.health)")
      for vnf in report.vnfInstance {
        print(
          "  \(vnf.id)  \(vnf.vnfInstanceName)  \(vnf.ready)/\(vnf.wanted) ready  \(vnf.vnfSoftwareVersion)"
        )
      }
    }
  }

  struct Scale: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Scale a VNF of a network service by steps of an aspect.",
      discussion: "Negative steps scale in: --steps=-1.")
    @Argument(help: "The network service, by identifier or name.") var ns: String
    @Option(help: "The scaling aspect (default: the only one there is).") var aspect: String?
    @Option(help: "The VNF, when several have the aspect.") var vnf: String?
    @Option(help: "How many steps; negative scales in.") var steps = 1
    @OptionGroup var act: ActOptions

    func validate() throws {
      if steps == 0 { throw ValidationError("--steps takes a number other than 0.") }
    }

    func perform() throws {
      try act.perform(on: ns, "podium ns scale") { record, layers in
        .scale(
          ns: record.id,
          ScaleNSRequest(
            vnfInstanceId: vnf, aspectId: try aspect ?? layers.onlyAspect(of: record),
            direction: steps > 0 ? .out : .inward, numberOfSteps: abs(steps)),
          from: .person(name: Person.name))
      }
    }
  }

  struct Heal: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Replace what a network service has lost.")
    @Argument(help: "The network service, by identifier or name.") var ns: String
    @Option(help: "One VNF only.") var vnf: String?
    @Option(help: "Why, for the record.") var cause = "asked for by an operator"
    @OptionGroup var act: ActOptions

    func perform() throws {
      try act.perform(on: ns, "podium ns heal") { record, _ in
        .heal(
          ns: record.id, HealNSRequest(vnfInstanceId: vnf, cause: cause),
          from: .person(name: Person.name))
      }
    }
  }

  struct Terminate: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Terminate a network service and give its resources back.",
      discussion: """
        One that carries an active service is terminated only with --confirm NAME: the service \
        would be lost. To end a service properly, submit an order with action delete.
        """)
    @Argument(help: "The network service, by identifier or name.") var ns: String
    @Option(help: "The network service's name, to confirm.") var confirm: String?
    @OptionGroup var act: ActOptions

    func perform() throws {
      try act.perform(on: ns, "podium ns terminate") { record, layers in
        let service = record.service.flatMap { layers.som.services[$0] }
        guard act.dryRun || service?.state != .active || confirm == record.name else {
          throw Failure(
            .refused,
            "\(record.name) carries \(service?.specification ?? "a service"), which is active. "
              + "Confirm with --confirm \(record.name), or submit an order with action delete.")
        }
        return .terminate(ns: record.id, from: .person(name: Person.name))
      }
    }
  }
}

/// What every command that acts on a network service takes.
struct ActOptions: ParsableArguments {
  @Flag(help: "Print the plan and change nothing.") var dryRun = false
  @Flag(help: "Work until the operation has ended; exit 0 only when it completed.") var wait = false
  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  /// Plans or does what `request` makes of the network service.
  func perform(
    on name: String, _ command: String,
    _ request: (NSRecord, Layers) throws -> SOL005Request
  ) throws {
    var session = Session(try place.openExisting(command))
    let record = try session.layers.networkService(name)
    let request = try request(record, session.layers)
    if dryRun {
      let plan = try session.engine.rehearsing(request).plan(for: record.id)
      try output.json ? Output.json(plan) : plan.printForPeople()
      if !plan.isPossible { throw ExitCode(1) }
      return
    }
    let (sequence, events) = try session.perform(.service(.nfvo(request)))
    if let problem = Engine.refusal(in: events, of: sequence) { throw Failure(problem) }
    guard let id = session.layers.nfvo.networkServices[record.id]?.lastOperation else { return }
    if wait {
      try session.run { $0.nfvo.operations[id]?.state != .processing }
    }
    guard let operation = session.layers.nfvo.operations[id] else { return }
    let report = OperationReport(operation)
    if output.json {
      try Output.json(report)
    } else {
      print(
        "\(report.id)  \(report.lcmOperationType)  \(report.operationState)  \(operation.purpose)")
    }
    if let problem = operation.problem { throw Failure(problem) }
  }
}

/// An NS operation occurrence; keys are SOL005's.
struct OperationReport: Encodable {
  let id: String
  let nsInstanceId: String
  let lcmOperationType: String
  let operationState: String
  let isAutomaticInvocation: Bool
  let startTime: String
  let statusEnteredTime: String
  let error: Problem?

  init(_ record: NSOperationRecord) {
    id = "\(record.id)"
    nsInstanceId = "\(record.ns)"
    lcmOperationType = record.kind.rawValue
    operationState = record.state.rawValue
    isAutomaticInvocation = record.isAutomaticInvocation
    startTime = "\(record.startedAt)"
    statusEnteredTime = "\(record.stateEnteredAt)"
    error = record.problem
  }
}

/// An NS instance; keys are SOL005's.
struct NSReport: Encodable {
  let id: String
  let nsInstanceName: String
  let nsdId: String
  let tenant: String
  let nsState: String
  let health: String
  let vim: String?
  let openOperation: String?
  let vnfInstance: [VNFReport]

  init(_ record: NSRecord, _ layers: Layers) {
    id = "\(record.id)"
    nsInstanceName = record.name
    nsdId = "\(record.nsd)"
    tenant = record.tenant
    nsState = record.state.rawValue
    health = record.health.rawValue
    vim = record.vim
    openOperation = record.openOperation.map { "\($0)" }
    vnfInstance = record.vnfs.compactMap { layers.vnfm.vnfs[$0] }.map(VNFReport.init)
  }
}

extension Layers {
  /// A network service by identifier or name.
  func networkService(_ text: String) throws -> NSRecord {
    if let id = NSInstance.ID(text) ?? nfvo.nsIdByName[text], let record = nfvo.networkServices[id]
    {
      return record
    }
    throw Failure(
      .refused, "There is no network service \(text). `podium ns list` shows them all.")
  }

  /// The aspect of the one VNF of `record` that scales.
  func onlyAspect(of record: NSRecord) throws -> String {
    let aspects = Set(
      record.vnfs.compactMap { vnfm.vnfs[$0] }.flatMap { $0.levels.map(\.aspectId) })
    guard let aspect = aspects.first, aspects.count == 1 else {
      throw Failure(
        .refused,
        aspects.isEmpty
          ? "\(record.name) has no scaling aspect."
          : "\(record.name) has several scaling aspects: \(aspects.sorted().joined(separator: ", ")). "
            + "Name one with --aspect.")
    }
    return aspect
  }
}

extension Plan {
  func printForPeople() {
    if let problem { print("not possible  \(problem.title): \(problem.detail)") }
    for component in creates {
      print("+ \(component.name)  \(component.vdu)  \(component.cluster) \(component.host)")
    }
    for component in removes {
      print("- \(component.name)  \(component.vdu)  \(component.cluster) \(component.host)")
    }
    for grant in grants { print("grant  \(grant)") }
    for service in reach {
      print(
        "reach  \(service.service) of \(service.customer): \(service.before) → \(service.after)")
    }
    print("takes  about \(Int(seconds.rounded())) s")
  }
}

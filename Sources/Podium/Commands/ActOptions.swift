import ArgumentParser
import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces

/// What every command that acts takes: whether to act at all, and whether to wait.
struct ActOptions: ParsableArguments {
  @Flag(help: "Print the plan and change nothing.") var dryRun = false
  @Flag(help: "Work until the operation has ended; exit 0 only when it ended as asked.")
  var wait = false
  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  /// Plans or does what `request` makes of the network service.
  func perform(
    on name: String, _ command: String,
    _ request: (NSRecord, Layers) throws -> SOL005Request
  ) throws {
    var session = Session(try place.openExisting(command))
    let record = try session.layers.networkService(name)
    try perform(try request(record, session.layers), on: record.id, &session)
  }

  /// Plans or does what `request` makes of `ns`.
  func perform(
    _ request: SOL005Request, on ns: NSInstance.ID, _ session: inout Session
  ) throws {
    if dryRun {
      try show(try session.engine.rehearsing(request).plan(for: ns))
      return
    }
    let before = session.layers
    let (sequence, events) = try session.perform(.service(.nfvo(request)))
    if let problem = Engine.refusal(in: events, of: sequence) { throw Failure(problem) }
    guard let id = request.operation(before: before, after: session.layers) else { return }
    if wait {
      try session.run { $0.nfvo.operations[id]?.state.isMoving != true }
    }
    guard let operation = session.layers.nfvo.operations[id] else { return }
    let report = OperationReport(operation)
    if output.json {
      try Output.json(report)
    } else {
      print(
        "\(report.id)  \(report.lcmOperationType)  \(report.operationState)  \(operation.purpose)")
    }
    guard !operation.state.isMoving, !request.expects(operation.state) else { return }
    if let problem = operation.problem { throw Failure(problem) }
  }

  /// Prints a plan; one that is not possible is a failure.
  func show(_ plan: Plan) throws {
    try output.json ? Output.json(plan) : plan.printForPeople()
    if !plan.isPossible { throw ExitCode(1) }
  }
}

/// An NS operation occurrence; keys are SOL005's.
struct OperationReport: Encodable {
  let id: String
  let nsInstanceId: String
  let lcmOperationType: String
  let operationState: String
  let isAutomaticInvocation: Bool
  let isCancelPending: Bool
  let cancelMode: String?
  let startTime: String
  let statusEnteredTime: String
  let error: Problem?

  init(_ record: NSOperationRecord) {
    id = "\(record.id)"
    nsInstanceId = "\(record.ns)"
    lcmOperationType = record.kind.rawValue
    operationState = record.state.rawValue
    isAutomaticInvocation = record.isAutomaticInvocation
    isCancelPending = record.isCancelPending
    cancelMode = record.pendingCancel?.rawValue
    startTime = "\(record.startedAt)"
    statusEnteredTime = "\(record.stateEnteredAt)"
    error = record.problem
  }
}

extension Plan {
  func printForPeople() {
    if let problem { print("not possible  \(problem.title): \(problem.detail)") }
    for ask in asks { print("does   \(ask)") }
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
    for item in leftovers { print("leaves \(item)") }
    if !endState.isEmpty { print("ends   \(endState)") }
    print("takes  about \(Int(seconds.rounded())) s")
  }
}

import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// What a dry run prints is what happens then: what is asked of whom in which order, what is granted,
/// what comes and goes and where, how it ends, and how long it takes.
struct PlanHistoryTests {
  @Test(arguments: Exercise.all)
  func `the plan of an operation equals its history`(exercise: Exercise) throws {
    var lab = try Lab(exercise, seed: 11)
    try expectHistory(of: try exercise.request(lab.layers), in: &lab, ends: .completed)
  }

  /// Of each task that is legal once an operation stands still.
  @Test(arguments: Exercise.all, [NSOperationTask.retry, .rollback, .continue, .fail])
  func `the plan of what is done about an operation that stands still equals its history`(
    exercise: Exercise, task: NSOperationTask
  ) throws {
    var lab = try Lab(exercise, seed: 12)
    try lab.ask(try exercise.request(lab.layers))
    try lab.run { $0.vnfm.operations.values.contains { $0.running != nil } }
    let operation = try #require(lab.layers.operation)
    try lab.ask(.task(.cancel(.forceful), operation: operation.id, from: Lab.person))
    try lab.run { $0.nfvo.operations[operation.id]?.state == .failedTemp }
    try lab.run(for: .zero)
    let request = SOL005Request.task(task, operation: operation.id, from: Lab.person)
    let now = try #require(lab.layers.operation)
    guard now.legalTasks.contains(task) else {
      let plan = try lab.engine.rehearsing(request).plan(for: now.ns)
      #expect(plan.problem?.detail == now.objection(to: task)?.detail)
      return
    }
    let end: [NSOperationTask: OperationState] = [
      .retry: .completed, .rollback: .rolledBack, .continue: .partiallyCompleted, .fail: .failed,
    ]
    try expectHistory(of: request, in: &lab, ends: end[task] ?? .completed)
  }

  @Test(arguments: [NSCancelMode.graceful, .forceful])
  func `the plan of a cancellation equals its history`(mode: NSCancelMode) throws {
    let exercise = try Lab.exercise("INSTANTIATE")
    var lab = try Lab(exercise, seed: 12)
    try lab.ask(try exercise.request(lab.layers))
    try lab.run { $0.vnfm.operations.values.contains { $0.state == .processing } }
    let operation = try #require(lab.layers.operation)
    #expect(operation.state == .processing)
    let request = SOL005Request.task(.cancel(mode), operation: operation.id, from: Lab.person)
    try expectHistory(of: request, in: &lab, ends: .failedTemp)
  }

  @Test func `the plan of what is refused is the refusal, and nothing happens`() throws {
    let exercise = try Lab.exercise("TERMINATE")
    var lab = try Lab(exercise, seed: 13)
    try lab.ask(try exercise.request(lab.layers))
    try lab.run()
    let request = SOL005Request.task(
      .rollback, operation: try #require(lab.layers.operation).id, from: Lab.person)
    let plan = try lab.engine.rehearsing(request).plan(for: lab.layers.exercisedNS?.id)
    #expect(plan.problem?.detail.contains("closed") == true)
    #expect(plan.asks.isEmpty && plan.creates.isEmpty && plan.removes.isEmpty)
  }

  private func expectHistory(
    of request: SOL005Request, in lab: inout Lab, ends state: OperationState
  ) throws {
    let ns = try #require(lab.layers.exercisedNS).id
    let before = lab.layers
    let plan = try lab.engine.rehearsing(request).plan(for: ns)
    #expect(plan.isPossible, "\(plan.problem?.detail ?? "")")
    if case .task = request {} else { #expect(!plan.asks.isEmpty) }
    lab.forget()
    let start = lab.engine.now
    try lab.ask(request)
    try lab.run { layers in
      request.operation(before: before, after: layers)
        .flatMap { layers.nfvo.operations[$0] }?.state.isMoving == false
    }
    let took = lab.engine.now - start
    try lab.run(for: .zero)

    let operation = try #require(lab.layers.operation)
    #expect(operation.state == state)
    #expect(plan.endState == operation.state.rawValue)
    #expect(plan.leftovers == operation.leftovers)
    #expect(plan.seconds == took.seconds)
    let members = Set(
      [before, lab.layers].flatMap { layers in
        layers.nfvo.networkServices[ns].map { layers.nfvo.family(of: $0) } ?? []
      }.map(\.id))
    let asked = lab.events.flatMap { recorded in
      members.compactMap { recorded.event.ask(of: $0) }
    }
    #expect(plan.asks == asked)
    let grants = lab.events.compactMap { recorded -> String? in
      switch recorded.event {
      case .nfvo(.granted), .nfvo(.grantRefused): recorded.event.sentence
      default: nil
      }
    }
    #expect(plan.grants == grants)
    let old = components(of: before)
    let new = components(of: lab.layers)
    #expect(Set(plan.creates.map { "\($0.name) on \($0.host)" }) == new.subtracting(old))
    #expect(Set(plan.removes.map { "\($0.name) on \($0.host)" }) == old.subtracting(new))
  }

  /// Names and hosts of all that the VNFM knows.
  private func components(of layers: Layers) -> Set<String> {
    Set(
      layers.vnfm.vnfs.values.flatMap(\.components).map { "\($0.name) on \($0.host ?? "")" })
  }
}

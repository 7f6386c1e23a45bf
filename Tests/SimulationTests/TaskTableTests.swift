import Core
import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// Every state × task of VNF operations (SOL003 §5.4.14 to §5.4.17), for every kind, over the whole
/// stack. NS operations have the like in `NFVOTests`.
struct TaskTableTests {
  /// One exercise for each kind of VNF operation: the first whose first VNF operation is of it.
  static let exercises: [VNFOperationKind: Exercise] = [
    .instantiate: "INSTANTIATE router", .scale: "SCALE out router",
    .scaleToLevel: "SCALE to level", .changeFlavour: "UPDATE CHANGE_VNF_DF",
    .operate: "UPDATE OPERATE_VNF start", .heal: "HEAL router",
    .changeExternalConnectivity: "UPDATE CHANGE_EXT_VNF_CONNECTIVITY",
    .changePackage: "UPDATE CHANGE_VNFPKG", .modifyInformation: "UPDATE MODIFY_VNF_INFORMATION",
    .createSnapshot: "UPDATE CREATE_VNF_SNAPSHOT",
    .revertToSnapshot: "UPDATE REVERT_VNF_TO_SNAPSHOT", .terminate: "TERMINATE router",
  ].compactMapValues { name in Exercise.all.first { $0.name == name } }

  /// What is legal, written down a second time, and where it leads in the end.
  private static func end(
    _ task: VNFOperationTask, _ state: VNFOperationState, hasWayBack: Bool
  ) -> VNFOperationState? {
    switch (state, task) {
    case (.starting, .cancel): .rolledBack
    case (.processing, .cancel), (.rollingBack, .cancel): .failedTemp
    case (.failedTemp, .retry): .completed
    case (.failedTemp, .rollback): hasWayBack ? .rolledBack : nil
    case (.failedTemp, .fail): .failed
    default: nil
    }
  }

  @Test(arguments: VNFOperationKind.allCases, VNFOperationState.allCases)
  func `are taken where they are legal, and refused with the legal ones elsewhere`(
    kind: VNFOperationKind, state: VNFOperationState
  ) throws {
    let exercise = try #require(Self.exercises[kind], "nothing exercises \(kind)")
    guard let start = try Stage(exercise, in: state) else {
      // Without a grant to wait for, nothing is ever seen STARTING; and where sessions alone were
      // drained, nothing is to be undone, so that nothing is seen ROLLING_BACK.
      let isUnreachable =
        state == .starting && [.modifyInformation, .createSnapshot, .terminate].contains(kind)
        || state == .rollingBack && kind == .terminate
      #expect(isUnreachable, "\(kind) never gets into \(state)")
      return
    }
    try #require(start.operation?.kind == kind)
    let hasWayBack = start.operation?.whyNoRollback == nil
    let legal = VNFOperationTask.kinds.filter {
      Self.end($0, state, hasWayBack: hasWayBack) != nil
    }
    for task in VNFOperationTask.kinds {
      var stage = start
      let refusal = try stage.ask(task)
      guard let end = Self.end(task, state, hasWayBack: hasWayBack) else {
        let problem = try #require(refusal, "\(task) of \(kind) in \(state) was taken")
        #expect(problem.status == 409)
        #expect(stage.operation == start.operation)
        for name in Set(legal.map { String($0.name.prefix { $0 != " " }) }) {
          #expect(problem.detail.contains(name), "\(problem.detail)")
        }
        continue
      }
      #expect(refusal == nil, "\(task) of \(kind) in \(state): \(refusal?.detail ?? "")")
      try stage.run { $0.state.isMoving == false || $0.state == end }
      #expect(stage.operation?.state == end, "\(task) of \(kind) in \(state)")
      #expect(stage.operation?.grant == start.operation?.grant || state == .starting)
      if end.isTerminal { #expect(stage.operation?.isCancelPending == false) }
    }
  }
}

/// An exercise at the moment at which its first VNF operation is in some state.
private struct Stage {
  private(set) var engine: Engine
  private var batch = Batch.rehearsed
  private let id: VNFOperation.ID

  var operation: VNFOperationRecord? { engine.layers.vnfm.operations[id] }

  /// Nil when the operation never gets into `state`.
  init?(_ exercise: Exercise, in state: VNFOperationState) throws {
    engine = try exercise.world(seed: 5)
    let last = engine.layers.vnfm.operations.keys.last?.serial ?? 0
    id = VNFOperation.ID(serial: last + 1)
    try engine.admit(
      .service(.nfvo(try exercise.request(engine.layers))), from: .person, into: &batch)
    switch state {
    case .starting, .completed: try run { $0.state == state || $0.state.isTerminal }
    case .processing: try run { $0.running != nil || $0.state.isTerminal }
    case .failedTemp: try standStill()
    case .rollingBack, .rolledBack:
      try standStill()
      guard try ask(.rollback) == nil else { return nil }
      try run { $0.state == state && (state == .rolledBack || $0.running != nil) }
    case .failed:
      try standStill()
      _ = try ask(.fail)
    }
    guard operation?.state == state else { return nil }
  }

  /// Cancelled at its first step: so it stands still, and nothing is past its point of no return.
  private mutating func standStill() throws {
    try run { $0.running != nil }
    _ = try ask(.cancel(.forceful))
    try run { $0.state == .failedTemp }
  }

  mutating func run(until isDone: (VNFOperationRecord) -> Bool) throws {
    let deadline = engine.now + .minutes(120)
    while operation.map({ !isDone($0) }) ?? true, try engine.step(until: deadline, into: &batch) {}
  }

  /// Asks a task at the VNFM; answers why it was refused.
  mutating func ask(_ task: VNFOperationTask) throws -> Problem? {
    let sequence = try engine.admit(.task(task, id), from: .person, into: &batch)
    while try engine.step(until: engine.now, into: &batch), !batch.hasHandled(sequence) {}
    return Engine.refusal(in: batch.events, of: sequence)
  }
}

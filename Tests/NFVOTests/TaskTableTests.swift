import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing

/// Every state, with every task, for every kind of NS operation (SOL005 §6.4.11 to §6.4.15).
@Suite struct `Tasks for NS operations` {
  static let states = OperationState.allCases.filter { $0 != .starting }

  /// The VNF operation that each kind of NS operation is made of here.
  private static func part(_ kind: NSOperationKind) -> VNFOperationKind {
    switch kind {
    case .instantiate, .scale: .instantiate
    case .update: .changePackage
    case .heal: .heal
    case .terminate: .terminate
    }
  }

  /// What is legal, written down a second time.
  private static func isLegal(
    _ task: NSOperationTask, _ state: OperationState, _ kind: NSOperationKind
  ) -> Bool {
    switch (state, task) {
    case (.processing, .cancel), (.rollingBack, .cancel): true
    // One VNF is gone for good in the state that is set up here.
    case (.failedTemp, .rollback): kind != .terminate
    case (.failedTemp, .retry), (.failedTemp, .continue), (.failedTemp, .fail): true
    default: false
    }
  }

  /// An operation of `kind` in `state`: in FAILED_TEMP one part is done and one stands still.
  private static func orchestra(
    _ kind: NSOperationKind, in state: OperationState
  ) -> Orchestra {
    var orchestra = kind == .instantiate ? Orchestra() : .inService()
    let part = part(kind)
    switch state {
    case .starting, .completed: break
    case .processing: orchestra.outcomes[part] = [.completes, .hangs]
    case .failedTemp, .partiallyCompleted, .failed:
      orchestra.outcomes[part] = [.completes, .fails]
    case .rollingBack, .rolledBack:
      // Nothing of a termination may be done when it is to be undone.
      orchestra.outcomes[part] =
        kind == .terminate ? [.fails, .fails, .fails] : [.completes, .fails]
    }
    orchestra.ask(kind)
    switch state {
    case .starting, .completed, .processing, .failedTemp: break
    case .partiallyCompleted: orchestra.perform(.continue)
    case .failed: orchestra.perform(.fail)
    case .rollingBack:
      orchestra.rollbacks = [.hangs]
      orchestra.perform(.rollback)
    case .rolledBack: orchestra.perform(.rollback)
    }
    return orchestra
  }

  @Test(arguments: NSOperationKind.allCases, states)
  func `are taken where they are legal, and refused with the legal ones elsewhere`(
    kind: NSOperationKind, state: OperationState
  ) throws {
    let start = Self.orchestra(kind, in: state)
    try #require(start.operation?.kind == kind)
    try #require(start.operation?.state == state)
    let legal = NSOperationTask.kinds.filter { Self.isLegal($0, state, kind) }
    #expect(start.operation?.legalTasks == legal)
    for task in NSOperationTask.kinds {
      var orchestra = start
      orchestra.perform(task)
      if Self.isLegal(task, state, kind) {
        expectEffect(of: task, on: state, kind, orchestra, from: start)
      } else {
        let problem = try #require(orchestra.refusal, "\(task) of \(kind) in \(state) was taken")
        #expect(problem.status == 409)
        #expect(orchestra.operation == start.operation)
        #expect(orchestra.heard == start.heard)
        for name in legal where start.operation?.state.next(on: task.trigger) == nil {
          #expect(problem.detail.contains("\(name)"), "\(problem.detail)")
        }
        if state.isTerminal { #expect(problem.detail.contains("closed")) }
      }
    }
  }

  private func expectEffect(
    of task: NSOperationTask, on state: OperationState, _ kind: NSOperationKind,
    _ orchestra: Orchestra, from start: Orchestra
  ) {
    let operation = orchestra.operation
    switch task {
    case .retry:
      #expect(operation?.state == .completed, "\(kind)")
      #expect(operation?.problem == nil)
    case .rollback:
      #expect(operation?.state == .rolledBack, "\(kind)")
      #expect(operation?.leftovers == [])
    case .continue: #expect(operation?.state == .partiallyCompleted, "\(kind)")
    case .fail:
      #expect(operation?.state == .failed, "\(kind)")
      #expect(orchestra.operations.allSatisfy { $0.state.isTerminal })
      #expect(operation?.leftovers.isEmpty == false)
    case .cancel(.graceful):
      // What runs goes on to its end.
      #expect(operation?.state == state && operation?.isCancelPending == true, "\(kind)")
      #expect(orchestra.heard == start.heard)
    case .cancel(.forceful):
      #expect(operation?.state == .failedTemp && operation?.isCancelPending == false, "\(kind)")
      #expect(operation?.problem?.title == "Cancelled")
    }
    if operation?.state.isTerminal == true {
      #expect(orchestra.nfvo.networkServices[Orchestra.ns]?.openOperation == nil)
      #expect(orchestra.nfvo.running.isEmpty && orchestra.nfvo.queue.isEmpty)
    }
  }
}

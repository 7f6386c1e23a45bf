import Deciding
import ResourceInterfaces

/// The VNFM: the lifecycle of single functions (SOL003), from identifier to Day-1 configuration,
/// and the healing of what their infrastructure loses.
package enum FunctionLifecycle: Decider {
  package typealias Message = VNFMMessage
  package typealias Event = FunctionEvent
  package typealias Outgoing = ResourceMessage

  /// What the VNFM waits for by itself.
  package enum Timer: Codable, Equatable, Sendable {
    /// The losses of one VNF have been packed: heal them in one wave.
    case healDue(VNFInstance.ID)
    /// The sessions of a function that is being terminated had their time.
    case drained(VNFOperation.ID)
    /// What was made anew has been watched long enough.
    case gateDue(VNFOperation.ID, step: Int, attempt: Int)
    /// Does an operation get on? Asked again and again while it is in the state that it entered
    /// at `since`.
    case watch(VNFOperation.ID, since: Instant)
    /// A step that failed has waited long enough for its next attempt.
    case attemptDue(VNFOperation.ID, step: Int, attempt: Int)
    /// A VIM has not said what is there after an operation was closed as FAILED.
    case reconcileOverdue(VNFInstance.ID, attempt: Int)
    /// A VIM has not said what is there after something that it told got lost.
    case newsOverdue(VNFInstance.ID, attempt: Int)
    /// A VIM answered with what was true once; it is asked again.
    case describeAgain(VIMName, VNFInstance.ID, TaskToken)
    /// What the VIMs hold is compared once more, or asked for again.
    case drift(DriftTimer)
  }

  package static func handle(_ message: VNFMMessage, _ turn: inout Turn<Self>) {
    switch message {
    case .packages(let vnfds): onboard(vnfds, &turn)
    case .packageDeleted(let vnfd): forget(vnfd, &turn)
    case .create(let name, let vnfdId, let tenant, let ns, let reference):
      create(name, vnfdId, tenant, ns, reference, &turn)
    case .setAutoHeal(let vnf, let policy): setAutoHeal(policy, of: vnf, &turn)
    case .instantiate, .scale, .scaleToLevel, .changeFlavour, .operate, .heal,
      .changeExternalConnectivity, .changePackage, .modifyInformation, .createSnapshot,
      .revertToSnapshot, .terminate:
      begin(message, &turn)
    case .task(let task, let operation, let reference): ask(task, operation, reference, &turn)
    case .holdUpgrade(let operation, let isHeld, let by):
      holdUpgrade(operation, isHeld, by, &turn)
    case .granted(let operation, let grant, let seats): granted(operation, grant, seats, &turn)
    case .grantRefused(let operation, let fault): grantRefused(operation, fault, &turn)
    case .taskEnded(let token, let attempt, let fault, let told):
      taskEnded(VNFRecord.TaskEnd(token: token, attempt: attempt, fault: fault), told, &turn)
    case .described(let description): described(description, &turn)
    case .configured(_, let operation, let step, let fault):
      configured(operation, step, fault, &turn)
    case .resourceChanged(let change): resourceChanged(change, &turn)
    case .changesTold(let vim, let marks): changesTold(marks, by: vim, &turn)
    case .vimState(let vim, let isUp, let reason): vimState(vim, isUp: isUp, reason, &turn)
    case .collect(let vnf, let seconds):
      turn.send(.nfvi(.collect(vnf: vnf, everySeconds: seconds)))
    case .configuration(let message): handle(message, &turn)
    case .indicator(let indicator):
      guard turn.state.vnfs[indicator.vnf]?.instantiationState == .instantiated else { return }
      turn.send(.nfvo(.indicator(indicator)))
    case .drift(let message): handle(message, &turn)
    }
  }

  package static func wake(_ timer: Timer, _ turn: inout Turn<Self>) {
    switch timer {
    case .healDue(let vnf): healDue(vnf, &turn)
    case .drained(let operation): drained(operation, &turn)
    case .gateDue(let operation, let step, let attempt):
      gateDue(operation, step, attempt, &turn)
    case .watch(let operation, let since): watch(operation, since: since, &turn)
    case .attemptDue(let operation, let step, let attempt):
      attemptDue(operation, step, attempt, &turn)
    case .reconcileOverdue(let vnf, let attempt): reconcileOverdue(vnf, attempt, &turn)
    case .newsOverdue(let vnf, let attempt): newsOverdue(vnf, attempt, &turn)
    case .describeAgain(let vim, let vnf, let query): describeAgain(vnf, on: vim, query, &turn)
    case .drift(let timer): wake(timer, &turn)
    }
  }

  package static func apply(_ event: FunctionEvent, at instant: Instant, to state: inout State) {
    state.apply(event, at: instant)
  }
}

extension FunctionLifecycle {
  /// All that the VNFM knows.
  package struct State: Codable, Equatable, Sendable {
    /// The onboarded packages by descriptor id.
    package internal(set) var packages = Table<String, VNFD>()
    package internal(set) var vnfs = Table<VNFInstance.ID, VNFRecord>()
    /// All operation occurrences, open and closed.
    package internal(set) var operations = Table<VNFOperation.ID, VNFOperationRecord>()
    /// How many occurrences are not closed.
    package internal(set) var openOperations = 0
    /// How many occurrences wait in FAILED_TEMP for somebody.
    package internal(set) var failedOperations = 0
    /// The heals of each VIM that has some running or waiting.
    package internal(set) var waves = Table<VIMName, HealingWave>()
    /// VIMs that do not answer, and what waits for them.
    package internal(set) var unreachable = Table<VIMName, UnreachableVIM>()
    /// What was found to differ from what the VIMs hold.
    package internal(set) var drift = DriftBook()
    /// Identifiers that were made, by the reference of the request: a repeat gets the same answer.
    var identifiers = Table<String, VNFInstance.ID>()
    /// Operations that were accepted, by the reference of the request.
    var requests = Table<String, VNFOperation.ID>()

    package init() {}

    /// The descriptor that an instance is made from at present.
    package func vnfd(of vnf: VNFRecord) -> VNFD? {
      packages[vnf.vnfdId.rawValue]?.inFlavour(vnf.flavourId)
    }

    /// The descriptor, in its flavour, that `target` names.
    func vnfd(of target: VNFOperationRecord.Target) throws(Fault) -> VNFD {
      guard let vnfd = packages[target.vnfdId.rawValue]?.inFlavour(target.flavourId) else {
        throw Fault(
          title: "VNF package unknown",
          detail: "The package \(target.vnfdId) with flavour \(target.flavourId) is not "
            + "onboarded. Onboard it again.")
      }
      return vnfd
    }
  }
}

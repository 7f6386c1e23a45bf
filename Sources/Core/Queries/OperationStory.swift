import Deciding
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

/// What somebody asks at three in the morning about an operation that does not go on: what failed,
/// where, why, what has been undone, and what can be done now.
package struct OperationStory: Codable, Equatable, Sendable {
  /// From the order down to the hosts; what does not apply is nil or empty.
  package struct Place: Codable, Equatable, Sendable {
    package var serviceOrder: String?
    package var resourceOrder: String?
    /// The network services around with their operations, the outermost first.
    package var around: [String] = []
    package var ns: String?
    package var nsOperation: String?
    /// The nested network services on the way to what failed, with their operations.
    package var nested: [String] = []
    package var vnf: String?
    package var vnfOperation: String?
    package var step: String?
    package var vim: String?
    package var hosts: [String] = []

    /// `SO-1 → RO-1 → ns-1 globex-fw → …`.
    package var sentence: String {
      let parts =
        [serviceOrder, resourceOrder] + around.map(Optional.some) + [ns, nsOperation]
        + nested.map(Optional.some) + [vnf, vnfOperation, step, vim]
      let line = parts.compactMap(\.self)
      return (line + (hosts.isEmpty ? [] : [hosts.joined(separator: ", ")]))
        .joined(separator: " → ")
    }
  }

  /// A task with the reason why it is not legal now.
  package struct Refusal: Codable, Equatable, Sendable {
    package let task: String
    package let reason: String
  }

  package let id: String
  package let operation: String
  package let state: String
  package let purpose: String
  package let startTime: Instant
  package let stateEnteredTime: Instant
  /// Nil when nothing failed.
  package var whatFailed: String?
  package var place = Place()
  package var why: [String] = []
  package var undone: [String] = []
  /// What is not as it was, or not as it was to be.
  package var leftovers: [String] = []
  /// The tasks that are legal now, as the command line takes them.
  package var possible: [String] = []
  package var impossible: [Refusal] = []
  /// Why it waits for its turn.
  package var waitsFor: String?
  /// Each part: its VNF, what is done to it, and how far that is.
  package var parts: [String] = []
  /// What people asked of it.
  package var interventions: [String] = []
}

extension OperationStory {
  package init(_ record: NSOperationRecord, in layers: Layers) {
    id = "\(record.id)"
    operation = record.kind.rawValue
    state = record.state.rawValue
    purpose = "\(record.nsName): \(record.purpose)"
    startTime = record.startedAt
    stateEnteredTime = record.stateEnteredAt
    waitsFor = record.waitsFor
    if let problem = record.problem {
      whatFailed = "\(record.kind.rawValue) \(record.id) of \(record.nsName): \(problem.title)"
      why = [problem.detail]
    }
    place.nsOperation = id
    locate(record, layers)
    locateFailure(of: record, layers)
    undone = record.tasks.compactMap(\.undoneSentence)
    leftovers = record.leftovers
    parts = record.tasks.map(\.sentence)
    interventions = record.interventions.map {
      "\($0.at) \($0.task) by \($0.requester.sentence)"
    }
    for task in NSOperationTask.kinds {
      if let problem = record.objection(to: task) {
        impossible.append(Refusal(task: "\(task)", reason: problem.detail))
      } else {
        possible.append("\(task)")
      }
    }
  }

  package init(_ record: VNFOperationRecord, in layers: Layers) {
    id = "\(record.id)"
    operation = record.kind.rawValue
    state = record.state.rawValue
    purpose = "\(record.vnfName): \(record.purpose)"
    startTime = record.startedAt
    stateEnteredTime = record.stateEnteredAt
    if let fault = record.fault {
      whatFailed = "\(record.kind.rawValue) \(record.id) of \(record.vnfName): \(fault.title)"
      why = [fault.detail]
    }
    let parent = record.reference.prefix { $0 != "/" }
    if let parent = NSOperation.ID(parent).flatMap({ layers.nfvo.operations[$0] }) {
      place.nsOperation = "\(parent.id)"
      locate(parent, layers)
    }
    place.vnf = "\(record.vnf) \(record.vnfName)"
    locate(record, layers)
    // What was begun before it went back, and all that it is at now.
    parts = record.steps.enumerated()
      .filter { $0.offset >= record.legStart || $0.element.startedAt != nil }
      .map(\.element.sentence)
    waitsFor = record.heldBy.map { "paused by \($0)" }
    if record.state == .rolledBack { undone = ["\(record.vnfName): everything that it did"] }
    leftovers = record.notRestored
    for task in VNFOperationTask.kinds {
      if let fault = record.objection(to: task) {
        impossible.append(Refusal(task: task.name, reason: fault.detail))
      } else {
        possible.append(task.name)
      }
    }
  }

  /// Goes down to what the operation stands still at, through nested network services.
  private mutating func locateFailure(of record: NSOperationRecord, _ layers: Layers) {
    guard let part = record.tasks.first(where: { $0.needsSomebody }) else { return }
    guard part.isNested else {
      place.vnf = part.vnf.map { "\($0) \(part.vnfName)" } ?? part.vnfName
      let open = part.undoing?.operation ?? part.operation
      if let open = open.flatMap({ layers.vnfm.operations[$0] }) { locate(open, layers) }
      return
    }
    let open = part.undoing?.nestedOperation ?? part.nested?.operation
    place.nested.append(
      [part.nested?.ns.map { "\($0)" }, part.vnfName, open.map { "\($0)" }]
        .compactMap(\.self).joined(separator: " "))
    guard let open = open.flatMap({ layers.nfvo.operations[$0] }) else { return }
    place.vim = layers.nfvo.networkServices[open.ns]?.vim ?? place.vim
    locateFailure(of: open, layers)
  }

  private mutating func locate(_ record: NSOperationRecord, _ layers: Layers) {
    let ns = layers.nfvo.networkServices[record.ns]
    place.ns = "\(record.ns) \(record.nsName)"
    place.vim = ns?.vim
    var above = record
    while let around = above.requester.parentOperation.flatMap({ layers.nfvo.operations[$0] }) {
      place.around.insert("\(around.nsName) \(around.id)", at: 0)
      above = around
    }
    let order =
      above.requester.resourceOrder
      ?? layers.nfvo.networkServices[above.ns]?.resourceOrder
    if let order {
      place.resourceOrder = "\(order)"
      place.serviceOrder = layers.som.resourceOrders[order].map { "\($0.order)" }
    }
  }

  private mutating func locate(_ record: VNFOperationRecord, _ layers: Layers) {
    place.vnfOperation = "\(record.kind.rawValue) \(record.id)"
    place.vim = layers.vnfm.vnfs[record.vnf]?.vim ?? place.vim
    let step = record.steps.first { $0.fault != nil } ?? record.running?.step
    place.step = step.map { "step “\($0.title)”" }
    if let fault = step?.fault, !why.contains(where: { $0.contains(fault.detail) }) {
      why.append(fault.detail)
    }
    let stuck = layers.vim.resources(of: record.vnf).filter { !$0.isReady }
    place.hosts = Set(stuck.compactMap(\.host)).sorted()
  }
}

extension OperationStep {
  /// `Canary: 1 of 4 worker on 4.2.1, done 12:04:31`.
  fileprivate var sentence: String {
    if let fault, hasFailed { return "\(title), failed: \(fault.detail)" }
    if let endedAt { return "\(title), done \(endedAt.timeOfDay)" }
    guard let begun = attemptedAt ?? startedAt else { return "\(title), waiting" }
    return "\(title), since \(begun.timeOfDay)"
  }
}

extension VNFTask {
  /// Whether it is what the operation stands still at.
  fileprivate var needsSomebody: Bool {
    undoing?.stage == .failed || !isGivenUp && stage == .failed
  }

  fileprivate var undoneSentence: String? {
    guard stage == .undone else { return nil }
    let kind = act.kind.rawValue
    if let undoing, undoing.stage == .completed {
      return undoing.act.map { "\(vnfName): \(kind), by \($0.kind.rawValue)" }
        ?? "\(vnfName): \(kind), rolled back"
    }
    return operationName == nil
      ? "\(vnfName): \(kind) was refused, nothing was done" : "\(vnfName): \(kind), rolled back"
  }

  fileprivate var sentence: String {
    let kind = operationName.map { "\(act.kind.rawValue) \($0)" } ?? act.kind.rawValue
    let end = isGivenUp ? "given up" : stage.rawValue
    let undo = undoing.map { undoing in
      let what = undoing.act?.kind.rawValue ?? "rollback"
      return ", to be undone by \(what): \(undoing.stage.rawValue)"
    }
    return "\(vnfName): \(kind), \(end)" + (undo ?? "") + (fault.map { ": \($0.detail)" } ?? "")
  }
}

extension VNFOperationTask {
  /// One of each, in the order in which they are offered.
  package static let kinds: [Self] = [
    .retry, .rollback, .fail, .cancel(.graceful), .cancel(.forceful),
  ]
}

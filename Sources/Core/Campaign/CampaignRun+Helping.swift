import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

// What somebody does about an operation that stands still, until it is closed, and what is given back
// at the end.
extension CampaignRun {
  /// After the remedies of a case nobody gives up before this was tried.
  private static let last: [Recourse] = [.task(.retry), .task(.retry), .task(.fail)]

  /// Applies the remedies one after the other until the operation is closed.
  mutating func help(_ remedies: [Recourse]) throws {
    for remedy in remedies + Self.last {
      guard state == .failedTemp else { return }
      checkStandingStill()
      switch remedy {
      case .task(let task): try perform(task)
      case .below(let task): try performBelow(task)
      }
      try drive()
    }
    if state == .failedTemp { find("It is not closed by fail.") }
  }

  /// Asks a task of the operation; a refusal must be one that was told before, and say why.
  private mutating func perform(_ task: NSOperationTask) throws {
    guard let operation = nsOperation else { return }
    let objection = operation.objection(to: task)?.detail
    let former = state
    let sequence = try ask(
      .service(.nfvo(.task(task, operation: operation.id, from: Exercise.person))))
    let refusal = Engine.refusal(in: events, of: sequence)?.detail
    if refusal != objection {
      find(
        "\(task) was \(refusal.map { "refused: \($0)" } ?? "taken"), but it was said to be "
          + "\(objection.map { "illegal: \($0)" } ?? "legal").")
    }
    guard refusal != nil else { return }
    if state != former { find("\(task) was refused, and all the same something changed.") }
    if task == .fail { find("fail was refused: \(refusal ?? "")") }
  }

  /// Asks a task of each VNF operation that stands still, past the NFVO.
  private mutating func performBelow(_ task: VNFOperationTask) throws {
    for operation in operations where operation.state == .failedTemp {
      let objection = operation.objection(to: task)?.detail
      let sequence = try ask(.task(task, operation.id))
      let refusal = Engine.refusal(in: events, of: sequence)?.detail
      if refusal != objection {
        find(
          "\(task.name) of \(operation.id) was \(refusal ?? "taken"), but it was said to be "
            + "\(objection ?? "legal").")
      }
    }
    let deadline = engine.now + .minutes(240)
    while operations.contains(where: \.state.isMoving), engine.now < deadline {
      try pass(.seconds(10))
    }
  }

  /// Brings back what an operation that was given up left otherwise than its record says.
  mutating func mend() throws {
    for vnf in layers.vnfm.vnfs.values
    where !vnf.divergence.isEmpty && vnf.instantiationState == .instantiated {
      let sequence = try ask(
        .resource(.vnfm(.heal(vnf: vnf.id, cause: "campaign", reference: ""))))
      if let refusal = Engine.refusal(in: events, of: sequence) {
        find("What was given up cannot be healed: \(refusal.detail)")
      }
    }
    for vnf in layers.vnfm.vnfs.values where !vnf.configured.drift.isEmpty {
      _ = try ask(.resource(.vnfm(.configuration(.reconcile(vnf: vnf.id, by: "campaign")))))
    }
    try rest()
    for vnf in layers.vnfm.vnfs.values
    where !vnf.divergence.isEmpty && vnf.instantiationState == .instantiated
      || !vnf.configured.drift.isEmpty
    {
      find("\(vnf.name) could not be mended: \(vnf.divergence) \(vnf.configured.drift)")
    }
  }

  /// Terminates the network service: nothing of it may be left anywhere.
  mutating func giveBack() throws {
    guard let ns = layers.exercisedNS, ns.state != .terminated else { return }
    let sequence = try ask(.service(.nfvo(.terminate(ns: ns.id, from: Exercise.person))))
    if let refusal = Engine.refusal(in: events, of: sequence) {
      return find("It cannot be terminated afterwards: \(refusal.detail)")
    }
    try rest()
    let operation = layers.nfvo.networkServices[ns.id]?.lastOperation
      .flatMap { layers.nfvo.operations[$0] }
    if let operation, operation.state != .completed {
      find(
        "Its termination afterwards is \(operation.state.rawValue): "
          + "\(operation.problem?.detail ?? "no reason").")
    }
    checkNothingIsLeft()
  }
}

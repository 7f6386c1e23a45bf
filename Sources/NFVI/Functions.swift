import Deciding
import ResourceInterfaces

// The functions that run on the hosts: what they are told over Ve-Vnfm, and what they measure.

extension Infrastructure {
  static func configure(
    _ vnf: VNFInstance.ID, operation: VNFOperation.ID, step: String, title: String,
    settings: Configuration, _ turn: inout Turn<Self>
  ) {
    guard let function = turn.state.functions[vnf], function.running > 0 else {
      refuse(vnf, operation: operation, step: step, &turn)
      return
    }
    if let known = function.configuration.first(where: { $0.step == step }),
      known.operation >= operation
    {
      guard known.appliedAt != nil || known.operation > operation else { return }
      // An operation that was rolled back and is retried takes its steps once more.
      guard known.operation == operation, function.settings != settings else {
        tell(
          .configured(vnf: vnf, operation: operation, step: step, fault: nil), about: vnf, &turn)
        return
      }
    }
    guard isTaken(step, of: vnf, operation, &turn) else { return }
    turn.record(
      .configurationBegun(
        vnf, operation: operation, step: step, title: title, settings: settings))
    turn.wake(
      .configured(vnf, operation: operation, step: step),
      after: turn.chance.draw(turn.state.stages(of: vnf).configuration))
  }

  static func configured(
    _ vnf: VNFInstance.ID, operation: VNFOperation.ID, step: String, _ turn: inout Turn<Self>
  ) {
    let function = turn.state.functions[vnf]
    let begun = function?.configuration.first { $0.step == step && $0.operation == operation }
    guard let function, let begun, function.running > 0 else {
      refuse(vnf, operation: operation, step: step, &turn)
      return
    }
    guard begun.appliedAt == nil else { return }
    turn.record(
      .configurationApplied(vnf, operation: operation, step: step, title: begun.title))
    let this = FunctionRecord.StepOfOperation(step: step, operation: operation)
    guard function.unanswered != this else { return }
    tell(.configured(vnf: vnf, operation: operation, step: step, fault: nil), about: vnf, &turn)
  }

  private static func refuse(
    _ vnf: VNFInstance.ID, operation: VNFOperation.ID, step: String, _ turn: inout Turn<Self>
  ) {
    let fault = Fault(
      title: "Function does not answer",
      detail: "\(vnf) could not take configuration step \(step): no component of it is running. "
        + "Heal it, then retry.",
      errorClass: .transient)
    tell(.configured(vnf: vnf, operation: operation, step: step, fault: fault), about: vnf, &turn)
  }

  /// The same traffic again, while it runs, is a repeat; other traffic takes its place.
  static func traffic(
    _ vnf: VNFInstance.ID, _ curve: TrafficCurve, _ turn: inout Turn<Self>
  ) {
    guard turn.state.functions[vnf] != nil, turn.state.traffic[vnf]?.curve != curve
    else { return }
    turn.record(.trafficRose(vnf, curve: curve, number: turn.message))
    turn.wake(.sample(vnf, number: turn.message), after: TrafficCurve.interval)
  }

  static func sample(_ vnf: VNFInstance.ID, number: Int, _ turn: inout Turn<Self>) {
    guard let traffic = turn.state.traffic[vnf], traffic.number == number else { return }
    let elapsed = turn.now - traffic.startedAt
    guard elapsed < traffic.curve.length else {
      turn.record(.trafficEnded(vnf, reason: "is as usual again"))
      return
    }
    turn.wake(.sample(vnf, number: number), after: TrafficCurve.interval)
    measure(vnf, &turn)
  }

  // MARK: measuring

  static func setCollection(
    _ vnf: VNFInstance.ID, _ seconds: Int?, _ turn: inout Turn<Self>
  ) {
    guard turn.state.collections[vnf]?.seconds != seconds else { return }
    turn.record(.collectionSet(vnf, seconds: seconds, number: turn.message))
    guard let seconds else { return }
    turn.wake(.collect(vnf, number: turn.message), after: .seconds(Double(seconds)))
  }

  static func collect(_ vnf: VNFInstance.ID, number: Int, _ turn: inout Turn<Self>) {
    guard let collection = turn.state.collections[vnf], collection.number == number
    else { return }
    turn.wake(.collect(vnf, number: number), after: .seconds(Double(collection.seconds)))
    measure(vnf, &turn)
  }

  /// Tells what the function measures now; nothing when none of it is there to measure.
  private static func measure(_ vnf: VNFInstance.ID, _ turn: inout Turn<Self>) {
    let noise = 0.96 + 0.08 * turn.chance.unit()
    guard let function = turn.state.functions[vnf] else { return }
    let usual = LoadModel.of(vnf).demand(on: vnf, at: turn.now, since: function.since)
    let demand =
      turn.state.traffic[vnf].map {
        $0.curve.demand(at: turn.now - $0.startedAt, usual: usual)
      } ?? usual
    let measurements = TrafficCurve.measurements(demand: demand * noise, ready: function.ready)
    guard !measurements.isEmpty else { return }
    tell(.indicator(VNFIndicator(vnf: vnf, measurements: measurements)), about: vnf, &turn)
  }
}

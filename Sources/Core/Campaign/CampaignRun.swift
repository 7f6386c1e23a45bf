import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

/// One lifecycle of the campaign on its way: asked for, struck, helped, and given back at the end.
struct CampaignRun {
  private(set) var engine: Engine
  private(set) var findings: [String] = []
  let exercise: Exercise
  let before: Layers
  private var batch = Batch.rehearsed
  private var blows: [Blow]
  /// The last identifiers that were given out before it was asked for.
  private let serials: Serials
  /// Since when a persistent blow has been struck.
  private var isStriking: Set<Blow> = []

  /// Nothing that an operation waits for takes longer: three attempts at each of ten steps.
  private static let patience = Span.minutes(240)
  /// No lifecycle takes more messages.
  private static let turns = 20_000
  /// How long after an operation stands still everybody has been told of it.
  private static let hush = Span.seconds(20)

  init(_ exercise: Exercise, in world: Engine, blows: [Blow]) {
    self.exercise = exercise
    self.blows = blows
    engine = world
    before = world.layers
    serials = world.serials
  }

  var layers: Layers { engine.layers }
  var events: [RecordedEvent] { batch.events }

  /// The VNF operations since the exercise was asked for, in their order.
  var operations: [VNFOperationRecord] {
    let first = (serials.last[VNFOperation.prefix] ?? 0) + 1
    let last = engine.serials.last[VNFOperation.prefix] ?? 0
    guard first <= last else { return [] }
    return (first...last).compactMap {
      engine.layers.vnfm.operations[VNFOperation.ID(serial: $0)]
    }
  }

  private func operation(_ index: Int) -> VNFOperationRecord? {
    let first = (serials.last[VNFOperation.prefix] ?? 0) + 1
    return engine.layers.vnfm.operations[VNFOperation.ID(serial: first + index)]
  }

  /// The NS operation that was asked for.
  var nsOperation: NSOperationRecord? {
    let serial = (serials.last[NSOperation.prefix] ?? 0) + 1
    return engine.layers.nfvo.operations[NSOperation.ID(serial: serial)]
  }

  /// Where the operation that was asked for stands; nil when it was refused.
  var state: OperationState? { nsOperation?.state }

  mutating func find(_ finding: String) {
    if !findings.contains(finding) { findings.append(finding) }
  }

  // MARK: What is asked for

  mutating func ask(_ message: Message) throws -> Int {
    let sequence = try engine.admit(message, from: .person, into: &batch)
    while try turn(until: engine.now), !batch.hasHandled(sequence) {}
    return sequence
  }

  /// Asks for the operation, and runs until it stands still or has ended.
  mutating func begin() throws {
    let sequence = try ask(.service(.nfvo(try exercise.request(layers))))
    if let problem = Engine.refusal(in: batch.events, of: sequence) {
      find("It was refused: \(problem.detail)")
    }
    try drive()
  }

  /// Runs until the operation stands still or has ended, and everybody knows.
  mutating func drive() throws {
    let deadline = engine.now + Self.patience
    while state?.isMoving == true {
      guard try turn(until: deadline) else {
        return find("\(exercise) hangs in \(state.map(\.rawValue) ?? "nothing").")
      }
    }
    try pass(Self.hush)
    // Whoever was cancelled below may be on its way still.
    while operations.contains(where: \.state.isMoving), try turn(until: deadline) {}
  }

  /// Lets time pass.
  mutating func pass(_ span: Span) throws {
    let deadline = engine.now + span
    while try turn(until: deadline) {}
    engine.advance(to: deadline)
  }

  /// Runs until nothing is left to do.
  mutating func rest() throws {
    let deadline = engine.now + Self.patience
    while try turn(until: deadline) {}
    if let due = engine.nextDue { find("It does not come to rest: something is due at \(due).") }
  }

  // MARK: What goes wrong

  /// Delivers the next message, or does to it what a blow does.
  private mutating func turn(until deadline: Instant) throws -> Bool {
    guard let next = engine.next, next.due <= deadline else { return false }
    guard batch.turns < Self.turns else {
      find("It does not come to rest: \(Self.turns) messages, and still \(next.message.receiver).")
      return false
    }
    if !blows.isEmpty, try strike(next) { return true }
    guard try engine.step(until: deadline, into: &batch) else { return false }
    for blow in blows { try cancel(blow) }
    return true
  }

  /// Whether the message was dealt with.
  private mutating func strike(_ next: Envelope) throws -> Bool {
    for blow in blows {
      if isStriking.contains(blow), operation(blow.point.operation)?.state == .failedTemp {
        blows.removeAll { $0 == blow }
        continue
      }
      guard let side = side(next.message, of: blow.point) else { continue }
      switch (blow.disturbance, side) {
      case (.fails, .ask), (.failsOnce, .ask):
        blows.removeAll { $0 == blow }
        try fail(next, blow.disturbance == .fails ? .internal : .transient)
        return true
      case (.silentOnce, .ask), (.losesReply, .answer), (.losesNews, .news):
        blows.removeAll { $0 == blow }
        engine.lose(into: &batch)
        return true
      case (.silent, .ask), (.losesReplies, .answer):
        isStriking.insert(blow)
        engine.lose(into: &batch)
        return true
      default: continue
      }
    }
    return false
  }

  private enum Side { case ask, answer, news }

  /// What `message` is to a point; nil when it has nothing to do with it.
  private func side(_ message: Message, of point: DisturbedPoint) -> Side? {
    if point.place == .placement {
      if message.asksForCapacity { return .ask }
      return message.answersAboutCapacity ? .answer : nil
    }
    guard case .resource(let resource) = message, resource.mayBeOfStep,
      let operation = operation(point.operation)
    else { return nil }
    if message.asks(for: point.place, of: operation) { return .ask }
    if message.answers(point.place, of: operation) { return .answer }
    guard case .step(let index) = point.place, operation.steps.indices.contains(index),
      operation.steps[index].isRunning, message.tellsOfService(of: operation.vnf)
    else { return nil }
    return .news
  }

  /// Has what the message asks for fail half way, where the simulation knows how.
  private mutating func fail(_ envelope: Envelope, _ error: ErrorClass) throws {
    engine.lose(into: &batch)
    switch envelope.message {
    case .resource(.vim(.submit(let vim, let task))):
      let place = FaultPlace(vim: vim, vnf: task.vnf, work: task.act.work)
      let rule = FaultRule(.taskFails, at: place, error: error)
      try engine.admit(.resource(.vim(.fault(.inject(rule)))), from: .world, into: &batch)
      try engine.admit(envelope.message, from: envelope.sender, into: &batch)
    case .resource(.nfvi(.configure(let vnf, _, let step, _, _))):
      let rule = FaultRule(.taskFails, at: FaultPlace(vnf: vnf, step: step), error: error)
      try engine.admit(.resource(.nfvi(.fault(.inject(rule)))), from: .world, into: &batch)
      try engine.admit(envelope.message, from: envelope.sender, into: &batch)
    case .resource(.nfvo(.grantRequest(let request))):
      let fault = Fault(
        title: "Grant refused", detail: "The campaign grants nothing.", errorClass: error)
      try engine.admit(
        .resource(.vnfm(.grantRefused(operation: request.operation, fault: fault))),
        from: .nfvo, into: &batch)
    default: find("Nothing makes \(envelope.message.receiver.title) fail at this.")
    }
  }

  /// Cancels the operation while the point of `blow` is being worked on.
  private mutating func cancel(_ blow: Blow) throws {
    guard let mode = blow.disturbance.cancelMode, isAt(blow.point) else { return }
    blows.removeAll { $0 == blow }
    guard let operation = nsOperation else { return }
    let task = NSOperationTask.cancel(mode == .graceful ? .graceful : .forceful)
    try engine.admit(
      .service(.nfvo(.task(task, operation: operation.id, from: Exercise.person))), from: .person,
      into: &batch)
  }

  private func isAt(_ point: DisturbedPoint) -> Bool {
    switch point.place {
    case .placement: return nsOperation?.awaitedVIMs.isEmpty == false
    case .grant: return operation(point.operation)?.state == .starting
    case .step(let index):
      guard let steps = operation(point.operation)?.steps, steps.indices.contains(index) else {
        return false
      }
      return steps[index].isRunning
    }
  }
}

extension ResourceMessage {
  /// Whether it is of a kind that a step or a grant consists of.
  fileprivate var mayBeOfStep: Bool {
    switch self {
    case .vim(.submit), .vim(.cancel), .vim(.describe), .nfvi(.configure), .nfvo(.grantRequest),
      .vnfm(.taskEnded), .vnfm(.described), .vnfm(.configured), .vnfm(.granted),
      .vnfm(.grantRefused), .vnfm(.resourceChanged):
      true
    default: false
    }
  }
}

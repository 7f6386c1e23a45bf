import Deciding
import Dispatch
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Synchronization
import VNFM

/// Every way in which operations can fail, one lifecycle after the other in virtual time: what goes
/// wrong, what somebody does about it, and whether the layers and the clusters agree afterwards.
///
/// The points at which something goes wrong are read off runs of the operations themselves, so a new
/// step, or a new kind of operation, is put to the test without anybody writing it down here.
package struct Campaign: Sendable {
  package let exercises: [Exercise]

  package init(_ exercises: [Exercise] = Exercise.all) { self.exercises = exercises }

  private static let processors = ProcessInfo.processInfo.activeProcessorCount

  /// What one lifecycle came to.
  package struct Outcome: Sendable {
    package let lifecycle: CampaignCase
    /// What was not as it must be, a sentence each.
    package let findings: [String]
    /// All that happened, from the request on.
    package let events: [RecordedEvent]
  }

  /// The lifecycles for one seed: each point with each thing that may go wrong there, with each
  /// remedy; and where a rollback follows, each of its points likewise.
  package func cases(seed: UInt64) throws -> [CampaignCase] {
    let courses = try exercises.map { try Course($0, seed: seed) }
    let found = Mutex([Result<[CampaignCase], any Error>?](repeating: nil, count: courses.count))
    DispatchQueue.concurrentPerform(iterations: courses.count) { index in
      let cases = Result { try courses[index].cases() }
      found.withLock { $0[index] = cases }
    }
    return try found.withLock { $0 }.flatMap { try $0?.get() ?? [] }
  }

  /// Runs `cases` on all processors. Of many, events are kept of those with findings alone.
  package func run(_ cases: [CampaignCase]) throws -> [Outcome] {
    let keepsEvents = cases.count == 1
    let seeds = Set(cases.map(\.seed)).sorted()
    var courses: [String: Course] = [:]
    for exercise in exercises
    where cases.contains(where: { $0.exercise == exercise.description }) {
      for seed in seeds { courses["\(exercise)/\(seed)"] = try Course(exercise, seed: seed) }
    }
    let prepared = courses
    let next = Atomic(0)
    let outcomes = Mutex([Result<Outcome, any Error>?](repeating: nil, count: cases.count))
    DispatchQueue.concurrentPerform(iterations: Self.processors) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < cases.count else { return }
        let lifecycle = cases[index]
        let outcome = Result {
          try prepared["\(lifecycle.exercise)/\(lifecycle.seed)"]
            .found(lifecycle.exercise).run(lifecycle, keepsEvents: keepsEvents)
        }
        outcomes.withLock { $0[index] = outcome }
      }
    }
    return try outcomes.withLock { $0 }.compactMap { try $0?.get() }
  }
}

/// One exercise in one world, undisturbed: what a disturbed lifecycle is compared with.
struct Course: Sendable {
  let exercise: Exercise
  let seed: UInt64
  let world: Engine
  /// How it is before, and after an undisturbed run.
  let before: Resemblance
  let after: Resemblance
  /// The VNF operations of an undisturbed run.
  let operations: [VNFOperationRecord]
  let findings: [String]

  init(_ exercise: Exercise, seed: UInt64) throws {
    self.exercise = exercise
    self.seed = seed
    world = try exercise.world(seed: seed)
    before = Resemblance(world.layers)
    var run = CampaignRun(exercise, in: world, blows: [])
    try run.begin()
    try run.rest()
    after = Resemblance(run.layers)
    operations = run.operations
    if run.state != .completed {
      run.find("Undisturbed it ends \(run.state.map(\.rawValue) ?? "refused").")
    }
    run.checkClosed()
    findings = run.findings
  }

  // MARK: Enumerating

  /// The points of `operations`.
  private func points(_ operations: [VNFOperationRecord]) -> [DisturbedPoint] {
    var points: [DisturbedPoint] = []
    for (number, operation) in operations.enumerated() {
      if operation.grant != nil {
        points.append(DisturbedPoint(operation: number, place: .grant))
      }
      points += operation.steps.indices.map {
        DisturbedPoint(operation: number, place: .step($0))
      }
    }
    return points
  }

  private func lifecycle(_ blows: [Blow], _ remedies: [Recourse]) -> CampaignCase {
    CampaignCase(
      exercise: exercise.description, blows: blows, remedies: remedies, seed: seed)
  }

  func cases() throws -> [CampaignCase] {
    var cases = [lifecycle([], [])]
    var points = points(operations)
    if exercise.name.hasPrefix("INSTANTIATE") {
      points.insert(DisturbedPoint(operation: 0, place: .placement), at: 0)
    }
    for point in points {
      for disturbance in point.disturbances(in: operations) {
        let blow = Blow(point: point, disturbance: disturbance)
        cases += remedies(disturbance).map { lifecycle([blow], $0) }
        if disturbance == .fails || disturbance == .losesReplies {
          cases += try casesOfRollback(after: blow, Set(points))
        }
      }
    }
    return cases
  }

  /// What is tried, one after the other, where the operation stands still.
  private func remedies(_ disturbance: Disturbance) -> [[Recourse]] {
    switch disturbance {
    // It goes on by itself.
    case .failsOnce, .silentOnce, .losesReply, .losesNews: return [[]]
    case .fails, .silent, .losesReplies, .cancelGraceful, .cancelForceful: break
    }
    return Recourse.above.map { [$0] }
      + Recourse.below.flatMap { below in Recourse.above.map { [below, $0] } }
  }

  /// The rollback goes wrong as well, at each of its points.
  private func casesOfRollback(
    after blow: Blow, _ known: Set<DisturbedPoint>
  ) throws -> [CampaignCase] {
    var run = CampaignRun(exercise, in: world, blows: [blow])
    try run.begin()
    guard run.state == .failedTemp else { return [] }
    let begun = Set(points(run.operations))
    try run.help([.task(.rollback)])
    let operations = run.operations
    return points(operations).filter { !begun.contains($0) && !known.contains($0) }
      .flatMap { point in
        point.disturbances(in: operations).flatMap { disturbance in
          let second = Blow(point: point, disturbance: disturbance)
          return remedies(disturbance).filter { $0.count < 2 }.map {
            lifecycle([blow, second], [.task(.rollback)] + $0)
          }
        }
      }
  }

  // MARK: Running

  func run(_ lifecycle: CampaignCase, keepsEvents: Bool) throws -> Campaign.Outcome {
    var run = CampaignRun(exercise, in: world, blows: lifecycle.blows)
    if lifecycle.blows.isEmpty { for finding in findings { run.find(finding) } }
    try run.begin()
    try run.help(lifecycle.remedies)
    try run.rest()
    run.checkEnd(before: before, after: after)
    run.checkClosed()
    try run.mend()
    run.checkClosed()
    try run.giveBack()
    return Campaign.Outcome(
      lifecycle: lifecycle, findings: run.findings,
      events: keepsEvents || !run.findings.isEmpty ? run.events : [])
  }
}

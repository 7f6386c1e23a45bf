import NFVO
import ResourceInterfaces
import ServiceInterfaces

/// What somebody does about an operation that stands still.
package enum Recourse: Hashable, Sendable, CustomStringConvertible {
  /// A task of the operation that was asked for.
  case task(NSOperationTask)
  /// A task of the VNF operations below it that stand still, past the NFVO.
  case below(VNFOperationTask)

  static let above: [Self] = [.task(.retry), .task(.rollback), .task(.continue), .task(.fail)]
  static let below: [Self] = [.below(.retry), .below(.rollback), .below(.fail)]

  package var description: String {
    switch self {
    case .task(let task): task.name
    case .below(let task): "vnf-\(task.name)"
    }
  }

  init?(_ text: some StringProtocol) {
    guard let known = (Self.above + Self.below).first(where: { $0.description == text }) else {
      return nil
    }
    self = known
  }
}

/// One lifecycle of the campaign: what is asked for, what goes wrong, and what is done about it. Its
/// text says all that is needed to run it again.
package struct CampaignCase: Hashable, Sendable, CustomStringConvertible {
  /// The name of the exercise.
  package let exercise: String
  package let blows: [Blow]
  package let remedies: [Recourse]
  package let seed: UInt64

  package var description: String {
    let blows = blows.map(\.description).joined(separator: "+")
    let remedies = remedies.map(\.description).joined(separator: "+")
    return "\(exercise)/\(blows)/\(remedies)/\(seed)"
  }

  package init(exercise: String, blows: [Blow], remedies: [Recourse], seed: UInt64) {
    self.exercise = exercise
    self.blows = blows
    self.remedies = remedies
    self.seed = seed
  }

  /// Reads what ``description`` writes; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, let seed = UInt64(parts[3]),
      Exercise.all.contains(where: { $0.description == parts[0] })
    else { return nil }
    let blows = parts[1].split(separator: "+").map(Blow.init)
    let remedies = parts[2].split(separator: "+").map(Recourse.init)
    guard !blows.contains(nil), !remedies.contains(nil) else { return nil }
    self.init(
      exercise: String(parts[0]), blows: blows.compactMap(\.self),
      remedies: remedies.compactMap(\.self), seed: seed)
  }
}

extension Blow {
  fileprivate init?(_ text: Substring) {
    let parts = text.split(separator: ".")
    guard parts.count == 3, let operation = Int(parts[0]),
      let disturbance = Disturbance(rawValue: String(parts[2]))
    else { return nil }
    let place: DisturbedPoint.Place
    switch parts[1] {
    case "grant": place = .grant
    case "placement": place = .placement
    default:
      guard let step = Int(parts[1]) else { return nil }
      place = .step(step)
    }
    self.init(
      point: DisturbedPoint(operation: operation, place: place), disturbance: disturbance)
  }
}

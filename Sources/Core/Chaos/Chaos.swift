import Deciding
import Descriptors
import NFVO
import ResourceInterfaces
import ServiceInterfaces

/// A game day in a world of its own, in virtual time: network services in service, operators at work,
/// and faults of the catalogue and hands in the clusters, drawn by a seed. What comes of it is scored.
///
/// The same seed and length give the same day, event by event.
package struct Chaos: Sendable {
  package let seed: UInt64
  /// For how long faults come; what they leave is given time to heal after that.
  package let minutes: Int

  package init(seed: UInt64, minutes: Int) {
    self.seed = seed
    self.minutes = minutes
  }

  /// The network services that are in service when the day begins.
  static let services: [(nsd: String, name: String, tenant: String)] = [
    ("cloud-firewall-ns", "acme-fw", "Acme"), ("virtual-router-ns", "acme-vr", "Acme"),
    ("core-5g-ns", "globex-5g", "Globex"), ("cloud-firewall-ns", "globex-fw", "Globex"),
    ("cloud-firewall-ns", "hooli-fw", "Hooli"), ("virtual-router-ns", "hooli-vr", "Hooli"),
    ("core-5g-ns", "stark-5g", "Stark"), ("virtual-router-ns", "wayne-vr", "Wayne"),
  ]
  /// Who does what operators do.
  static let person = Requester.person(name: "chaos")
  /// How often belief is compared with what is there.
  static let driftWatchSeconds = 120
  /// How long what the day left may take to heal.
  static let afterglow = Span.minutes(90)

  package func run() throws -> ChaosScore {
    var run = ChaosRun(in: try Exercise.emptyWorld(seed: seed), seed: seed)
    for service in Self.services { try run.instantiate(service) }
    try run.open()
    let start = run.now
    let end = start + .minutes(Double(minutes))
    var moments = ChaosMoments(seed: seed, from: start, to: end)
    while let (at, act) = moments.next() {
      try run.pass(until: at)
      try run.act(act)
    }
    try run.pass(until: end)
    try run.close()
    return run.score(seed: seed, minutes: minutes)
  }
}

/// When what happens on the day.
struct ChaosMoments {
  enum Act { case fault, work, help }

  private var chance: Chance
  private var due: [(at: Instant, act: Act)]
  private let end: Instant
  /// No fault begins later, so that what the last one does is seen.
  private let lastFault: Instant

  init(seed: UInt64, from start: Instant, to end: Instant) {
    chance = Chance(seed: seed, message: -1)
    self.end = end
    lastFault = start + Span(milliseconds: (end - start).milliseconds * 9 / 10)
    due = [
      (start + .seconds(30), .fault), (start + .seconds(75), .work), (start + .seconds(120), .help),
    ]
  }

  mutating func next() -> (Instant, Act)? {
    due.sort { $0.at < $1.at }
    guard let first = due.first else { return nil }
    due.removeFirst()
    let pause: Span =
      switch first.act {
      case .fault: .seconds(Double(Int.random(in: 60...240, using: &chance)))
      case .work: .seconds(Double(Int.random(in: 90...300, using: &chance)))
      case .help: .seconds(60)
      }
    let again = first.at + pause
    if again < (first.act == .fault ? lastFault : end) { due.append((again, first.act)) }
    return (first.at, first.act)
  }
}

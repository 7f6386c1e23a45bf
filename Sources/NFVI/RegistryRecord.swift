import Deciding
import ResourceInterfaces

/// The registry of a site while images are pulled from it: a fluid that all pulls share alike once
/// they are more than it serves at full speed. Stays when nobody pulls, so that its count goes on.
package struct RegistryRecord: Codable, Equatable, Sendable {
  /// A pull on its way.
  package struct Pull: Codable, Equatable, Sendable {
    package let workload: Resource.ID
    /// The ``RegistryRecord/progress`` at which it is through.
    package let end: Int
  }

  /// Those that are through first come first.
  package private(set) var pulls: [Pull] = []
  /// What a pull that was always there would have got until `since`: milliseconds at full speed, in
  /// thousandths.
  private(set) var progress = 0
  private(set) var since: Instant
  /// How many pulls it serves at full speed, in thousandths.
  private(set) var parallelMilli = 1_000
  /// Counts the pulls that came and went, so that a time that was reckoned before is known as such.
  private(set) var number = 0

  init(since: Instant) { self.since = since }

  /// The speed of each pull, in thousandths of that of one alone.
  private var speed: Int { max(1, min(1_000, parallelMilli / max(1, pulls.count))) }

  mutating func begin(_ pull: WorkloadBuild.Pull, for workload: Resource.ID, at instant: Instant) {
    advance(to: instant)
    parallelMilli = pull.parallelMilli
    let entry = Pull(workload: workload, end: progress + pull.milliseconds * 1_000)
    let index = pulls.firstIndex { $0.end > entry.end } ?? pulls.endIndex
    pulls.insert(entry, at: index)
  }

  mutating func end(_ workload: Resource.ID, at instant: Instant) {
    advance(to: instant)
    pulls.removeAll { $0.workload == workload }
  }

  private mutating func advance(to instant: Instant) {
    progress = progress(at: instant)
    since = instant
    number += 1
  }

  private func progress(at instant: Instant) -> Int {
    progress + Int((instant - since).milliseconds) * speed
  }

  /// Those that are through at `instant`.
  func through(at instant: Instant) -> [Resource.ID] {
    let progress = progress(at: instant)
    return pulls.prefix { $0.end <= progress }.map(\.workload)
  }

  /// How long after `since` the next one is through; nil when nobody pulls.
  var untilNext: Span? {
    pulls.first.map { .milliseconds(max(0, ($0.end - progress + speed - 1) / speed)) }
  }
}

import Deciding
import ResourceInterfaces

// How long a cluster takes for what it does itself. What hosts do (pull, start, stop) takes the
// NFVI's time. Numbers are those of a quiet cluster, short enough to be watched.

/// A lognormal delay: half are shorter than `median`, one in a hundred is longer than `p99`.
struct Delay: Sendable {
  let median: Span
  let p99: Span

  init(_ median: Double, p99: Double) {
    self.median = .seconds(median)
    self.p99 = .seconds(p99)
  }
}

extension Chance {
  mutating func draw(_ delay: Delay) -> Span {
    self.delay(median: delay.median, p99: delay.p99)
  }
}

/// The stages of one kind of VIM. All in seconds.
struct Delays: Sendable {
  /// Chart or template rendered; services, config maps, claims, network attachments made.
  let objects: Delay
  /// One volume made and bound.
  let claim: Delay
  /// One decision of the scheduler; they are made one after the other.
  let scheduling: Delay
  /// Between two task states of a server that is being built; `nil` where the host does it all.
  let preparation: Delay?
  /// What is left is removed after the last pod or server has stopped.
  let removal: Delay
  /// When the scheduler tries again after it found no host; `nil` when it gives up at once.
  let retry: Span?

  static func of(_ kind: VIMKind) -> Self {
    switch kind {
    case .kubernetes: kubernetes
    case .openstack: openstack
    case .vcloud: vcloud
    case .outposts: outposts
    case .azureStack: azureStack
    }
  }

  private static let kubernetes = Self(
    objects: Delay(1.4, p99: 2), claim: Delay(1.8, p99: 3), scheduling: Delay(0.2, p99: 0.5),
    preparation: nil, removal: Delay(0.8, p99: 1.5), retry: .seconds(5))

  private static let openstack = Self(
    objects: Delay(2.5, p99: 4), claim: Delay(2.2, p99: 4), scheduling: Delay(0.6, p99: 1.2),
    preparation: Delay(1, p99: 2), removal: Delay(1.5, p99: 3), retry: nil)

  private static let vcloud = Self(
    objects: Delay(3.5, p99: 7), claim: Delay(3, p99: 6), scheduling: Delay(1, p99: 2.5),
    preparation: Delay(2.5, p99: 6), removal: Delay(2.5, p99: 5), retry: nil)

  private static let outposts = Self(
    objects: Delay(2, p99: 4), claim: Delay(2, p99: 5), scheduling: Delay(0.8, p99: 2),
    preparation: Delay(1.2, p99: 3), removal: Delay(2, p99: 5), retry: nil)

  private static let azureStack = Self(
    objects: Delay(5, p99: 10), claim: Delay(3, p99: 7), scheduling: Delay(1.5, p99: 4),
    preparation: Delay(4, p99: 9), removal: Delay(6, p99: 14), retry: nil)

  /// How long a host may be silent before it is believed to be gone (node-monitor-grace-period).
  static let grace = Span.seconds(40)

  /// How long a pod may wait for a host before its task is given up.
  static let schedulingDeadline = Span.seconds(60)
}

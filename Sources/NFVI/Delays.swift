import Deciding
import ResourceInterfaces

// How long hosts take. Numbers are those of a quiet site, short enough to be watched.

/// A lognormal delay: half are shorter than `median`, one in a hundred is longer than `p99`.
struct Delay: Sendable {
  let median: Span
  let p99: Span

  init(_ median: Double, p99: Double) {
    self.median = .seconds(median)
    self.p99 = .seconds(p99)
  }

  /// Everything takes `factor` times as long.
  func times(_ factor: Double) -> Self {
    Self(median.seconds * factor, p99: p99.seconds * factor)
  }
}

extension Chance {
  mutating func draw(_ delay: Delay) -> Span {
    self.delay(median: delay.median, p99: delay.p99)
  }
}

/// The stages of a workload under one kind of VIM. All in seconds.
struct Delays: Sendable {
  /// An image of ``usualImageMiB`` that the host does not have.
  let pull: Delay
  /// From the image to the process: containers made, or a machine spawned and booted.
  let start: Delay
  /// From the process to serving.
  let readiness: Delay
  /// From the signal to the end.
  let stop: Delay

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
    pull: Delay(10.5, p99: 15), start: Delay(1.4, p99: 2.2), readiness: Delay(2.8, p99: 4),
    stop: Delay(2, p99: 5))

  private static let openstack = Self(
    pull: Delay(12, p99: 18), start: Delay(20, p99: 30), readiness: Delay(5, p99: 9),
    stop: Delay(3, p99: 6))

  private static let vcloud = Self(
    pull: Delay(15, p99: 30), start: Delay(28, p99: 55), readiness: Delay(6, p99: 12),
    stop: Delay(4, p99: 9))

  private static let outposts = Self(
    pull: Delay(8, p99: 16), start: Delay(18, p99: 35), readiness: Delay(8, p99: 20),
    stop: Delay(4, p99: 12))

  private static let azureStack = Self(
    pull: Delay(20, p99: 45), start: Delay(45, p99: 110), readiness: Delay(8, p99: 18),
    stop: Delay(6, p99: 15))

  /// An image that is there already is checked only.
  static let check = Delay(0.8, p99: 1.2)
  /// One configuration step over Ve-Vnfm.
  static let configuration = Delay(1.7, p99: 3)
  /// Power-on self-test and boot.
  static let boot = Delay(240, p99: 350)

  static let usualImageMiB = 400

  /// A pull takes longer for a larger image, and when others pull on the same host.
  func pull(imageMiB: Int, others: Int) -> Delay {
    let size = Double(max(0, imageMiB)) / Double(Self.usualImageMiB)
    return pull.times(min(max(size, 0.5), 3) * (1 + 0.5 * Double(others)))
  }
}

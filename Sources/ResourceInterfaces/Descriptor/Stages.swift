import Deciding

/// How long a VIM and the hosts under it take for each stage of their work, and what stages share:
/// data of the simulated world, read from a file and carried by the inventory, so that it is part
/// of the state like everything else that decides.
package struct Stages: Codable, Hashable, Sendable {
  // MARK: the cluster

  /// Chart or template rendered; services, config maps, claims, network attachments made.
  package var objects: Delay
  /// One volume made and bound, or copied.
  package var claim: Delay
  /// One decision of the scheduler, which makes them one after the other.
  package var scheduling: Delay
  /// Between two task states of a machine that has its host; nil where the host does it all.
  package var preparation: Delay?
  /// What is left is removed after the last pod or machine has stopped.
  package var removal: Delay
  /// When the scheduler tries again after it found no host; nil when it gives up at once.
  package var retry: Span?
  /// How long a resource may wait for a host before its task is given up.
  package var deadline: Span
  /// How long a host may be silent before it is believed to be gone (node-monitor-grace-period).
  package var grace: Span

  // MARK: its hosts

  /// An image of ``usualImageMiB`` that the host does not have, while nobody else pulls.
  package var pull: Delay
  /// An image that is there already is checked only.
  package var check: Delay
  /// From the image to the process: containers made, or a machine spawned and booted.
  package var start: Delay
  /// From the process to serving: the probes.
  package var readiness: Delay
  /// From the signal to the end.
  package var stop: Delay
  /// One configuration step over Ve-Vnfm.
  package var configuration: Delay
  /// Power-on self-test and boot.
  package var boot: Delay
  /// From a request to the act of a management controller; nil for 3 s, one in a hundred 11 s.
  package var power: Delay?
  /// Until an operating system has shut down; nil for 20 s, one in a hundred 90 s.
  package var shutdown: Delay?

  // MARK: what they share

  /// What the registry of the site gives to all who pull from it, in Mbit/s.
  package var registryMbps: Int
  /// How many workloads a host builds at a time (`max_concurrent_builds`); nil for any number.
  package var buildsPerHost: Int?

  package static let usualImageMiB = 400

  package init(
    objects: Delay, claim: Delay, scheduling: Delay, preparation: Delay?, removal: Delay,
    retry: Span?, deadline: Span, grace: Span, pull: Delay, check: Delay, start: Delay,
    readiness: Delay, stop: Delay, configuration: Delay, boot: Delay, registryMbps: Int,
    buildsPerHost: Int?
  ) {
    self.objects = objects
    self.claim = claim
    self.scheduling = scheduling
    self.preparation = preparation
    self.removal = removal
    self.retry = retry
    self.deadline = deadline
    self.grace = grace
    self.pull = pull
    self.check = check
    self.start = start
    self.readiness = readiness
    self.stop = stop
    self.configuration = configuration
    self.boot = boot
    self.registryMbps = registryMbps
    self.buildsPerHost = buildsPerHost
  }

  /// An image of that size, while nobody else pulls.
  package func pull(imageMiB: Int) -> Delay {
    pull.times(min(max(Double(max(0, imageMiB)) / Double(Self.usualImageMiB), 0.5), 3))
  }

  /// How many pulls the registry serves at full speed, in thousandths; more of them share it.
  package var parallelPullsMilli: Int {
    let bitsPerMiB = 8.0 * 1_048_576
    let oneMbps = Double(Self.usualImageMiB) * bitsPerMiB / pull.median.seconds / 1_000_000
    return max(1, Int(Double(registryMbps) * 1_000 / oneMbps))
  }

  /// Of a VIM that nobody gave any: a second for everything, and nothing is scarce.
  package static let plain: Self = {
    let second = Delay(median: .seconds(1), p99: .seconds(1))
    return Self(
      objects: second, claim: second, scheduling: second, preparation: second, removal: second,
      retry: .seconds(5), deadline: .minutes(1), grace: .seconds(40), pull: second, check: second,
      start: second, readiness: second, stop: second, configuration: second, boot: second,
      registryMbps: 1_000_000, buildsPerHost: nil)
  }()
}

/// The stages of every kind of VIM.
package struct StageProfiles: Hashable, Sendable {
  package var byKind: [VIMKind: Stages]

  package init(byKind: [VIMKind: Stages]) { self.byKind = byKind }
}

extension Inventory {
  /// The same infrastructure, each VIM with the stages of its kind.
  package func taking(_ profiles: StageProfiles) -> Self {
    var inventory = self
    for index in inventory.vims.indices {
      inventory.vims[index].stages = profiles.byKind[inventory.vims[index].kind]
    }
    return inventory
  }
}

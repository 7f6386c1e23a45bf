import Deciding
import NFVI
import ResourceInterfaces
import VIM

/// The faults of a week: which there are, how often each, and how long it lasts.
struct WeekFaults {
  /// How many were drawn, by kind.
  private(set) var drawn: [String: Int] = [:]
  private var hosts: [HostName] = []
  private var vims: [VIMName] = []

  /// Of a hundred faults so many are of a kind, and last for so many minutes at least and at most.
  private static let table: [(kind: FaultKind, share: UInt64, minutes: ClosedRange<Int>)] = [
    (.powerLoss, 34, 10...60), (.kernelPanic, 20, 1...1), (.grayFailure, 8, 5...30),
    (.nicFlap, 6, 1...2), (.diskFull, 5, 10...60), (.bmcUnreachable, 3, 10...60),
    (.apiError, 5, 1...3), (.apiSlow, 4, 1...5), (.apiThrottled, 3, 1...3),
    (.replyLost, 3, 5...5), (.requestLost, 3, 5...5), (.taskFails, 3, 5...5),
    (.eventsLost, 1, 1...5), (.eventsDoubled, 1, 1...5), (.eventsReordered, 1, 1...5),
  ]

  /// The next fault, at a place where none of its kind is.
  mutating func draw(_ dice: inout Chance, _ layers: Layers) -> FaultRule? {
    if hosts.isEmpty {
      hosts = layers.nfvi.hosts.keys.sorted()
      vims = layers.vim.clusters.keys.sorted()
    }
    var ticket = dice.next() % Self.table.reduce(0) { $0 + $1.share }
    guard
      let line = Self.table.first(where: { line in
        if ticket < line.share { return true }
        ticket -= line.share
        return false
      })
    else { return nil }
    let length = UInt64(line.minutes.count)
    let minutes = line.minutes.lowerBound + Int(dice.next() % length)
    let host = hosts[Int(dice.next() % UInt64(hosts.count))]
    let vim = vims[Int(dice.next() % UInt64(vims.count))]
    let place = line.kind.group == .host ? FaultPlace(host: host) : FaultPlace(vim: vim)
    let rule = FaultRule(
      line.kind, at: place, duration: .minutes(Double(minutes)),
      error: line.kind == .taskFails ? .transient : nil)
    drawn[line.kind.rawValue, default: 0] += 1
    return rule
  }

  /// The orders that end all faults.
  func allEnded(_ layers: Layers) -> [Message] {
    layers.nfvi.faults.active.map { FaultOrder.clear($0.rule.name).message(isOfHosts: true) }
      + layers.vim.faults.active.map { FaultOrder.clear($0.rule.name).message(isOfHosts: false) }
  }
}

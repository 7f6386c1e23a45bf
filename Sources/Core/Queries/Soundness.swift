import Deciding
import Foundation

/// Proves a state sound: what `podium check` prints and what every crash test ends with.
package enum Soundness {
  /// What is not as it must be, a sentence each; empty when all is well.
  package static func findings(
    in journal: Journal, engine: Engine
  ) throws(JournalError) -> [String] {
    var findings = try journal.integrity().filter { $0 != "ok" }.map { "The file: \($0)." }
    findings += try chainFindings(journal)
    findings += try replayFindings(journal, engine)
    findings += try Agreement.findings(engine)
    return findings
  }

  /// Rows without gaps, each caused by an earlier message; every correlation begins outside.
  private static func chainFindings(_ journal: Journal) throws(JournalError) -> [String] {
    var chain = Chain(lastTime: journal.world.epoch)
    try journal.forEachRow { chain.add($0) }
    for row in try journal.waiting() where row.content != .message {
      chain.findings.append("Row \(row.sequence) is to be delivered and is no message.")
    }
    return chain.findings
  }

  /// The state equals what the events say from the first row on, with no snapshot believed.
  private static func replayFindings(
    _ journal: Journal, _ engine: Engine
  ) throws(JournalError) -> [String] {
    var replayed = Layers()
    try journal.replay(into: &replayed)
    return replayed.differences(from: engine.layers).map {
      "The state of \($0.title) differs from a replay of the journal."
    }
  }

  private struct Chain {
    var findings: [String] = []
    var lastTime: Instant
    private var expected = 1
    private var messages: Set<Int> = []
    private var roots: Set<Int> = []

    init(lastTime: Instant) { self.lastTime = lastTime }

    mutating func add(_ row: JournalRow) {
      if row.sequence != expected {
        findings.append("Rows \(expected) to \(row.sequence - 1) of the journal are missing.")
      }
      expected = row.sequence + 1
      if row.time < lastTime {
        findings.append("Row \(row.sequence) is older than the row before it.")
      }
      lastTime = row.time
      if let cause = row.causation {
        if !messages.contains(cause) {
          findings.append("Row \(row.sequence) names a cause, \(cause), that is no message.")
        }
      } else if row.content == .event {
        findings.append("Row \(row.sequence) is an event without a cause.")
      } else {
        roots.insert(row.sequence)
      }
      if !roots.contains(row.correlation) {
        findings.append("Row \(row.sequence) belongs to \(row.correlation), which began nothing.")
      }
      if row.content == .message { messages.insert(row.sequence) }
    }
  }
}

extension Layers {
  /// The blocks whose state differs.
  fileprivate func differences(from other: Self) -> [Block] {
    var blocks: [Block] = []
    if com != other.com { blocks.append(.com) }
    if som != other.som { blocks.append(.som) }
    if nfvo != other.nfvo { blocks.append(.nfvo) }
    if vnfm != other.vnfm { blocks.append(.vnfm) }
    if vim != other.vim { blocks.append(.vim) }
    if nfvi != other.nfvi { blocks.append(.nfvi) }
    if nso != other.nso { blocks.append(.nso) }
    if siem != other.siem { blocks.append(.siem) }
    if demo != other.demo { blocks.append(.demo) }
    return blocks
  }
}

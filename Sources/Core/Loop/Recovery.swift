import Deciding
import Foundation

/// How an engine is built from what the journal holds.
extension Engine {
  /// The engine as it stood after the last commit: the last snapshot, the events after it, and the
  /// messages that wait.
  package init(recovering journal: Journal) throws(JournalError) {
    let end = try journal.end()
    let coder = PayloadCoder()
    let layers = try journal.layers(at: end.sequence)
    var waiting: [Envelope] = []
    for row in try journal.waiting() {
      let message = try coder.value(Message.self, from: row.payload, row: row.sequence)
      waiting.append(
        Envelope(
          sequence: row.sequence, due: row.due ?? row.time, correlation: row.correlation,
          sender: row.sender ?? .world, message: message))
    }
    self.init(
      world: journal.world, layers: layers, serials: try journal.serials(),
      sequence: end.sequence, now: end.time, waiting: waiting)
  }

  /// The state as a snapshot to be kept. Costs as much as the state is large.
  package func snapshot() throws(JournalError) -> StoredSnapshot {
    StoredSnapshot(
      sequence: sequence, time: now, layers: Data(try PayloadCoder().bytes(layers)))
  }
}

extension Journal {
  /// The state of all layers after row `sequence`: snapshot plus events, from the nearest snapshot.
  package func layers(at sequence: Int) throws(JournalError) -> Layers {
    var (layers, start) = try nearestSnapshot(before: sequence)
    try replay(from: start + 1, through: sequence, into: &layers)
    return layers
  }

  /// The last snapshot that reads, or the empty beginning. A snapshot saves time and is never
  /// needed: one that another Podium wrote in its own way, or a disk spoiled, is passed over.
  private func nearestSnapshot(
    before sequence: Int
  ) throws(JournalError) -> (layers: Layers, sequence: Int) {
    var last = sequence
    while let snapshot = try snapshot(before: last) {
      if let layers = try? Layers(snapshot) { return (layers, snapshot.sequence) }
      last = snapshot.sequence - 1
    }
    return (Layers(), 0)
  }

  /// Applies the events of a range of rows to `layers`.
  package func replay(
    from first: Int = 1, through last: Int = .max, into layers: inout Layers
  ) throws(JournalError) {
    let coder = PayloadCoder()
    var replayed = layers
    try forEachRow(from: first, through: last, content: .event) { row in
      replayed.apply(try Event(row, coder: coder), at: row.time)
    }
    layers = replayed
  }

  /// The last events, oldest first, as they were told when they were committed.
  package func recentEvents(limit: Int) throws(JournalError) -> [RecordedEvent] {
    let coder = PayloadCoder()
    var events: [RecordedEvent] = []
    for row in try lastEvents(limit: limit) {
      events.append(
        RecordedEvent(
          sequence: row.sequence, time: row.time, correlation: row.correlation,
          causation: row.causation ?? row.sequence, event: try Event(row, coder: coder)))
    }
    return events
  }
}

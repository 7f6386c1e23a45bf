import ArgumentParser
import Core
import Deciding
import Foundation

/// `podium events`: what happened, from the journal.
struct EventsCommand: PodiumCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Print what happened, oldest first.",
    discussion: "With --of ID, only what happened to one entity, such as SO-1, ns-2 or vnf-3.")

  @Option(name: .long, help: "Only events about this entity.")
  var of: String?

  @Option(name: .long, help: "How many at most.")
  var limit = 100

  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  struct Row: Encodable {
    let sequence: Int
    let eventTime: String
    let layer: String
    let eventType: String
    let entity: String
    let correlationId: Int
    let causationId: Int?
    let description: String
  }

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1 on.") }
  }

  func perform() throws {
    let (journal, _) = try place.openExisting("podium events")
    let coder = PayloadCoder()
    let rows = try journal.lastEvents(about: of, limit: limit).map { row in
      Row(
        sequence: row.sequence, eventTime: row.time.description, layer: row.block.title,
        eventType: row.kind, entity: row.entity ?? "", correlationId: row.correlation,
        causationId: row.causation, description: try Event(row, coder: coder).sentence)
    }
    if output.json { return try Output.json(rows) }
    for row in rows {
      print(
        "\(row.eventTime)  \(row.layer.padded(to: 5)) \(row.entity.padded(to: 12)) \(row.description)"
      )
    }
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

import ArgumentParser
import Core
import Deciding
import SOM
import ServiceInterfaces

extension OrderCommand {
  struct Cancel: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Cancel an order: what was done is undone, unless it is too late for that.",
      discussion: """
        The order is assessed at once. Past its point of no return it goes on, and says why. \
        Otherwise its parts are undone in reverse order, and the inventory is as it was before.
        """)
    @Argument(help: "The order, such as SO-1.") var order: String
    @Option(help: "Why, for the record.") var reason: String?
    @Flag(help: "Work until the order has ended; exit 0 only when it is cancelled.")
    var wait = false
    @Flag(help: "Print what would be undone and change nothing.") var dryRun = false
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      var change = try OrderChange(order, try place.openExisting("podium order cancel"))
      if dryRun { return try report(change.cancellationTrial()) }
      try change.perform {
        .cancelServiceOrder($0, reason: reason, requester: Person.name)
      }
      if wait { try change.finish() }
      let record = try change.record()
      try OrderReport(record).print(output)
      let isOnItsWay = record.state == .cancelled || record.state == .pendingCancellation
      if !isOnItsWay || (wait && record.state != .cancelled) { throw ExitCode(1) }
    }

    private func report(_ trial: CancellationTrial) throws {
      if output.json {
        try Output.json(trial)
      } else {
        if let refusal = trial.refusal { print("not possible  \(refusal)") }
        for part in trial.parts {
          print(
            "\(part.isUndone ? "-" : "!")  \(part.specification)  \(part.target)  \(part.outcome)")
        }
        print("ends   \(trial.endState)")
        if trial.refusal == nil { print("takes  about \(Int(trial.seconds.rounded())) s") }
      }
      if trial.refusal != nil { throw ExitCode(1) }
    }
  }

  struct Modify: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change the priority or the dates of an order, or add a note.",
      discussion: "Services are changed by an order with the action modify; see `order submit`.")
    @Argument(help: "The order, such as SO-1.") var order: String
    @Option(help: "0 (highest) to 4 (lowest).") var priority: String?
    @Option(help: "When work may begin, such as 2026-03-02T08:00:00Z.") var start: String?
    @Option(help: "When all of it is wanted, such as 2026-03-02T18:00:00Z.") var completion: String?
    @Option(help: "One more note.") var note: String?
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard priority != nil || start != nil || completion != nil || note != nil else {
        throw ValidationError("Say what is to change: --priority, --start, --completion, --note.")
      }
    }

    func perform() throws {
      let patch = ServiceOrderPatch(
        priority: priority, requestedStartDate: start, requestedCompletionDate: completion,
        note: note.map { .init(text: $0) })
      var change = try OrderChange(order, try place.openExisting("podium order modify"))
      try change.perform { .patchServiceOrder($0, patch, requester: Person.name) }
      try OrderReport(change.record()).print(output)
    }
  }
}

/// A request about an order that exists.
private struct OrderChange {
  let id: ServiceOrder.ID
  private var session: Session

  init(_ text: String, _ opened: (journal: Journal, engine: Engine)) throws {
    session = Session(opened)
    guard let id = ServiceOrder.ID(text), session.layers.som.orders[id] != nil else {
      throw Failure(.refused, "There is no order \(text). `podium order list` shows them all.")
    }
    self.id = id
  }

  /// Hands in the request; a refusal is thrown with its reason.
  mutating func perform(_ message: (ServiceOrder.ID) -> SOMMessage) throws {
    let (sequence, events) = try session.perform(.service(.som(message(id))))
    if let problem = Engine.refusal(in: events, of: sequence) { throw Failure(problem) }
  }

  func cancellationTrial() throws -> CancellationTrial {
    try session.engine.tryingCancellation(of: id, by: Person.name)
  }

  mutating func finish() throws {
    let id = id
    try session.run { $0.som.orders[id]?.state.isTerminal ?? false }
  }

  func record() throws -> ServiceOrderRecord {
    guard let record = session.layers.som.orders[id] else {
      throw Failure(.refused, "\(id) is not in the journal.")
    }
    return record
  }
}

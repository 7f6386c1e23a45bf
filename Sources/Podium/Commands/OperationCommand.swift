import ArgumentParser
import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

/// `podium op`: lifecycle operation occurrences of network services (SOL005) and VNFs (SOL003).
struct OperationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "op",
    abstract: "List and show lifecycle operations; retry, roll back, continue, fail, cancel them.",
    subcommands: [
      List.self, Show.self, Retry.self, Rollback.self, Continue.self, Fail.self, Cancel.self,
      Pause.self, Resume.self,
    ])

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the operations that are not closed, or all, oldest first.")
    @Flag(help: "Closed ones too.") var all = false
    @Flag(help: "Operations of VNFs too.") var vnf = false
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium op list").engine.layers
      var stories = layers.nfvo.operations.values.filter { all || !$0.state.isTerminal }
        .map { OperationStory($0, in: layers) }
      if vnf {
        stories += layers.vnfm.operations.values.filter { all || !$0.state.isTerminal }
          .map { OperationStory($0, in: layers) }
      }
      if output.json { return try Output.json(stories) }
      guard !stories.isEmpty else { return print("No operations.") }
      Output.table(
        ["OPERATION", "TYPE", "STATE", "SINCE", "WHAT", "POSSIBLE NOW"],
        stories.map {
          [
            $0.id, $0.operation, $0.state, $0.stateEnteredTime.timeOfDay, $0.purpose,
            $0.possible.joined(separator: ", "),
          ]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what failed, where, why, what is undone, and what can be done now.")
    @Argument(help: "The operation, such as nsop-3 or vnfop-7.") var operation: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium op show").engine.layers
      let story = try layers.story(of: operation)
      try output.json ? Output.json(story) : story.printForPeople()
    }
  }

  struct Retry: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Go on from where an operation stands still.")
    @OptionGroup var task: TaskArguments
    func perform() throws { try task.perform(.retry, vnf: .retry) }
  }

  struct Rollback: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "Undo what an operation did.")
    @OptionGroup var task: TaskArguments
    func perform() throws { try task.perform(.rollback, vnf: .rollback) }
  }

  struct Continue: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Try what remains of an NS operation, and accept what failed.")
    @OptionGroup var task: TaskArguments
    func perform() throws { try task.perform(.continue, vnf: nil) }
  }

  struct Fail: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Close an operation that neither retry nor rollback will help, as it is.")
    @OptionGroup var task: TaskArguments
    func perform() throws { try task.perform(.fail, vnf: .fail) }
  }

  struct Cancel: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Stop an operation, so that it stands still.",
      discussion: "GRACEFUL lets what runs come to its end; FORCEFUL cancels it.")
    @Option(help: "GRACEFUL or FORCEFUL.", transform: Self.mode) var mode = NSCancelMode.graceful
    @OptionGroup var task: TaskArguments

    func perform() throws {
      try task.perform(
        .cancel(mode), vnf: .cancel(mode == .graceful ? .graceful : .forceful))
    }

    private static func mode(_ text: String) throws -> NSCancelMode {
      guard let mode = NSCancelMode(rawValue: text.uppercased()) else {
        throw ValidationError("--mode takes GRACEFUL or FORCEFUL, not \(text).")
      }
      return mode
    }
  }
}

/// What every task for an operation takes.
struct TaskArguments: ParsableArguments {
  @Argument(help: "The operation, such as nsop-3 or vnfop-7.") var operation: String
  @OptionGroup var act: ActOptions

  /// Asks `task` of an NS operation, or `vnfTask` of a VNF operation.
  func perform(_ task: NSOperationTask, vnf vnfTask: VNFOperationTask?) throws {
    var session = Session(try act.place.openExisting("podium op \(task.name)"))
    if let id = NSOperation.ID(operation), let record = session.layers.nfvo.operations[id] {
      let request = SOL005Request.task(
        task, operation: id, from: .person(name: Person.name))
      try act.perform(request, on: record.ns, &session)
    } else if let id = VNFOperation.ID(operation), session.layers.vnfm.operations[id] != nil {
      guard let vnfTask else {
        throw Failure(
          .refused, "\(task.name) is a task of NS operations; \(id) is an operation of a VNF.")
      }
      try perform(vnfTask, on: id, &session)
    } else {
      throw Layers.unknown(operation)
    }
  }

  private func perform(
    _ task: VNFOperationTask, on id: VNFOperation.ID, _ session: inout Session
  ) throws {
    if act.dryRun {
      let rehearsal = try session.engine.rehearsing(task, of: id)
      return try act.show(rehearsal.plan(for: rehearsal.ns(of: id)))
    }
    let (sequence, events) = try session.perform(.task(task, id))
    if let problem = Engine.refusal(in: events, of: sequence) { throw Failure(problem) }
    if act.wait {
      try session.run { $0.vnfm.operations[id]?.state.isMoving != true }
    }
    let story = try session.layers.story(of: operation)
    if act.output.json {
      try Output.json(story)
    } else {
      print("\(story.id)  \(story.operation)  \(story.state)  \(story.purpose)")
    }
  }
}

extension Layers {
  /// The story of an NS or VNF operation.
  func story(of text: String) throws -> OperationStory {
    if let record = NSOperation.ID(text).flatMap({ nfvo.operations[$0] }) {
      return OperationStory(record, in: self)
    }
    if let record = VNFOperation.ID(text).flatMap({ vnfm.operations[$0] }) {
      return OperationStory(record, in: self)
    }
    throw Self.unknown(text)
  }

  static func unknown(_ operation: String) -> Failure {
    Failure(
      .refused,
      "There is no operation \(operation). `podium op list --all --vnf` shows them all.")
  }
}

extension OperationStory {
  func printForPeople() {
    print("\(id)  \(operation)  \(state)  \(purpose)")
    line("failed", [whatFailed ?? "nothing"])
    line("where", [place.sentence])
    line("why", why.isEmpty ? ["nothing failed"] : why)
    line("undone", undone.isEmpty ? ["nothing"] : undone)
    line("left", leftovers)
    line(
      "possible", possible.isEmpty ? ["nothing: it is closed"] : [possible.joined(separator: ", ")])
    for refusal in impossible where !possible.isEmpty {
      line("", ["not \(refusal.task): \(refusal.reason)"])
    }
    if let waitsFor { line("waits", [waitsFor]) }
    line("parts", parts)
    line("asked", interventions)
  }

  private func line(_ heading: String, _ texts: [String]) {
    for (index, text) in texts.enumerated() {
      print("  \((index == 0 ? heading : "").padded(to: 9)) \(text)")
    }
  }
}

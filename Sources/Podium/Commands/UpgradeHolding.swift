import ArgumentParser
import Core
import Deciding
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

// `podium op pause` and `resume`: an upgrade in service stays at the instances that it has made anew,
// which go on being watched.

extension OperationCommand {
  struct Pause: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let an upgrade go on to no further instances.",
      discussion: """
        Go on with `podium op resume`, or go back with `podium op cancel --mode forceful` and \
        `podium op rollback`.
        """)
    @OptionGroup var arguments: HoldArguments
    func perform() throws { try arguments.perform(isHeld: true) }
  }

  struct Resume: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let an upgrade that was paused go on.")
    @OptionGroup var arguments: HoldArguments
    func perform() throws { try arguments.perform(isHeld: false) }
  }
}

/// The upgrade that is to be paused or to go on.
struct HoldArguments: ParsableArguments {
  @Argument(help: "The operation, such as nsop-3 or vnfop-7.") var operation: String
  @Flag(help: "Say what would be refused and change nothing.") var dryRun = false
  @Flag(help: "Work until the operation has ended or stands still.") var wait = false
  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  func perform(isHeld: Bool) throws {
    var session = Session(try place.openExisting("podium op \(isHeld ? "pause" : "resume")"))
    let id = try session.layers.upgrade(operation)
    let message = Message.holding(id, isHeld, by: Person.name)
    let tried = try session.engine.trying([message])
    if let problem = tried.problems.first { throw Failure(problem) }
    if !dryRun {
      _ = try session.perform(message)
      if wait { try session.run { $0.vnfm.operations[id]?.state.isMoving != true } }
    }
    let layers = dryRun ? tried.layers : session.layers
    guard let record = layers.vnfm.operations[id] else { return }
    let story = OperationStory(record, in: layers)
    if output.json {
      try Output.json(story)
    } else {
      print(
        "\(dryRun ? "would be  " : "")\(story.id)  \(story.operation)  \(story.state)"
          + "\(record.isHeld ? " paused" : "")  \(story.purpose)")
    }
  }
}

extension Layers {
  /// The VNF operation that `text` names, or that is under way for the NS operation that it names.
  func upgrade(_ text: String) throws -> VNFOperation.ID {
    if let id = VNFOperation.ID(text), vnfm.operations[id] != nil { return id }
    guard let record = NSOperation.ID(text).flatMap({ nfvo.operations[$0] }) else {
      throw Self.unknown(text)
    }
    guard let id = record.tasks.first(where: \.isRunning)?.operation else {
      throw Failure(
        .refused,
        "\(record.kind.rawValue) \(text) is \(record.state.rawValue), and no VNF operation of it "
          + "is under way. Only an upgrade that is PROCESSING can be paused and go on.")
    }
    return id
  }
}

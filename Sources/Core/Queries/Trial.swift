import Deciding
import ServiceInterfaces

extension Engine {
  /// Hands in messages on a copy of this engine and answers what is refused, and what the layers
  /// would be at this very moment.
  package func trying(
    _ messages: [Message]
  ) throws(JournalError) -> (problems: [Problem], layers: Layers) {
    var fork = self
    var problems: [Problem] = []
    for message in messages {
      var batch = Batch.rehearsed
      let sequence = try fork.admit(message, from: .person, into: &batch)
      while try fork.step(until: fork.now, into: &batch), !batch.hasHandled(sequence) {}
      if let problem = Self.refusal(in: batch.events, of: sequence) { problems.append(problem) }
    }
    return (problems, fork.layers)
  }

  /// Hands in a message on a copy of this engine and runs the copy until `isDone`, until nothing is
  /// left to do, or as long as a person waits. Answers what happened and how it stood then.
  package func tryingOut(
    _ message: Message, until isDone: (Layers) -> Bool
  ) throws(JournalError) -> (events: [RecordedEvent], layers: Layers) {
    var fork = self
    var batch = Batch.rehearsed
    let sequence = try fork.admit(message, from: .person, into: &batch)
    while try fork.step(until: fork.now, into: &batch), !batch.hasHandled(sequence) {}
    let deadline = fork.now + Rehearsal.limit
    while !isDone(fork.layers), try fork.step(until: deadline, into: &batch) {}
    while try fork.step(until: fork.now, into: &batch) {}
    return (batch.events, fork.layers)
  }
}

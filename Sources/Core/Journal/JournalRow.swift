import Deciding

/// One line of the journal: a message that was sent, or an event that a message led to.
package struct JournalRow: Equatable, Sendable {
  package enum Content: String, Sendable { case message, event }

  /// Position in the journal, from 1 without gaps. A message's sequence is its identifier.
  package let sequence: Int
  /// When it was written, on the core's clock.
  package let time: Instant
  package let content: Content
  /// Who it happened in; of a message, who is to receive it.
  package let block: Block
  /// Who sent it, of a message.
  package let sender: Block?
  /// When it is to be delivered, of a message.
  package let due: Instant?
  /// The case of the payload, such as `instantiate` or `nsInstantiated`.
  package let kind: String
  /// The entity that it is about, of an event.
  package let entity: String?
  /// The message from outside that began all this.
  package let correlation: Int
  /// The message whose handling wrote this row; `nil` for what comes from outside.
  package let causation: Int?
  /// JSON with sorted keys.
  package let payload: String

  package init(
    sequence: Int, time: Instant, content: Content, block: Block, sender: Block?, due: Instant?,
    kind: String, entity: String?, correlation: Int, causation: Int?, payload: String
  ) {
    self.sequence = sequence
    self.time = time
    self.content = content
    self.block = block
    self.sender = sender
    self.due = due
    self.kind = kind
    self.entity = entity
    self.correlation = correlation
    self.causation = causation
    self.payload = payload
  }
}

/// What one commit writes, all of it or nothing.
package struct Commit: Sendable {
  package var rows: [JournalRow] = []
  /// Messages written in this commit and not handled in it.
  package var waiting: [Int] = []
  /// Messages of earlier commits that were handled in this one.
  package var handled: [Int] = []
  package var serials = Serials()

  package init() {}
}

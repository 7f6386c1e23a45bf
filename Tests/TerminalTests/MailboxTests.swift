import Synchronization
import Testing

@testable import Terminal

@Suite struct MailboxTests {
  @Test func `only the newest value is kept`() throws {
    let mailbox = Mailbox<Int>(waker: try Waker())
    #expect(mailbox.take() == nil)
    mailbox.post(1)
    mailbox.post(2)
    #expect(mailbox.take() == 2)
    #expect(mailbox.take() == nil)
  }

  @Test func `a queue loses nothing, whoever appends`() async throws {
    let queue = MailboxQueue<Int>(waker: try Waker())
    await withTaskGroup(of: Void.self) { group in
      for start in 0..<8 {
        group.addTask { for step in 0..<500 { queue.append(start * 500 + step) } }
      }
    }
    #expect(queue.drain().sorted() == Array(0..<4_000))
    #expect(queue.drain().isEmpty)
  }

  @Test func `thousands of wakes never block the one who wakes`() throws {
    let waker = try Waker()
    for _ in 0..<200_000 { waker.wake() }
    let mailbox = Mailbox<Int>(waker: waker)
    mailbox.post(3)
    #expect(mailbox.take() == 3)
  }
}

@Suite struct ClipboardTests {
  @Test func `text travels as base64`() {
    #expect(
      Clipboard.sequence(for: "globex-fw").map { String(decoding: $0, as: UTF8.self) }
        == "\u{1b}]52;c;Z2xvYmV4LWZ3\u{7}")
  }

  @Test func `GNU screen gets it wrapped`() {
    let sequence = Clipboard.sequence(for: "x", term: "screen.xterm-256color")
    #expect(sequence?.starts(with: "\u{1b}P\u{1b}]52".utf8) == true)
    #expect(sequence?.suffix(2) == [0x1b, 0x5c])
  }

  @Test func `what terminals would drop is refused`() {
    #expect(Clipboard.sequence(for: String(repeating: "x", count: 100_000)) == nil)
  }
}

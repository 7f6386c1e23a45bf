import Synchronization

/// Hands the newest value to the thread of the screen; older ones that were not looked at are
/// dropped, so a slow terminal never makes anybody wait.
package final class Mailbox<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let waker: Waker

  package init(waker: Waker) { self.waker = waker }

  /// From any thread.
  package func post(_ newest: Value) {
    let wasEmpty = value.withLock { held in
      defer { held = newest }
      return held == nil
    }
    // One wake for each time that it fills; the reader empties it after it woke.
    if wasEmpty { waker.wake() }
  }

  /// The newest value since the last call.
  ///
  /// Call it after every `.wake`, and once at the start.
  package func take() -> Value? {
    value.withLock { held in
      defer { held = nil }
      return held
    }
  }
}

/// Hands all values on, in order.
package final class MailboxQueue<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])
  private let waker: Waker

  package init(waker: Waker) { self.waker = waker }

  /// From any thread.
  package func append(_ value: Value) {
    let wasEmpty = values.withLock { held in
      defer { held.append(value) }
      return held.isEmpty
    }
    if wasEmpty { waker.wake() }
  }

  /// Everything since the last call.
  ///
  /// Call it after every `.wake`, and once at the start.
  package func drain() -> [Value] {
    values.withLock { held in
      defer { held = [] }
      return held
    }
  }
}

import Foundation
import Synchronization

/// A value that one thread waits for and another gives.
package final class Answer<Value: Sendable>: Sendable {
  private let bell = NSCondition()
  private let value = Mutex<Value?>(nil)

  package init() {}

  package func set(_ new: Value) {
    bell.lock()
    value.withLock { $0 = new }
    bell.signal()
    bell.unlock()
  }

  package func wait() -> Value {
    bell.lock()
    defer { bell.unlock() }
    while true {
      if let value = value.withLock({ $0 }) { return value }
      bell.wait()
    }
  }
}

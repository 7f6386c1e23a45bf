import Foundation
import Glibc

/// The right to write a state folder: one process at a time has it, and the file says who.
///
/// The kernel gives the lock back when the process ends in whatever way, so a stale lock cannot be.
package final class StateLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of `folder`; `command` is what a second process will be told.
  package init(folder: URL, command: String) throws(JournalError) {
    let path = folder.appendingPathComponent("lock").path
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .unwritable(
        "The lock \(path) cannot be opened: \(String(cString: strerror(errno))). "
          + "Choose a folder that you may write to with --state DIR.")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let owner = Self.text(of: descriptor)
      close(descriptor)
      throw .inUse(
        "The state in \(folder.path) is in use by \(owner.isEmpty ? "another podium" : owner). "
          + "Stop that one first, or choose another folder with --state DIR.")
    }
    self.descriptor = descriptor
    let name = ProcessInfo.processInfo.environment["USER"] ?? "someone"
    let line = "\(name), process \(getpid()) (\(command))"
    ftruncate(descriptor, 0)
    _ = line.withCString { pwrite(descriptor, $0, strlen($0), 0) }
  }

  deinit {
    ftruncate(descriptor, 0)
    // Closing alone would leave the lock with a child that was forked and has not yet become its own
    // program: it shares the open file for that moment.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static func text(of descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}

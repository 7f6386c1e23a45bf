import Glibc

/// Wakes `Screen.next` from another thread.
///
/// It exists before the screen does: a wake that comes early stays in the pipe and is seen later,
/// so none is lost.
package final class Waker: Sendable {
  let reader: Int32
  private let writer: Int32

  /// Fails only when the process has no descriptor left.
  package init() throws(TerminalFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw .noDescriptor(String(cString: strerror(errno)))
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    reader = ends[0]
    writer = ends[1]
  }

  deinit {
    close(reader)
    close(writer)
  }

  /// Many calls before the screen looks count as one.
  ///
  /// A full pipe wakes as well, so its refusal is no loss.
  package func wake() {
    var byte: UInt8 = 1
    _ = write(writer, &byte, 1)
  }
}

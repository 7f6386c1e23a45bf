/// What can be asked of an NS operation occurrence (SOL005 §6.4.11 to §6.4.15).
package enum NSOperationTask: Codable, Hashable, Sendable {
  /// Goes on from where it stands still.
  case retry
  /// Undoes what was done.
  case rollback
  /// Tries what remains, and accepts that some parts failed.
  case `continue`
  /// Closes it as it is: neither retry nor rollback will help.
  case fail
  /// Stops it, so that it stands still.
  case cancel(NSCancelMode)

  /// One of each, in the order in which they are offered.
  package static let kinds: [Self] = [
    .retry, .rollback, .continue, .fail, .cancel(.graceful), .cancel(.forceful),
  ]

  /// The last part of the task's resource in SOL005: `retry`.
  package var name: String {
    switch self {
    case .retry: "retry"
    case .rollback: "rollback"
    case .continue: "continue"
    case .fail: "fail"
    case .cancel: "cancel"
    }
  }
}

extension NSOperationTask: CustomStringConvertible {
  /// As an operator reads it: `cancel FORCEFUL`.
  package var description: String {
    if case .cancel(let mode) = self { "cancel \(mode.rawValue)" } else { name }
  }
}

/// SOL005 `CancelModeType`: what becomes of the VNF operations that run.
package enum NSCancelMode: String, Codable, Sendable, CaseIterable {
  /// Nothing new begins; what runs comes to its end.
  case graceful = "GRACEFUL"
  /// Nothing new begins; what runs is cancelled.
  case forceful = "FORCEFUL"
}

// When a step that failed is tried again: data, so that a package may bring its own.

/// How often a step is tried, and how long to wait in between.
package struct RetryPolicy: Codable, Hashable, Sendable {
  /// The wait before the second attempt, in seconds.
  package var initialSeconds: Int
  /// Each wait is so many times as long as the one before.
  package var factor: Int
  /// No wait is longer, in seconds.
  package var capSeconds: Int
  /// All attempts, the first included; 1 for what is not to be tried again.
  package var attempts: Int

  package init(initialSeconds: Int, factor: Int, capSeconds: Int, attempts: Int) {
    self.initialSeconds = initialSeconds
    self.factor = factor
    self.capSeconds = capSeconds
    self.attempts = attempts
  }

  package static let never = Self(initialSeconds: 0, factor: 1, capSeconds: 0, attempts: 1)

  /// How long to wait after so many attempts, in seconds; nil when there were enough.
  package func wait(afterAttempts count: Int) -> Int? {
    guard count < attempts else { return nil }
    var wait = max(0, initialSeconds)
    for _ in 1..<max(1, count) where wait < capSeconds { wait *= max(1, factor) }
    return min(wait, capSeconds)
  }
}

/// A line of the table of retry policies; what is nil matches everything.
package struct RetryRule: Codable, Hashable, Sendable {
  package var operation: VNFOperationKind?
  package var errorClass: ErrorClass?
  package var policy: RetryPolicy

  package init(
    operation: VNFOperationKind? = nil, errorClass: ErrorClass? = nil, policy: RetryPolicy
  ) {
    self.operation = operation
    self.errorClass = errorClass
    self.policy = policy
  }

  func matches(_ kind: VNFOperationKind, _ error: ErrorClass) -> Bool {
    (operation ?? kind) == kind && (errorClass ?? error) == error
  }

  /// What holds where a package says nothing. Lack of capacity is not tried again: the cluster has
  /// waited for it already, and the grant must be thought over.
  package static let standard = [
    Self(
      operation: .terminate, errorClass: .transient,
      policy: RetryPolicy(initialSeconds: 5, factor: 2, capSeconds: 60, attempts: 6)),
    Self(
      errorClass: .transient,
      policy: RetryPolicy(initialSeconds: 2, factor: 2, capSeconds: 30, attempts: 4)),
    Self(
      errorClass: .busy,
      policy: RetryPolicy(initialSeconds: 5, factor: 2, capSeconds: 60, attempts: 6)),
    Self(
      errorClass: .timeout,
      policy: RetryPolicy(initialSeconds: 1, factor: 1, capSeconds: 1, attempts: 3)),
  ]
}

extension VNFD {
  /// The policy for a fault in an operation: of the first rule that matches, the package's own rules
  /// before the standard ones.
  package func retryPolicy(for kind: VNFOperationKind, _ error: ErrorClass) -> RetryPolicy {
    (lcmOperations.retryRules + RetryRule.standard).first { $0.matches(kind, error) }?.policy
      ?? .never
  }
}

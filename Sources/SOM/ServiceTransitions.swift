// The states of services in the inventory, and the only ways from one to another.

import ServiceInterfaces

/// What moves a service in the TMF638 inventory.
package enum ServiceTrigger: String, Codable, Sendable, CaseIterable {
  case design, reserve, prepare, activate, deactivate, suspend, terminate
}

/// The state machine of TMF638 `Service.state`, apart from how the service runs.
package enum ServiceTransitions {
  /// The state after `trigger`, or nil when it is not allowed in `state`.
  package static func next(from state: ServiceState, on trigger: ServiceTrigger) -> ServiceState? {
    switch (state, trigger) {
    case (.feasibilityChecked, .design): .designed
    case (.feasibilityChecked, .reserve), (.designed, .reserve): .reserved
    case (.designed, .prepare), (.reserved, .prepare): .inactive
    case (.designed, .activate), (.reserved, .activate), (.inactive, .activate),
      (.suspended, .activate):
      .active
    case (.active, .deactivate), (.suspended, .deactivate): .inactive
    case (.active, .suspend): .suspended
    case (.terminated, _): nil
    case (_, .terminate): .terminated
    default: nil
    }
  }
}

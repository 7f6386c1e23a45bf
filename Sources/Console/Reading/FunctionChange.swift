import ServiceInterfaces

/// The ways to change one function that are neither scaling nor healing.
package enum FunctionChange: String, CaseIterable, Hashable, Sendable {
  case upgrade, operate, flavour, networks, snapshot, revert

  /// One thing that a change can come to, with the words for it.
  package struct Choice: Equatable, Sendable {
    package let label: String
    /// What is worth knowing about it.
    package let note: String
    package let request: UpdateNSRequest

    package init(_ label: String, note: String = "", _ request: UpdateNSRequest) {
      self.label = label
      self.note = note
      self.request = request
    }
  }

  /// What stands before the choices.
  var heading: String {
    switch self {
    case .upgrade: "version"
    case .operate: "operate"
    case .flavour: "flavour"
    case .networks: "network"
    case .snapshot: "keep"
    case .revert: "snapshot"
    }
  }

  /// `Upgrade globex-fw-1`.
  func title(of name: String) -> String {
    switch self {
    case .upgrade: "Upgrade \(name)"
    case .operate: "Start or stop \(name)"
    case .flavour: "Change the flavour of \(name)"
    case .networks: "Connect \(name)"
    case .snapshot: "Keep a snapshot of \(name)"
    case .revert: "Revert \(name)"
    }
  }

  /// Why there is nothing to choose.
  func nothing(for name: String) -> String {
    switch self {
    case .upgrade: "No package in the catalogue says that \(name) can be changed to it."
    case .operate, .snapshot: "\(name) is not instantiated."
    case .flavour: "\(name) has no other deployment flavour."
    case .networks: "There is no network to attach \(name) to."
    case .revert: "\(name) has no snapshot; :snapshot makes one."
    }
  }
}

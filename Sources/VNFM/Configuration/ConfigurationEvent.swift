import Deciding
import ResourceInterfaces

/// What happened to the configuration of a VNF in service.
package enum ConfigurationEvent: Codable, Equatable, Sendable {
  case requested(PendingConfiguration)
  /// The function took the change that was pending.
  case committed(ConfigurationVersion)
  /// The function did not take it; it is configured as before.
  case failed(Fault)
  /// A request was not legal; nothing changed.
  case refused(request: String, by: String, Fault)
  case drifted([ConfigurationChange], by: String?)
  /// Read back and found as wanted.
  case confirmed
  /// The function did not answer an audit.
  case silent
  /// What the function has is what is wanted from now on.
  case adopted(ConfigurationVersion)
}

extension ConfigurationEvent {
  var sentence: String {
    switch self {
    case .requested(let change):
      "configuration \(change.number) asked for by \(change.by): \(change.reason)"
    case .committed(let version):
      "configuration \(version.number) applied: "
        + (version.changes.isEmpty ? "the same as before" : version.changes.sentence)
    case .failed(let fault): "configuration not taken: \(fault.detail)"
    case .refused(let request, let by, let fault):
      "\(request) asked for by \(by) refused: \(fault.detail)"
    case .drifted(let changes, let by):
      "configuration drifted\(by.map { ", changed by \($0)" } ?? ""): \(changes.sentence)"
    case .confirmed: "configuration read back: as wanted"
    case .silent: "configuration could not be read back: no component answers"
    case .adopted(let version):
      "configuration \(version.number): what \(version.by) found is what is wanted from now on, "
        + version.changes.sentence
    }
  }
}

extension FunctionLifecycle.State {
  mutating func apply(
    _ event: ConfigurationEvent, to vnf: VNFInstance.ID, at instant: Instant
  ) {
    vnfs.update(vnf) { $0.apply(event, at: instant) }
  }
}

extension VNFRecord {
  fileprivate mutating func apply(_ event: ConfigurationEvent, at instant: Instant) {
    switch event {
    case .requested(let change):
      move(on: .begin)
      configured.pending = change
      configured.fault = nil
    case .committed(let version):
      move(on: .done)
      configured.commit(version, configured.wanted.applying(version.changes))
    case .failed(let fault):
      move(on: .failed)
      configured.pending = nil
      configured.fault = fault
    case .refused: break
    case .drifted(let changes, let by):
      move(on: .differs)
      configured.drift = changes
      configured.driftedBy = by ?? configured.driftedBy
      configured.driftedAt = configured.driftedAt ?? instant
    case .confirmed:
      move(on: .done)
      configured.settle()
      configured.auditedAt = instant
    case .silent: configured.auditedAt = instant
    case .adopted(let version):
      move(on: .done)
      configured.commit(version, configured.wanted.applying(version.changes))
    }
  }

  private mutating func move(on trigger: ConfigurationTrigger) {
    if let next = configuration.next(on: trigger) { configuration = next }
  }
}

import Deciding
import ResourceInterfaces

/// How a VNF is to be configured, how that came about, and how it differs from what the function has.
package struct ConfigurationRecord: Codable, Equatable, Sendable {
  /// How the function is to be configured.
  package internal(set) var wanted = Configuration()
  /// The changes that led to ``wanted``, oldest first; the oldest are dropped.
  package internal(set) var history: [ConfigurationVersion] = []
  /// What the function was found to have instead; empty when it is as wanted.
  package internal(set) var drift: [ConfigurationChange] = []
  /// Who made it drift, when the function told.
  package internal(set) var driftedBy: String?
  package internal(set) var driftedAt: Instant?
  /// The change that the function has not answered yet.
  package internal(set) var pending: PendingConfiguration?
  /// Why the last change was not taken.
  package internal(set) var fault: Fault?
  /// When the configuration was last read back.
  package internal(set) var auditedAt: Instant?

  /// How many versions are remembered.
  static let remembered = 20

  /// The number of the present version; 0 before Day-1.
  package var version: Int { history.last?.number ?? 0 }

  /// The configuration as it was as `version`; `nil` when that is not remembered.
  package func configuration(asOf version: Int) -> Configuration? {
    guard history.contains(where: { $0.number == version }) else { return nil }
    return history.reversed().prefix { $0.number > version }
      .reduce(wanted) { $0.applying($1.changes.map(\.reversed)) }
  }

  mutating func commit(_ version: ConfigurationVersion, _ configuration: Configuration) {
    wanted = configuration
    history = history.suffix(Self.remembered - 1) + [version]
    settle()
  }

  /// The function is as it is wanted.
  mutating func settle() {
    drift = []
    driftedBy = nil
    driftedAt = nil
    pending = nil
    fault = nil
  }
}

/// One version of a VNF's configuration.
package struct ConfigurationVersion: Codable, Equatable, Sendable {
  /// Counts up from 1, which is Day-1.
  package let number: Int
  package let at: Instant
  /// A person, an operation occurrence, or whoever changed the function from outside.
  package let by: String
  package let reason: String
  package let changes: [ConfigurationChange]
}

/// A change on its way to the function.
package struct PendingConfiguration: Codable, Equatable, Sendable {
  /// Tells it from earlier ones; becomes the version's number.
  package let number: Int
  package let target: Configuration
  package let changes: [ConfigurationChange]
  package let by: String
  package let reason: String
}

/// What moves the configuration of a VNF from one state to another.
package enum ConfigurationTrigger: String, Codable, Sendable, CaseIterable {
  /// An operation or a person begins to configure.
  case begin
  /// The function took it, or was found as wanted.
  case done
  /// The function did not take it.
  case failed
  /// The function was found to be configured otherwise.
  case differs
}

extension VNFRecord.ConfigurationState {
  /// The state that `trigger` leads to; `nil` when it is not legal here.
  package func next(on trigger: ConfigurationTrigger) -> Self? {
    switch (self, trigger) {
    case (.unconfigured, .begin), (.configured, .begin), (.drifted, .begin), (.failed, .begin),
      (.configuring, .begin):
      .configuring
    case (.configuring, .done), (.drifted, .done), (.configured, .done), (.failed, .done):
      .configured
    case (.configuring, .failed): .failed
    case (.configured, .differs), (.drifted, .differs), (.failed, .differs): .drifted
    case (.unconfigured, .done), (.unconfigured, .failed), (.unconfigured, .differs),
      (.configuring, .differs), (.failed, .failed), (.configured, .failed), (.drifted, .failed):
      nil
    }
  }
}

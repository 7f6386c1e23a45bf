import Deciding
import NFVI
import ResourceInterfaces
import VNFM

/// What a change of a function's configuration would come to, found out on a copy of the engine.
package struct ConfigurationTrial: Sendable {
  /// Why it is not possible; `nil` when it is.
  package let refusal: Fault?
  /// What changes at the function itself, by setting.
  package let changes: [ConfigurationChange]
  /// The function as it would be.
  package let after: VNFRecord?
}

extension Engine {
  /// Tries `message` on a copy until the function has answered.
  package func trying(_ message: ConfigurationMessage) throws(JournalError) -> ConfigurationTrial {
    let vnf = message.vnf
    let tried = try tryingOut(.resource(.vnfm(.configuration(message)))) {
      $0.vnfm.vnfs[vnf]?.configured.pending == nil
    }
    let before = layers.nfvi.functions[vnf]?.settings ?? Configuration()
    let after = tried.layers.nfvi.functions[vnf]?.settings ?? Configuration()
    let refusal = Self.configurationRefusal(in: tried.events)
    return ConfigurationTrial(
      refusal: refusal ?? tried.layers.vnfm.vnfs[vnf]?.configured.fault,
      changes: before.differences(to: after), after: tried.layers.vnfm.vnfs[vnf])
  }

  /// Why a configuration was not changed, when that is among what happened.
  package static func configurationRefusal(in events: [RecordedEvent]) -> Fault? {
    for case .vnfm(.configuration(_, _, .refused(_, _, let fault))) in events.map(\.event) {
      return fault
    }
    return nil
  }
}

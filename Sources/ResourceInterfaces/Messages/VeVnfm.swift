import Deciding

/// What the VNFM hears about the configuration of a function in service: from people, and over
/// Ve-Vnfm from the function.
package enum ConfigurationMessage: Codable, Equatable, Sendable {
  /// Day-2: change these settings (the `before` of a change is filled in by the VNFM).
  case change(vnf: VNFInstance.ID, [ConfigurationChange], by: String)
  /// Back to how it was as `version`.
  case restore(vnf: VNFInstance.ID, version: Int, by: String)
  /// Apply what is wanted once more, over what somebody else changed.
  case reconcile(vnf: VNFInstance.ID, by: String)
  /// What the function has is what is wanted from now on.
  case adopt(vnf: VNFInstance.ID, by: String)
  /// Read the configuration back and compare.
  case audit(vnf: VNFInstance.ID)
  /// The function took change `number`, or did not.
  case taken(vnf: VNFInstance.ID, number: Int, fault: Fault?)
  /// The function's configuration as it is; `nil` when no component answers.
  case read(vnf: VNFInstance.ID, Configuration?)
  /// The function tells that somebody changed it (as NETCONF's `netconf-config-change`, RFC 6470).
  case changedOutside(vnf: VNFInstance.ID, [ConfigurationChange], by: String)

  /// The function that it is about.
  package var vnf: VNFInstance.ID {
    switch self {
    case .change(let vnf, _, _), .restore(let vnf, _, _), .reconcile(let vnf, _),
      .adopt(let vnf, _), .audit(let vnf), .taken(let vnf, _, _), .read(let vnf, _),
      .changedOutside(let vnf, _, _):
      vnf
    }
  }
}

/// What a function hears about its configuration over Ve-Vnfm, and from those who bypass the VNFM.
package enum FunctionConfigurationMessage: Codable, Equatable, Sendable {
  /// Be configured exactly so. Answered by ``ConfigurationMessage/taken(vnf:number:fault:)``.
  case set(vnf: VNFInstance.ID, number: Int, Configuration)
  /// Answered by ``ConfigurationMessage/read(vnf:_:)``.
  case read(vnf: VNFInstance.ID)
  /// The world: somebody logs in on the function and changes it.
  case changeOutside(vnf: VNFInstance.ID, [ConfigurationChange], by: String)
}

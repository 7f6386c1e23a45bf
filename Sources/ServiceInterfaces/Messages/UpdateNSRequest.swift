/// SOL005 `UpdateNsRequest` (§6.5.2.12): one case for each updateType. A VNF is named by its
/// identifier or its name.
package enum UpdateNSRequest: Codable, Hashable, Sendable {
  /// CHANGE_VNFPKG: the same product in another software version; `nil` means every VNF that can.
  case changePackage(vnf: String?, vnfdId: String)
  /// INSTANTIATE_VNF: one more VNF of a profile of the NSD.
  case instantiateVNF(profile: String)
  /// TERMINATE_VNF: one VNF fewer.
  case terminateVNF(vnf: String)
  /// CHANGE_VNF_DF: another deployment flavour, at one of its instantiation levels; `nil` means its
  /// default level.
  case changeFlavour(vnf: String, flavourId: String, instantiationLevel: String?)
  /// OPERATE_VNF.
  case operate(vnf: String, VNFOperateRequest)
  /// CHANGE_EXT_VNF_CONNECTIVITY: the networks that are attached afterwards.
  case changeExternalConnectivity(vnf: String, networks: [String])
  /// MODIFY_VNF_INFORMATION.
  case modifyInformation(vnf: String, VNFInformationRequest)
  /// CREATE_VNF_SNAPSHOT.
  case createSnapshot(vnf: String, name: String)
  /// REVERT_VNF_TO_SNAPSHOT.
  case revertToSnapshot(vnf: String, snapshot: String)

  /// SOL005 `updateType`.
  package var updateType: String {
    switch self {
    case .changePackage: "CHANGE_VNFPKG"
    case .instantiateVNF: "INSTANTIATE_VNF"
    case .terminateVNF: "TERMINATE_VNF"
    case .changeFlavour: "CHANGE_VNF_DF"
    case .operate: "OPERATE_VNF"
    case .changeExternalConnectivity: "CHANGE_EXT_VNF_CONNECTIVITY"
    case .modifyInformation: "MODIFY_VNF_INFORMATION"
    case .createSnapshot: "CREATE_VNF_SNAPSHOT"
    case .revertToSnapshot: "REVERT_VNF_TO_SNAPSHOT"
    }
  }

  /// CHANGE_VNFPKG.
  package init(vnfInstanceId: String?, vnfdId: String) {
    self = .changePackage(vnf: vnfInstanceId, vnfdId: vnfdId)
  }
}

/// SOL005 `OperateVnfData` (§6.5.3.31).
package enum VNFOperateRequest: Codable, Hashable, Sendable {
  case start
  /// Sessions drain for `graceSeconds` first (`stopType` GRACEFUL); nil stops at once (FORCEFUL).
  case stop(graceSeconds: Int?)
}

/// SOL005 `ModifyVnfInfoData` (§6.5.3.32). An empty value removes the name.
package struct VNFInformationRequest: Codable, Hashable, Sendable {
  package let description: String?
  package let metadata: [String: String]
  /// `vnfConfigurableProperties`.
  package let properties: [String: String]

  package init(
    description: String? = nil, metadata: [String: String] = [:], properties: [String: String] = [:]
  ) {
    self.description = description
    self.metadata = metadata
    self.properties = properties
  }
}

/// SOL005 `ScaleVnfData` (§6.5.3.20) for a VNF that goes to levels rather than by steps.
package struct ScaleVNFToLevelRequest: Codable, Hashable, Sendable {
  package enum Target: Codable, Hashable, Sendable {
    case instantiationLevel(String)
    /// Levels by aspect; aspects that are not named stay.
    case scaleLevels([String: Int])
  }

  /// The VNF by its identifier or its name; `nil` means the NS's only VNF that scales.
  package let vnf: String?
  package let target: Target

  package init(vnf: String?, target: Target) {
    self.vnf = vnf
    self.target = target
  }
}

import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

// What is asked of a VNF, through its network service: one request for each way of each kind of
// SOL003, on both kinds of VIM where the kind of VIM makes a difference.
extension Exercise {
  static func exercises(of kind: VNFOperationKind) -> [Self] {
    switch kind {
    case .instantiate: [Self("INSTANTIATE router", of: router, instantiate)]
    case .scale: [Self("SCALE out router", of: router, after: inService, scale(.out))]
    case .scaleToLevel: [Self("SCALE to level", after: inService, scaleToLevel)]
    case .changeFlavour:
      [Self("UPDATE CHANGE_VNF_DF", of: router, after: inService, changeFlavour)]
    case .operate:
      [
        Self("UPDATE OPERATE_VNF stop", after: inService, operate(.stop(graceSeconds: 10))),
        Self(
          "UPDATE OPERATE_VNF start",
          after: inService + [asking(operate(.stop(graceSeconds: nil)))], operate(.start)),
      ]
    case .heal: [Self("HEAL router", of: router, after: inService + broken, heal)]
    case .changeExternalConnectivity:
      [
        Self("UPDATE CHANGE_EXT_VNF_CONNECTIVITY", after: inService, changeNetworks),
        Self(
          "UPDATE CHANGE_EXT_VNF_CONNECTIVITY router", of: router, after: inService,
          changeNetworks),
      ]
    case .changePackage: [Self("UPDATE CHANGE_VNFPKG", after: inService, changePackage)]
    case .modifyInformation:
      [Self("UPDATE MODIFY_VNF_INFORMATION", after: inService, modify)]
    case .createSnapshot:
      [Self("UPDATE CREATE_VNF_SNAPSHOT", after: inService, createSnapshot)]
    case .revertToSnapshot:
      [
        Self(
          "UPDATE REVERT_VNF_TO_SNAPSHOT",
          after: inService + [asking(createSnapshot), asking(scale(.out))], revertToSnapshot)
      ]
    case .terminate: [Self("TERMINATE router", of: router, after: inService, terminate)]
    }
  }

  private static let router = "virtual-router-ns"

  private static let scaleToLevel = request { ns, layers throws(ExerciseFailure) in
    let vnf = try layers.exercisedVNF.found("VNF")
    let aspect = try layers.exercisedAspect
    return .scaleToLevel(
      ns: ns.id,
      ScaleVNFToLevelRequest(
        vnf: "\(vnf.id)", target: .scaleLevels([aspect: vnf.level(of: aspect) + 2])),
      from: person)
  }

  private static let changePackage = update { vnf, layers throws(ExerciseFailure) in
    let successor = try layers.vnfm.packages.values.first { vnfd in
      vnfd.packageChanges.contains { $0.source == vnf.vnfdId }
    }.found("newer package")
    return .changePackage(vnf: "\(vnf.id)", vnfdId: successor.id.rawValue)
  }

  private static let changeFlavour = update { vnf, layers throws(ExerciseFailure) in
    let flavours = layers.vnfm.packages[vnf.vnfdId.rawValue]?.flavourIds ?? []
    let other = try flavours.first { $0 != vnf.flavourId }.found("other flavour")
    return .changeFlavour(vnf: "\(vnf.id)", flavourId: other, instantiationLevel: nil)
  }

  private static func operate(_ change: VNFOperateRequest) -> Request {
    update { vnf, _ in .operate(vnf: "\(vnf.id)", change) }
  }

  private static let changeNetworks = update { vnf, _ in
    .changeExternalConnectivity(
      vnf: "\(vnf.id)", networks: vnf.networks.dropFirst() + ["campaign-dmz"])
  }

  private static let modify = update { vnf, _ in
    .modifyInformation(
      vnf: "\(vnf.id)",
      VNFInformationRequest(
        description: "under test", metadata: ["owner": "campaign"],
        properties: ["logging.format": "json"]))
  }

  private static let createSnapshot = update { vnf, _ in
    .createSnapshot(vnf: "\(vnf.id)", name: "before")
  }

  private static let revertToSnapshot = update { vnf, _ throws(ExerciseFailure) in
    .revertToSnapshot(
      vnf: "\(vnf.id)", snapshot: "\(try vnf.snapshots.first.found("snapshot").id)")
  }

  /// An UPDATE that is about the main function of the exercise.
  private static func update(
    _ change:
      @escaping @Sendable (VNFRecord, Layers) throws(ExerciseFailure) -> UpdateNSRequest
  ) -> Request {
    request { ns, layers throws(ExerciseFailure) in
      let vnf = try layers.exercisedVNF.found("VNF")
      return .update(ns: ns.id, try change(vnf, layers), from: person)
    }
  }
}

import Deciding
import ResourceInterfaces
import ServiceInterfaces

/// A VNF operation that changes how one VNF is, and nothing else of its network service. The VNFM
/// decides whether it is legal, and tells afterwards how the VNF is.
package enum VNFChange: Codable, Equatable, Sendable {
  case scaleToLevel(instantiationLevel: String?, levels: [ScaleLevel])
  case flavour(String, instantiationLevel: String?)
  case operate(OperateChange)
  case networks([String])
  case information(VNFModification)
  case createSnapshot(name: String)
  case revert(VNFSnapshot.ID)

  package var kind: VNFOperationKind {
    switch self {
    case .scaleToLevel: .scaleToLevel
    case .flavour: .changeFlavour
    case .operate: .operate
    case .networks: .changeExternalConnectivity
    case .information: .modifyInformation
    case .createSnapshot: .createSnapshot
    case .revert: .revertToSnapshot
    }
  }

  /// `OPERATE STOPPED gracefully`.
  var words: String {
    switch self {
    case .scaleToLevel(let level?, _): "\(kind.rawValue) \(level)"
    case .scaleToLevel(nil, let levels):
      "\(kind.rawValue) " + levels.map { "\($0.aspectId) \($0.level)" }.joined(separator: ", ")
    case .flavour(let flavour, let level):
      "\(kind.rawValue) \(flavour)" + (level.map { " at level \($0)" } ?? "")
    case .operate(.start): "\(kind.rawValue) STARTED"
    case .operate(.stop(let graceSeconds)):
      "\(kind.rawValue) STOPPED "
        + (graceSeconds.map { "gracefully within \($0) s" } ?? "at once")
    case .networks(let networks):
      "\(kind.rawValue) \(networks.isEmpty ? "none" : networks.joined(separator: ", "))"
    case .information: kind.rawValue
    case .createSnapshot(let name): "\(kind.rawValue) \(name)"
    case .revert(let id): "\(kind.rawValue) \(id)"
    }
  }

  /// What the VNFM is told.
  func request(of vnf: VNFInstance.ID, reference: String) -> VNFMMessage {
    switch self {
    case .scaleToLevel(let level, let levels):
      .scaleToLevel(
        vnf: vnf, instantiationLevel: level, levels: levels, reference: reference)
    case .flavour(let flavour, let level):
      .changeFlavour(
        vnf: vnf, flavourId: flavour, instantiationLevel: level, reference: reference)
    case .operate(let change): .operate(vnf: vnf, change, reference: reference)
    case .networks(let networks):
      .changeExternalConnectivity(vnf: vnf, networks: networks, reference: reference)
    case .information(let modification):
      .modifyInformation(vnf: vnf, modification, reference: reference)
    case .createSnapshot(let name): .createSnapshot(vnf: vnf, name: name, reference: reference)
    case .revert(let id): .revertToSnapshot(vnf: vnf, snapshot: id, reference: reference)
    }
  }
}

extension NFVOrchestrator {
  /// The plan of an operation that is nothing but `change` of one VNF.
  static func change(
    _ name: String, of ns: NSRecord, _ change: VNFChange, _ state: State
  ) throws(Problem) -> Plan {
    guard let vnf = try vnfs(of: ns, named: name, state).first else {
      throw missing("VNF", name)
    }
    return Plan(
      purpose: "\(vnf.name): \(change.words)", tasks: [draft(.change(change), vnf)])
  }

  /// SCALE to levels: of the VNF that is named, or of the only one that scales.
  static func scaling(
    of ns: NSRecord, _ request: ScaleVNFToLevelRequest, _ state: State
  ) throws(Problem) -> Plan {
    let candidates = try vnfs(of: ns, named: request.vnf, state)
      .filter { request.vnf != nil || state.vnfd(of: $0)?.scalingAspects.isEmpty == false }
    guard let vnf = candidates.first, candidates.count == 1 else {
      throw Problem(
        status: 422, title: "Which VNF?",
        detail: candidates.isEmpty
          ? "No VNF of \(ns.name) scales."
          : "\(candidates.map(\.name).joined(separator: ", ")) all scale. Name one of them.")
    }
    let target: VNFChange =
      switch request.target {
      case .instantiationLevel(let level): .scaleToLevel(instantiationLevel: level, levels: [])
      case .scaleLevels(let levels):
        .scaleToLevel(
          instantiationLevel: nil,
          levels: levels.keys.sorted().map {
            ScaleLevel(aspectId: $0, level: levels[$0] ?? 0)
          })
      }
    return try change("\(vnf.id)", of: ns, target, state)
  }
}

extension OperateChange {
  init(_ request: VNFOperateRequest) {
    self =
      switch request {
      case .start: .start
      case .stop(let graceSeconds): .stop(graceSeconds: graceSeconds)
      }
  }
}

extension VNFModification {
  init(_ request: VNFInformationRequest) {
    self.init(
      description: request.description, metadata: request.metadata,
      properties: request.properties)
  }
}

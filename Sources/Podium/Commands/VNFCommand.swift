import ArgumentParser
import Core
import Deciding
import Foundation
import ResourceInterfaces
import VNFM

/// `podium vnf`: VNF and CNF instances, as SOL003 has them.
struct VNFCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vnf", abstract: "List, show, operate and configure VNF instances (SOL003).",
    subcommands: [
      List.self, Show.self, Scale.self, ScaleToLevel.self, ChangeFlavour.self, Operate.self,
      Heal.self, ChangeExtConn.self, ChangePackage.self, Modify.self, Snapshot.self, Revert.self,
      Terminate.self, Configuration.self, Configure.self, Restore.self, Reconcile.self,
      Adopt.self, Audit.self,
    ])

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "List the VNF instances.")
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium vnf list").engine.layers
      let reports = layers.vnfm.vnfs.values.map(VNFReport.init)
      if output.json { return try Output.json(reports) }
      Output.table(
        ["VNF", "NAME", "PRODUCT", "VERSION", "STATE", "CONFIGURATION", "READY", "CLUSTER"],
        reports.map {
          [
            $0.id, $0.vnfInstanceName, $0.vnfProductName, $0.vnfSoftwareVersion,
            "\($0.instantiationState)/\($0.vnfState)", $0.configuration,
            "\($0.ready)/\($0.wanted)", $0.vim ?? "",
          ]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a VNF instance and its components.")
    @Argument(help: "The VNF, by identifier or name.") var vnf: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium vnf show").engine.layers
      let report = VNFReport(try layers.function(vnf))
      if output.json { return try Output.json(report) }
      print(
        "\(report.id)  \(report.vnfInstanceName)  \(report.vnfProductName) \(report.vnfSoftwareVersion)"
      )
      print(
        "  \(report.instantiationState)/\(report.vnfState), \(report.configuration), "
          + "flavour \(report.flavourId)")
      for (name, text) in report.particulars { print("  \(name): \(text)") }
      for component in report.vnfcResourceInfo {
        print(
          "  \(component.phase.padded(to: 8)) \(component.name)  \(component.host ?? "")  \(component.image)"
        )
      }
    }
  }
}

extension Layers {
  /// A VNF by identifier or name.
  func function(_ text: String) throws -> VNFRecord {
    let known = VNFInstance.ID(text).flatMap { vnfm.vnfs[$0] }
    guard let record = known ?? vnfm.vnfs.values.first(where: { $0.name == text }) else {
      throw Failure(.refused, "There is no VNF \(text). `podium vnf list` shows them all.")
    }
    return record
  }
}

/// A VNF instance; keys are SOL003's where it has them.
struct VNFReport: Encodable {
  struct Component: Encodable {
    let id: String
    let vduId: String
    let name: String
    let vimLevelResourceType: String
    let host: String?
    let phase: String
    let image: String
  }

  struct ScaleInfo: Encodable {
    let aspectId: String
    let scaleLevel: Int
  }

  /// SOL003 `VnfSnapshotInfo`.
  struct Snapshot: Encodable {
    let id: String
    let name: String
    let creationTime: String
    let vnfSoftwareVersion: String
  }

  let id: String
  let vnfInstanceName: String
  let vnfdId: String
  let vnfProductName: String
  let vnfSoftwareVersion: String
  let instantiationState: String
  let vnfState: String
  let configuration: String
  let ready: Int
  let wanted: Int
  let vim: String?
  let tenant: String
  let flavourId: String
  let vnfInstanceDescription: String
  let metadata: [String: String]
  let vnfConfigurableProperties: [String: String]
  let networks: [String]
  let openOperation: String?
  let snapshots: [Snapshot]
  let scaleStatus: [ScaleInfo]
  let vnfcResourceInfo: [Component]

  init(_ record: VNFRecord) {
    id = "\(record.id)"
    vnfInstanceName = record.name
    vnfdId = "\(record.vnfdId)"
    vnfProductName = record.productName
    vnfSoftwareVersion = record.softwareVersion
    instantiationState = record.instantiationState.rawValue
    vnfState = record.vnfState.rawValue
    configuration = record.configuration.rawValue
    ready = record.serving
    wanted = record.wanted
    vim = record.vim
    tenant = record.tenant
    flavourId = record.flavourId
    vnfInstanceDescription = record.information.description
    metadata = record.information.metadata
    vnfConfigurableProperties = record.information.properties
    networks = record.networks
    openOperation = record.openOperation.map { "\($0)" }
    snapshots = record.snapshots.map {
      Snapshot(
        id: "\($0.id)", name: $0.name, creationTime: "\($0.takenAt)",
        vnfSoftwareVersion: $0.content.softwareVersion)
    }
    scaleStatus = record.levels.map { ScaleInfo(aspectId: $0.aspectId, scaleLevel: $0.level) }
    vnfcResourceInfo = record.components.map {
      Component(
        id: "\($0.resource)", vduId: $0.vdu, name: $0.name, vimLevelResourceType: $0.type,
        host: $0.host, phase: $0.phase.rawValue, image: $0.image)
    }
  }
}

extension VNFReport {
  /// What there is to say besides state and components, a name and a text each.
  fileprivate var particulars: [(String, String)] {
    func pairs(_ values: [String: String]) -> String {
      values.keys.sorted().map { "\($0)=\(values[$0] ?? "")" }.joined(separator: ", ")
    }
    let all = [
      ("description", vnfInstanceDescription), ("metadata", pairs(metadata)),
      ("properties", pairs(vnfConfigurableProperties)),
      ("networks", networks.joined(separator: ", ")),
      ("scaled", scaleStatus.map { "\($0.aspectId) \($0.scaleLevel)" }.joined(separator: ", ")),
      ("snapshots", snapshots.map { "\($0.id) \($0.name)" }.joined(separator: ", ")),
      ("operation", openOperation ?? ""),
    ]
    return all.filter { !$0.1.isEmpty }
  }
}

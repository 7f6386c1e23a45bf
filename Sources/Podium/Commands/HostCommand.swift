import ArgumentParser
import Core
import Deciding
import Foundation
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VIM

/// `podium host`: the NFVI, as its VIMs see it.
struct HostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "host", abstract: "List and show NFVI hosts, and work on them.",
    subcommands: [
      List.self, Show.self, Power.self, Maintenance.self, Build.self, Add.self,
    ])

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "List the hosts of all VIMs.")
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium host list").engine.layers
      let reports = layers.vim.hosts.values.map { HostReport($0, layers) }
      if output.json { return try Output.json(reports) }
      Output.table(
        ["HOST", "VIM", "ZONE", "VCPU", "MEMORY", "WORKLOADS", "CONDITION", "POWER"],
        reports.map {
          [
            $0.name, $0.vim, $0.zone, "\($0.vCpuAllocated)/\($0.vCpuCapacity)",
            "\($0.memoryGiBAllocated)/\($0.memoryGiBCapacity) GiB", "\($0.workloads.count)",
            $0.condition, $0.power,
          ]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "Show a host and what runs on it.")
    @Argument(help: "The host, such as edge-1-w03.") var host: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium host show").engine.layers
      guard let view = layers.vim.hosts[host] else {
        throw Failure(.refused, "There is no host \(host). `podium host list` shows them all.")
      }
      let report = HostReport(view, layers)
      if output.json { return try Output.json(report) }
      print("\(report.name)  \(report.vim)  \(report.condition), power \(report.power)")
      for trouble in report.troubles { print("  \(trouble)") }
      for line in report.hardware?.lines ?? [] { print("  \(line)") }
      for workload in report.workloads { print("  \(workload)") }
    }
  }
}

extension HostCommand {
  struct Maintenance: PodiumCommand {
    enum Switch: String, ExpressibleByArgument, CaseIterable { case on, off }

    static let configuration = CommandConfiguration(
      abstract: "Begin or end a maintenance window: what fails on the host raises no alarm.")
    @Argument(help: "The host, such as edge-1-w03.") var host: String
    @Argument(help: "on or off.") var state: Switch
    @OptionGroup var change: ChangeOptions

    func perform() throws {
      try change.perform("podium host maintenance") { _ in
        [.maintenance(host: host, isOn: state == .on, from: .person(name: Person.name))]
      } report: { layers in
        let active = layers.nfvo.outages.maintenance[host]
        return [
          MaintenanceReport(
            host: host, isInMaintenance: active != nil, by: active?.by,
            since: active.map { "\($0.since)" })
        ]
      }
    }
  }
}

/// Whether somebody works on a host.
struct MaintenanceReport: SentenceReport {
  let host: String
  let isInMaintenance: Bool
  let by: String?
  let since: String?

  var sentence: String {
    isInMaintenance ? "\(host)  in maintenance by \(by ?? "somebody")" : "\(host)  in service"
  }
}

/// A host as the command line shows it.
struct HostReport: Encodable {
  let name: String
  let vim: String
  let zone: String
  let condition: String
  /// Redfish `PowerState`.
  let powerState: String
  /// Whether it is on and its operating system does not run yet.
  let isBooting: Bool
  /// What is wrong with it, a sentence each.
  let troubles: [String]
  let vCpuCapacity: Double
  let vCpuAllocated: Double
  let memoryGiBCapacity: Double
  let memoryGiBAllocated: Double
  let workloads: [String]
  /// What it is made of; nil where the NFVI does not know it.
  let hardware: HardwareReport?

  /// For people: `PoweringOff`, `On, boots`.
  var power: String { powerState + (isBooting ? ", boots" : "") }

  init(_ view: HostView, _ layers: Layers) {
    name = view.name
    vim = view.vim
    zone = view.zone
    condition = view.condition.rawValue
    let record = layers.nfvi.hosts[view.name]
    powerState = record?.power.redfish ?? "unknown"
    isBooting = record?.power == .booting
    hardware = record.map(HardwareReport.init)
    troubles = HostTrouble.allCases.compactMap { trouble in
      record?[trouble].map { "\(trouble.sentence) since \($0.timeOfDay)" }
    }
    vCpuCapacity = Double(view.capacity.milliCPU) / 1_000
    vCpuAllocated = Double(view.allocated.milliCPU) / 1_000
    memoryGiBCapacity = Double(view.capacity.memoryMiB) / 1_024
    memoryGiBAllocated = Double(view.allocated.memoryMiB) / 1_024
    workloads = view.resources.keys.compactMap { layers.vim.resources[$0]?.name }
  }
}

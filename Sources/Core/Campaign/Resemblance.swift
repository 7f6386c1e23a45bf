import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VIM
import VNFM

/// How a network service is, without what differs from run to run: names of components, hosts, times.
/// Two lifecycles that came to the same end have the same.
struct Resemblance: Hashable, Sendable {
  let lines: [String]

  init(_ layers: Layers) {
    let ns = layers.exercisedNS
    let services = ns.map { layers.nfvo.family(of: $0) } ?? []
    var lines = services.map { "\($0.name) is \($0.state.rawValue), health \($0.health.rawValue)" }
    for vnf in layers.vnfm.vnfs.values.sorted(by: { $0.name < $1.name }) {
      lines += Self.lines(of: vnf, layers)
    }
    self.lines = lines
  }

  private static func lines(of vnf: VNFRecord, _ layers: Layers) -> [String] {
    let levels = vnf.levels.map { "\($0.aspectId) \($0.level)" }.joined(separator: ", ")
    let counts = Dictionary(grouping: layers.vim.resources(of: vnf.id)) { resource in
      "\(resource.vdu) of \(resource.image) \(resource.phase.rawValue)"
    }.mapValues(\.count).sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let release = layers.vim.releases[vnf.id]
    let networks = (release?.networkAttachments ?? []).joined(separator: ", ")
    let snapshots = vnf.snapshots.map(\.name).joined(separator: ", ")
    let kept = release?.snapshots.count ?? 0
    let settings = layers.nfvi.functions[vnf.id]?.settings.settings.sorted { $0.key < $1.key }
      .map { "\($0.key) = \($0.value)" }
    return [
      "\(vnf.name): \(vnf.vnfdId) \(vnf.flavourId), \(vnf.condition.rawValue), levels \(levels)",
      "\(vnf.name): networks \(networks), snapshots \(snapshots), \(kept) kept by the VIM",
      "\(vnf.name): settings \(settings?.joined(separator: ", ") ?? "none")",
      "\(vnf.name): \(words(vnf.information))",
    ] + counts.map { "\(vnf.name): \($0)" }
  }

  private static func words(_ information: VNFInformation) -> String {
    let pairs =
      (information.metadata.sorted { $0.key < $1.key }
      + information.properties.sorted { $0.key < $1.key }).map { "\($0.key) = \($0.value)" }
    return ([information.description] + pairs).joined(separator: ", ")
  }

  /// In what it is not as `wanted`, a sentence each.
  func differences(to wanted: Self) -> [String] {
    wanted.lines.filter { !lines.contains($0) }.map { "It should be, and is not: \($0)." }
      + lines.filter { !wanted.lines.contains($0) }.map { "It is, and should not be: \($0)." }
  }
}

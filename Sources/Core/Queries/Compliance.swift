import Deciding
import NFVO
import ResourceInterfaces
import VNFM

/// Whether what runs is what was ordered and onboarded: image, configuration and resource baselines
/// of every function in service, as the VNFM knows it. Who changed what is told where it is known.
package struct ComplianceFinding: Codable, Equatable, Sendable {
  /// What a function is held to.
  package enum Baseline: String, Codable, Sendable, CaseIterable {
    /// Each component runs the software image of its VDU.
    case image
    /// The function is configured as it is wanted.
    case configuration
    /// There are as many components of each VDU as the scale levels ask for.
    case resource
  }

  package let vnfInstanceId: String
  package let vnfInstanceName: String
  package let baseline: Baseline
  /// The component, setting or VDU that differs.
  package let what: String
  package let expected: String
  package let found: String
  /// Who made it so; `nil` when that is not known.
  package let by: String?
  package let since: Instant?
  /// What puts it right, as a command.
  package let remedy: String
}

package enum Compliance {
  /// All that differs, functions in the order of their identifiers.
  package static func findings(_ layers: Layers) -> [ComplianceFinding] {
    layers.vnfm.vnfs.values.flatMap { findings(of: $0, layers) }
  }

  /// What differs at one function. One that is being worked on differs for good reason and is left out.
  package static func findings(of vnf: VNFRecord, _ layers: Layers) -> [ComplianceFinding] {
    guard vnf.instantiationState == .instantiated, vnf.openOperation == nil,
      let vnfd = layers.vnfm.vnfd(of: vnf)
    else { return [] }
    return images(of: vnf, vnfd, layers) + settings(of: vnf) + counts(of: vnf, vnfd, layers)
  }

  private static func images(
    of vnf: VNFRecord, _ vnfd: VNFD, _ layers: Layers
  ) -> [ComplianceFinding] {
    vnf.components.compactMap { component in
      guard let image = vnfd.vdu(component.vdu)?.image,
        component.image != "\(image.name):\(image.version)"
      else { return nil }
      return ComplianceFinding(
        vnfInstanceId: "\(vnf.id)", vnfInstanceName: vnf.name, baseline: .image,
        what: component.name, expected: "\(image.name):\(image.version)", found: component.image,
        by: nil, since: component.since,
        remedy: heal(vnf, layers))
    }
  }

  private static func settings(of vnf: VNFRecord) -> [ComplianceFinding] {
    vnf.configured.drift.map { change in
      ComplianceFinding(
        vnfInstanceId: "\(vnf.id)", vnfInstanceName: vnf.name, baseline: .configuration,
        what: change.name, expected: change.before ?? "(none)", found: change.after ?? "(removed)",
        by: vnf.configured.driftedBy, since: vnf.configured.driftedAt,
        remedy: "podium vnf reconcile \(vnf.name)")
    }
  }

  private static func counts(
    of vnf: VNFRecord, _ vnfd: VNFD, _ layers: Layers
  ) -> [ComplianceFinding] {
    vnfd.vdus.compactMap { vdu in
      let levels = Dictionary(uniqueKeysWithValues: vnf.levels.map { ($0.aspectId, $0.level) })
      guard let expected = vnfd.instances(of: vdu.id, at: levels) else { return nil }
      let found = vnf.components.count { $0.vdu == vdu.id && $0.phase != .lost }
      guard found != expected else { return nil }
      return ComplianceFinding(
        vnfInstanceId: "\(vnf.id)", vnfInstanceName: vnf.name, baseline: .resource,
        what: vdu.id, expected: Self.instances(expected), found: Self.instances(found), by: nil,
        since: vnf.components.filter { $0.vdu == vdu.id }.map(\.since).max(),
        remedy: heal(vnf, layers))
    }
  }

  private static func instances(_ count: Int) -> String {
    count == 1 ? "1 instance" : "\(count) instances"
  }

  private static func heal(_ vnf: VNFRecord, _ layers: Layers) -> String {
    let ns = layers.nfvo.vnfs[vnf.id].flatMap { layers.nfvo.networkServices[$0.ns]?.name }
    return "podium ns heal \(ns ?? "NS") --vnf \(vnf.id)"
  }
}

// From a SOL001 service template to a `PNFD`.

import ResourceInterfaces

/// The reading of one PNFD.
struct PNFDReading {
  let template: ServiceTemplate

  /// The descriptor, not to be used when anything was noted in the template's log.
  func read() -> PNFD {
    let properties = DescriptorProperties(
      nodes: [template.nodes(of: TOSCA.pnf).first].compactMap { $0 },
      substitution: template.substitution, types: template.types, place: template.root,
      ownType: TOSCA.pnf)
    return PNFD(
      id: PNFD.ID(rawValue: properties.required("descriptor_id", older: ["UUID"])),
      name: properties.required("name"),
      provider: properties.required("provider", older: ["resourceVendor"]),
      version: properties.required("version", older: ["resourceVendorRelease"]),
      invariantId: properties.value("descriptor_invariant_id")?.text,
      functionDescription: properties.value("function_description")?.text ?? "",
      externalConnectionPoints: template.nodes(of: TOSCA.pnfConnectionPoint).map(\.name))
  }
}

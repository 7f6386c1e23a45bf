// An NSD with its deployment flavours (SOL001 §7.1): a single template, or a top-level one that imports
// a template for each flavour, whose substitution mapping says which flavour it is.

import ResourceInterfaces
import ServiceInterfaces

/// The reading of all flavours of a network service.
struct NSDFlavours {
  let top: ServiceTemplate
  /// The templates that the top-level one imports and that stand for the network service in a flavour.
  let lower: [ServiceTemplate]

  /// The descriptor in its default flavour, with the others in it; not to be used when anything was
  /// noted in the log.
  func read() -> NSD? {
    guard !lower.isEmpty else { return NSDReading(template: top).read() }
    var flavours: [NSD] = []
    for template in (top.hasParts ? [top] : []) + lower {
      let nsd = NSDReading(template: template, under: top).read()
      if flavours.contains(where: { $0.flavourId == nsd.flavourId }) {
        template.root.report(
          "There is another template of the flavour \(nsd.flavourId).", "Give each flavour its own."
        )
      }
      flavours.append(nsd)
    }
    let chosen = NSDReading(template: top).properties.value("flavour_id")?.scalarText
    guard var result = flavours.first(where: { $0.flavourId == chosen }) ?? flavours.first else {
      return nil
    }
    if let chosen, !flavours.contains(where: { $0.flavourId == chosen }) {
      top.root.report(
        "There is no template of the flavour \(chosen).",
        NearestNames.hint(for: chosen, among: flavours.map(\.flavourId)))
    }
    result.otherFlavours = flavours.filter { $0.flavourId != result.flavourId }
    return result
  }
}

extension ServiceTemplate {
  /// Whether the template has functions or links of a network service.
  var hasParts: Bool {
    [TOSCA.vnf, TOSCA.pnf, TOSCA.nsVirtualLink].contains { !nodes(of: $0).isEmpty }
  }
}

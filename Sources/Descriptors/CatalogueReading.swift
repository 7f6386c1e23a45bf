// From a set of files to a catalogue: what each file is, what it holds, and whether it all fits.

import ResourceInterfaces
import ServiceInterfaces

extension Catalogue {
  /// Reads and checks descriptor files; each may hold a VNFD, an NSD, types, specifications or
  /// products.
  ///
  /// - Throws: every problem of all files, with file, line, path and remedy.
  package static func read(_ files: [DescriptorFile]) throws(DescriptorProblems) -> Catalogue {
    let log = ProblemList()
    var reading = CatalogueReading(log: log)
    for file in files {
      if let root = YAMLValue(file, log: log) { reading.sort(root) }
    }
    let catalogue = reading.catalogue()
    try log.throwIfAny()
    return catalogue
  }
}

/// A value that was read, with the place it was read from.
struct Placed<Value> {
  let value: Value
  let place: YAMLValue
}

/// The reading of a set of files.
struct CatalogueReading {
  let log: ProblemList
  private var specifications: [Placed<ServiceSpecification>] = []
  private var products: [Placed<ProductSpecification>] = []
  private var templates: [YAMLValue] = []

  init(log: ProblemList) {
    self.log = log
  }

  /// Reads specifications at once; templates wait until the types of all files are known.
  mutating func sort(_ root: YAMLValue) {
    let reading = SpecificationReading()
    if root.member("tosca_definitions_version") != nil {
      templates.append(root)
    } else if let list = root.member("serviceSpecification") {
      specifications += list.elements.map { Placed(value: reading.specification($0), place: $0) }
    } else if let list = root.member("productSpecification") {
      products += list.elements.map { Placed(value: reading.product($0), place: $0) }
    } else {
      root.report(
        "The file is neither a TOSCA template nor a list of specifications.",
        "Begin it with tosca_definitions_version, serviceSpecification or productSpecification.")
    }
  }

  func catalogue() -> Catalogue {
    var vnfds: [Placed<VNFD>] = []
    var nsds: [Placed<NSD>] = []
    for root in templates {
      let template = ServiceTemplate(root, types: types(for: root))
      template.checkTypes()
      if let ns = template.nodes(of: TOSCA.ns).first {
        nsds.append(Placed(value: NSDReading(template: template).read(ns), place: root))
      } else if let vnf = template.nodes(of: TOSCA.vnf).first {
        vnfds.append(Placed(value: VNFDReading(template: template).read(vnf), place: root))
      } else if root.member("topology_template") != nil {
        root.report(
          "The template describes neither a VNF nor a network service.",
          "Add a node template of the type \(TOSCA.vnf) or \(TOSCA.ns).")
      }
    }
    let checks = CatalogueChecks(
      specifications: specifications, products: products, nsds: nsds, vnfds: vnfds)
    checks.run()
    return Catalogue(
      specifications: specifications.map(\.value), products: products.map(\.value),
      nsds: nsds.map(\.value), vnfds: vnfds.map(\.value))
  }

  /// The types that a template sees: its own and those of the files that it imports.
  ///
  /// The standard's files (`etsi_nfv_sol001_…`) are known by heart.
  private func types(for root: YAMLValue) -> TypeHierarchy {
    var types = TypeHierarchy()
    var pending = [root]
    var seen: Set<String> = [root.file]
    while let file = pending.popLast() {
      types.add(typesOf: file)
      for reference in file.member("imports")?.elements ?? [] {
        let path = reference.member("file")?.text ?? reference.scalarText ?? ""
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        if let found = templates.first(where: { $0.file == name }) {
          if seen.insert(name).inserted { pending.append(found) }
        } else if !name.hasPrefix("etsi_nfv_sol001_") {
          reference.report(
            "The imported file \(path) is not there.",
            NearestNames.hint(for: name, among: templates.map(\.file)))
        }
      }
    }
    return types
  }
}

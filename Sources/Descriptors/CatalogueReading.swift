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
    let library = TemplateLibrary(files, log: log)
    var reading = CatalogueReading(library: library)
    for file in files {
      if let root = library.root(file.name) { reading.sort(root) }
    }
    let catalogue = reading.catalogue()
    // What ships is written by us: there is nothing in it to make do with.
    log.takeNotesAsProblems()
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
  let library: TemplateLibrary
  private var specifications: [Placed<ServiceSpecification>] = []
  private var products: [Placed<ProductSpecification>] = []
  private var templates: [YAMLValue] = []

  init(library: TemplateLibrary) {
    self.library = library
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
    let readings = templates.map { TemplateReading($0, in: library) }
    let parts = Set(readings.flatMap { $0.flavours.map(\.root.file) })
    for reading in readings where reading.isDescriptor && !parts.contains(reading.root.file) {
      switch reading.descriptor() {
      case .ns(let nsd): nsds.append(Placed(value: nsd, place: reading.root))
      case .vnf(let vnfd): vnfds.append(Placed(value: vnfd, place: reading.root))
      case .pnf, nil: break
      }
    }
    let checks = CatalogueChecks(
      specifications: specifications, products: products, nsds: nsds, vnfds: vnfds)
    checks.run()
    return Catalogue(
      specifications: specifications.map(\.value), products: products.map(\.value),
      nsds: nsds.map(\.value), vnfds: vnfds.map(\.value))
  }
}

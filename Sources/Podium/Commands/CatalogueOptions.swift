import ArgumentParser
import Core
import Deciding
import Descriptors
import Foundation
import NFVO
import ResourceInterfaces

/// What commands take that look at the catalogue.
struct CatalogueOptions: ParsableArguments {
  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  func list(_ kinds: Set<DescriptorKind>, _ command: String) throws {
    let nfvo = try place.openExisting(command).engine.layers.nfvo
    let reports = nfvo.catalogue(kinds).map { $0.report(nil) }
    if output.json { return try Output.json(reports) }
    Output.table(CatalogueReport.headings, reports.map(\.row))
  }

  func show(_ name: String, _ kinds: Set<DescriptorKind>, _ command: String) throws {
    let nfvo = try place.openExisting(command).engine.layers.nfvo
    let report = try nfvo.find(name, kinds).report(ArtefactStore(state: place.folder))
    if output.json { return try Output.json(report) }
    report.printForPeople()
  }
}

/// What commands take that change an entry of the catalogue.
struct CatalogueActOptions: ParsableArguments {
  @Flag(help: "Say what would be refused and change nothing.") var dryRun = false
  @OptionGroup var place: StateOptions
  @OptionGroup var output: OutputOptions

  func perform(
    _ name: String, _ kinds: Set<DescriptorKind>, _ command: String,
    _ request: (CatalogueEntry) -> CatalogueRequest
  ) throws {
    var session = Session(try place.openExisting(command))
    let found = try session.layers.nfvo.find(name, kinds)
    let message = Message.resource(
      .nfvo(.catalogue(request(found.entry), from: Person.name)))
    var layers = session.layers
    if dryRun {
      let rehearsed = try session.engine.trying([message])
      if let problem = rehearsed.problems.first { throw Failure(problem) }
      layers = rehearsed.layers
    } else {
      let (sequence, events) = try session.perform(message)
      if let problem = Engine.refusal(in: events, of: sequence) { throw Failure(problem) }
      layers = session.layers
      ArtefactStore(state: place.folder).sweep(keeping: layers.nfvo.artefactDigests)
    }
    let prefix = dryRun ? "would be " : ""
    guard let now = layers.nfvo.entry(found.entry)?.report(nil) else {
      return try output.json
        ? Output.json(["id": found.entry.id, "outcome": "\(prefix)deleted"])
        : print("\(prefix)deleted  \(found.entry.id)")
    }
    if output.json { return try Output.json(now) }
    print("\(prefix)\(now.operationalState)  \(now.productName) \(now.version)  \(now.id)")
  }
}

/// An entry of the catalogue, onboarded or on its way.
enum CatalogueItem {
  case record(any CatalogueRecord)
  case upload(PackageUpload)

  var descriptor: PackageDescriptor {
    switch self {
    case .record(let record): record.descriptor
    case .upload(let upload): upload.descriptor
    }
  }

  var entry: CatalogueEntry { CatalogueEntry(kind: descriptor.kind, id: descriptor.id) }

  func report(_ store: ArtefactStore?) -> CatalogueReport {
    switch self {
    case .record(let record): CatalogueReport(record, store)
    case .upload(let upload): CatalogueReport(upload)
    }
  }
}

extension NFVOrchestrator.State {
  /// The entries of some kinds, by kind and then as their descriptor ids are ordered.
  func catalogue(_ kinds: Set<DescriptorKind>) -> [CatalogueItem] {
    let records: [any CatalogueRecord] = nsds.values + vnfds.values + pnfds.values
    let all = records.map(CatalogueItem.record) + uploads.values.map(CatalogueItem.upload)
    return all.filter { kinds.contains($0.descriptor.kind) }
  }

  func entry(_ entry: CatalogueEntry) -> CatalogueItem? {
    record(entry).map(CatalogueItem.record) ?? upload(entry).map(CatalogueItem.upload)
  }

  /// The entry with a descriptor id, or the only one of a product, or of a product in a version.
  func find(_ name: String, _ kinds: Set<DescriptorKind>) throws -> CatalogueItem {
    let all = catalogue(kinds)
    let found = all.filter { item in
      let descriptor = item.descriptor
      return descriptor.id == name || descriptor.name == name || descriptor.title == name
    }
    if let exact = found.first(where: { $0.descriptor.id == name }) { return exact }
    if found.count == 1, let only = found.first { return only }
    guard found.isEmpty else {
      throw Failure(
        .refused,
        "There are several \(name): "
          + found.map { "\($0.descriptor.title) (\($0.descriptor.id))" }.joined(separator: ", ")
          + ". Give the descriptor id.")
    }
    throw Failure(
      .refused, "There is no \(name) in the catalogue. `podium package list` shows what there is.")
  }

  /// The contents that packages of the catalogue stand on.
  var artefactDigests: Set<String> {
    var digests: Set<String> = []
    for item in catalogue(Set(DescriptorKind.allCases)) {
      let content: PackageContent? =
        switch item {
        case .record(let record): record.content
        case .upload(let upload): upload.content
        }
      digests.formUnion(content?.artefacts.map(\.sha256) ?? [])
    }
    return digests
  }
}

import Deciding
import ResourceInterfaces
import ServiceInterfaces

extension NFVOrchestrator.State {
  static func uploadKey(_ entry: CatalogueEntry) -> String { "\(entry.kind.rawValue)/\(entry.id)" }

  /// A package on its way into the catalogue.
  package func upload(_ entry: CatalogueEntry) -> PackageUpload? { uploads[Self.uploadKey(entry)] }

  /// A descriptor that is onboarded.
  package func record(_ entry: CatalogueEntry) -> (any CatalogueRecord)? {
    switch entry.kind {
    case .vnfd: vnfds[entry.id]
    case .nsd: nsds[entry.id]
    case .pnfd: pnfds[entry.id]
    }
  }

  /// Changes the catalogue as `event` says; decides nothing.
  mutating func apply(_ event: CatalogueEvent, at instant: Instant) {
    switch event {
    case .uploadBegun(let upload): uploads[Self.uploadKey(upload.entry)] = upload
    case .stateEntered(let entry, _, let state, let reason):
      uploads.update(Self.uploadKey(entry)) {
        $0.state = state
        $0.stateEnteredAt = instant
        $0.reason = reason
      }
    case .onboarded(let descriptor, let content):
      uploads[Self.uploadKey(event.entry)] = nil
      add(descriptor, content, at: instant)
    case .switched(let entry, _, let state, _):
      switch entry.kind {
      case .vnfd: vnfds.update(entry.id) { $0.operationalState = state }
      case .nsd: nsds.update(entry.id) { $0.operationalState = state }
      case .pnfd: pnfds.update(entry.id) { $0.operationalState = state }
      }
      renameNSDs()
    case .deleted(let entry, _, _):
      uploads[Self.uploadKey(entry)] = nil
      switch entry.kind {
      case .vnfd: vnfds[entry.id] = nil
      case .nsd: nsds[entry.id] = nil
      case .pnfd: pnfds[entry.id] = nil
      }
      renameNSDs()
    }
  }

  private mutating func add(
    _ descriptor: PackageDescriptor, _ content: PackageContent, at instant: Instant
  ) {
    switch descriptor {
    case .vnf(let vnfd):
      vnfds[descriptor.id] = VNFDRecord(vnfd: vnfd, onboardedAt: instant, content: content)
    case .ns(let nsd):
      nsds[descriptor.id] = NSDRecord(nsd: nsd, onboardedAt: instant, content: content)
      nsdIdByName[nsd.name] = descriptor.id
    case .pnf(let pnfd):
      pnfds[descriptor.id] = PNFDRecord(pnfd: pnfd, onboardedAt: instant, content: content)
    }
  }

  /// A name stands for the version that was onboarded last among those that are enabled, or among all
  /// when none is.
  private mutating func renameNSDs() {
    var best = Table<String, NSDRecord>()
    for record in nsds.values {
      guard let other = best[record.nsd.name] else {
        best[record.nsd.name] = record
        continue
      }
      let isEnabled = record.operationalState == .enabled
      let otherIs = other.operationalState == .enabled
      if isEnabled == otherIs ? record.onboardedAt >= other.onboardedAt : isEnabled {
        best[record.nsd.name] = record
      }
    }
    var names = Table<String, String>()
    for (name, record) in best.rows { names[name] = record.nsd.id.rawValue }
    nsdIdByName = names
  }
}

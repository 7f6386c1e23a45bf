import Deciding
import ResourceInterfaces
import ServiceInterfaces

// The catalogue: packages come in, are switched on and off, and go when nothing stands on them.
extension NFVOrchestrator {
  static func handle(
    _ request: CatalogueRequest, _ person: String, _ turn: inout Turn<Self>
  ) {
    do throws(Problem) {
      switch request {
      case .upload(let descriptor, let content): try upload(descriptor, content, &turn)
      case .complete(let entry): try complete(entry, &turn)
      case .abandon(let entry, let reason): abandon(entry, reason, &turn)
      case .setEnabled(let entry, let isEnabled): try setEnabled(entry, isEnabled, person, &turn)
      case .delete(let entry): try delete(entry, person, &turn)
      }
    } catch {
      let title = turn.state.title(request.entry)
      refuse(nil, title, request.verb, .person(name: person), error, &turn)
    }
  }

  private static func upload(
    _ descriptor: PackageDescriptor, _ content: PackageContent, _ turn: inout Turn<Self>
  ) throws(Problem) {
    let entry = CatalogueEntry(kind: descriptor.kind, id: descriptor.id)
    if let known = turn.state.record(entry) {
      // The same package again: what is asked for is there.
      guard known.content?.sha256 != content.sha256 else { return }
      throw Problem(
        status: 409, title: "Descriptor id taken",
        detail: "\(entry.kind.rawValue) \(entry.id) is onboarded already, as "
          + "\(known.descriptor.title) from \(known.content?.file ?? "this program"), with other "
          + "content. Each version needs a descriptor_id of its own; or disable and delete that one."
      )
    }
    if let begun = turn.state.upload(entry), begun.content.sha256 == content.sha256,
      begun.state != .error
    {
      return
    }
    turn.record(
      .catalogue(
        event: .uploadBegun(
          upload: PackageUpload(
            descriptor: descriptor, content: content, stateEnteredAt: turn.now))))
    enter(entry, .uploading, nil, &turn)
  }

  private static func complete(
    _ entry: CatalogueEntry, _ turn: inout Turn<Self>
  ) throws(Problem) {
    guard let upload = turn.state.upload(entry) else {
      if turn.state.record(entry) != nil { return }
      throw unknown(entry)
    }
    guard upload.state == .uploading else {
      throw Problem(
        status: 409, title: "Not being uploaded",
        detail: "\(upload.descriptor.title) is \(upload.state.rawValue). Onboard its file again.")
    }
    enter(entry, .processing, nil, &turn)
    turn.record(
      .catalogue(event: .onboarded(descriptor: upload.descriptor, content: upload.content)))
    if case .vnf(let vnfd) = upload.descriptor {
      turn.send(.resource(.vnfm(.packages([vnfd]))))
    }
  }

  private static func abandon(
    _ entry: CatalogueEntry, _ reason: String, _ turn: inout Turn<Self>
  ) {
    guard let upload = turn.state.upload(entry), upload.state == .uploading else { return }
    enter(entry, .error, reason, &turn)
  }

  private static func enter(
    _ entry: CatalogueEntry, _ state: OnboardingState, _ reason: String?, _ turn: inout Turn<Self>
  ) {
    guard let upload = turn.state.upload(entry), upload.state.successors.contains(state) else {
      return
    }
    turn.record(
      .catalogue(
        event: .stateEntered(
          entry: entry, title: upload.descriptor.title, state: state, reason: reason)))
  }

  private static func setEnabled(
    _ entry: CatalogueEntry, _ isEnabled: Bool, _ person: String, _ turn: inout Turn<Self>
  ) throws(Problem) {
    guard let record = turn.state.record(entry) else {
      guard let upload = turn.state.upload(entry) else { throw unknown(entry) }
      throw Problem(
        status: 409, title: "Not onboarded",
        detail:
          "\(upload.descriptor.title) is \(upload.state.rawValue); only what is ONBOARDED can "
          + "be \(isEnabled ? "enabled" : "disabled").")
    }
    let state: OperationalState = isEnabled ? .enabled : .disabled
    guard record.operationalState != state else { return }
    turn.record(
      .catalogue(
        event: .switched(
          entry: entry, title: record.descriptor.title, state: state, by: person)))
  }

  private static func delete(
    _ entry: CatalogueEntry, _ person: String, _ turn: inout Turn<Self>
  ) throws(Problem) {
    guard let record = turn.state.record(entry) else {
      guard let upload = turn.state.upload(entry) else { throw unknown(entry) }
      turn.record(
        .catalogue(
          event: .deleted(entry: entry, title: upload.descriptor.title, by: person)))
      return
    }
    var reasons: [String] = []
    if record.usageState == .inUse {
      reasons.append("\(record.instances) instances are made from it: terminate them")
    }
    if record.operationalState == .enabled { reasons.append("it is ENABLED: disable it first") }
    guard reasons.isEmpty else {
      throw Problem(
        status: 409, title: "In use or enabled",
        detail: "\(entry.kind.rawValue) \(record.descriptor.title) cannot be deleted: "
          + reasons.joined(separator: "; ") + ".")
    }
    turn.record(
      .catalogue(event: .deleted(entry: entry, title: record.descriptor.title, by: person)))
    if entry.kind == .vnfd {
      turn.send(.resource(.vnfm(.packageDeleted(VNFD.ID(rawValue: entry.id)))))
    }
  }

  private static func unknown(_ entry: CatalogueEntry) -> Problem {
    Problem(
      status: 404, title: "Descriptor unknown",
      detail: "There is no \(entry.kind.rawValue) \(entry.id) in the catalogue.")
  }
}

extension CatalogueRequest {
  /// As a refusal names it.
  fileprivate var verb: String {
    switch self {
    case .upload, .complete, .abandon: "onboard"
    case .setEnabled(_, let isEnabled): isEnabled ? "enable" : "disable"
    case .delete: "delete"
    }
  }
}

extension NFVOrchestrator.State {
  fileprivate func title(_ entry: CatalogueEntry) -> String {
    (record(entry)?.descriptor ?? upload(entry)?.descriptor)?.title ?? entry.id
  }

  /// The VNFD that new instances are to be made from.
  ///
  /// - Throws: why none may be: it is not onboarded, is DISABLED (SOL005 §9.5.4.4), or describes no
  ///   component.
  func usableVNFD(_ id: VNFD.ID) throws(Problem) -> VNFD {
    guard let record = vnfds[id.rawValue] else {
      throw Problem(
        status: 404, title: "VNF package unknown",
        detail: "The VNF package \(id) is not onboarded. Onboard it first.")
    }
    try Self.checkEnabled(record)
    guard !record.vnfd.vdus.isEmpty else {
      throw Problem(
        status: 422, title: "Nothing to instantiate",
        detail: "\(record.vnfd.productName) describes types only and has no VDU.")
    }
    return record.vnfd
  }

  /// The VNFD that VNFs of a profile are to be made from, in the flavour that the NSD asks for.
  ///
  /// - Throws: why none may be.
  func usableVNFD(for profile: NSD.VNFProfile) throws(Problem) -> VNFD {
    let vnfd = try usableVNFD(profile.vnfdId)
    guard let flavour = profile.flavourId else { return vnfd }
    guard let chosen = vnfd.inFlavour(flavour) else {
      throw Problem(
        status: 422, title: "Deployment flavour unknown",
        detail: "\(vnfd.productName) has no deployment flavour \(flavour), which the NSD asks for. "
          + "It has: \(vnfd.flavourIds.joined(separator: ", ")).")
    }
    return chosen
  }

  /// The NSD that an NS is to be made from.
  ///
  /// - Throws: why it may not be.
  func usableNSD(_ id: NSD.ID) throws(Problem) -> NSD {
    guard let record = nsds[id.rawValue] else {
      throw Problem(
        status: 404, title: "NSD unknown",
        detail: "The NSD \(id) is not onboarded. Onboard it first.")
    }
    try Self.checkEnabled(record)
    return record.nsd
  }

  /// The NSD that an NS is to be instantiated from as a whole, as it is in what was chosen of it.
  ///
  /// - Throws: why it may not be, itself or a network service in it.
  func instantiableNSD(_ id: NSD.ID, _ choice: NSChoice) throws(Problem) -> NSD {
    let nsd = try usableNSD(id).made(in: choice)
    try checkFunctions(of: nsd)
    try checkNested(nsd.nestedNSProfiles, in: nsd.name, below: [nsd.id])
    return nsd
  }

  /// - Throws: everything that keeps a function of the NSD from being made, all at once.
  func checkFunctions(of nsd: NSD) throws(Problem) {
    var reasons: [Problem] = []
    for profile in nsd.vnfProfiles {
      do throws(Problem) {
        _ = try usableVNFD(for: profile)
      } catch {
        if !reasons.contains(where: { $0.detail == error.detail }) { reasons.append(error) }
      }
    }
    guard let first = reasons.first else { return }
    guard reasons.count > 1 else { throw first }
    throw Problem(
      status: first.status, title: first.title,
      detail: reasons.map(\.detail).joined(separator: " "))
  }

  private static func checkEnabled(_ record: some CatalogueRecord) throws(Problem) {
    guard record.operationalState == .disabled else { return }
    throw Problem(
      status: 422, title: "Disabled",
      detail: "\(record.descriptor.kind.rawValue) \(record.descriptor.title) is DISABLED: nothing "
        + "new is made from it. Enable it first.")
  }
}

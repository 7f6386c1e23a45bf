import Core
import Deciding
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VNFM

extension World {
  func packageUrgency(_ serial: Int) -> Urgency? {
    switch catalogue[serial] {
    case .specification(let name): layers.som.specifications[name] == nil ? nil : .over
    case .descriptor(let entry):
      if let upload = layers.nfvo.upload(entry) {
        upload.state == .error ? .wrong : .busy
      } else {
        layers.nfvo.record(entry).map { $0.operationalState == .enabled ? .fine : .over }
      }
    case nil: nil
    }
  }

  package func package(_ serial: Int) -> PackageRow? {
    switch catalogue[serial] {
    case .specification(let name): layers.som.specifications[name].map(row)
    case .descriptor(let entry):
      layers.nfvo.upload(entry).map(row) ?? layers.nfvo.record(entry).map { row($0) }
    case nil: nil
    }
  }

  private func row(_ specification: ServiceSpecification) -> PackageRow {
    PackageRow(
      id: specification.id, kind: specification.kind.rawValue,
      name: String(specification.name.drop { $0 != ":" }.dropFirst()),
      version: specification.version, provider: "", onboarding: StateWord(.good, "loaded"),
      operational: StateWord(.good, "active"), instances: nil, file: specification.title,
      age: nil, problem: "")
  }

  private func row(_ upload: PackageUpload) -> PackageRow {
    let descriptor = upload.descriptor
    return PackageRow(
      id: descriptor.id, kind: descriptor.kind.rawValue, name: descriptor.name,
      version: descriptor.version, provider: descriptor.provider,
      onboarding: StateWord(upload.state == .error ? .failed : .working, upload.state.rawValue),
      operational: StateWord(.off, OperationalState.disabled.rawValue), instances: 0,
      file: upload.content.file, age: now - upload.stateEnteredAt, problem: upload.reason ?? "")
  }

  private func row(_ record: any CatalogueRecord) -> PackageRow {
    let descriptor = record.descriptor
    let isEnabled = record.operationalState == .enabled
    return PackageRow(
      id: descriptor.id, kind: descriptor.kind.rawValue, name: descriptor.name,
      version: descriptor.version, provider: descriptor.provider,
      onboarding: StateWord(.good, OnboardingState.onboarded.rawValue),
      operational: StateWord(isEnabled ? .good : .off, record.operationalState.rawValue),
      instances: record.instances, file: record.content?.file ?? "built in",
      age: now - record.onboardedAt, problem: "")
  }

  // MARK: one entry

  package func packageDetail(_ serial: Int) -> PackageDetail? {
    guard let key = catalogue[serial], let row = package(serial) else { return nil }
    let versions = versions(of: row)
    var detail = PackageDetail(
      row: row, facts: [], versions: versions.map(\.row),
      versionSubjects: versions.map { Subject(.packages, $0.serial) }, parts: [], users: [],
      furtherUsers: 0, artefacts: [], notes: [], events: [])
    switch key {
    case .specification(let name):
      if let specification = layers.som.specifications[name] { describe(specification, &detail) }
    case .descriptor(let entry): describe(entry, serial, &detail)
    }
    return detail
  }

  /// The entries of the same kind and name, newest first.
  private func versions(of row: PackageRow) -> [(serial: Int, row: PackageRow)] {
    catalogue.keys.indices.reversed().compactMap { index in
      package(index + 1).map { (index + 1, $0) }
    }.filter { $0.1.kind == row.kind && $0.1.name == row.name }
  }

  private func describe(_ specification: ServiceSpecification, _ detail: inout PackageDetail) {
    detail.facts = [
      Fact("name", specification.name), Fact("title", specification.title),
      Fact("about", specification.description),
      Fact("realised by", specification.target?.rawValue ?? "its RFS"),
    ].filter { !$0.value.isEmpty }
    detail.parts = specification.components.map { part in
      let gates = part.dependsOn.map(\.description).joined(separator: ", ")
      return Fact(part.key, part.specification + (gates.isEmpty ? "" : ", after \(gates)"))
    }
    if case .mano(let description) = specification.resource {
      detail.parts = [Fact("NSD", description.networkService)]
    }
    detail.users = specifications { candidate in
      candidate.components.contains { $0.specification == specification.name }
    }
  }

  private func specifications(
    where isUser: (ServiceSpecification) -> Bool
  ) -> [PackageDetail.User] {
    catalogue.keys.enumerated().compactMap { index, key in
      guard case .specification(let name) = key, let user = layers.som.specifications[name],
        isUser(user)
      else { return nil }
      return PackageDetail.User(
        subject: Subject(.packages, index + 1), name: user.name, what: user.title,
        state: StateWord(.good, "active"))
    }
  }

  private func describe(_ entry: CatalogueEntry, _ serial: Int, _ detail: inout PackageDetail) {
    let upload = layers.nfvo.upload(entry)
    let record = layers.nfvo.record(entry)
    guard let descriptor = upload?.descriptor ?? record?.descriptor else { return }
    let content = upload?.content ?? record?.content
    detail.facts = [
      Fact("descriptor id", descriptor.id), Fact("provider", descriptor.provider),
      Fact("flavours", descriptor.flavours.joined(separator: ", ")),
      Fact("usage", (record?.usageState ?? .notInUse).rawValue),
      Fact("onboarded", record?.onboardedAt.timeOfDay ?? "not yet"),
      Fact("file", content?.file ?? "ships with podium"),
      Fact("SHA-256", content.map { String($0.sha256.prefix(16)) + "…" } ?? ""),
      Fact("signatures", content?.signatures.joined(separator: ", ") ?? ""),
    ].filter { !$0.value.isEmpty }
    detail.artefacts = (content?.artefacts ?? []).map {
      Fact($0.kind.rawValue, "\($0.path), \($0.size) bytes")
    }
    detail.notes = content?.notes ?? []
    switch descriptor {
    case .vnf(let vnfd): describe(vnfd, &detail)
    case .ns(let nsd): describe(nsd, &detail)
    case .pnf: break
    }
    let instances = instances(of: serial, descriptor.kind)
    detail.users += instances
    detail.furtherUsers = max(0, (record?.instances ?? 0) - instances.count)
    detail.events = events(limit: 12, aboutPackage: entry)
  }

  private func describe(_ vnfd: VNFD, _ detail: inout PackageDetail) {
    detail.parts = vnfd.vdus.map { vdu in
      let compute = Compute(milliCPU: vdu.vcpuMilli, memoryMiB: vdu.memoryMiB)
      return Fact(
        vdu.id,
        "\(vdu.image.name):\(vdu.image.version), \(compute.vCPUText) vCPU, "
          + "\(compute.gibibyteText) GiB, \(vdu.minInstances) to \(vdu.maxInstances)")
    }
    detail.parts += vnfd.scalingAspects.map {
      Fact("scales", "\($0.id), level 0 to \($0.maxScaleLevel)")
    }
    for (index, key) in catalogue.keys.enumerated() {
      guard case .descriptor(let entry) = key, entry.kind == .nsd,
        let record = layers.nfvo.nsds[entry.id],
        record.nsd.vnfProfiles.contains(where: { $0.vnfdId == vnfd.id })
      else { continue }
      detail.users.append(
        PackageDetail.User(
          subject: Subject(.packages, index + 1), name: record.descriptor.title, what: "NSD",
          state: row(record).operational))
    }
  }

  private func describe(_ nsd: NSD, _ detail: inout PackageDetail) {
    detail.parts = nsd.vnfProfiles.map { profile in
      let vnfd = layers.nfvo.vnfds[profile.vnfdId.rawValue]
      let after = profile.dependsOn.joined(separator: ", ")
      return Fact(
        profile.id,
        "\(profile.instances) × \(vnfd?.descriptor.title ?? profile.vnfdId.rawValue)"
          + (after.isEmpty ? "" : ", after \(after)"),
        state: vnfd.map { row($0).operational } ?? StateWord(.failed, "not onboarded"))
    }
    detail.parts += nsd.nestedNSProfiles.map { Fact($0.id, "nested network service") }
    detail.parts += nsd.autoScale.map { Fact("policy", $0.id) }
    detail.users = specifications { candidate in
      if case .mano(let description) = candidate.resource {
        description.networkService == nsd.name
      } else {
        false
      }
    }
  }

  /// The newest instances of an entry, as many as one looks through.
  private func instances(of serial: Int, _ kind: DescriptorKind) -> [PackageDetail.User] {
    catalogue.instances(of: serial, limit: 20).compactMap { instance in
      switch kind {
      case .nsd:
        service(instance).map {
          PackageDetail.User(
            subject: Subject(.services, instance), name: $0.name, what: $0.customer,
            state: $0.state)
        }
      case .vnfd:
        function(instance).map {
          PackageDetail.User(
            subject: Subject(.functions, instance), name: $0.name, what: $0.type, state: $0.state)
        }
      case .pnfd: nil
      }
    }
  }

  private func events(limit: Int, aboutPackage entry: CatalogueEntry) -> [EventLine] {
    var lines: [EventLine] = []
    for recorded in recent.reversed() {
      guard case .nfvo(.catalogue(let event)) = recorded.event, event.entry == entry else {
        continue
      }
      lines.append(line(recorded))
      if lines.count == limit { break }
    }
    return lines.reversed()
  }
}

extension Event {
  /// The entries of the catalogue whose rows may have changed their places with it.
  var catalogueKeys: [CatalogueKey] {
    switch self {
    case .nfvo(.catalogue(let event)): [.descriptor(event.entry)]
    case .nfvo(.onboarded(let nsds, let vnfds, _)):
      vnfds.map { .descriptor(CatalogueEntry(kind: .vnfd, id: $0.id.rawValue)) }
        + nsds.map { .descriptor(CatalogueEntry(kind: .nsd, id: $0.id.rawValue)) }
    case .som(.catalogueLoaded(let specifications)):
      specifications.map { .specification($0.name) }
    default: []
    }
  }
}

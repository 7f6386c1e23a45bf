import Deciding
import ResourceInterfaces

/// What one VNF is believed to have against what a VIM holds of it.
struct DriftComparison {
  var sightings: [DriftSighting] = []
  /// What a VIM would have told, had the message not been lost: it is believed.
  var news: [ResourceChange] = []
  /// How many components of each VDU are neither there nor believed in.
  var vacancies: [String: Int] = [:]
}

extension FunctionLifecycle {
  /// Compares a VNF with what a VIM holds of it; nil while the VNF is being worked on, and differs for
  /// good reason, or while something that the VIM told of it has not arrived.
  static func compare(
    _ place: DriftPlace, with holding: Holding?, _ state: State
  ) -> DriftComparison? {
    var comparison = DriftComparison()
    let objects = holding?.objects ?? []
    guard let vnf = state.vnfs[place.vnf] else {
      comparison.sightings = objects.map(\.asOrphan)
      return comparison
    }
    guard vnf.openOperation == nil, !vnf.healing.isDue, vnf.reconciling == nil,
      vnf.news.isComplete(upTo: holding?.sequence ?? 0)
    else { return nil }
    guard vnf.vim == place.vim else {
      comparison.sightings = objects.map(\.asOrphan)
      return comparison
    }
    for component in vnf.components {
      guard let object = objects.first(where: { $0.change.resource == component.resource }) else {
        comparison.miss(component, on: place)
        continue
      }
      comparison.compare(
        component, with: object, vnf.divergence.isEmpty ? state.vnfd(of: vnf) : nil)
    }
    let believed = Set(vnf.components.map(\.resource))
    for object in objects where !believed.contains(object.change.resource) {
      comparison.sightings.append(object.asOrphan)
    }
    guard vnf.instantiationState == .instantiated, let vnfd = state.vnfd(of: vnf),
      let counts = try? counts(of: vnfd, at: vnf.present)
    else { return comparison }
    let gone = Set(comparison.news.filter { $0.phase == .deleted }.map(\.resource))
    for (vdu, count) in counts.byVDU {
      let held = vnf.components.count { $0.vdu == vdu && !gone.contains($0.resource) }
      comparison.vacancies[vdu] = max(0, count - held)
    }
    if vnf.divergence.isEmpty, holding != nil || vnf.vnfState == .started {
      comparison.compareNetworks(
        networkAttachments(of: vnfd, vnf.present), holding?.networkAttachments ?? [])
    }
    return comparison
  }

  /// Whether fewer of a VDU are believed in than there are to be.
  static func isVacant(_ vdu: String, of vnf: VNFRecord, _ state: State) -> Bool {
    guard let vnfd = state.vnfd(of: vnf), let counts = try? counts(of: vnfd, at: vnf.present)
    else { return false }
    let wanted = counts.byVDU.first { $0.vdu == vdu }?.count ?? 0
    return vnf.components.count { $0.vdu == vdu && $0.phase != .lost } < wanted
  }
}

extension DriftComparison {
  fileprivate mutating func miss(_ component: VNFComponent, on place: DriftPlace) {
    news.append(
      ResourceChange(
        vim: place.vim, vnf: place.vnf, vdu: component.vdu, resource: component.resource,
        name: component.name, type: component.type, host: component.host, phase: .deleted,
        image: component.image, reason: "not in the cluster"))
    // What is known to be lost is no news; its VIM has given it up.
    guard component.phase != .lost else { return }
    sightings.append(
      DriftSighting(
        kind: .missing, aspect: .existence, resource: component.resource, vdu: component.vdu,
        object: component.name, type: component.type, host: component.host,
        believed: component.phase.rawValue, found: "not there", isLeaving: false))
  }

  fileprivate mutating func compare(
    _ component: VNFComponent, with object: HeldObject, _ vnfd: VNFD?
  ) {
    let change = object.change
    func differs(
      _ aspect: DriftSighting.Aspect, _ believed: String, _ found: String
    ) -> DriftSighting {
      DriftSighting(
        kind: .different, aspect: aspect, resource: component.resource, vdu: component.vdu,
        object: component.name, type: component.type, host: component.host, believed: believed,
        found: found, isLeaving: object.isLeaving)
    }
    // What was seen once is believed, and is wrong all the same where the package says otherwise.
    let image = vnfd?.vdu(component.vdu)?.imageReference ?? component.image
    if change.image != image { sightings.append(differs(.image, image, change.image)) }
    if let host = component.host, let now = change.host, host != now {
      sightings.append(differs(.host, host, now))
    }
    if let vdu = vnfd?.vdu(component.vdu), vdu.compute != object.compute {
      sightings.append(differs(.size, vdu.compute.words, object.compute.words))
    }
    guard change.phase != component.phase, !object.isLeaving else { return }
    news.append(change.believing(component))
  }

  fileprivate mutating func compareNetworks(_ wanted: [String], _ held: [String]) {
    func differs(_ network: String, isWanted: Bool) -> DriftSighting {
      let words = ["attached", "not attached"]
      return DriftSighting(
        kind: .different, aspect: .network, resource: nil, vdu: "", object: network,
        type: "network", host: nil, believed: words[isWanted ? 0 : 1],
        found: words[isWanted ? 1 : 0], isLeaving: false)
    }
    sightings += wanted.filter { !held.contains($0) }.map { differs($0, isWanted: true) }
    sightings += held.filter { !wanted.contains($0) }.map { differs($0, isWanted: false) }
  }
}

extension HeldObject {
  fileprivate var asOrphan: DriftSighting {
    DriftSighting(
      kind: .orphan, aspect: .existence, resource: change.resource, vdu: change.vdu,
      object: change.name, type: change.type, host: change.host, believed: "nothing",
      found: change.phase.rawValue, isLeaving: isLeaving)
  }
}

extension ResourceChange {
  /// What it says of the phase alone: image and host stay as they are believed, until somebody decides.
  fileprivate func believing(_ component: VNFComponent) -> Self {
    ResourceChange(
      vim: vim, vnf: vnf, vdu: vdu, resource: resource, name: name, type: type,
      host: component.host ?? host, phase: phase, image: component.image, reason: reason,
      loss: loss)
  }
}

extension Compute {
  /// `2 vCPU, 4096 MiB`.
  var words: String {
    let vcpu = milliCPU % 1_000 == 0 ? "\(milliCPU / 1_000)" : "\(Double(milliCPU) / 1_000)"
    return "\(vcpu) vCPU, \(memoryMiB) MiB"
  }
}

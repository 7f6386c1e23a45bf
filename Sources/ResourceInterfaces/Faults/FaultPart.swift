import Deciding

/// The parts of the world that a fault can be tied to, by the words that operators type for them.
package enum FaultPart: String, CaseIterable, Hashable, Sendable {
  case host, rack, zone, site, vim, vnf, image, task, step

  /// The place that has this part alone; nil when `name` names none.
  package func place(_ name: String) -> FaultPlace? {
    switch self {
    case .host: FaultPlace(host: name)
    case .rack: FaultPlace(rack: name)
    case .zone: FaultPlace(zone: name)
    case .site: FaultPlace(site: name)
    case .vim: FaultPlace(vim: name)
    case .vnf: VNFInstance.ID(name).map { FaultPlace(vnf: $0) }
    case .image: FaultPlace(image: name)
    case .task: VIMTask.Work(rawValue: name).map { FaultPlace(work: $0) }
    case .step: FaultPlace(step: name)
    }
  }

  /// What `place` has for this part; nil when it leaves it open.
  package func name(in place: FaultPlace) -> String? {
    switch self {
    case .host: place.host
    case .rack: place.rack
    case .zone: place.zone
    case .site: place.site
    case .vim: place.vim
    case .vnf: place.vnf.map { "\($0)" }
    case .image: place.image
    case .task: place.work?.rawValue
    case .step: place.step
    }
  }
}

extension FaultKind {
  /// The parts of `place` that faults of this kind depend on.
  package func parts(at place: FaultPlace) -> [FaultPart] {
    let ofHosts: [FaultPart] = [.host, .rack, .zone, .site, .vim]
    return switch group {
    case .host: ofHosts
    case .image: [.image] + ofHosts + [.vnf]
    case .api: [.vim, .site, .vnf, .task]
    case .notification: [.vim, .site, .vnf]
    case .site: [.site, .vim]
    case .request: place.step == nil ? [.vim, .site, .vnf, .task] : [.vnf, .step]
    }
  }

  /// The parts of the world that a fault of this kind can be tied to alone.
  package var partsAlone: [FaultPart] {
    switch group {
    // What is broken is the image; the rest only says where.
    case .image: [.image]
    case .request: parts(at: FaultPlace()) + [.step]
    default: parts(at: FaultPlace())
    }
  }

  /// Whether it may be tied to no part of the world.
  package var mayBeEverywhere: Bool { group != .host && group != .image && group != .site }
}

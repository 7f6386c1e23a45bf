import Core
import Deciding
import ResourceInterfaces
import VIM

/// What each VIM holds, in the order in which it needs a person: built when the first VIM is looked
/// into, and from then on kept by events.
struct ClusterIndex {
  private struct Held {
    var resources = UrgencyIndex()
    /// By the serial of the VNF that a release is for.
    var releases = UrgencyIndex()
  }

  private var held: [VIMName: Held] = [:]

  init(_ state: Clusters.State) {
    for vnf in state.releases.keys { place(vnf, in: state, before: state) }
  }

  func index(of chapter: VIMChapter, on vim: VIMName) -> UrgencyIndex {
    switch chapter {
    case .resources: held[vim]?.resources ?? UrgencyIndex()
    case .releases: held[vim]?.releases ?? UrgencyIndex()
    case .hosts, .quotas: UrgencyIndex()
    }
  }

  /// Brings what is held for a VNF to what it is now; takes out what was there before and is gone.
  mutating func place(
    _ vnf: VNFInstance.ID, in state: Clusters.State, before: Clusters.State
  ) {
    if let old = before.releases[vnf] {
      for resource in old.resources where state.resources[resource] == nil {
        held[old.vim]?.resources.remove(resource.serial)
      }
      if state.releases[vnf]?.vim != old.vim { held[old.vim]?.releases.remove(vnf.serial) }
    }
    guard let release = state.releases[vnf] else { return }
    for resource in state.resources(of: vnf) {
      held[release.vim, default: Held()].resources
        .place(resource.id.serial, at: resource.urgency)
    }
    held[release.vim, default: Held()].releases.place(vnf.serial, at: release.urgency)
  }
}

extension ResourceRecord {
  fileprivate var urgency: Urgency {
    if phase == .lost { return .wrong }
    return isReady ? .fine : .busy
  }
}

extension ReleaseRecord {
  fileprivate var urgency: Urgency {
    if task != nil { return .busy }
    return statusReason.isEmpty ? .fine : .wrong
  }
}

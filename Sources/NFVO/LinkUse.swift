import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What connections between VNFs take of the links between sites: from the decision where the VNFs go
// until one of the two ends is gone.
extension NFVOrchestrator.State {
  /// Takes of the links what a decision counts on.
  mutating func takeLinks(_ passages: [PlacementDecision.Passage], for ns: NSInstance.ID) {
    guard !passages.isEmpty else { return }
    networkServices.update(ns) { $0.passages += passages }
    useLinks(passages, sign: 1)
  }

  /// Gives back what VNFs take that are no more. They may be the other end of a connection of a network
  /// service around or inside.
  mutating func giveBackLinks(of names: [String], in ns: NSInstance.ID) {
    guard !names.isEmpty, var root = networkServices[ns] else { return }
    while let parent = root.parent.flatMap({ networkServices[$0] }) { root = parent }
    for member in family(of: root) {
      let gone = member.passages.filter { $0.ends.contains(where: names.contains) }
      guard !gone.isEmpty else { continue }
      networkServices.update(member.id) { record in
        record.passages.removeAll { $0.ends.contains(where: names.contains) }
      }
      useLinks(gone, sign: -1)
    }
  }

  /// Takes of the links between sites what connections use, or gives it back.
  mutating func useLinks(_ passages: [PlacementDecision.Passage], sign: Int) {
    if linkUse.count != links.count { linkUse = Array(repeating: 0, count: links.count) }
    for passage in passages {
      for link in passage.links where linkUse.indices.contains(link) {
        linkUse[link] += passage.bitrate * sign
      }
    }
  }
}

import Deciding
import ResourceInterfaces

// What comes with pods and servers: services, config maps, volumes, networks; and their end.

extension Clusters {
  static func createObjects(_ token: TaskToken, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[token.vnf], release.task == token
    else { return }
    turn.record(
      .objectsCreated(token.vnf, release: release.name, summary: release.objectSummary))
    let delay = turn.state.delays(of: release.vim).claim
    for claim in release.claims where !claim.isBound {
      turn.wake(.claim(token, name: claim.name), after: turn.chance.draw(delay))
    }
    settle(token.vnf, &turn)
  }

  static func bindClaim(_ name: String, _ token: TaskToken, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[token.vnf], release.task == token,
      let claim = release.claims.first(where: { $0.name == name }), !claim.isBound
    else { return }
    turn.record(
      .claimBound(
        token.vnf, claim: name, gibibytes: claim.gibibytes,
        phase: release.kind.dialect.claimPhase(isBound: true)))
    guard turn.state.releases[token.vnf]?.areClaimsBound == true else { return }
    let waiting = release.resources.filter { turn.state.resources[$0]?.phase == .pending }
    callScheduler(for: waiting, on: release.vim, &turn)
    settle(token.vnf, &turn)
  }

  static func finishRemoval(_ token: TaskToken, _ turn: inout Turn<Self>) {
    guard let release = turn.state.releases[token.vnf], release.task == token,
      release.work == .delete, release.resources.isEmpty
    else { return }
    turn.record(.releaseRemoved(token.vnf, release: release.name))
    end(token, of: release.name, on: release.vim, fault: nil, &turn)
  }
}

extension ReleaseRecord {
  /// What the chart or template makes besides pods and servers, in the cluster's words.
  fileprivate var objectSummary: String {
    let texts = kind.dialect.objects(of: self).filter { $0.count > 0 }
      .map { "\($0.count) \($0.noun)\($0.count == 1 ? "" : "s")" }
    return texts.isEmpty ? "nothing" : texts.joined(separator: ", ")
  }
}

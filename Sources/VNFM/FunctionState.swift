import Deciding
import ResourceInterfaces

extension FunctionLifecycle.State {
  /// Changes the state as `event` says; decides nothing.
  mutating func apply(_ event: FunctionEvent, at instant: Instant) {
    switch event {
    case .packagesOnboarded(let vnfds):
      for vnfd in vnfds { packages[vnfd.id.rawValue] = vnfd }
    case .packageDeleted(let vnfd, _): packages[vnfd.rawValue] = nil
    case .identifierCreated(
      let vnf, let name, let vnfdId, let product, let version, let tenant, let ns, let reference):
      vnfs[vnf] = VNFRecord(
        id: vnf, name: name, tenant: tenant, createdAt: instant, vnfdId: vnfdId,
        productName: product, softwareVersion: version,
        flavourId: packages[vnfdId.rawValue]?.flavourId ?? "", ns: ns)
      identifiers[reference] = vnf
    case .autoHealSet(let vnf, _, let policy):
      vnfs.update(vnf) { $0.healing.policy = policy }
    case .componentChanged(_, let change):
      vnfs.update(change.vnf) {
        $0.components.take(change, at: instant)
        $0.heardAt = instant
        $0.news.heard = max($0.news.heard, change.sequence)
      }
    case .healthReported(let vnf, _, let ready, let wanted, _):
      vnfs.update(vnf) {
        $0.toldReady = ready
        $0.toldWanted = wanted
      }
    case .healScheduled(let vnf, _, _, _): vnfs.update(vnf) { $0.healing.isDue = true }
    case .healDropped(let vnf, _, _):
      vnfs.update(vnf) { $0.healing.isDue = false }
      leaveWave(vnf, on: vnfs[vnf]?.vim)
    case .healQueued(let vnf, _, let vim, _, _): queueHeal(of: vnf, on: vim)
    case .healResumed(let vnf, _):
      vnfs.update(vnf) {
        $0.healing.isGivenUp = false
        $0.healing.failures = 0
      }
    case .healGivenUp(let vnf, _, _): vnfs.update(vnf) { $0.healing.isGivenUp = true }
    case .configuration(let vnf, _, let event): apply(event, to: vnf, at: instant)
    case .newsMissed, .newsComplete, .taskEndHeld, .answerOutdated: applyToNews(event, at: instant)
    case .vimSilent, .vimAnswers, .healHeld, .questionHeld, .stepHeld:
      applyToReach(event, at: instant)
    case .requestRefused: break
    case .drift(let event): drift.apply(event, at: instant)
    default: applyToOperation(event, at: instant)
    }
  }
}

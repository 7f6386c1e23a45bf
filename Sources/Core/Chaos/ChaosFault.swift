import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import VIM
import VNFM

/// A fault of the day, and what became of it.
struct ChaosFault {
  let number: Int
  /// `power-loss`, `by-hand delete`.
  let kind: String
  let place: String
  let rule: FaultRule?
  let at: Instant
  /// What it may do harm to, as far as it is known: grows with each strike.
  var hosts: Set<HostName>
  var vims: Set<VIMName>
  var vnfs: Set<VNFInstance.ID>
  /// The one thing that somebody worked on by hand.
  var resource: Resource.ID?
  /// Since when there is something to be noticed; nil while it has done nothing.
  var effectAt: Instant?
  var endedAt: Instant?
  var detectedAt: Instant?
  var detectedBy = ""
  var strikes = 0
  /// How long each outage that it began lasted.
  var outages: [Span] = []
  var openOutages = 0

  /// For how long after its end it may still be why something goes wrong.
  static let shadow = Span.minutes(20)

  /// For how long after its end something may still be the first sign of it.
  private static let echo = Span.minutes(6)

  /// Whether a sign at `now` may be the one by which it is noticed first. What somebody did by hand
  /// stays until it is found.
  func awaitsNotice(at now: Instant) -> Bool {
    guard effectAt != nil, detectedAt == nil else { return false }
    return rule == nil || (endedAt.map { now - $0 <= Self.echo } ?? true)
  }

  func isToBlame(at now: Instant) -> Bool {
    at <= now && endedAt.map { now - $0 <= Self.shadow } ?? true
  }

  /// Whether `sign` is about what it harms, or names it.
  func concerns(_ sign: ChaosSign) -> Bool {
    if let resource { return sign.resource == resource || !sign.vnfs.isDisjoint(with: vnfs) }
    if !sign.hosts.isDisjoint(with: hosts) { return true }
    if !sign.vnfs.isDisjoint(with: vnfs) { return true }
    if let image = rule?.place.image { return sign.text.contains(image) }
    guard let group = rule?.kind.group, [.api, .site, .notification].contains(group) else {
      return false
    }
    return !sign.vims.isDisjoint(with: vims) || vims.contains { sign.text.contains($0) }
  }

  /// Whether such a sign shows a fault of this kind, and not only that something is wrong there.
  func isShown(by kind: ChaosSign.Kind) -> Bool {
    guard let rule else { return kind == .drift }
    return switch rule.kind.group {
    case .host: kind == .host || kind == .loss || kind == .operation
    case .api, .site: kind == .vim || kind == .operation
    case .notification: kind == .news
    case .request: kind == .operation
    case .image: kind == .operation || kind == .loss
    }
  }
}

/// Something by which people may know that something is wrong.
struct ChaosSign {
  enum Kind { case host, vim, loss, operation, drift, news, other }

  let kind: Kind
  let hosts: Set<HostName>
  let vims: Set<VIMName>
  let vnfs: Set<VNFInstance.ID>
  let resource: Resource.ID?
  /// `HOST_DOWN`, `step faltered`.
  let what: String
  /// What is said of it.
  let text: String

  private init(
    _ kind: Kind, _ what: String, _ event: Event, vim: VIMName?, vnfs: [VNFInstance.ID],
    hosts: [HostName] = [], resource: Resource.ID? = nil, _ layers: Layers
  ) {
    self.kind = kind
    self.what = what
    self.hosts = Set(hosts)
    self.resource = resource
    self.vnfs = Set(vnfs)
    vims = Set(vnfs.compactMap { layers.vnfm.vnfs[$0]?.vim } + [vim].compactMap(\.self))
    text = event.sentence
  }

  /// The hosts that an alarm is about: one, or all of a rack that is dark.
  private static func hosts(of alarm: AlarmRecord, _ layers: Layers) -> [HostName] {
    guard alarm.faultType == .rackOut, let vim = alarm.vim else {
      return [alarm.host].compactMap(\.self)
    }
    return layers.vim.clusters[vim]?.hosts.filter {
      layers.nfvo.hosts[$0]?.rack == alarm.objectName
    } ?? []
  }

  /// What `event` is a sign of; nil when it is none.
  init?(_ event: Event, _ layers: Layers) {
    func sign(
      _ kind: Kind, _ what: String, vim: VIMName? = nil, _ vnfs: [VNFInstance.ID] = [],
      hosts: [HostName] = [], resource: Resource.ID? = nil
    ) -> Self {
      Self(kind, what, event, vim: vim, vnfs: vnfs, hosts: hosts, resource: resource, layers)
    }
    switch event {
    case .nfvo(.alarmRaised(let alarm)):
      let ns = alarm.ns.flatMap { layers.nfvo.networkServices[$0] }
      let family = ns.map { layers.nfvo.family(of: $0).flatMap(\.vnfs) } ?? []
      self = sign(
        alarm.faultType.kindOfSign, alarm.faultType.rawValue, vim: alarm.vim,
        alarm.vnf.map { [$0] } ?? family, hosts: Self.hosts(of: alarm, layers))
    case .nfvo(.assurance(.hostSilent(let vim, let host, _))):
      self = sign(.host, "host silent", vim: vim, hosts: [host])
    case .nfvo(.assurance(.vimSilent(let vim, _))): self = sign(.vim, "VIM silent", vim: vim)
    case .vnfm(.drift(.partAskedAgain(let vim, _))):
      self = sign(.vim, "VIM does not answer", vim: vim)
    case .vnfm(.newsMissed(let vnf, _, let vim, _, _, _)):
      self = sign(.news, "news missed", vim: vim, [vnf])
    case .vnfm(.answerOutdated(let vnf, _, let vim, _, _)):
      self = sign(.news, "answer outdated", vim: vim, [vnf])
    case .vnfm(.stepFaltered(_, let vnf, _, _, _, _, _, _)):
      self = sign(.operation, "step faltered", [vnf])
    case .vnfm(.operationStuck(_, let vnf, _, _, _, _, _)):
      self = sign(.operation, "operation stuck", [vnf])
    case .vnfm(.stepEnded(_, let vnf, _, _, _, let fault)) where fault != nil:
      self = sign(.operation, "step failed", [vnf])
    case .vnfm(.drift(.found(let record))):
      self = sign(
        .drift, "drift found", vim: record.place.vim, [record.place.vnf],
        resource: record.sighting.resource)
    default: return nil
    }
  }
}

extension AlarmRecord.FaultType {
  fileprivate var kindOfSign: ChaosSign.Kind {
    switch self {
    case .hostDown, .rackOut, .siteOut, .bmcUnreachable, .linksDown, .diskPressure: .host
    case .vimUnreachable: .vim
    case .componentsLost, .healingGivenUp: .loss
    case .operationFailed, .operationStuck, .reconcileNeeded: .operation
    case .driftFound: .drift
    case .policyPaused, .thresholdCrossed: .other
    }
  }
}

/// What is drawn for the day.
struct ChaosDice {
  var chance: Chance

  mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[Int(chance.next() % UInt64(elements.count))]
  }

  mutating func minutes(_ range: ClosedRange<Int>) -> Span {
    .minutes(Double(Int.random(in: range, using: &chance)))
  }

  /// A fault of the catalogue that may happen now.
  mutating func rule(_ layers: Layers) -> FaultRule? {
    for _ in 0..<20 {
      guard let kind = pick(FaultKind.allCases) else { return nil }
      let rule = rule(kind, layers)
      if layers.problems(of: rule).isEmpty, layers.fault(rule.name) == nil { return rule }
    }
    return nil
  }

  private mutating func rule(_ kind: FaultKind, _ layers: Layers) -> FaultRule {
    let vnf = pick(layers.vnfm.vnfs.values)
    switch kind.group {
    case .host:
      let busy = layers.nfvi.hosts.values.filter { !$0.workloads.isEmpty }
      let host = pick(chance.happens(0.8) ? busy : layers.nfvi.hosts.values)
      // Now and then a whole rack.
      let isRack = chance.happens(0.15)
      let place =
        isRack
        ? FaultPlace(vim: host?.vim, rack: host?.rack) : FaultPlace(host: host?.name)
      return FaultRule(kind, at: place, duration: minutes(3...15))
    case .api:
      return FaultRule(
        kind, at: FaultPlace(vim: pick(layers.vim.names)),
        perMille: chance.happens(0.5) ? 1_000 : 500, duration: minutes(2...10))
    case .site:
      return FaultRule(
        kind, at: FaultPlace(site: pick(layers.vim.clusters.values)?.site),
        duration: minutes(2...10))
    case .notification:
      return FaultRule(
        kind, at: FaultPlace(vim: pick(layers.vim.names)),
        perMille: chance.happens(0.5) ? 1_000 : 300, duration: minutes(5...15))
    case .request:
      let isStep = chance.happens(0.3)
      return FaultRule(
        kind,
        at: isStep
          ? FaultPlace(vnf: vnf?.id, step: FaultPlace.anyStep) : FaultPlace(vim: vnf?.vim),
        count: Int.random(in: 1...3, using: &chance), duration: minutes(10...30))
    case .image:
      return FaultRule(
        kind, at: FaultPlace(image: vnf.flatMap { pick($0.components)?.image }),
        duration: minutes(5...15))
    }
  }

  /// What somebody does by hand, with the VIM that it is done in.
  mutating func hand(_ layers: Layers) -> (vim: VIMName, work: HandWork, what: String)? {
    let held = layers.vim.resources.values.filter {
      layers.vim.strays[$0.id] == nil && $0.isReady
    }
    guard let resource = pick(held), let release = layers.vim.releases[resource.vnf] else {
      return nil
    }
    switch chance.next() % 4 {
    case 0: return (resource.vim, .delete(resource.id), "delete")
    case 1:
      return (
        resource.vim,
        .make(
          owner: release.owner, vdu: resource.vdu, image: resource.image,
          compute: resource.compute), "make"
      )
    case 2: return (resource.vim, .changeImage(resource.id, "\(resource.image)-hotfix"), "image")
    default:
      let more = resource.compute + Compute(milliCPU: 1_000, memoryMiB: 0)
      return (resource.vim, .resize(resource.id, more), "resize")
    }
  }
}

extension ChaosFault {
  /// A fault of the catalogue that begins now.
  init(_ number: Int, _ rule: FaultRule, at now: Instant, _ layers: Layers) {
    let place = rule.place
    let isOfHosts = rule.kind.group == .host
    let hosts =
      isOfHosts
      ? Set(layers.nfvi.hosts.values.filter { place.covers($0.place) }.map(\.name)) : []
    let isSeen = isOfHosts && rule.kind != .grayFailure || rule.kind.group == .site
    self.init(
      number: number, kind: rule.kind.rawValue, place: "\(place)", rule: rule, at: now,
      hosts: hosts,
      vims: Set(
        layers.vim.clusters.values.filter { cluster in
          place.vim == cluster.name || (place.vim == nil && place.site == cluster.site)
        }.map(\.name)),
      vnfs: Set(
        layers.vnfm.vnfs.values.filter { vnf in
          vnf.id == place.vnf || vnf.components.contains { $0.host.map(hosts.contains) == true }
        }.map(\.id)),
      effectAt: isSeen ? now : nil)
  }
}

import CDigest
import Deciding
import Foundation
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VIM
import VNFM

/// What is noted of a game day, event by event.
struct ChaosDay {
  private(set) var faults: [ChaosFault] = []
  private(set) var outages = ChaosOutages()
  var operations = 0
  var help: [String: Int] = [:]
  private var completed = 0
  private var alarms = 0
  private var falseAlarms: [String] = []
  private var heals = 0
  private var failedHeals: [String] = []
  private var breaches: [String] = []
  private var unexplained: [String] = []
  private var notHealed: [String] = []
  private var events = 0
  private var text = Data()
  /// What somebody is about to do by hand.
  private var hand: (what: String, vim: VIMName, at: Instant)?

  // MARK: Faults

  mutating func begin(_ fault: ChaosFault) { faults.append(fault) }

  mutating func expectHand(_ what: String, on vim: VIMName, at now: Instant) {
    hand = (what, vim, now)
  }

  mutating func forgetHand() { hand = nil }

  mutating func breach(_ sentence: String, at now: Instant) {
    guard !breaches.contains(where: { $0.hasSuffix(sentence) }) else { return }
    breaches.append("\(now.timeOfDay)  \(sentence)")
  }

  private mutating func followHand(_ event: HandEvent, _ now: Instant) {
    guard let hand else { return }
    let label: ResourceLabel
    switch event {
    case .deleted(let known), .made(let known, _, _, _, _, _, _), .imageChanged(let known, _),
      .resized(let known, _, _), .moved(let known, _, _):
      label = known
    case .networksChanged, .strangerMade, .adopted: return
    }
    faults.append(
      ChaosFault(
        number: faults.count + 1, kind: "by-hand \(hand.what)", place: label.name, rule: nil,
        at: now, hosts: [], vims: [hand.vim], vnfs: [label.vnf], resource: label.id,
        effectAt: now, endedAt: now))
  }

  private mutating func follow(_ event: FaultEvent, _ now: Instant) {
    switch event {
    case .struck(let rule, let place):
      guard let index = faults.lastIndex(where: { $0.rule == rule }) else { return }
      faults[index].effectAt = faults[index].effectAt ?? now
      if let host = place.host { faults[index].hosts.insert(host) }
      if let vim = place.vim { faults[index].vims.insert(vim) }
      if let vnf = place.vnf { faults[index].vnfs.insert(vnf) }
      if rule.count != nil, rule.count == faults[index].strikes + 1 { faults[index].endedAt = now }
      faults[index].strikes += 1
    case .ended(let rule, _):
      guard let index = faults.lastIndex(where: { $0.rule == rule }) else { return }
      faults[index].endedAt = now
    case .injected, .passed: return
    }
  }

  // MARK: Events

  mutating func note(_ recorded: RecordedEvent, _ layers: Layers, isOpen: Bool) {
    events += 1
    let event = recorded.event
    let line =
      "\(recorded.time.milliseconds) \(event.block.rawValue) \(event.entity) \(event.sentence)\n"
    text.append(contentsOf: line.utf8)
    guard isOpen else { return }
    switch event {
    case .vim(.fault(let event)), .nfvi(.fault(let event)): follow(event, recorded.time)
    case .vim(.byHand(let event)): followHand(event, recorded.time)
    case .vnfm(.operationEntered(let id, _, let name, .heal, let state, let fault)):
      noteHeal(id, name, state, fault, recorded.time)
    case .vnfm(.healGivenUp(_, let name, let reason)):
      failedHeals.append("\(recorded.time.timeOfDay)  \(name): given up: \(reason)")
    case .nfvo(.operationEntered(let id, _, _, _, .completed, _)):
      if layers.nfvo.operations[id]?.requester == Chaos.person { completed += 1 }
    default: break
    }
    if let sign = ChaosSign(event, layers) { notice(sign, recorded) }
  }

  private mutating func noteHeal(
    _ id: VNFOperation.ID, _ name: String, _ state: VNFOperationState, _ fault: Fault?,
    _ now: Instant
  ) {
    switch state {
    case .completed: heals += 1
    case .failedTemp, .failed, .rolledBack:
      failedHeals.append(
        "\(now.timeOfDay)  \(name): HEAL \(id) \(state.rawValue)"
          + (fault.map { ": \($0.detail)" } ?? ""))
    case .starting, .processing, .rollingBack: return
    }
  }

  /// Tells a sign to all faults that it may be of, and an alarm without any from the others.
  private mutating func notice(_ sign: ChaosSign, _ recorded: RecordedEvent) {
    var isExplained = false
    for index in faults.indices
    where faults[index].isToBlame(at: recorded.time) && faults[index].concerns(sign) {
      isExplained = true
      guard faults[index].awaitsNotice(at: recorded.time),
        faults[index].isShown(by: sign.kind)
      else { continue }
      faults[index].detectedAt = recorded.time
      faults[index].detectedBy = sign.what
    }
    guard case .nfvo(.alarmRaised(let alarm)) = recorded.event else { return }
    alarms += 1
    if !isExplained, alarm.root == nil {
      falseAlarms.append(
        "\(recorded.time.timeOfDay)  \(alarm.faultType.rawValue) \(alarm.objectName): \(alarm.detail)"
      )
    }
  }

  // MARK: Services

  /// Notes how every network service serves, and whom an outage that begins is to be put down to.
  mutating func observeServices(
    _ layers: Layers, at now: Instant, _ events: [RecordedEvent]
  ) {
    for change in outages.observe(layers, at: now) {
      if let span = change.ended {
        if let fault = change.fault { end(fault, after: span) }
        continue
      }
      let fault = blame(for: change.vnfs, events, layers, now)
      outages.attribute(change.ns, to: fault)
      if let fault {
        faults[fault].openOutages += 1
      } else {
        let cause = events.map(\.event.sentence).joined(separator: "; ")
        unexplained.append("\(now.timeOfDay)  \(change.name): \(cause)")
      }
    }
  }

  private mutating func end(_ fault: Int, after span: Span) {
    faults[fault].openOutages -= 1
    faults[fault].outages.append(span)
  }

  /// The youngest fault that can be why functions serve less, after `events`.
  private func blame(
    for vnfs: [VNFInstance.ID], _ events: [RecordedEvent], _ layers: Layers, _ now: Instant
  ) -> Int? {
    let hosts = Set(events.map(\.event.entity)).filter { layers.nfvi.hosts[$0] != nil }
    let images = vnfs.compactMap { layers.vnfm.vnfs[$0] }.flatMap { $0.components.map(\.image) }
    return faults.indices.last { index in
      let fault = faults[index]
      guard fault.isToBlame(at: now) else { return false }
      if let image = fault.rule?.place.image { return images.contains(image) }
      return !fault.hosts.isDisjoint(with: hosts) || !fault.vnfs.isDisjoint(with: vnfs)
    }
  }

  mutating func end(_ layers: Layers, at now: Instant) {
    for (name, words) in outages.close(layers, at: now) {
      notHealed.append("\(name): \(words)")
    }
    for alarm in layers.nfvo.alarms.values where alarm.root == nil {
      notHealed.append("alarm \(alarm.faultType.rawValue) \(alarm.objectName): \(alarm.detail)")
    }
  }
}

extension ChaosDay {
  func score(seed: UInt64, minutes: Int, since start: Instant) -> ChaosScore {
    let rows = faults.map { fault in
      ChaosScore.Fault(
        number: fault.number, kind: fault.kind, place: fault.place, at: (fault.at - start).seconds,
        seconds: fault.endedAt.flatMap { $0 > fault.at ? ($0 - fault.at).seconds : nil },
        hadEffect: fault.effectAt != nil,
        secondsToDetect: fault.detectedAt.flatMap { at in
          fault.effectAt.map { max(0, (at - $0).seconds) }
        },
        detectedBy: fault.detectedBy, outages: fault.outages.count + fault.openOutages,
        secondsToHeal: fault.outages.map(\.seconds).max())
    }
    return ChaosScore(
      seed: seed, minutes: minutes, faults: rows, services: outages.services,
      secondsToDetect: .init(rows.compactMap(\.secondsToDetect)),
      secondsToHeal: .init(faults.flatMap { $0.outages.map(\.seconds) }),
      undetected: rows.filter { $0.hadEffect && $0.secondsToDetect == nil }.map(\.number),
      alarms: alarms, falseAlarms: falseAlarms, unexplainedOutages: unexplained, heals: heals,
      failedHeals: failedHeals, operations: operations, operationsCompleted: completed, help: help,
      notHealed: notHealed, brokenInvariants: breaches, events: events, digest: digest)
  }

  private var digest: String {
    guard let digest = cd_sha256_begin() else { return "" }
    text.withUnsafeBytes { cd_sha256_add(digest, $0.baseAddress, $0.count) }
    var out = [UInt8](repeating: 0, count: 32)
    cd_sha256_end(digest, &out)
    return out.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

import Deciding
import ResourceInterfaces

/// What happened in comparing what is believed with what is there.
package enum DriftEvent: Codable, Equatable, Sendable {
  case watchSet(DriftWatch?, by: String)
  case checkBegun(vim: VIMName, number: Int, by: String, reads: Bool)
  /// A part was compared; `suspects` are looked at a second time. `through` is nil with the last part.
  case partCompared(
    vim: VIMName, through: VNFInstance.ID?, objects: Int, suspects: [DriftPlace], number: Int)
  /// A VIM has not answered: it is asked again.
  case partAskedAgain(vim: VIMName, attempt: Int)
  case checkEnded(vim: VIMName, objects: Int, findings: Int, fault: Fault?)
  case lookPlanned(DriftPlace, number: Int)
  case lookAsked(DriftPlace, attempt: Int)
  /// `compared` is false when the VNF was being worked on, or nobody answered.
  case lookEnded(DriftPlace, compared: Bool)
  case found(DriftRecord)
  case changed(Drift.ID, DriftPlace, DriftSighting)
  case closed(Drift.ID, DriftPlace, what: String, reason: String)
  case resolutionBegun(Drift.ID, DriftPlace, DriftResolution)
  case stepStarted(
    Drift.ID, DriftPlace, step: Int, title: String, attempt: Int, operation: VNFOperation.ID?)
  case stepEnded(Drift.ID, DriftPlace, step: Int, title: String, fault: Fault?)
}

extension DriftEvent: Narrated {
  package var entity: String {
    switch self {
    case .watchSet: "vnfm"
    case .checkBegun(let vim, _, _, _), .partCompared(let vim, _, _, _, _),
      .partAskedAgain(let vim, _), .checkEnded(let vim, _, _, _):
      vim
    case .lookPlanned(let place, _), .lookAsked(let place, _), .lookEnded(let place, _),
      .changed(_, let place, _), .closed(_, let place, _, _),
      .resolutionBegun(_, let place, _), .stepStarted(_, let place, _, _, _, _),
      .stepEnded(_, let place, _, _, _):
      "\(place.vnf)"
    case .found(let record): "\(record.place.vnf)"
    }
  }

  package var sentence: String {
    switch self {
    case .watchSet(let watch?, let by):
      "drift is looked for every \(watch.everySeconds) s, asked for by \(by)"
    case .watchSet(nil, let by): "drift is not looked for any more, asked for by \(by)"
    case .checkBegun(_, _, let by, _): "drift check begun, asked for by \(by)"
    case .partCompared(_, let through, let objects, let suspects, _):
      "\(objects) objects compared" + (through.map { " up to \($0)" } ?? "")
        + (suspects.isEmpty ? "" : ", \(suspects.count) VNFs are looked at again")
    case .partAskedAgain(_, let attempt):
      "has not answered the drift check, asked again (attempt \(attempt))"
    case .checkEnded(_, let objects, let findings, let fault):
      fault.map { "drift check given up: \($0.detail)" }
        ?? "drift check done: \(objects) objects, \(findings) findings open"
    case .lookPlanned(let place, _): "is looked at again on \(place.vim)"
    case .lookAsked(let place, _): "\(place.vim) is asked what it holds"
    case .lookEnded(let place, true): "compared with what \(place.vim) holds"
    case .lookEnded(let place, false): "not compared with what \(place.vim) holds: not at rest"
    case .found(let record):
      "\(record.id) \(record.sighting.kind.rawValue): \(record.sighting.sentence)"
    case .changed(let id, _, let sighting): "\(id) is now: \(sighting.sentence)"
    case .closed(let id, _, let what, let reason): "\(id) is over: \(what): \(reason)"
    case .resolutionBegun(let id, _, let resolution):
      "\(id): \(resolution.remedy.rawValue) asked for by \(resolution.by)"
    case .stepStarted(let id, _, _, let title, let attempt, _):
      "\(id): \(title)" + (attempt > 1 ? " (attempt \(attempt))" : "")
    case .stepEnded(let id, _, _, let title, let fault):
      fault.map { "\(id): \(title) failed: \($0.detail)" } ?? "\(id): \(title): done"
    }
  }
}

extension DriftBook {
  mutating func apply(_ event: DriftEvent, at instant: Instant) {
    switch event {
    case .watchSet(let watch, _): self.watch = watch
    case .checkBegun(let vim, let number, let by, let reads):
      checks[vim] = DriftCheck(
        vim: vim, number: number, by: by, reads: reads, startedAt: instant)
    case .partCompared(let vim, let through, let objects, let suspects, let number):
      checks.update(vim) {
        $0.after = through ?? $0.after
        $0.attempts = 1
        $0.isListed = through == nil
        $0.objects += objects
        $0.pending += suspects
      }
      for place in suspects where looks[place] == nil { looks[place] = DriftLook(number: number) }
    case .partAskedAgain(let vim, let attempt): checks.update(vim) { $0.attempts = attempt }
    case .checkEnded(let vim, _, _, let fault):
      guard var check = checks[vim] else { return }
      check.endedAt = instant
      check.fault = fault
      check.pending = []
      checks[vim] = nil
      results[vim] = check
    case .lookPlanned(let place, let number): looks[place] = DriftLook(number: number)
    case .lookAsked(let place, let attempt): looks.update(place) { $0.attempts = attempt }
    case .lookEnded(let place, _):
      looks[place] = nil
      checks.update(place.vim) { $0.pending.removeAll { $0 == place } }
    case .found(let record):
      findings[record.id] = record
      byPlace.update(record.place, default: []) { $0.append(record.id) }
    case .changed(let id, _, let sighting): findings.update(id) { $0.sighting = sighting }
    case .closed(let id, let place, _, let reason): close(id, place, reason, at: instant)
    case .resolutionBegun(let id, _, let resolution):
      findings.update(id) { $0.resolution = resolution }
    case .stepStarted(let id, _, let step, _, let attempt, let operation):
      findings.update(id) {
        guard var resolution = $0.resolution else { return }
        resolution.steps[step].attempts = attempt
        resolution.steps[step].startedAt = resolution.steps[step].startedAt ?? instant
        resolution.operation = operation ?? resolution.operation
        $0.resolution = resolution
      }
    case .stepEnded(let id, _, let step, _, let fault):
      findings.update(id) {
        $0.resolution?.steps[step].endedAt = instant
        $0.resolution?.steps[step].fault = fault
        guard let fault else { return }
        $0.resolution?.endedAt = instant
        $0.resolution?.fault = fault
      }
    }
  }

  private mutating func close(
    _ id: Drift.ID, _ place: DriftPlace, _ reason: String, at instant: Instant
  ) {
    guard var record = findings[id] else { return }
    record.closedAt = instant
    record.closedReason = reason
    if let current = record.resolution?.current {
      record.resolution?.steps[current].endedAt = instant
      record.resolution?.endedAt = instant
    }
    findings[id] = nil
    byPlace.update(place) { $0.removeAll { $0 == id } }
    if byPlace[place]?.isEmpty == true { byPlace[place] = nil }
    closed.append(record)
    if closed.count > Self.historyLimit { closed.removeFirst() }
  }
}

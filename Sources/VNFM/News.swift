import Deciding
import ResourceInterfaces

extension VNFRecord {
  /// How much of what its VIM told of it has arrived. Notifications may be lost, doubled and overtaken;
  /// their numbers tell (``ResourceChange/sequence``).
  package struct News: Codable, Equatable, Sendable {
    /// The number of the newest one that is believed.
    package internal(set) var heard = 0
    /// What is done about those that are missing; nil when none is.
    package internal(set) var missing: Missing?

    /// The newest change that is known to be, whether it was heard or not.
    var known: Int { max(heard, missing?.told ?? 0) }

    func isComplete(upTo told: Int) -> Bool { missing == nil && told <= heard }

    /// Whether a VIM answers with less than is known.
    func isOutdated(_ description: VIMDescription) -> Bool {
      description.sequence > 0 && description.sequence < known
    }
  }

  /// Notifications that did not arrive: the VIM is asked what it holds, until it says so.
  package struct Missing: Codable, Equatable, Sendable {
    package let vim: VIMName
    /// Up to where the VIM has told.
    package internal(set) var told: Int
    /// How often it was asked.
    package internal(set) var attempts: Int
    /// Tasks that have ended meanwhile.
    package internal(set) var ends: [TaskEnd] = []
  }

  /// That an attempt at a task has ended.
  package struct TaskEnd: Codable, Equatable, Sendable {
    package let token: TaskToken
    package let attempt: Int
    package let fault: Fault?
  }

  /// Whether `change` is newer than what is believed; of what is not numbered, whether it says anything
  /// that is not known.
  func hears(_ change: ResourceChange) -> Bool {
    change.sequence == 0 ? !components.know(change) : change.sequence > news.heard
  }
}

extension TaskToken {
  /// Under which a VIM is asked what it holds of a VNF since what it told got lost. No operation has
  /// the number 0.
  static func news(of vnf: VNFInstance.ID) -> Self {
    Self(vnf: vnf, operation: VNFOperation.ID(serial: 0), step: 0)
  }
}

// What a VIM told and did not arrive.
extension FunctionLifecycle {
  /// So long is waited for an answer, and after one that is out of date.
  private static let patience = Span.minutes(1)
  private static let outdatedWait = Span.seconds(10)

  /// Up to where a VIM has told.
  static func changesTold(_ marks: [ChangeMark], by vim: VIMName, _ turn: inout Turn<Self>) {
    for mark in marks {
      guard let vnf = turn.state.vnfs[mark.vnf], mark.sequence > vnf.news.heard else { continue }
      miss(vnf, on: vim, told: mark.sequence, &turn)
    }
  }

  /// Something that `vim` told is not here: it is asked what it holds, unless it is already.
  static func miss(_ vnf: VNFRecord, on vim: VIMName, told: Int, _ turn: inout Turn<Self>) {
    if vnf.news.missing != nil, told <= vnf.news.known { return }
    let isAsked = vnf.news.missing != nil
    recordMissing(vnf, on: vim, told: told, attempt: vnf.news.missing?.attempts ?? 1, &turn)
    if !isAsked { ask(vnf.id, on: vim, attempt: 1, &turn) }
  }

  private static func recordMissing(
    _ vnf: VNFRecord, on vim: VIMName, told: Int, attempt: Int, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .newsMissed(
        vnf: vnf.id, name: vnf.name, vim: vim, heard: vnf.news.heard, told: told,
        attempt: attempt))
  }

  private static func ask(
    _ vnf: VNFInstance.ID, on vim: VIMName, attempt: Int, _ turn: inout Turn<Self>
  ) {
    turn.send(.vim(.describe(vim: vim, vnf: vnf, query: .news(of: vnf))))
    turn.wake(.newsOverdue(vnf, attempt: attempt), after: patience)
  }

  static func newsOverdue(_ id: VNFInstance.ID, _ attempt: Int, _ turn: inout Turn<Self>) {
    guard let vnf = turn.state.vnfs[id], let missing = vnf.news.missing,
      missing.attempts == attempt
    else { return }
    if let outage = turn.state.unreachable[missing.vim] {
      if !outage.questions.contains(id) {
        turn.record(.questionHeld(vnf: id, name: vnf.name, vim: missing.vim))
      }
      return
    }
    recordMissing(vnf, on: missing.vim, told: missing.told, attempt: attempt + 1, &turn)
    ask(id, on: missing.vim, attempt: attempt + 1, &turn)
  }

  /// A VIM answers again: it is asked what it could not be asked before.
  static func askAfterSilence(
    _ id: VNFInstance.ID, of vim: VIMName, _ turn: inout Turn<Self>
  ) {
    guard let missing = turn.state.vnfs[id]?.news.missing else { return }
    ask(id, on: vim, attempt: missing.attempts, &turn)
  }

  /// What `vim` holds is known again, `changes` of it since now: what follows from that is done, and
  /// tasks that ended meanwhile have ended.
  static func complete(
    _ missing: VNFRecord.Missing, _ changes: [ResourceChange], _ description: VIMDescription,
    _ vnf: VNFRecord, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .newsComplete(
        vnf: vnf.id, name: vnf.name, vim: description.vim, sequence: description.sequence))
    heed(changes, of: vnf.id, &turn)
    healIfNeeded(vnf.id, &turn)
    for end in missing.ends { taskEnded(end.token, end.attempt, end.fault, &turn) }
  }

  // MARK: Answers that are out of date

  static func askAgain(
    _ description: VIMDescription, about vnf: VNFRecord, _ turn: inout Turn<Self>
  ) {
    turn.record(
      .answerOutdated(
        vnf: vnf.id, name: vnf.name, vim: description.vim, sequence: description.sequence,
        known: vnf.news.known))
    turn.wake(
      .describeAgain(description.vim, vnf.id, description.query), after: outdatedWait)
  }

  static func describeAgain(
    _ id: VNFInstance.ID, on vim: VIMName, _ query: TaskToken, _ turn: inout Turn<Self>
  ) {
    guard let vnf = turn.state.vnfs[id], awaits(query, of: vnf, turn.state) else { return }
    turn.send(.vim(.describe(vim: vim, vnf: id, query: query)))
  }
}

extension FunctionLifecycle.State {
  mutating func applyToNews(_ event: FunctionEvent, at instant: Instant) {
    switch event {
    case .newsMissed(let vnf, _, let vim, _, let told, let attempt):
      vnfs.update(vnf) {
        let ends = $0.news.missing?.ends ?? []
        $0.news.missing = VNFRecord.Missing(
          vim: vim, told: max(told, $0.news.known), attempts: attempt, ends: ends)
      }
    case .newsComplete(let vnf, _, _, let sequence):
      vnfs.update(vnf) {
        $0.news.heard = max($0.news.heard, sequence)
        $0.news.missing = nil
      }
    case .taskEndHeld(let vnf, _, let end):
      vnfs.update(vnf) {
        $0.news.missing?.ends.append(end)
        $0.heardAt = instant
      }
    case .answerOutdated(let vnf, _, _, _, _): vnfs.update(vnf) { $0.heardAt = instant }
    default: break
    }
  }
}

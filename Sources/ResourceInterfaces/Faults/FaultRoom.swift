import Deciding

/// The faults that a block of the simulated world has in store, in the order of their injection.
package struct FaultRoom: Codable, Equatable, Sendable {
  package private(set) var active: [FaultRecord] = []

  package init() {}

  package subscript(name: String) -> FaultRecord? { active.first { $0.rule.name == name } }

  package mutating func apply(_ event: FaultEvent, at instant: Instant) {
    switch event {
    case .injected(let rule, let number):
      active.removeAll { $0.rule.name == rule.name }
      active.append(FaultRecord(rule: rule, number: number, since: instant))
    case .passed(let rule): update(rule) { $0.passed += 1 }
    case .struck(let rule, _):
      update(rule) {
        $0.struck += 1
        $0.lastStruckAt = instant
      }
      active.removeAll { $0.rule == rule && $0.isSpent }
    case .ended(let rule, _): active.removeAll { $0.rule.name == rule.name }
    }
  }

  private mutating func update(_ rule: FaultRule, _ change: (inout FaultRecord) -> Void) {
    guard let index = active.firstIndex(where: { $0.rule == rule }) else { return }
    change(&active[index])
  }
}

/// A fault in force.
package struct FaultRecord: Codable, Equatable, Sendable {
  package let rule: FaultRule
  /// The journal sequence of the order, which tells it from one of the same name before it.
  package let number: Int
  package let since: Instant
  /// How many that it could have struck were let go.
  package fileprivate(set) var passed = 0
  package fileprivate(set) var struck = 0
  package fileprivate(set) var lastStruckAt: Instant?

  /// When it ends by itself.
  package var until: Instant? { rule.duration.map { since + $0 } }
  package var isSpent: Bool { rule.count.map { struck >= $0 } ?? false }
}

/// What became of a fault.
package enum FaultEvent: Codable, Equatable, Sendable {
  package enum End: String, Codable, Sendable { case cleared, expired }

  case injected(FaultRule, number: Int)
  /// It let something go well that it could have struck.
  case passed(FaultRule)
  case struck(FaultRule, at: FaultPlace)
  case ended(FaultRule, End)
}

extension FaultEvent: Narrated {
  package var entity: String {
    switch self {
    case .injected(let rule, _), .passed(let rule), .ended(let rule, _): rule.place.entity
    case .struck(_, let place): place.entity
    }
  }

  package var sentence: String {
    switch self {
    case .injected(let rule, _) where rule.fate != nil: "is bad from now on: \(rule.words)"
    case .ended(let rule, _) where rule.fate != nil: "is good again"
    case .injected(let rule, _): "a fault is injected: \(rule.words)"
    case .passed(let rule): "an injected fault lets this pass: \(rule.words)"
    case .struck(let rule, let place): "an injected fault strikes \(place): \(rule.words)"
    case .ended(let rule, .cleared): "a fault is cleared: \(rule.words)"
    case .ended(let rule, .expired): "a fault is over: \(rule.words)"
    }
  }
}

extension FaultRule {
  /// What it does, without where.
  package var words: String {
    let what =
      switch fate {
      case .pullFails: "it cannot be pulled"
      case .crashes(0): "what is made from it crashes before it serves"
      case .crashes(let seconds): "what is made from it crashes \(seconds) s after it serves"
      case .leaks(let seconds): "what is made from it has filled its memory after \(seconds) s"
      case nil: kind.title + (error.map { " (\($0.rawValue))" } ?? "")
      }
    return skip == 0 ? what : "after \(skip) that go well, \(what)"
  }
}

/// A block of the simulated world in which things go wrong because a rule has it so.
package protocol FaultProne: Decider {
  static func event(of fault: FaultEvent) -> Event
  /// Wakes the block when the fault `name`, injected by message `number`, is over.
  static func timer(ofFault name: String, number: Int) -> Timer
  static func faults(in state: State) -> FaultRoom
  /// What happens at once when a fault begins.
  static func begins(_ rule: FaultRule, _ turn: inout Turn<Self>)
  /// What happens when it is cleared, or over.
  static func ends(_ rule: FaultRule, _ turn: inout Turn<Self>)
}

extension FaultProne {
  /// A rule that is in force already is a repeat, and so is clearing one that is not.
  package static func handle(_ order: FaultOrder, _ turn: inout Turn<Self>) {
    switch order {
    case .inject(let rule):
      let known = faults(in: turn.state)[rule.name]
      guard known?.rule != rule else { return }
      turn.record(event(of: .injected(rule, number: turn.message)))
      if let duration = rule.duration {
        turn.wake(timer(ofFault: rule.name, number: turn.message), after: duration)
      }
      if known == nil { begins(rule, &turn) }
    case .clear(let name): end(name, .cleared, &turn)
    }
  }

  package static func faultIsOver(_ name: String, number: Int, _ turn: inout Turn<Self>) {
    guard faults(in: turn.state)[name]?.number == number else { return }
    end(name, .expired, &turn)
  }

  private static func end(_ name: String, _ end: FaultEvent.End, _ turn: inout Turn<Self>) {
    guard let record = faults(in: turn.state)[name] else { return }
    turn.record(event(of: .ended(record.rule, end)))
    ends(record.rule, &turn)
  }

  /// The first rule of `kinds` that is to strike what happens at `place`; what passes is written
  /// down. Chance is drawn for rules alone that leave something to it.
  package static func rule(
    of kinds: Set<FaultKind>, at place: FaultPlace, _ turn: inout Turn<Self>
  ) -> FaultRule? {
    for record in faults(in: turn.state).active
    where kinds.contains(record.rule.kind) && record.rule.place.covers(place) {
      let rule = record.rule
      if record.passed < rule.skip {
        turn.record(event(of: .passed(rule)))
      } else if rule.perMille >= 1_000 || turn.chance.happens(Double(rule.perMille) / 1_000) {
        return rule
      }
    }
    return nil
  }

  package static func strike(
    _ rule: FaultRule, at place: FaultPlace, _ turn: inout Turn<Self>
  ) {
    turn.record(event(of: .struck(rule, at: place)))
  }
}

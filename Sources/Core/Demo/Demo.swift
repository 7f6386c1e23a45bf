import Deciding
import ServiceInterfaces

/// The demo: it plays COM's keyboard and an operator's, and the core does the rest.
///
/// A block like the others, so that its history is in the journal, the same seed plays the same
/// demo at every speed, and a demo that was killed goes on after the next start. It watches what has
/// happened and sends what a customer, an operator or the weather could send; nothing else.
package enum Demo: Decider {
  /// What the demo sees: everything as it stands after a turn.
  package struct Scene: Sendable {
    package let layers: Layers
  }

  package typealias Message = Scene
  package typealias Outgoing = Core.Message

  package enum Timer: Codable, Equatable, Sendable {
    /// Begin: the customers that are already there order first.
    case begin(Script)
    /// The SD-WAN order is placed.
    case placeOrder
    /// An act of Day-2 begins.
    case play(Act)
    /// An act has had all the time that it may take.
    case giveUp(Act)
  }

  /// What is ordered in the demo.
  package struct Script: Codable, Equatable, Sendable {
    /// Orders of the customers that are there when the curtain opens.
    package let earlier: [ServiceOrderDocument]
    /// The order of the walkthrough.
    package let order: ServiceOrderDocument

    package init(earlier: [ServiceOrderDocument], order: ServiceOrderDocument) {
      self.earlier = earlier
      self.order = order
    }
  }

  /// What happens to a service after it was delivered, in this order.
  package enum Act: String, Codable, CaseIterable, Sendable {
    case scale, powerLoss, upgrade, policyChange, terminate

    var next: Self? {
      guard let index = Self.allCases.firstIndex(of: self), index + 1 < Self.allCases.count
      else { return nil }
      return Self.allCases[index + 1]
    }
  }

  /// Time for a viewer to read, between the acts.
  private static let breath = Span.seconds(12)
  /// An act that takes longer than this has failed.
  private static let patience = Span.minutes(30)

  package static func wake(_ timer: Timer, _ turn: inout Turn<Self>) {
    switch timer {
    case .begin(let script):
      guard turn.state.phase == .off else { return }
      turn.record(.began(script))
      for order in script.earlier { turn.send(.service(.com(.placeOrder(order)))) }
    case .placeOrder:
      guard turn.state.phase == .curtain, let order = turn.state.script?.order else { return }
      turn.record(.orderPlaced)
      turn.send(.service(.com(.placeOrder(order))))
    case .play(let act):
      guard turn.state.phase == .cued(act) else { return }
      turn.record(.actBegan(act))
      turn.wake(.giveUp(act), after: patience)
    case .giveUp(let act):
      guard turn.state.phase == .playing(act) else { return }
      let minutes = Int(patience.seconds / 60)
      end(act, Verdict(isGood: false, "did not come to its end within \(minutes) minutes"), &turn)
    }
  }

  package static func handle(_ scene: Scene, _ turn: inout Turn<Self>) {
    switch turn.state.phase {
    case .off, .cued, .curtain, .finished: return
    case .warmingUp:
      guard let script = turn.state.script, scene.haveEnded(script.earlier) else { return }
      turn.record(.curtainOpened)
      turn.wake(.placeOrder, after: .seconds(3))
    case .walkthrough:
      guard let order = turn.state.script?.order, let ended = scene.endedOrder(order) else {
        return
      }
      turn.record(.orderEnded(ended))
      cue(.scale, &turn)
    case .playing(let act):
      follow(act, in: scene, &turn)
    }
  }

  /// Sends what begins the act, once the scene offers what it needs; then watches for its end.
  private static func follow(_ act: Act, in scene: Scene, _ turn: inout Turn<Self>) {
    let state = turn.state
    guard state.isSent else {
      guard let opening = scene.opening(of: act, state) else { return }
      turn.record(.actSent(act, target: opening.target, note: opening.note))
      for message in opening.messages { turn.send(message) }
      return
    }
    if let mark = scene.mark(of: act, state) { turn.record(.actMarked(act, mark)) }
    guard let verdict = scene.verdict(of: act, turn.state) else { return }
    for message in verdict.messages { turn.send(message) }
    end(act, verdict, &turn)
  }

  private static func end(_ act: Act, _ verdict: Verdict, _ turn: inout Turn<Self>) {
    turn.record(.actEnded(act, outcome: verdict.outcome, isGood: verdict.isGood))
    guard let next = act.next else {
      turn.record(.finished)
      return
    }
    cue(next, &turn)
  }

  private static func cue(_ act: Act, _ turn: inout Turn<Self>) {
    turn.record(.actCued(act))
    turn.wake(.play(act), after: breath)
  }

  /// How an act ended.
  struct Verdict {
    let isGood: Bool
    let outcome: String
    let messages: [Core.Message]

    init(isGood: Bool, _ outcome: String, then messages: [Core.Message] = []) {
      self.isGood = isGood
      self.outcome = outcome
      self.messages = messages
    }
  }

  /// How an act begins: what is sent, and what is to be remembered of the scene as it was.
  struct Opening {
    let messages: [Core.Message]
    let target: String
    let note: Int
  }
}

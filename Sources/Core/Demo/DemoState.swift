import Deciding
import ServiceInterfaces

extension Demo {
  package enum Phase: Codable, Equatable, Sendable {
    case off
    /// Customers that are there already get their services.
    case warmingUp
    /// All is quiet; the order comes next.
    case curtain
    case walkthrough
    /// The next act is announced.
    case cued(Act)
    case playing(Act)
    case finished
  }

  /// An act of Day-2 as it was played.
  package struct Played: Codable, Equatable, Sendable {
    package let act: Act
    package let startedAt: Instant
    package var endedAt: Instant?
    package var outcome: String
    package var isGood: Bool
  }

  /// The order of the walkthrough as it stood when it ended.
  package struct EndedOrder: Codable, Equatable, Sendable {
    package let order: ServiceOrder.ID
    package let productOrder: ProductOrder.ID
    package let state: OrderState
    package let services: [ServiceReference]
    /// `active` when COM bills every service of the order.
    package let billing: String
  }

  package struct State: Codable, Equatable, Sendable {
    package internal(set) var phase = Phase.off
    package internal(set) var script: Script?
    package internal(set) var order: EndedOrder?
    package internal(set) var acts: [Played] = []
    /// Whether the act that plays has been set off.
    var isSent = false
    /// What the act acts on, such as a host.
    var target = ""
    /// A number of the scene as it was when the act began, such as how many operations there were.
    var note = 0
    /// What has been seen of the act so far.
    var marks: [String] = []

    package init() {}

    package var isPlaying: Bool { phase != .off && phase != .finished }

    /// Whether the customers that are there already still wait for their services.
    package var isBeforeCurtain: Bool { phase == .off || phase == .warmingUp }
  }

  package enum Event: Codable, Equatable, Sendable {
    case began(Script)
    case curtainOpened
    case orderPlaced
    case orderEnded(EndedOrder)
    case actCued(Act)
    case actBegan(Act)
    case actSent(Act, target: String, note: Int)
    case actMarked(Act, String)
    case actEnded(Act, outcome: String, isGood: Bool)
    case finished
  }

  package static func apply(_ event: Event, at instant: Instant, to state: inout State) {
    switch event {
    case .began(let script):
      state.phase = .warmingUp
      state.script = script
    case .curtainOpened: state.phase = .curtain
    case .orderPlaced: state.phase = .walkthrough
    case .orderEnded(let order): state.order = order
    case .actCued(let act): state.phase = .cued(act)
    case .actBegan(let act):
      state.phase = .playing(act)
      state.acts.append(
        Played(act: act, startedAt: instant, endedAt: nil, outcome: "", isGood: false))
      state.isSent = false
      state.marks = []
    case .actSent(_, let target, let note):
      state.isSent = true
      state.target = target
      state.note = note
    case .actMarked(_, let mark): state.marks.append(mark)
    case .actEnded(_, let outcome, let isGood):
      guard let last = state.acts.indices.last else { return }
      state.acts[last].endedAt = instant
      state.acts[last].outcome = outcome
      state.acts[last].isGood = isGood
    case .finished: state.phase = .finished
    }
  }
}

extension Demo.Event: Narrated {
  package var entity: String { "demo" }

  package var sentence: String {
    switch self {
    case .began(let script): "\(script.earlier.count) customers order before the curtain opens"
    case .curtainOpened: "all is quiet; the SD-WAN order comes next"
    case .orderPlaced: "a customer orders SD-WAN Premium with Cloud Security"
    case .orderEnded(let order): "the order ended \(order.state.rawValue)"
    case .actCued(let act): "next: \(act.title)"
    case .actBegan(let act): "\(act.title)"
    case .actSent(_, let target, _): "acts on \(target)"
    case .actMarked(_, let mark): mark
    case .actEnded(let act, let outcome, _): "\(act.title): \(outcome)"
    case .finished: "the demo is over; everything is yours"
    }
  }
}

extension Demo.Act {
  /// What a caption calls it.
  package var title: String {
    switch self {
    case .scale: "a traffic peak scales the firewall"
    case .powerLoss: "a host loses power"
    case .upgrade: "a security patch upgrades the image in service"
    case .policyChange: "a firewall rule changes through NSO"
    case .terminate: "the customer ends the service"
    }
  }
}

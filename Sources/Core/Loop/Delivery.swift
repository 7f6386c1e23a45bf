import Deciding
import Domains
import NFVI
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

/// What one delivery came to: what happened, and what is to be sent.
struct Delivered {
  var events: [Event] = []
  var sent: [(message: Message, sender: Block, after: Span)] = []
}

/// The context of a delivery: all that a decider may know besides its state.
struct DeliveryContext {
  let now: Instant
  let sequence: Int
  let seed: UInt64
  var serials: Serials
}

extension Layers {
  /// Lets the receiver of `message` handle it. The only place that knows who is who.
  mutating func deliver(_ message: Message, in context: inout DeliveryContext) -> Delivered {
    var delivered = Delivered()
    switch message {
    case .service(.com(let message)):
      let block = CustomerOrders.self
      run(\.com, block, &context, &delivered) { block.handle(message, &$0) }
    case .service(.som(let message)):
      let block = ServiceOrchestrator.self
      run(\.som, block, &context, &delivered) { block.handle(message, &$0) }
    case .service(.nfvo(let request)):
      let block = NFVOrchestrator.self
      run(\.nfvo, block, &context, &delivered) { block.handle(.request(request), &$0) }
    case .service(.assurance(let request)):
      let block = NFVOrchestrator.self
      run(\.nfvo, block, &context, &delivered) { block.handle(.assurance(request), &$0) }
    case .service(.nso(let message)):
      let block = DeviceOrchestrator.self
      run(\.nso, block, &context, &delivered) { block.handle(message, &$0) }
    case .service(.siem(let message)):
      let block = SecurityMonitoring.self
      run(\.siem, block, &context, &delivered) { block.handle(message, &$0) }
    case .resource(.nfvo(let message)):
      let block = NFVOrchestrator.self
      run(\.nfvo, block, &context, &delivered) { block.handle(.below(message), &$0) }
    case .resource(.vnfm(let message)):
      let block = FunctionLifecycle.self
      run(\.vnfm, block, &context, &delivered) { block.handle(message, &$0) }
    case .resource(.vim(let message)):
      let block = Clusters.self
      run(\.vim, block, &context, &delivered) { block.handle(message, &$0) }
    case .resource(.nfvi(let message)):
      let block = Infrastructure.self
      run(\.nfvi, block, &context, &delivered) { block.handle(message, &$0) }
    case .timer(let timer):
      wake(timer, &context, &delivered)
    }
    if !delivered.events.isEmpty, demo.isPlaying { observe(&context, &delivered) }
    return delivered
  }

  private mutating func wake(
    _ timer: BlockTimer, _ context: inout DeliveryContext, _ delivered: inout Delivered
  ) {
    switch timer {
    case .com(let timer):
      run(\.com, CustomerOrders.self, &context, &delivered) { CustomerOrders.wake(timer, &$0) }
    case .som(let timer):
      let block = ServiceOrchestrator.self
      run(\.som, block, &context, &delivered) { block.wake(timer, &$0) }
    case .nfvo(let timer):
      let block = NFVOrchestrator.self
      run(\.nfvo, block, &context, &delivered) { block.wake(timer, &$0) }
    case .vnfm(let timer):
      let block = FunctionLifecycle.self
      run(\.vnfm, block, &context, &delivered) { block.wake(timer, &$0) }
    case .vim(let timer):
      run(\.vim, Clusters.self, &context, &delivered) { Clusters.wake(timer, &$0) }
    case .nfvi(let timer):
      run(\.nfvi, Infrastructure.self, &context, &delivered) { Infrastructure.wake(timer, &$0) }
    case .nso(let timer):
      let block = DeviceOrchestrator.self
      run(\.nso, block, &context, &delivered) { block.wake(timer, &$0) }
    case .siem(let timer):
      let block = SecurityMonitoring.self
      run(\.siem, block, &context, &delivered) { block.wake(timer, &$0) }
    case .demo(let timer):
      run(\.demo, Demo.self, &context, &delivered) { Demo.wake(timer, &$0) }
    }
  }

  /// Shows the demo what has just happened; it plays the keyboard and reacts to nothing else.
  private mutating func observe(_ context: inout DeliveryContext, _ delivered: inout Delivered) {
    let scene = Demo.Scene(layers: self)
    run(\.demo, Demo.self, &context, &delivered) { Demo.handle(scene, &$0) }
  }

  private mutating func run<Run: RunnableBlock>(
    _ path: WritableKeyPath<Self, Run.State>, _ block: Run.Type,
    _ context: inout DeliveryContext, _ delivered: inout Delivered,
    _ body: (inout Turn<Run>) -> Void
  ) {
    // The turn alone holds the state meanwhile: it changes tables in place instead of copying paths.
    var turn = Turn<Run>(
      state: exchange(&self[keyPath: path], with: Run.emptyState), now: context.now,
      message: context.sequence, seed: context.seed, serials: context.serials)
    body(&turn)
    let outcome = turn.finish()
    self[keyPath: path] = outcome.state
    context.serials = outcome.serials
    delivered.events += outcome.events.map(Run.event)
    for effect in outcome.effects {
      switch effect {
      case .send(let message, let delay):
        delivered.sent.append((Run.message(message), Run.block, delay))
      case .wake(let timer, let delay):
        delivered.sent.append((.timer(Run.timer(timer)), Run.block, delay))
      }
    }
  }
}

/// How the core names a block's events, messages and timers.
protocol RunnableBlock: Decider {
  static var block: Block { get }
  static func event(_ event: Event) -> Core.Event
  static func message(_ message: Outgoing) -> Core.Message
  static var timer: (Timer) -> BlockTimer { get }
  /// A state of a world in which nothing is.
  static var emptyState: State { get }
}

extension CustomerOrders: RunnableBlock {
  static var block: Block { .com }
  static func event(_ event: Event) -> Core.Event { .com(event) }
  static func message(_ message: ServiceMessage) -> Core.Message { .service(message) }
  static var timer: (Timer) -> BlockTimer { BlockTimer.com }
  static let emptyState = State()
}

extension ServiceOrchestrator: RunnableBlock {
  static var block: Block { .som }
  static func event(_ event: Event) -> Core.Event { .som(event) }
  static func message(_ message: ServiceMessage) -> Core.Message { .service(message) }
  static var timer: (Timer) -> BlockTimer { BlockTimer.som }
  static let emptyState = State()
}

extension NFVOrchestrator: RunnableBlock {
  static var block: Block { .nfvo }
  static func event(_ event: Event) -> Core.Event { .nfvo(event) }
  static func message(_ message: Outgoing) -> Core.Message {
    switch message {
    case .service(let message): .service(message)
    case .resource(let message): .resource(message)
    }
  }
  static var timer: (Timer) -> BlockTimer { BlockTimer.nfvo }
  static let emptyState = State()
}

extension FunctionLifecycle: RunnableBlock {
  static var block: Block { .vnfm }
  static func event(_ event: Event) -> Core.Event { .vnfm(event) }
  static func message(_ message: ResourceMessage) -> Core.Message { .resource(message) }
  static var timer: (Timer) -> BlockTimer { BlockTimer.vnfm }
  static let emptyState = State()
}

extension Clusters: RunnableBlock {
  static var block: Block { .vim }
  static func event(_ event: Event) -> Core.Event { .vim(event) }
  static func message(_ message: ResourceMessage) -> Core.Message { .resource(message) }
  static var timer: (Timer) -> BlockTimer { BlockTimer.vim }
  static let emptyState = State()
}

extension Infrastructure: RunnableBlock {
  static var block: Block { .nfvi }
  static func event(_ event: Event) -> Core.Event { .nfvi(event) }
  static func message(_ message: ResourceMessage) -> Core.Message { .resource(message) }
  static var timer: (Timer) -> BlockTimer { BlockTimer.nfvi }
  static let emptyState = State()
}

extension DeviceOrchestrator: RunnableBlock {
  static var block: Block { .nso }
  static func event(_ event: Event) -> Core.Event { .nso(event) }
  static func message(_ message: ServiceMessage) -> Core.Message { .service(message) }
  static var timer: (Timer) -> BlockTimer { BlockTimer.nso }
  static let emptyState = State()
}

extension SecurityMonitoring: RunnableBlock {
  static var block: Block { .siem }
  static func event(_ event: Event) -> Core.Event { .siem(event) }
  static func message(_ message: ServiceMessage) -> Core.Message { .service(message) }
  static var timer: (Timer) -> BlockTimer { BlockTimer.siem }
  static let emptyState = State()
}

extension Demo: RunnableBlock {
  static var block: Block { .demo }
  static func event(_ event: Event) -> Core.Event { .demo(event) }
  static func message(_ message: Core.Message) -> Core.Message { message }
  static var timer: (Timer) -> BlockTimer { BlockTimer.demo }
  static let emptyState = State()
}

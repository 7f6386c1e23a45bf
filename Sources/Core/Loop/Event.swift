import Deciding
import Domains
import NFVI
import NFVO
import SOM
import VIM
import VNFM

/// What happened, in any block. Indirect like ``Message``.
package indirect enum Event: Equatable, Sendable {
  case com(CustomerOrders.Event)
  case som(ServiceOrchestrator.Event)
  case nfvo(NFVOrchestrator.Event)
  case vnfm(FunctionLifecycle.Event)
  case vim(Clusters.Event)
  case nfvi(Infrastructure.Event)
  case nso(DeviceOrchestrator.Event)
  case siem(SecurityMonitoring.Event)
  case demo(Demo.Event)

  package var block: Block {
    switch self {
    case .com: .com
    case .som: .som
    case .nfvo: .nfvo
    case .vnfm: .vnfm
    case .vim: .vim
    case .nfvi: .nfvi
    case .nso: .nso
    case .siem: .siem
    case .demo: .demo
    }
  }

  private var body: any Narrated & Encodable {
    switch self {
    case .com(let event): event
    case .som(let event): event
    case .nfvo(let event): event
    case .vnfm(let event): event
    case .vim(let event): event
    case .nfvi(let event): event
    case .nso(let event): event
    case .siem(let event): event
    case .demo(let event): event
    }
  }

  package var entity: String { body.entity }
  package var sentence: String { body.sentence }

  /// The block's own event as the journal keeps it; the row's `block` says whose it is.
  package func payload(_ coder: PayloadCoder) throws(JournalError) -> String {
    try coder.text(body)
  }

  /// Reads an event row of the journal.
  package init(_ row: JournalRow, coder: PayloadCoder) throws(JournalError) {
    func read<Body: Decodable>(_ type: Body.Type) throws(JournalError) -> Body {
      try coder.value(type, from: row.payload, row: row.sequence)
    }
    switch row.block {
    case .com: self = .com(try read(CustomerOrders.Event.self))
    case .som: self = .som(try read(ServiceOrchestrator.Event.self))
    case .nfvo: self = .nfvo(try read(NFVOrchestrator.Event.self))
    case .vnfm: self = .vnfm(try read(FunctionLifecycle.Event.self))
    case .vim: self = .vim(try read(Clusters.Event.self))
    case .nfvi: self = .nfvi(try read(Infrastructure.Event.self))
    case .nso: self = .nso(try read(DeviceOrchestrator.Event.self))
    case .siem: self = .siem(try read(SecurityMonitoring.Event.self))
    case .demo: self = .demo(try read(Demo.Event.self))
    case .person, .world:
      throw .damaged("Row \(row.sequence) of the journal holds an event of \(row.block.title).")
    }
  }
}

/// An event with its place in the journal.
package struct RecordedEvent: Sendable {
  package let sequence: Int
  package let time: Instant
  package let correlation: Int
  /// The message that led to it.
  package let causation: Int
  package let event: Event

  package init(
    sequence: Int, time: Instant, correlation: Int, causation: Int, event: Event
  ) {
    self.sequence = sequence
    self.time = time
    self.correlation = correlation
    self.causation = causation
    self.event = event
  }
}

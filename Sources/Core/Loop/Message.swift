import Deciding
import Domains
import NFVI
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

/// Anything that can be delivered: a message of a reference point, or a block's own timer.
///
/// Indirect, because messages are large and move about in queues, batches and forks.
package indirect enum Message: Codable, Equatable, Sendable {
  case service(ServiceMessage)
  case resource(ResourceMessage)
  case timer(BlockTimer)

  /// Who hears it.
  package var receiver: Block {
    switch self {
    case .service(.com): .com
    case .service(.som): .som
    case .service(.nfvo), .service(.assurance), .resource(.nfvo): .nfvo
    case .service(.nso): .nso
    case .service(.siem): .siem
    case .resource(.vnfm): .vnfm
    case .resource(.vim): .vim
    case .resource(.nfvi): .nfvi
    case .timer(let timer): timer.block
    }
  }
}

/// What a block waits for.
package enum BlockTimer: Codable, Equatable, Sendable {
  case com(CustomerOrders.Timer)
  case som(ServiceOrchestrator.Timer)
  case nfvo(NFVOrchestrator.Timer)
  case vnfm(FunctionLifecycle.Timer)
  case vim(Clusters.Timer)
  case nfvi(Infrastructure.Timer)
  case nso(DeviceOrchestrator.Timer)
  case siem(SecurityMonitoring.Timer)
  case demo(Demo.Timer)

  var block: Block {
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
}

/// A message with what the journal knows of it.
package struct Envelope: Sendable {
  /// Position in the journal, and the message's identifier.
  package let sequence: Int
  package let due: Instant
  package let correlation: Int
  package let sender: Block
  package let message: Message

  package init(
    sequence: Int, due: Instant, correlation: Int, sender: Block, message: Message
  ) {
    self.sequence = sequence
    self.due = due
    self.correlation = correlation
    self.sender = sender
    self.message = message
  }
}

/// Messages are delivered in the order in which they are due, and those of one moment as written.
extension Envelope: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (left.due, left.sequence) < (right.due, right.sequence)
  }

  package static func == (left: Self, right: Self) -> Bool { left.sequence == right.sequence }
}

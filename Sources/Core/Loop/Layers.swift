import Deciding
import Domains
import NFVI
import NFVO
import SOM
import VIM
import VNFM

/// All that is known: the state of every block. A copy costs nothing; see ``Table``.
package struct Layers: Codable, Equatable, Sendable {
  package var com = CustomerOrders.State()
  package var som = ServiceOrchestrator.State()
  package var nfvo = NFVOrchestrator.State()
  package var vnfm = FunctionLifecycle.State()
  package var vim = Clusters.State()
  package var nfvi = Infrastructure.State()
  package var nso = DeviceOrchestrator.State()
  package var siem = SecurityMonitoring.State()
  package var demo = Demo.State()

  enum CodingKeys: String, CodingKey, CaseIterable {
    case com, som, nfvo, vnfm, vim, nfvi, nso, siem, demo
  }

  package init() {}

  /// Applies an event, as a restart or a look into the past does.
  package mutating func apply(_ event: Event, at instant: Instant) {
    switch event {
    case .com(let event): CustomerOrders.apply(event, at: instant, to: &com)
    case .som(let event): ServiceOrchestrator.apply(event, at: instant, to: &som)
    case .nfvo(let event): NFVOrchestrator.apply(event, at: instant, to: &nfvo)
    case .vnfm(let event): FunctionLifecycle.apply(event, at: instant, to: &vnfm)
    case .vim(let event): Clusters.apply(event, at: instant, to: &vim)
    case .nfvi(let event): Infrastructure.apply(event, at: instant, to: &nfvi)
    case .nso(let event): DeviceOrchestrator.apply(event, at: instant, to: &nso)
    case .siem(let event): SecurityMonitoring.apply(event, at: instant, to: &siem)
    case .demo(let event): Demo.apply(event, at: instant, to: &demo)
    }
  }
}

import Deciding
import ServiceInterfaces

extension NFVOrchestrator.State {
  /// The operation that a resource order asked for first: the instantiation of its NS.
  package func operation(for order: ResourceOrder.ID) -> NSOperationRecord? {
    Self.requestKey(.som(order), .instantiate).flatMap { requests[$0] }
      .flatMap { operations[$0] }
  }

  /// The operation that instantiated an NS.
  package func instantiation(of ns: NSRecord) -> NSOperationRecord? {
    ns.instantiation.flatMap { operations[$0] }
  }
}

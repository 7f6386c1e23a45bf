import Deciding
import ResourceInterfaces
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

  /// The VIM of a VNF that is to be made: where it was placed, or where others of its profile are.
  func vim(for task: VNFTask, of ns: NSRecord, _ operation: NSOperationRecord) -> VIMName? {
    if let placed = operation.placement?.vim(of: task.vnfName) { return placed }
    let others = ns.vnfs.compactMap { vnfs[$0] }.filter { $0.profile == task.profile }
    return others.last?.vim ?? ns.vim
  }
}

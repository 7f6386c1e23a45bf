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

  /// The site or VIM that a customer names must be there.
  func checkSite(_ name: String) throws(Problem) {
    let all = vims.values
    guard !all.contains(where: { $0.id == name || $0.site == name }) else { return }
    throw Problem(
      status: 422, title: "Site unknown",
      detail: "There is no site or VIM \(name). The sites are: "
        + "\(Set(all.map(\.site)).sorted().joined(separator: ", ")); the VIMs: "
        + "\(all.map(\.id).joined(separator: ", ")).")
  }

  /// The VIM of a VNF that is to be made: where it was placed, or where others of its profile are.
  func vim(for task: VNFTask, of ns: NSRecord, _ operation: NSOperationRecord) -> VIMName? {
    if let placed = operation.placement?.vim(of: task.vnfName) { return placed }
    let others = ns.vnfs.compactMap { vnfs[$0] }.filter { $0.profile == task.profile }
    return others.last?.vim ?? ns.vim
  }
}

import ServiceInterfaces

/// How a product order follows its service order.
package enum ProductOrderTransitions {
  /// The state of the product order once SOM reports `reported`, or nil when that changes nothing:
  /// a repeat, or news about an order that has ended.
  package static func next(from state: OrderState, on reported: OrderState) -> OrderState? {
    guard !state.isTerminal else { return nil }
    // An acknowledged service order is work in progress for the customer.
    let next = reported == .acknowledged ? .inProgress : reported
    return next == state ? nil : next
  }
}

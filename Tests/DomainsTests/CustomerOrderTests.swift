import Deciding
import Domains
import ServiceInterfaces
import Testing

@Suite struct `Customer orders` {
  private static let product = ProductSpecification(
    id: "prod-1", name: "SD-WAN Premium", version: "1.0",
    serviceSpecifications: ["CFS:A", "CFS:B"], pricePlan: "premium-monthly")

  private func document(
    _ items: [(ServiceOrderDocument.Action, String)], category: String? = nil
  ) -> ServiceOrderDocument {
    ServiceOrderDocument(
      category: category, relatedParty: [.init(id: "globex", role: "customer")],
      serviceOrderItem: items.enumerated().map { index, item in
        .init(
          id: String(index + 1), action: item.0,
          service: .init(
            serviceSpecification: .init(id: item.1, name: item.1, version: "1.0")))
      })
  }

  private func event(
    _ state: OrderState, _ services: [(Int, ServiceState)], order: Int = 1
  ) -> COMMessage {
    .serviceOrder(
      ServiceOrderEvent(
        order: ServiceOrder.ID(serial: order), productOrder: ProductOrder.ID(serial: order),
        state: state,
        services: services.map {
          .init(
            id: Service.ID(serial: $0.0), specification: $0.0 == 1 ? "CFS:A" : "CFS:B",
            state: $0.1)
        }, reason: nil))
  }

  private func desk() -> Desk<CustomerOrders> {
    var desk = Desk<CustomerOrders>(CustomerOrders.State())
    desk.tell(.offer([Self.product]))
    return desk
  }

  private let first = ProductOrder.ID(serial: 1)

  @Test func `hand the document to SOM and know their product by its set of CFS`() {
    var desk = desk()
    let document = document([(.add, "CFS:B"), (.add, "CFS:A")])
    desk.tell(.placeOrder(document))
    #expect(desk.sent == [.som(.createServiceOrder(productOrder: first, document: document))])
    let order = desk.state.orders[first]
    #expect(order?.product == "SD-WAN Premium")
    #expect(order?.pricePlan == "premium-monthly")
    #expect(order?.state == .inProgress)
  }

  @Test(arguments: [["CFS:A"], ["CFS:A", "CFS:B", "CFS:C"], ["CFS:A", "CFS:A"]])
  func `have no product when no product consists of just these CFS`(services: [String]) {
    var desk = desk()
    desk.tell(.placeOrder(document(services.map { (.add, $0) })))
    #expect(desk.state.orders[first]?.product == nil)
  }

  @Test func `choose among products of the same CFS by the category`() {
    var desk = desk()
    let other = ProductSpecification(
      id: "prod-2", name: "SD-WAN Trial", version: "1.0",
      serviceSpecifications: ["CFS:B", "CFS:A"], pricePlan: "trial")
    desk.tell(.offer([Self.product, other]))
    desk.tell(.placeOrder(document([(.add, "CFS:A"), (.add, "CFS:B")], category: "SD-WAN Trial")))
    #expect(desk.state.orders[first]?.pricePlan == "trial")
  }

  @Test func `are completed with SOM's order, and billing begins for each CFS`() throws {
    var desk = desk()
    desk.tell(.placeOrder(document([(.add, "CFS:A"), (.add, "CFS:B")])))
    desk.tell(event(.acknowledged, []))
    desk.tell(event(.inProgress, [(1, .designed), (2, .designed)]))
    #expect(desk.state.orders[first]?.state == .inProgress)
    #expect(desk.state.orders[first]?.serviceOrder == ServiceOrder.ID(serial: 1))
    #expect(desk.state.accounts.isEmpty)
    desk.tell(event(.completed, [(1, .active), (2, .active)]))
    let after = desk.state
    desk.tell(event(.completed, [(1, .active), (2, .active)]))
    #expect(desk.state == after)
    #expect(after.orders[first]?.state == .completed)
    #expect(after.orders[first]?.items.map(\.serviceState) == [.active, .active])
    #expect(after.accounts.values.map(\.state) == [.active, .active])
    #expect(after.accounts.values.map(\.pricePlan) == ["premium-monthly", "premium-monthly"])
    try desk.expectReplayable()
  }

  @Test func `bill after a partial order only what is active`() {
    var desk = desk()
    desk.tell(.placeOrder(document([(.add, "CFS:A"), (.add, "CFS:B")])))
    desk.tell(event(.held, [(1, .active), (2, .designed)]))
    #expect(desk.state.orders[first]?.state == .held)
    #expect(desk.state.accounts.isEmpty)
    desk.tell(event(.partial, [(1, .active), (2, .designed)]))
    #expect(desk.state.orders[first]?.state == .partial)
    #expect(desk.state.accounts.values.map(\.id) == [Service.ID(serial: 1)])
  }

  @Test func `leave billing alone on a modification and stop it on a deletion`() throws {
    var desk = desk()
    desk.tell(.placeOrder(document([(.add, "CFS:A")])))
    desk.tell(event(.completed, [(1, .active)]))
    let accounts = desk.state.accounts
    desk.tell(.placeOrder(document([(.modify, "CFS:A")])))
    desk.tell(event(.completed, [(1, .active)], order: 2))
    #expect(desk.state.accounts == accounts)
    desk.tell(.placeOrder(document([(.delete, "CFS:A")])))
    desk.tell(event(.completed, [(1, .terminated)], order: 3))
    let account = try #require(desk.state.accounts[Service.ID(serial: 1)])
    #expect(account.state == .stopped)
    #expect(account.stoppedBy == ProductOrder.ID(serial: 3))
    try desk.expectReplayable()
  }

  @Test func `follow SOM's order until they have ended, and then nothing`() {
    for state in OrderState.allCases {
      for reported in OrderState.allCases {
        let target: OrderState = reported == .acknowledged ? .inProgress : reported
        let expected: OrderState? = state.isTerminal || target == state ? nil : target
        #expect(
          ProductOrderTransitions.next(from: state, on: reported) == expected,
          "\(state) on \(reported)")
      }
    }
  }

  @Test func `ignore events about orders that COM never placed`() {
    var desk = desk()
    let before = desk.state
    desk.tell(event(.completed, [(1, .active)]))
    #expect(desk.state == before)
  }
}

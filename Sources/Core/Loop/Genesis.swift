import Deciding
import Descriptors
import ResourceInterfaces
import ServiceInterfaces

/// Day-0: what a world is told before anything else, as messages like all others.
package enum Genesis {
  /// The first messages of a world with this catalogue on this infrastructure.
  package static func messages(_ catalogue: Catalogue, _ inventory: Inventory) -> [Message] {
    [
      .resource(.nfvi(.inventory(inventory))),
      .resource(.vim(.inventory(inventory))),
      .resource(.vnfm(.packages(catalogue.vnfds))),
      .resource(
        .nfvo(
          .onboard(nsds: catalogue.nsds, vnfds: catalogue.vnfds, inventory: inventory))),
      .service(.som(.catalogue(catalogue.specifications))),
      .service(.com(.offer(catalogue.products))),
    ]
  }
}

extension Journal {
  /// Writes and handles Day-0 in a journal that is empty, and leaves any other as it is.
  ///
  /// What the world begins with is read only when it begins: reading it takes longer than to open
  /// a state that exists.
  package func beginWorld(
    _ catalogue: @autoclosure () throws -> Catalogue,
    _ inventory: @autoclosure () throws -> Inventory
  ) throws -> Engine {
    let engine = try Engine(recovering: self)
    guard engine.sequence == 0 else { return engine }
    return try begin(engine, with: try catalogue(), on: try inventory())
  }

  private func begin(
    _ empty: Engine, with catalogue: Catalogue, on inventory: Inventory
  ) throws(JournalError) -> Engine {
    var engine = empty
    var batch = Batch()
    for message in Genesis.messages(catalogue, inventory) {
      try engine.admit(message, from: .world, into: &batch)
    }
    while try engine.step(until: engine.now, into: &batch) {}
    try commit(batch.sealed(serials: engine.serials))
    return engine
  }
}

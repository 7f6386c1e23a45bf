import Deciding
import Descriptors
import ResourceInterfaces
import ServiceInterfaces

// The empty world of an exercise: the bundled catalogue on the bundled infrastructure.
extension Exercise {
  private static let bundled = Result { try Catalogue.bundled() }
  private static let inventory = Result { try Inventory.bundled() }

  /// The bundled catalogue with a firewall service that also scales by its log collectors, so that
  /// every way of changing a network service has something to change.
  package static func catalogue() throws -> Catalogue {
    let bundled = try bundled.get()
    let nsds = bundled.nsds.map { nsd in
      guard nsd.name == "cloud-firewall-ns" else { return nsd }
      var scalable = nsd
      scalable.scalingAspects = [
        NSD.NSScalingAspect(
          id: "collectors", name: "collectors",
          levels: [
            .init(vnfInstances: ["log_collector": 1]), .init(vnfInstances: ["log_collector": 2]),
          ])
      ]
      return scalable
    }
    return Catalogue(
      specifications: bundled.specifications, products: bundled.products, nsds: nsds,
      vnfds: bundled.vnfds)
  }

  /// Nothing but Day-0.
  static func emptyWorld(seed: UInt64) throws -> Engine {
    var engine = Engine(
      world: WorldDescription(seed: seed, epoch: Instant(milliseconds: 1_800_000_000_000)))
    var batch = Batch.rehearsed
    for message in Genesis.messages(try catalogue(), try inventory.get()) {
      try engine.admit(message, from: .world, into: &batch)
    }
    while try engine.step(until: engine.now, into: &batch) {}
    return engine
  }
}

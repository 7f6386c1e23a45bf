import Deciding
import Descriptors
import ResourceInterfaces
import ServiceInterfaces

// The empty world of an exercise: the bundled catalogue on the bundled infrastructure.
extension Exercise {
  private static let bundled = Result { try Catalogue.bundled() }
  private static let inventory = Result { try Inventory.bundled() }

  /// The bundled catalogue with a firewall service that also scales by its log collectors, and a core
  /// that scales by its user planes, so that every way of changing a network service has something to
  /// change.
  package static func catalogue() throws -> Catalogue {
    let bundled = try bundled.get()
    let nsds = bundled.nsds.map { nsd in
      var scalable = nsd
      switch nsd.name {
      case "cloud-firewall-ns":
        scalable.scalingAspects = [
          aspect(
            "collectors", .init(vnfInstances: ["log_collector": 1]),
            .init(vnfInstances: ["log_collector": 2]))
        ]
      case "core-5g-ns":
        scalable.scalingAspects = [
          aspect(
            "user_planes", .init(vnfInstances: [:], nsInstances: ["user_plane": 1]),
            .init(vnfInstances: [:], nsInstances: ["user_plane": 2]))
        ]
      default: break
      }
      return scalable
    }
    return Catalogue(
      specifications: bundled.specifications, products: bundled.products, nsds: nsds,
      vnfds: bundled.vnfds)
  }

  private static func aspect(
    _ id: String, _ levels: NSD.NSScalingAspect.Level...
  ) -> NSD.NSScalingAspect {
    NSD.NSScalingAspect(id: id, name: id, levels: levels)
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

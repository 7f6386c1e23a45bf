import Deciding

/// What the NFVO hears at its northbound (SOL005 §6): from SOM, or from an operator.
package enum SOL005Request: Codable, Equatable, Sendable {
  /// `POST /ns_instances` (§6.4.2).
  case create(CreateNSRequest)
  /// `POST /ns_instances/{id}/instantiate` (§6.4.4).
  case instantiate(ns: NSInstance.ID, InstantiateNSRequest, from: Requester)
  /// `POST /ns_instances/{id}/scale` (§6.4.5).
  case scale(ns: NSInstance.ID, ScaleNSRequest, from: Requester)
  /// `POST /ns_instances/{id}/scale` (§6.4.5) with scaleVnfType SCALE_TO_INSTANTIATION_LEVEL or
  /// SCALE_TO_SCALE_LEVEL.
  case scaleToLevel(ns: NSInstance.ID, ScaleVNFToLevelRequest, from: Requester)
  /// `POST /ns_instances/{id}/scale` (§6.4.5) with `scaleNsToLevelData`: the whole network service goes
  /// to an instantiation level of its NSD.
  case scaleToNSLevel(ns: NSInstance.ID, level: String, from: Requester)
  /// `POST /ns_instances/{id}/update` (§6.4.6): its VNFs become others.
  case update(ns: NSInstance.ID, UpdateNSRequest, from: Requester)
  /// `POST /ns_instances/{id}/heal` (§6.4.7).
  case heal(ns: NSInstance.ID, HealNSRequest, from: Requester)
  /// `POST /ns_instances/{id}/terminate` (§6.4.8). The identifier is deleted once it is done.
  case terminate(ns: NSInstance.ID, from: Requester)
  /// `POST /ns_lcm_op_occs/{id}/retry` and its neighbours (§6.4.11 to §6.4.15).
  case task(NSOperationTask, operation: NSOperation.ID, from: Requester)
}

/// Who asked for something, kept with what came of it.
package enum Requester: Codable, Equatable, Sendable {
  /// SOM, for a resource order.
  case som(ResourceOrder.ID)
  /// A person at the console or the command line, `user@terminal`.
  case person(name: String)
  /// A policy of the NSD, which makes the operation `isAutomaticInvocation`.
  case policy(name: String)
  /// The operation of the network service that the one in question is nested in.
  case ns(NSOperation.ID)

  package var isAutomatic: Bool {
    if case .policy = self { true } else { false }
  }

  package var resourceOrder: ResourceOrder.ID? {
    if case .som(let order) = self { order } else { nil }
  }

  /// The operation around, when it asks for one of a network service that is nested.
  package var parentOperation: NSOperation.ID? {
    if case .ns(let operation) = self { operation } else { nil }
  }
}

/// SOL005 `CreateNsRequest` (§6.5.2.6), with what the order that it belongs to says of it.
package struct CreateNSRequest: Codable, Equatable, Sendable {
  package let nsdName: String
  package let nsName: String
  /// The tenant that pays for the resources: the customer.
  package let tenant: String
  /// The RFS that this NS realises; `nil` when no service order asked for it.
  package let service: Service.ID?
  package let requester: Requester

  package init(
    nsdName: String, nsName: String, tenant: String, service: Service.ID?, from requester: Requester
  ) {
    self.nsdName = nsdName
    self.nsName = nsName
    self.tenant = tenant
    self.service = service
    self.requester = requester
  }
}

/// SOL005 `InstantiateNsRequest` (§6.5.2.8) in SOM's words: what is wanted, and never where or how.
package struct InstantiateNSRequest: Codable, Equatable, Sendable {
  /// Total virtual CPUs of the main function; `nil` leaves the NSD's default level.
  package let vCPU: Int?
  /// Total memory of the main function in GiB; `nil` leaves the NSD's default level.
  package let memoryGiB: Int?
  /// Kind of site by policy name, such as `edge`; `nil` leaves it to the NSD.
  package let sitePolicy: String?
  /// The one site that the customer named (SOL005 `locationConstraints`); `nil` leaves it open.
  package let site: String?
  /// Names of the customer's networks to attach.
  package let networks: [String]
  /// `nsFlavourId`; `nil` means the default deployment flavour of the NSD.
  package let flavourId: String?
  /// `nsInstantiationLevelId`; `nil` means the default level of the flavour.
  package let instantiationLevel: String?

  package init(
    vCPU: Int?, memoryGiB: Int?, sitePolicy: String?, site: String? = nil, networks: [String],
    flavourId: String? = nil, instantiationLevel: String? = nil
  ) {
    self.vCPU = vCPU
    self.memoryGiB = memoryGiB
    self.sitePolicy = sitePolicy
    self.site = site
    self.networks = networks
    self.flavourId = flavourId
    self.instantiationLevel = instantiationLevel
  }
}

/// SOL005 `ScaleNsRequest` (§6.5.2.10), by steps of an aspect.
package struct ScaleNSRequest: Codable, Equatable, Sendable {
  package enum Direction: String, Codable, Sendable { case out = "SCALE_OUT", inward = "SCALE_IN" }

  /// Whose aspect it is.
  package enum ScaleType: String, Codable, Sendable {
    /// An aspect of one VNF: more or fewer of its components.
    case vnf = "SCALE_VNF"
    /// An aspect of the NSD: more or fewer VNFs.
    case ns = "SCALE_NS"
  }

  package let scaleType: ScaleType
  /// `vnfInstanceId` as SOL005 carries it; `nil` means the NS's only VNF with that aspect. Unused
  /// when the NS itself is scaled.
  package let vnfInstanceId: String?
  package let aspectId: String
  package let direction: Direction
  package let numberOfSteps: Int

  package init(
    scaleType: ScaleType = .vnf, vnfInstanceId: String?, aspectId: String, direction: Direction,
    numberOfSteps: Int
  ) {
    self.scaleType = scaleType
    self.vnfInstanceId = vnfInstanceId
    self.aspectId = aspectId
    self.direction = direction
    self.numberOfSteps = numberOfSteps
  }
}

/// SOL005 `HealNsRequest` (§6.5.2.13): one VNF, or all that are not whole.
package struct HealNSRequest: Codable, Equatable, Sendable {
  package let vnfInstanceId: String?
  package let cause: String

  package init(vnfInstanceId: String?, cause: String) {
    self.vnfInstanceId = vnfInstanceId
    self.cause = cause
  }
}

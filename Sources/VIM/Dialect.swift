import ResourceInterfaces

/// The words of one kind of VIM. What a cluster does is the same for all; what it calls it is not.
protocol Dialect {
  /// `Pod`, `Server`.
  static var resourceType: String { get }
  static var componentKind: Release.Component.Kind { get }
  /// The name of a component: a deployment, a server group.
  static func componentName(release: String, vdu: String, isOnly: Bool) -> String
  /// The name of a new replica. `chance` gives the letters where the kind has any.
  static func resourceName(
    component: ComponentRecord, letters: (Int) -> String
  ) -> String
  /// The word for a resource in `phase`.
  static func status(_ phase: ResourceChange.Phase) -> String
  static func reason(waitingForClaims: Bool) -> String
  /// The task states of a resource that has its host but was not started yet, in order.
  static var preparation: [String] { get }
  /// The reason while a resource is started on its host.
  static var startReason: String { get }
  static var pullReason: String { get }
  static func claimPhase(isBound: Bool) -> String
  /// What its users call a task, such as `helm install`.
  static func verb(_ work: ReleaseRecord.Work, isFirst: Bool) -> String
  static func releaseStatus(_ work: ReleaseRecord.Work, revision: Int, _ outcome: Outcome) -> String
  /// Why no host of `total` takes a resource.
  static func noHost(_ refusals: Refusals, total: Int) -> String
  static func busy(_ release: ReleaseRecord) -> Fault
}

/// How far a task is.
enum Outcome: Sendable { case inProgress, done, failed }

/// Why hosts refused a resource; each host is counted once, under the first reason it has.
struct Refusals: Equatable, Sendable {
  var cpu = 0
  var memory = 0
  var full = 0
  var antiAffinity = 0
  var notReady = 0
}

extension VIMKind {
  var dialect: any Dialect.Type {
    switch self {
    case .kubernetes: Kubernetes.self
    case .openstack: OpenStack.self
    }
  }
}

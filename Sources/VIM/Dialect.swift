import ResourceInterfaces

/// The words of one kind of VIM. What a cluster does is the same for all; what it calls it is not.
protocol Dialect {
  /// `Pod`, `Server`, `VM`, `Instance`.
  static var resourceType: String { get }
  /// The name of a component: a deployment, a server group.
  static func componentName(release: String, vdu: String, isOnly: Bool) -> String
  /// The name of a new replica. `letters` gives so many where the kind has any.
  static func resourceName(
    component: ComponentRecord, letters: (Int) -> String
  ) -> String
  /// The word for a resource in `phase`.
  static func status(_ phase: ResourceChange.Phase) -> String
  /// The word for a resource that is lost.
  static func status(lostFor reason: String, _ cause: LossCause) -> String
  /// The word for a resource that was told to stop and has not.
  static var terminating: String { get }
  /// What it calls a machine of this size: `m5.xlarge`; nil where sizes have no names.
  static func size(_ compute: Compute) -> String?
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
  /// How far a task is, in the words of its tasks.
  static func taskStatus(_ task: TaskRecord) -> String
  /// What a release has besides its resources: how many, and of what.
  static func objects(of release: ReleaseRecord) -> [(count: Int, noun: String)]
  /// Whether what runs takes another interface; otherwise it is made anew for it.
  static var attachesToRunning: Bool { get }
  /// Why no host of `total` takes a resource of that size.
  static func noHost(_ refusals: Refusals, total: Int, for compute: Compute) -> String
  /// That none of the hosts that were tried took a resource.
  static func exhausted(_ resource: ResourceRecord, _ tried: [HostName]) -> String
  /// That `tenant` asks for more than its quota.
  static func quotaText(_ excess: QuotaExcess, tenant: String) -> String
  static func busy(_ release: ReleaseRecord) -> Fault
}

extension Dialect {
  static func size(_ compute: Compute) -> String? { nil }

  static func status(lostFor reason: String, _ cause: LossCause) -> String { status(.lost) }

  static func exhausted(_ resource: ResourceRecord, _ tried: [HostName]) -> String {
    "\(resource.name) was refused by \(tried.count) hosts, \(tried.joined(separator: ", "))."
  }

  static func taskStatus(_ task: TaskRecord) -> String {
    guard task.endedAt != nil else { return "running" }
    return task.fault == nil ? "done" : "failed"
  }
}

/// A kind of VIM that runs virtual machines: they are numbered, and take interfaces while they run.
protocol MachineDialect: Dialect {}

extension MachineDialect {
  static var attachesToRunning: Bool { true }

  static func componentName(release: String, vdu: String, isOnly: Bool) -> String {
    "\(release)-\(vdu)"
  }

  static func resourceName(
    component: ComponentRecord, letters: (Int) -> String
  ) -> String {
    "\(component.name)-\(component.made + 1)"
  }
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
  /// Without so many CPUs for one instance alone, hugepages, or SR-IOV functions.
  var dedicatedCPUs = 0
  var hugepages = 0
  var functions = 0
  /// Without room on its disk.
  var diskFull = 0
  /// Tried before, in vain.
  var tried = 0

  /// Those of `reasons` that are there, each as `2 Insufficient cpu`.
  func counted(_ reasons: [(KeyPath<Refusals, Int>, String)]) -> [String] {
    reasons.compactMap { reason, words in
      self[keyPath: reason] > 0 ? "\(self[keyPath: reason]) \(words)" : nil
    }
  }
}

extension VIMKind {
  var dialect: any Dialect.Type {
    switch self {
    case .kubernetes: Kubernetes.self
    case .openstack: OpenStack.self
    case .vcloud: VCloud.self
    case .outposts: Outposts.self
    case .azureStack: AzureStack.self
    }
  }
}

extension ResourceRecord {
  /// What a cloud of `kind` calls a machine of its size; nil where sizes have no names.
  package func size(on kind: VIMKind) -> String? { kind.dialect.size(compute) }
}

extension TaskRecord {
  /// How far it is, in the words of a VIM of `kind`: `queued`, `running`, `CREATE_COMPLETE`.
  package func status(on kind: VIMKind) -> String { kind.dialect.taskStatus(self) }
}

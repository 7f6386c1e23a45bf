import Deciding
import ResourceInterfaces
import ServiceInterfaces
import Terminal

/// What the console may ask of the world. Everything is read for one row or one object, so that a
/// frame costs what is on the screen.
package protocol WorldReading {
  var header: HeaderFacts { get }

  /// Rows of a pane in the order of urgency.
  func count(_ pane: Pane) -> Int
  func count(_ pane: Pane, _ urgency: Urgency) -> Int
  func serial(at row: Int, in pane: Pane) -> Int?
  func row(of subject: Subject) -> Int?
  /// Every serial of a pane, in that order; costs the whole pane, for a filter or a sort.
  func serials(_ pane: Pane) -> [Int]

  func order(_ serial: Int) -> OrderRow?
  func service(_ serial: Int) -> ServiceRow?
  func function(_ serial: Int) -> FunctionRow?
  func host(_ serial: Int) -> HostRow?
  func operation(_ serial: Int) -> OperationRow?
  func package(_ serial: Int) -> PackageRow?
  func finding(_ serial: Int) -> FindingRow?
  func vim(_ serial: Int) -> VIMRow?

  /// The objects of the other panes that belong to `subject`, up and down the stack.
  func related(to subject: Subject) -> Set<Subject>

  /// The operation of `subject` that is not closed: of a network service, or of the one that a
  /// function belongs to.
  func openOperation(of subject: Subject) -> OpenOperation?
  /// Why a service order cannot be cancelled in its state; nil when that may be asked.
  func objectionToCancelling(order serial: Int) -> String?
  /// What `change` can make of a function now; empty when nothing.
  func choices(for change: FunctionChange, of function: Int) -> [FunctionChange.Choice]
  /// What a network service may be made more of or less: profiles of its NSD, and its functions.
  func updates(of subject: Subject) -> [PlanOption]
  /// Where a network service may be put, by name.
  var sites: [String] { get }

  func orderDetail(_ serial: Int) -> OrderDetail?
  func serviceDetail(_ serial: Int) -> ServiceDetail?
  func functionDetail(_ serial: Int) -> FunctionDetail?
  func hostDetail(_ serial: Int) -> HostDetail?
  func operationDetail(_ serial: Int) -> OperationDetail?
  func packageDetail(_ serial: Int) -> PackageDetail?
  func vimDetail(_ serial: Int) -> VIMDetail?

  /// What a VIM holds of one chapter: how much, what stands in a row, what needs a person first, and
  /// in which row something stands by its serial.
  func count(_ chapter: VIMChapter, of vim: Int) -> Int
  func object(at row: Int, in chapter: VIMChapter, of vim: Int) -> VIMObject?
  func row(of object: Int, in chapter: VIMChapter, of vim: Int) -> Int?

  /// Alarms in the order in which they need a person, each with what it explains if it is unfolded.
  func alarms(limit: Int, unfolded: Set<Int>) -> [AlarmRow]
  func alarmDetail(_ serial: Int) -> AlarmDetail?
  /// Policies of network services, the paused first, then those that see something.
  func policies(limit: Int) -> [PolicyRow]

  /// Faults in force: those of the VIMs, then those of the hosts, each in the order of injection.
  func faults(limit: Int) -> [FaultRow]
  /// What faults can be tied to of one part of the world; costs all of that part.
  func faultPlaces(_ part: FaultPart) -> [PlanField.Choice]

  /// PM jobs and thresholds, the newest first.
  func jobs(limit: Int) -> [PMJobRow]
  func thresholds(limit: Int) -> [ThresholdRow]
  /// The network services that can be measured; costs all of them.
  var measurableServices: [PlanField.Choice] { get }

  /// All hosts by cluster and zone, and one of them for the map.
  var hostGroups: [HostGroup] { get }
  func heat(_ serial: Int) -> HeatCell?

  /// The newest events, newest last.
  func events(limit: Int) -> [EventLine]
  /// The newest events but for measurements, which come all the time and would leave the deck no
  /// line for anything else; newest last.
  func headlines(limit: Int) -> [EventLine]
}

/// What an act is, before it is done: what the plan dialog shows and what Run runs.
package struct PlanReading: Equatable, Sendable {
  package enum Line: Equatable, Sendable {
    case plan(sign: String, text: String)
    /// What is asked of whom.
    case does(String)
    /// What is not as it was when it is over.
    case leaves(String)
    case grant(StateWord, text: String)
    case reach(StateWord, text: String)
    case takes(String)
    /// How it shows.
    case seen(String)
    /// When what is begun comes to its end.
    case ends(String)
    case refused(String)
  }

  package var lines: [Line]
  /// Whether it may be run: nothing refused it.
  package var isPossible: Bool

  package init(lines: [Line], isPossible: Bool) {
    self.lines = lines
    self.isPossible = isPossible
  }
}

/// An operation that is not closed, with the tasks that are legal now and the reasons against the
/// others.
package struct OpenOperation: Equatable, Sendable {
  package let id: String
  /// `SCALE nsop-4 of globex-fw`.
  package let title: String
  /// Why a task is not legal; a task that is not here is.
  package let objections: [NSOperationTask: String]
  /// The upgrade in service that is under way; nil when none is.
  package let upgrade: Upgrade?

  /// An upgrade that can be paused, or go on.
  package struct Upgrade: Equatable, Sendable {
    /// The VNF operation, by its serial.
    package let operation: Int
    package let isHeld: Bool

    package init(operation: Int, isHeld: Bool) {
      self.operation = operation
      self.isHeld = isHeld
    }
  }

  package init(
    id: String, title: String, objections: [NSOperationTask: String], upgrade: Upgrade? = nil
  ) {
    self.id = id
    self.title = title
    self.objections = objections
    self.upgrade = upgrade
  }
}

/// What an operator can ask for, with its choices made.
package enum Act: Hashable, Sendable {
  /// Scale `function` by `steps` of `aspect`; negative scales in.
  case scale(function: Subject, aspect: String, steps: Int)
  case heal(Subject)
  case terminate(Subject)
  /// Configure a function as it is wanted once more, over what somebody else changed.
  case reconcile(Subject)
  /// Want from now on what somebody else changed.
  case adopt(Subject)
  /// Say that somebody looks after an alarm, or that nobody does any more.
  case acknowledge(alarm: Int, Bool)
  case clear(alarm: Int)
  /// Let a policy of a network service do nothing for a while, or act again.
  case pause(policy: String, ns: Int, Bool)
  /// A task for the open operation, by its identifier, of an object.
  case task(NSOperationTask, operation: String, Subject)
  /// Begin or end a maintenance window of a host.
  case maintain(host: Subject, Bool)
  /// Take the package of a file into the catalogue.
  case onboard(file: String)
  /// Let new instances be made from an entry of the catalogue, or no more.
  case enable(Subject, Bool)
  case deletePackage(Subject)
  /// Make a network service of an NSD for a tenant, at a site or where it fits.
  case instantiate(nsd: Subject, tenant: String, site: String?)
  /// One more VNF of a profile of a network service's NSD.
  case addFunction(service: Subject, profile: String)
  case removeFunction(Subject)
  /// Change one function otherwise (SOL005 UPDATE).
  case update(Subject, UpdateNSRequest)
  /// Let an upgrade of an object, by the serial of its VNF operation, go on to no further instances,
  /// or go on.
  case holdUpgrade(operation: Int, Subject, Bool)
  /// Submit the example order that comes with the program.
  case submitExampleOrder
  case cancelOrder(Subject)
  /// Let something go wrong in the simulated world, until it is cleared or over.
  case inject(FaultRule)
  /// End faults, by their names.
  case clearFaults([String])
  /// Measure a network service, or tell when a metric of it is too much (SOL005 §7).
  case createJob(JobWish)
  case deleteJob(Int)
  case createThreshold(ThresholdWish)
  case deleteThreshold(Int)

  /// What it is done to; an order is new and has nothing yet.
  package var subject: Subject? {
    switch self {
    case .scale(let function, _, _): function
    case .heal(let subject), .terminate(let subject), .task(_, _, let subject),
      .reconcile(let subject), .adopt(let subject), .maintain(let subject, _),
      .enable(let subject, _), .deletePackage(let subject), .instantiate(let subject, _, _),
      .addFunction(let subject, _), .removeFunction(let subject), .update(let subject, _),
      .holdUpgrade(_, let subject, _), .cancelOrder(let subject):
      subject
    case .submitExampleOrder, .acknowledge, .clear, .pause, .onboard, .inject, .clearFaults,
      .createJob, .deleteJob, .createThreshold, .deleteThreshold:
      nil
    }
  }
}

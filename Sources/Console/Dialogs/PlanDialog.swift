import ResourceInterfaces
import ServiceInterfaces
import Terminal

/// An act that is being considered: its choices, its plan, and how far the operator is in saying yes.
///
/// Nothing here runs by accident: the focus starts on Cancel, the key that opened it confirms
/// nothing, keys count only once it was on the screen, and when its object changes meanwhile it
/// says so, asks for a new plan and goes back to Cancel.
package struct PlanDialog: Equatable, Sendable {
  package enum Focus: Hashable, Sendable {
    case aspect, level, entry, option, field(Int), name, cancel, run
  }

  /// An aspect that can be scaled, and of which function.
  package struct Aspect: Equatable, Sendable {
    package let function: Subject
    package let functionName: String
    package var aspect: FunctionDetail.Aspect
  }

  package enum Kind: Equatable, Sendable {
    case scale
    case act(Act)
    /// One of several acts, which the options name.
    case choice
    /// The file that is typed.
    case onboard
    /// For the tenant that is typed, at the site that the option names.
    case instantiate
    /// The description of a function is typed.
    case describe
    /// The fault that the fields say.
    case inject
    /// The PM job, the threshold that the fields say.
    case job, threshold
  }

  /// What a key did to it.
  package enum Answer: Equatable, Sendable {
    case stay([Command])
    case close
    case run(Act)
  }

  package let kind: Kind
  package let subject: Subject?
  package let title: String
  package let isDestructive: Bool
  /// What has to be typed before it runs.
  package let nameToType: String?
  package internal(set) var aspects: [Aspect] = []
  package internal(set) var aspect = 0
  package internal(set) var level = 0
  package internal(set) var typed = TextField()
  /// What has to be typed, and what it is called; empty when nothing is.
  package internal(set) var entry = TextField()
  package internal(set) var entryLabel = ""
  package internal(set) var options: [PlanOption] = []
  package internal(set) var optionLabel = ""
  package internal(set) var option = 0
  package internal(set) var fields: [PlanField] = []
  /// The part of the world whose names a field offers.
  var offered: FaultPart?
  package internal(set) var focus = Focus.cancel
  /// The plan of `act`; nil until it arrives.
  package internal(set) var plan: PlanReading?
  /// What changed since the dialog opened.
  package internal(set) var warning: String?
  /// Why Run did not run.
  package internal(set) var problem: String?
  /// Lines of the plan that went out at the top.
  package internal(set) var scroll = 0
  package internal(set) var isShown = false
  /// What the object was when the plan was asked for.
  var seen: ListRow?

  init(
    _ kind: Kind, subject: Subject?, title: String, isDestructive: Bool = false,
    nameToType: String? = nil, seen: ListRow? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.title = title
    self.isDestructive = isDestructive
    self.nameToType = nameToType
    self.seen = seen
  }

  /// What Run would run; nil when nothing is chosen that changes anything.
  package var act: Act? {
    switch kind {
    case .act(let act): return act
    case .choice: return options.indices.contains(option) ? options[option].act : nil
    case .onboard: return entry.text.isEmpty ? nil : .onboard(file: entry.text)
    case .instantiate:
      guard let subject, !entry.text.isEmpty else { return nil }
      // The first option leaves the place to the NFVO.
      return .instantiate(
        nsd: subject, tenant: entry.text, site: option == 0 ? nil : options[option].title)
    case .describe:
      guard let subject, !entry.text.isEmpty else { return nil }
      return .update(
        subject,
        .modifyInformation(
          vnf: "vnf-\(subject.serial)", VNFInformationRequest(description: entry.text)))
    case .inject: return faultRule.map { .inject($0) }
    case .job: return jobWish.map { .createJob($0) }
    case .threshold: return thresholdWish.map { .createThreshold($0) }
    case .scale: break
    }
    guard aspects.indices.contains(aspect) else { return nil }
    let chosen = aspects[aspect]
    let steps = level - chosen.aspect.level
    guard steps != 0 else { return nil }
    return .scale(function: chosen.function, aspect: chosen.aspect.id, steps: steps)
  }

  /// Where Tab goes, in order.
  package var stops: [Focus] {
    var stops: [Focus] = []
    if aspects.count > 1 { stops.append(.aspect) }
    if kind == .scale { stops.append(.level) }
    if !entryLabel.isEmpty { stops.append(.entry) }
    if !options.isEmpty { stops.append(.option) }
    stops += shownFields.map { .field($0) }
    if nameToType != nil { stops.append(.name) }
    return stops + [.cancel, .run]
  }

  /// Why it cannot run now; nil when it can.
  package var obstacle: String? {
    if act == nil {
      return undecided
    }
    guard let plan else { return "The plan is not here yet." }
    guard plan.isPossible else { return "It was refused, as the plan says." }
    if let nameToType, typed.text != nameToType { return "Type \(nameToType) to confirm." }
    return nil
  }

  /// What has to be chosen before there is anything to plan.
  var undecided: String {
    if !fields.isEmpty { return "Choose what is left open above." }
    return entryLabel.isEmpty
      ? "Choose another level than the present one." : "Type the \(entryLabel) first."
  }

  package mutating func arrived(_ act: Act, _ plan: PlanReading) {
    guard act == self.act else { return }
    self.plan = plan
    scroll = 0
  }
}

/// One of the things that a dialog lets choose between.
package struct PlanOption: Hashable, Sendable {
  package let title: String
  /// What is worth knowing about it.
  package let note: String
  /// What it does; nil when it is only a part of what is done.
  package let act: Act?

  package init(_ title: String, note: String = "", act: Act? = nil) {
    self.title = title
    self.note = note
    self.act = act
  }
}

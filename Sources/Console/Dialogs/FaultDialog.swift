import Deciding
import ResourceInterfaces

// Dialogs that let something go wrong in the simulated world, and right again.
extension PlanDialog {
  /// A dialog that begins with a kind of fault, and with what it is tied to where that is known.
  static func injecting(
    _ fault: FaultKind, at part: FaultPart? = nil, _ name: String? = nil,
    in world: some WorldReading
  ) -> Self {
    var dialog = Self(.inject, subject: nil, title: "Inject a fault", isDestructive: true)
    let kinds = FaultKind.allCases
    dialog.fields = [
      PlanField(
        .kind, kinds.map { .init($0.title, id: $0.rawValue) },
        index: kinds.firstIndex(of: fault) ?? 0),
      PlanField(.at, []), PlanField(.object, []),
      PlanField(.error, []), PlanField(.delay, unit: "s", []),
      PlanField(
        .chance, unit: "%",
        [100, 75, 50, 25, 10, 5, 1].map { .init("\($0) %", note: note($0), id: "\($0)") }),
      PlanField(.passes, unit: "go well first", []),
      PlanField(.times, unit: "times", []),
      PlanField(
        .lasts, unit: "s",
        [.init("until it is cleared", id: "")]
          + [(30, "30 s"), (60, "1 min"), (300, "5 min"), (900, "15 min"), (3_600, "1 h")]
          .map { .init($0.1, id: "\($0.0)") }),
    ]
    dialog.offerFaults(in: world)
    if let part {
      dialog.choose(part.rawValue, of: .at)
      dialog.offerFaults(in: world)
      if let name { dialog.choose(name, of: .object) }
    }
    dialog.focus = .field(part == nil ? 1 : 2)
    if dialog.focus == .field(2), dialog.fields[2].choices.isEmpty { dialog.focus = .field(1) }
    return dialog
  }

  private static func note(_ percent: Int) -> String {
    percent == 100 ? "whatever it could strike" : "of what it could strike"
  }

  static func clearing(_ faults: [FaultRow]) -> Self? {
    guard let first = faults.first else { return nil }
    return Self(
      .act(.clearFaults(faults.map(\.rule.name))), subject: nil,
      title: faults.count == 1 ? "Clear \(first.rule.kind.title)" : "Clear \(faults.count) faults")
  }

  /// Offers what the chosen kind of fault depends on.
  mutating func offerFaults(in world: some WorldReading) {
    guard let fault = FaultKind(rawValue: value(.kind)) else { return }
    let parts = fault.partsAlone.map { PlanField.Choice($0.rawValue) }
    offer((fault.mayBeEverywhere ? [.init("everywhere", id: "")] : []) + parts, for: .at)
    let part = FaultPart(rawValue: value(.at))
    if part != offered || self[.object]?.choices.isEmpty == true {
      offered = part
      offer(part.map { world.faultPlaces($0) } ?? [], for: .object)
    }
    let errors = fault == .taskFails ? ErrorClass.allCases : []
    offer(errors.map { .init($0.rawValue) }, for: .error)
    offer(fault.delayChoices, for: .delay)
    // A host or a site is struck once, when the fault begins.
    let isRepeated = fault.strikesAgain
    offer(isRepeated ? fault.countChoices : [], for: .times)
    offer(
      isRepeated
        ? [.init("none goes well first", id: "")]
          + [1, 2, 3, 5, 10].map { .init("\($0) go well first", id: "\($0)") } : [],
      for: .passes)
  }

  /// The rule that the fields make; nil when they do not say where.
  var faultRule: FaultRule? {
    guard let fault = FaultKind(rawValue: value(.kind)) else { return nil }
    var place = FaultPlace()
    if let part = FaultPart(rawValue: value(.at)) {
      guard let named = part.place(value(.object)), !value(.object).isEmpty else { return nil }
      place = named
    }
    return FaultRule(
      fault, at: place, perMille: (number(.chance) ?? 100) * 10,
      delay: fault.delay == nil ? nil : number(.delay).map { .seconds(Double($0)) },
      skip: number(.passes) ?? 0, count: number(.times),
      duration: number(.lasts).map { .seconds(Double($0)) },
      error: fault == .taskFails ? ErrorClass(rawValue: value(.error)) : nil)
  }
}

extension FaultKind {
  /// Whether it strikes again and again while it is in force.
  fileprivate var strikesAgain: Bool {
    switch self {
    case .grayFailure, .nicFlap: true
    default: group != .host && group != .site
    }
  }

  fileprivate var delayChoices: [PlanField.Choice] {
    guard let delay else { return [] }
    let usual = delay.usualSeconds
    let seconds = [usual] + [0, 5, 20, 60, 300, 1_200].filter { $0 != usual }
    return seconds.map { .init("\($0) s", note: delay.meaning, id: "\($0)") }
  }

  fileprivate var countChoices: [PlanField.Choice] {
    let once = PlanField.Choice("once", id: "1")
    let more = [2, 3, 5, 10, 100].map { PlanField.Choice("\($0) times", id: "\($0)") }
    return strikesOnce ? [once] + more : [.init("as often as it can", id: ""), once] + more
  }
}

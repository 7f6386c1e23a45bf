import Deciding
import ResourceInterfaces
import Terminal
import Testing

@testable import Console

/// A game day by keys.
struct FaultViewTests {
  static let sizes = ScreenTests.sizes

  @Test(arguments: sizes)
  func `the catalogue stands under the faults in force`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("B", "down")
    Golden.check(console.picture, "faults-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: sizes)
  func `what a fault would strike stands under its fields`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("B", "down", "down", "i")
    Golden.check(console.picture, "plan-inject-\(size.columns)x\(size.rows)")
  }

  @Test func `every kind of the catalogue is in the view and can be injected`() throws {
    var console = ConsoleDriver(120, 40)
    console.press("B", "down")
    for kind in FaultKind.Group.allCases.flatMap({ group in
      FaultKind.allCases.filter { $0.group == group }
    }) {
      console.press("down")
      #expect(console.state.choice == .faultKind(kind))
      #expect(console.picture.text.contains(kind.title))
      console.press("i")
      let rule = try #require(console.plan?.faultRule, "\(kind) is offered without a place")
      #expect(rule.kind == kind)
      #expect(
        Set(FaultPart.allCases.filter { $0.name(in: rule.place) != nil })
          .isSubset(of: kind.partsAlone))
      console.press("esc")
    }
  }

  @Test func `the fields make the rule that the command line makes`() throws {
    var console = ConsoleDriver(120, 40)
    console.press("B", "G", "i")
    #expect(console.plan?.focus == .field(1))
    // Back to the kind, and by its letters to another.
    console.press("up")
    console.type("certif")
    #expect(console.plan?[.kind]?.value == "certificate-expired")
    #expect(console.plan?[.at]?.value == "")
    console.press("down", "right", "down")
    console.type("os-")
    console.press("down", "down", "down", "down")
    #expect(console.plan?.focus == .field(8))
    console.type("90")
    #expect(
      console.plan?.act
        == .inject(
          FaultRule(
            .certificateExpired, at: FaultPlace(vim: "os-dc-1"), duration: .seconds(90))))
    #expect(console.plan?.plan != nil, "the plan is worked out for what is chosen")
    console.press("up", "up", "up", "left")
    #expect(console.plan?[.chance]?.value == "1")
    console.press("backspace", "5")
    let rule = try #require(console.plan?.faultRule)
    #expect(rule.perMille == 50)
    // Nothing happens before Run has the focus.
    console.press("enter", "enter", "enter", "enter")
    #expect(console.plan?.focus == .cancel)
    #expect(console.acts.isEmpty)
    console.press("tab", "enter")
    #expect(console.acts == [.inject(rule)])
  }

  @Test func `letters that no name has are not taken`() {
    var console = ConsoleDriver(120, 40)
    console.press("B", "down", "down", "i", "down")
    #expect(console.plan?[.at]?.value == "host")
    console.type("dc-1-h1#")
    #expect(console.plan?[.object]?.title == "dc-1-h10")
    console.press("2")
    #expect(console.plan?[.object]?.title == "dc-1-h12")
    console.press("backspace", "5")
    #expect(console.plan?[.object]?.title == "dc-1-h15")
  }

  @Test func `faults are cleared one by one and all at once`() {
    var console = ConsoleDriver(120, 40)
    console.press("B", "x", "tab", "enter")
    #expect(console.acts == [.clearFaults(["power-loss@host=dc-1-h07"])])
    console.press("X", "tab", "enter")
    #expect(
      console.acts.last == .clearFaults(["power-loss@host=dc-1-h07", "reply-lost@vim=os-dc-1"]))
    console.change { $0.faults = [] }
    console.press("x")
    #expect(console.state.notice?.text == "There is no fault in force under the cursor.")
    console.press("X")
    #expect(console.state.notice?.text == "Nothing goes wrong that was injected.")
  }

  @Test func `a fault leads to the host that it is about, and a host to its faults`() throws {
    var console = ConsoleDriver(120, 40)
    console.press("B", "enter")
    #expect(console.state.place == .detail(Subject(.hosts, 39)))
    console.press("i")
    #expect(console.plan?[.object]?.title == "dc-1-h07")
    let rule = try #require(console.plan?.faultRule)
    #expect(rule.name == "power-loss@host=dc-1-h07")
  }

  @Test func `read-only mode lets nothing go wrong`() {
    var console = ConsoleDriver(120, 40)
    console.press("L", "B", "i", "x", "X")
    #expect(console.state.overlay == nil)
    #expect(console.commands.isEmpty)
  }
}

extension Sample {
  static let faults: [FaultRow] = [
    FaultRow(
      rule: FaultRule(.powerLoss, at: FaultPlace(host: "dc-1-h07")),
      subject: Subject(.hosts, 39), since: "12:03:49", age: .seconds(42), struck: 0,
      lastStrike: nil, ends: "when it is cleared"),
    FaultRow(
      rule: FaultRule(
        .replyLost, at: FaultPlace(vim: "os-dc-1"), perMille: 250, count: 5,
        duration: .seconds(300)),
      subject: nil, since: "12:01:10", age: .seconds(201), struck: 3, lastStrike: .seconds(12),
      ends: "in 1m, or after 2 more strikes"),
  ]
}

extension SampleWorld {
  func faults(limit: Int) -> [FaultRow] { Array(faults.prefix(limit)) }

  func faultPlaces(_ part: FaultPart) -> [PlanField.Choice] {
    switch part {
    case .host:
      hosts.values.sorted { $0.name < $1.name }.map {
        .init($0.name, note: "\($0.cluster), \($0.workloads) workloads")
      }
    case .vim: header.clusters.map { .init($0.name, note: "16 hosts") }
    case .vnf: functions.values.sorted { $0.id < $1.id }.map { .init($0.name, id: "vnf-7") }
    case .rack, .zone, .site: [.init("\(part.rawValue)-a"), .init("\(part.rawValue)-b")]
    case .image: [.init("fw:2.4.0"), .init("fw:2.4.1")]
    case .task: [.init("apply"), .init("delete")]
    case .step: [.init("any")]
    }
  }
}

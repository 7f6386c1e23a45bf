import ServiceInterfaces
import Terminal
import Testing

@testable import Console

/// What is done to one function: chosen, planned, and only then done.
struct FunctionActionTests {
  /// The cursor on the function of this serial.
  private func console(on serial: Int, _ columns: Int = 120, _ rows: Int = 40) -> ConsoleDriver {
    var console = ConsoleDriver(columns, rows)
    console.press("3", "g")
    for _ in 0..<30 where console.state.subjects.first != Subject(.functions, serial) {
      console.press("down")
    }
    #expect(console.state.subjects.first == Subject(.functions, serial))
    return console
  }

  @Test func `an upgrade is planned at once and run on a second thought`() {
    var console = console(on: 1)
    console.press("u")
    #expect(console.plan?.title == "Upgrade globex-fw-1")
    let act = Act.update(
      Subject(.functions, 1), .changePackage(vnf: "vnf-1-fw", vnfdId: "fw-2.4.1"))
    #expect(console.commands.last == .plan(act))
    #expect(console.plan?.plan?.isPossible == true)
    console.press("enter")
    #expect(console.plan == nil && console.acts == [])
    console.press("u", "tab", "enter")
    #expect(console.acts == [act])
  }

  @Test func `one of several is chosen by left and right, and planned anew`() {
    var console = console(on: 1)
    console.press("o", "right")
    #expect(console.plan?.option == 1)
    let act = Act.update(
      Subject(.functions, 1), .operate(vnf: "vnf-1-fw", .stop(graceSeconds: nil)))
    #expect(console.commands.last == .plan(act))
    console.press("left")
    #expect(console.plan?.option == 0)
    console.press("right", "tab", "enter")
    #expect(console.acts == [act])
  }

  @Test func `what has no choice says so`() {
    var console = console(on: 7)
    console.press("u")
    #expect(console.plan == nil)
    #expect(console.state.notice?.text.contains("can be changed to it") == true)
    console.press("w")
    #expect(console.state.notice?.text.hasPrefix("No upgrade of") == true)
    console.press("1", "u")
    #expect(console.state.notice?.text.hasPrefix("This needs a VNF") == true)
  }

  @Test func `a description is typed, planned when its field is left, and kept`() {
    var console = console(on: 1)
    console.press(":")
    console.type("modify")
    console.press("enter")
    #expect(console.plan?.focus == .entry)
    #expect(console.plan?.act == nil)
    console.type("edge firewall")
    #expect(console.plan?.plan == nil)
    console.press("tab")
    let act = Act.update(
      Subject(.functions, 1),
      .modifyInformation(
        vnf: "vnf-1", VNFInformationRequest(description: "edge firewall")))
    #expect(console.commands.last == .plan(act))
    console.press("tab", "enter")
    #expect(console.acts == [act])
  }

  @Test(arguments: ScreenTests.sizes)
  func `the choice stands over its plan`(size: Size) {
    var console = console(on: 1, size.columns, size.rows)
    console.press("o")
    Golden.check(console.picture, "plan-operate-\(size.columns)x\(size.rows)")
  }
}

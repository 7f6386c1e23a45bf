import ServiceInterfaces
import Terminal
import Testing

@testable import Console

/// Nobody changes anything by accident.
struct PlanDialogTests {
  private func scaling() -> ConsoleDriver {
    var console = ConsoleDriver()
    console.press("3", "s")
    return console
  }

  @Test func `tasks are offered for an operation that stands still, and planned like every act`()
    throws
  {
    var console = ConsoleDriver()
    let service = try #require(
      console.world.serials(.services).first {
        console.world.openOperation(of: Subject(.services, $0)) != nil
      })
    console.press("2", "g")
    while console.state.subjects.first != Subject(.services, service) { console.press("down") }
    let offered = ActionTable.offered(console.state, console.world).map(\.action.id)
    #expect(
      offered.filter { [.retry, .rollback, .continueOperation, .fail].contains($0) }.count == 4)
    console.press("C")
    #expect(console.plan == nil)
    #expect(console.state.notice?.text.hasSuffix("so cancel is not possible.") == true)
    console.press("b")
    let act = Act.task(.rollback, operation: "nsop-\(service)", Subject(.services, service))
    #expect(console.commands.last == .plan(act))
    #expect(console.plan?.isDestructive == true)
    console.press("tab", "enter")
    #expect(console.acts == [act])
  }

  @Test func `an order is cancelled by its plan, and says when it is too late for that`() throws {
    var console = ConsoleDriver()
    func go(to isMeant: (OrderRow) -> Bool) throws -> Subject {
      let serial = try #require(
        console.world.serials(.orders).first { console.world.order($0).map(isMeant) == true })
      console.press("1", "g")
      while console.state.subjects.first != Subject(.orders, serial) { console.press("down") }
      return Subject(.orders, serial)
    }
    let over = try go { $0.state.tone == .good }
    console.press("C")
    #expect(console.plan == nil)
    #expect(
      console.state.notice?.text == console.world.objectionToCancelling(order: over.serial))
    let open = try go { $0.state.tone == .working }
    for way in [["C"], ["enter", "C"]] {
      for key in way { console.press(key) }
      #expect(console.commands.last == .plan(.cancelOrder(open)))
      #expect(console.plan?.isDestructive == true)
      #expect(console.plan?.focus == .cancel)
      console.press("enter")
      #expect(console.acts == [])
    }
    console.press("C", "tab", "enter")
    #expect(console.acts == [.cancelOrder(open)])
  }

  @Test(arguments: ScreenTests.sizes)
  func `what a cancellation undoes stands in its plan`(size: Size) throws {
    var console = ConsoleDriver(size.columns, size.rows)
    let open = try #require(
      console.world.serials(.orders).first { console.world.order($0)?.state.tone == .working })
    console.press("1", "g")
    while console.state.subjects.first != Subject(.orders, open) { console.press("down") }
    console.press("C")
    Golden.check(console.picture, "plan-cancel-order-\(size.columns)x\(size.rows)")
  }

  @Test func `tasks say why they are not possible where no operation is open`() {
    var console = ConsoleDriver()
    console.press("1", "r")
    #expect(console.state.notice?.text.hasPrefix("An operation belongs to") == true)
    console.press("2", "g", "r")
    #expect(console.plan != nil || console.state.notice?.text.contains("is open") == true)
  }

  @Test func `a plan is asked for as soon as its dialog opens`() throws {
    let console = scaling()
    let plan = try #require(console.plan)
    #expect(plan.focus == .cancel)
    let act = Act.scale(function: Subject(.functions, 5), aspect: "firewall-workers", steps: 1)
    #expect(console.commands == [.plan(act)])
    #expect(plan.plan == SamplePlans.plan(act))
  }

  @Test func `Enter alone cancels, and the key that opened it confirms nothing`() {
    var console = scaling()
    console.press("s", "s", "y")
    #expect(console.plan != nil)
    console.press("enter")
    #expect(console.plan == nil)
    #expect(console.acts == [])
  }

  @Test func `Run runs exactly the plan that is shown`() {
    var console = scaling()
    console.press("right", "tab", "enter")
    #expect(console.plan == nil)
    #expect(
      console.acts == [
        .scale(function: Subject(.functions, 5), aspect: "firewall-workers", steps: 2)
      ])
  }

  @Test func `keys typed before the dialog was drawn are dropped`() {
    var console = ConsoleDriver()
    console.isPrompt = false
    console.press("3", "s", "tab", "enter")
    #expect(console.state.awaitsShowing)
    #expect(console.plan?.focus == .cancel)
    #expect(console.acts == [])
    console.state.shown()
    console.press("tab", "enter")
    #expect(console.plan?.problem == "The plan is not here yet.")
    #expect(console.acts == [])
  }

  @Test func `choosing another level asks for its plan, and an old answer is not taken for it`() {
    var console = ConsoleDriver()
    console.isPrompt = false
    console.press("3", "s")
    console.state.shown()
    let first = console.plan?.act
    console.press("right")
    if let first { console.state.planArrived(first, SamplePlans.plan(first)) }
    #expect(console.plan?.plan == nil)
    if let now = console.plan?.act { console.state.planArrived(now, SamplePlans.plan(now)) }
    #expect(console.plan?.plan != nil)
  }

  @Test func `the present level is no act`() {
    var console = scaling()
    console.press("left", "tab", "enter")
    #expect(console.plan?.act == nil)
    #expect(console.plan?.problem == "Choose another level than the present one.")
    #expect(console.acts == [])
  }

  @Test func `what was refused cannot be run, and says why`() {
    var console = scaling()
    console.press("right", "right", "tab", "enter")
    #expect(console.plan?.problem == "It was refused, as the plan says.")
    #expect(console.picture.text.contains("k8s-edge-1 has room for 4 more of them"))
    #expect(console.acts == [])
  }

  @Test func `terminating an active service needs its name`() {
    var console = ConsoleDriver()
    console.press("2", "G", "x")
    #expect(console.plan?.nameToType == "globex-fw")
    console.press("tab", "enter")
    #expect(console.plan?.problem == "Type globex-fw to confirm.")
    #expect(console.acts == [])
    console.type("globex-fw")
    console.press("tab", "tab", "enter")
    #expect(console.acts == [.terminate(Subject(.services, 1))])
  }

  @Test func `terminating what nobody uses needs no name`() {
    var console = ConsoleDriver()
    console.press("1", "tab", "x")
    #expect(console.selected == "hooli-fw")
    #expect(console.plan?.nameToType == nil)
    console.press("right", "enter")
    #expect(console.acts == [.terminate(Subject(.services, 3))])
  }

  @Test func `when the object changes meanwhile, the dialog says so and asks again`() {
    var console = scaling()
    console.press("tab")
    #expect(console.plan?.focus == .run)
    console.change { world in
      guard var row = world.function(5) else { return }
      row.state = StateWord(.working, "healing")
      world.put(row, 5, .busy)
    }
    #expect(console.plan?.focus == .cancel)
    #expect(
      console.plan?.warning
        == "hooli-fw-1 changed meanwhile, from FAILED_TEMP to healing; this plan is new.")
    #expect(console.commands.count { if case .plan = $0 { true } else { false } } == 2)
  }

  @Test func `when the object is gone, nothing can be run`() {
    var console = scaling()
    console.change { $0.remove(Subject(.functions, 5)) }
    console.press("tab", "enter")
    #expect(console.acts == [])
    #expect(console.picture.text.contains("hooli-fw-1 is gone."))
  }

  @Test func `a paste reaches the name field and nothing else`() {
    var console = ConsoleDriver()
    console.send(.paste("xxx"))
    #expect(console.plan == nil)
    console.press("2", "G", "x")
    console.send(.paste("globex-fw"))
    #expect(console.plan?.typed.text == "")
    console.press("shift-tab")
    console.send(.paste("globex-fw"))
    #expect(console.plan?.typed.text == "globex-fw")
  }

  @Test func `a click on Run gives it the focus, and a second one runs`() throws {
    var console = scaling()
    let plan = try #require(console.plan)
    let picture = PlanPicture(plan, on: Rect(console.state.size), glyphs: .unicode)
    console.click(picture.runButton.x + 1, picture.runButton.y)
    #expect(console.plan?.focus == .run)
    #expect(console.acts == [])
    console.click(picture.runButton.x + 1, picture.runButton.y)
    #expect(console.acts.count == 1)
  }

  @Test func `at most sixty frames in a second, and a key is not kept waiting`() {
    var pacer = FramePacer()
    let start = ContinuousClock().now
    #expect(pacer.delay(.world, at: start) == nil)
    pacer.drew(at: start)
    let soon = start + .milliseconds(3)
    #expect(pacer.delay(.operatorInput, at: soon) == nil)
    #expect(pacer.delay(.world, at: soon) != nil)
    var now = start
    var drawn = 1
    while now < start + .milliseconds(990) {
      now += .milliseconds(2)
      if pacer.delay(.operatorInput, at: now) == nil {
        pacer.drew(at: now)
        drawn += 1
      }
    }
    #expect(drawn == 60)
    #expect(pacer.delay(.operatorInput, at: start + .milliseconds(1_001)) == nil)
  }
}

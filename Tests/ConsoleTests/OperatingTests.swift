import ServiceInterfaces
import Terminal
import Testing

@testable import Console

/// Working with operations, the catalogue and audit findings by keys.
struct OperatingTests {
  @Test func `an operation that stands still is first, opens, and is retried from its row`() {
    var console = ConsoleDriver()
    console.press("O")
    #expect(console.state.place == .list(.operations))
    #expect(console.selected == "INSTANTIATE nsop-31")
    console.press("r")
    #expect(console.plan?.title == "Retry: INSTANTIATE nsop-31 of hooli-cloud-firewall")
    console.press("tab", "enter")
    let subject = Subject(.operations, 1)
    #expect(console.acts == [.task(.retry, operation: "nsop-31", subject)])
    // Its steps lead to their functions, and the keys still mean the operation.
    console.press("enter", "down")
    #expect(console.state.place == .detail(subject))
    #expect(console.state.subjects.first == Subject(.functions, 5))
    console.press("b")
    #expect(console.plan?.title == "Rollback: INSTANTIATE nsop-31 of hooli-cloud-firewall")
    console.press("esc", "C")
    #expect(console.state.notice?.text.contains("cancel is not possible") == true)
    console.press("esc")
    #expect(console.state.place == .list(.operations))
    #expect(console.selected == "INSTANTIATE nsop-31")
  }

  @Test func `a closed operation takes no task, and says so`() {
    var console = ConsoleDriver()
    console.press("O", "G", "r")
    #expect(console.plan == nil)
    #expect(console.state.notice?.text == "SCALE vnfop-2 is closed.")
  }

  @Test func `filter, order and cursor of a view are there again after Esc`() {
    var console = ConsoleDriver()
    console.press("O", "/")
    console.type("type:scale")
    console.press("enter", "S", "down", "enter", "esc")
    #expect(console.state[.operations].filter?.text == "type:scale")
    #expect(console.state[.operations].sort?.column == "OPERATION")
    #expect(console.selected == "SCALE vnfop-2")
    console.press("esc", "O")
    #expect(console.state[.operations].filter?.text == "type:scale")
  }

  @Test func `a file is onboarded by its path, which Tab completes`() {
    var console = ConsoleDriver()
    console.press("V", "o")
    console.type("ro")
    console.press("tab")
    #expect(console.commands.last == .completePath("ro"))
    console.state.pathCompleted("ro", to: "router.csar")
    // What came too late changes nothing.
    console.state.pathCompleted("ro", to: "rotten.csar")
    #expect(console.plan?.entry.text == "router.csar")
    console.press("enter")
    #expect(console.commands.last == .plan(.onboard(file: "router.csar")))
    console.press("tab", "enter")
    #expect(console.acts == [.onboard(file: "router.csar")])
  }

  @Test func `a refused package cannot be run`() {
    var console = ConsoleDriver()
    console.press("V", "o")
    console.type("router.zip")
    console.press("enter")
    #expect(console.plan?.plan?.isPossible == false)
    console.press("tab", "enter")
    #expect(console.acts.isEmpty)
    #expect(console.plan?.problem == "It was refused, as the plan says.")
  }

  @Test func `entries are switched and deleted after their plans, and specifications are not`() {
    var console = ConsoleDriver()
    console.press("V", "/")
    console.type("vnfd 2.4.1")
    console.press("enter", "space")
    #expect(console.plan?.title == "Disable VNFD cloud-firewall 2.4.1")
    console.press("tab", "enter")
    #expect(console.acts == [.enable(Subject(.packages, 4), false)])
    console.press("x", "tab", "enter")
    #expect(console.acts.last == .deletePackage(Subject(.packages, 4)))
    console.press("/", "ctrl-u", "enter", "G", "x")
    #expect(console.plan == nil)
    #expect(console.state.notice?.text.contains("service specification") == true)
  }

  @Test func `a network service is made of an NSD for a tenant that is typed`() {
    var console = ConsoleDriver()
    console.press("V", "i")
    #expect(console.state.notice?.text.hasPrefix("Network services are made from NSDs") == true)
    console.press("/")
    console.type("kind:nsd")
    console.press("enter", "i", "enter", "tab", "tab", "enter")
    #expect(console.acts.isEmpty)
    #expect(console.plan?.problem == "Type the tenant first.")
    console.press("down")
    console.type("Acme")
    console.press("enter", "right", "tab", "tab", "enter")
    #expect(
      console.acts == [
        .instantiate(nsd: Subject(.packages, 3), tenant: "Acme", site: "k8s-edge-1")
      ])
  }

  @Test func `an update is chosen among what the network service can be made of`() {
    var console = ConsoleDriver()
    console.press("2", "G", "U", "right", "tab", "enter")
    #expect(console.acts == [.removeFunction(Subject(.functions, 23))])
  }

  @Test func `a finding is put right by what its baseline asks for, and opens its function`() {
    var console = ConsoleDriver()
    console.press("I")
    #expect(console.state.subjects == [Subject(.functions, 5)])
    console.press("m")
    #expect(console.plan?.act == .heal(Subject(.functions, 5)))
    console.press("esc", "down", "m")
    #expect(console.plan?.act == .reconcile(Subject(.functions, 23)))
    console.press("esc", "enter")
    #expect(console.state.place == .detail(Subject(.functions, 23)))
    console.press("esc")
    #expect(console.state.place == .list(.findings))
  }
}

import Terminal
import Testing

@testable import Console

/// Working with alarms and policies by keys.
struct AssuranceTests {
  @Test func `a root unfolds what it explains, and an alarm opens`() {
    var console = ConsoleDriver()
    console.press("A")
    #expect(console.state.place == .alarms)
    #expect(!console.picture.text.contains("acme-cloud-firewall-1 "))
    console.press("space")
    #expect(console.state.visit.unfolded == [7])
    #expect(console.picture.text.contains("acme-cloud-firewall-1 "))
    console.press("down", "enter")
    #expect(console.state.place == .alarm(9))
    console.press("esc")
    #expect(console.state.choice == .alarm(9))
    // What explains nothing has nothing to unfold, and says so.
    console.press("space")
    #expect(console.state.notice?.text == "This alarm explains no other.")
    console.press("up", "space")
    #expect(console.state.visit.unfolded.isEmpty)
  }

  @Test func `an alarm is acknowledged by a key, and given back by the same`() {
    var console = ConsoleDriver()
    console.press("A", "a")
    #expect(console.acts == [.acknowledge(alarm: 7, true)])
    // Acknowledged by now, it went down the list, and the cursor with it.
    console.change { world in
      var alarm = world.alarms.remove(at: 0)
      alarm.acknowledgedBy = "noc@edge"
      alarm.chapter = .isLookedAfter
      world.alarms.insert(alarm, at: 4)
    }
    #expect(console.state.choice == .alarm(7))
    console.press("a")
    #expect(console.acts.last == .acknowledge(alarm: 7, false))
    // What ends with its cause is not cleared by hand, and says when it ends.
    console.press("x")
    #expect(
      console.state.notice?.text
        == "It is not cleared by hand. It clears when the host answers again.")
    console.press("g", "down", "down", "x")
    #expect(console.acts.last == .clear(alarm: 4))
  }

  @Test func `the cursor stays on its alarm when a worse one comes`() {
    var console = ConsoleDriver()
    console.press("A", "down")
    #expect(console.state.choice == .alarm(6))
    console.change { world in
      var worse = world.alarms[0]
      worse.serial = 20
      world.alarms.insert(worse, at: 0)
    }
    #expect(console.state.choice == .alarm(6))
    // When it is gone, the cursor is on what came into its place.
    console.change { $0.alarms.removeAll { $0.serial == 6 } }
    #expect(console.state.choice != nil)
  }

  @Test func `a service that an alarm affects opens from it`() {
    var console = ConsoleDriver()
    console.press("A", "enter", "enter")
    #expect(console.state.place == .detail(Subject(.services, 12)))
    console.press("esc", "down", "down", "enter")
    #expect(console.state.place == .alarm(9))
  }

  @Test func `a policy is paused and resumed by a key, and its service opens`() {
    var console = ConsoleDriver()
    console.press("P", "space")
    #expect(console.acts == [.pause(policy: "firewall_auto_scale", ns: 7, false)])
    console.press("down", "space")
    #expect(console.acts.last == .pause(policy: "firewall_auto_scale", ns: 12, true))
    console.press("enter")
    #expect(console.state.place == .detail(Subject(.services, 12)))
  }

  @Test func `work on a host begins and ends by a key, and needs a host`() {
    var console = ConsoleDriver()
    console.press("1", "m")
    #expect(console.state.notice?.text.hasPrefix("Maintenance needs a host") == true)
    console.press("4", "m")
    let host = console.state.selected(in: console.world)
    #expect(console.acts == [.maintain(host: host ?? Subject(.hosts, 0), true)])
    if let host { console.change { $0.hosts[host.serial]?.isInMaintenance = true } }
    console.press("m")
    #expect(console.acts.last == .maintain(host: host ?? Subject(.hosts, 0), false))
  }

  @Test func `read-only mode looks and does not touch`() {
    var console = ConsoleDriver()
    console.press("L", "A", "a")
    #expect(console.acts.isEmpty)
    #expect(console.state.notice?.text.contains("read-only mode") == true)
    console.press("P", "space")
    #expect(console.acts.isEmpty)
  }

  @Test func `without alarms and policies the views say so`() {
    var console = ConsoleDriver(world: .empty)
    console.press("A", "a", "space", "enter", "down")
    #expect(console.picture.text.contains("No alarms: all that is watched is as it should be."))
    console.press("P", "space", "enter", "down")
    #expect(console.picture.text.contains("No network service in service has a policy."))
    #expect(console.acts.isEmpty)
  }
}

import Core
import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// The operations of SOL003 that change one VNF, through NFVO, VNFM, VIM and hosts.
@Suite struct `An operation that changes a VNF` {
  /// Asks for `request` and runs to its end; answers why it came to nothing.
  private func ask(_ request: SOL005Request, in lab: inout Lab) throws -> Problem? {
    let sequence = try lab.admit(.service(.nfvo(request)))
    let before = lab.layers.operation?.id
    try lab.run()
    if let refusal = Engine.refusal(in: lab.events, of: sequence) { return refusal }
    let operation = try #require(lab.layers.operation)
    #expect(operation.id != before, "nothing began")
    return operation.state == .completed ? nil : operation.problem
  }

  private func change(_ change: UpdateNSRequest, in lab: inout Lab) throws -> Problem? {
    try ask(
      .update(ns: try #require(lab.layers.ns).id, change, from: Lab.person), in: &lab)
  }

  @Test func `stops a function and starts it again, and its service knows`() throws {
    var lab = try NSAct.stop.prepare(seed: 21)
    let vnf = try #require(lab.layers.firewall)
    #expect(try change(.operate(vnf: vnf.name, .stop(graceSeconds: nil)), in: &lab) == nil)
    #expect(lab.layers.firewall?.vnfState == .stopped)
    #expect(lab.layers.vim.resources(of: vnf.id).isEmpty)
    #expect(lab.layers.vim.releases[vnf.id] != nil)
    #expect(lab.layers.ns?.health == .lost)
    #expect(lab.layers.nfvo.vnfs[vnf.id]?.isStopped == true)
    #expect(try change(.operate(vnf: vnf.name, .start), in: &lab) == nil)
    #expect(lab.layers.firewall?.serving == vnf.wanted)
    #expect(lab.layers.firewall?.configuration == .configured)
    #expect(lab.layers.ns?.health == .full)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test func `puts back what a snapshot kept, the package and the level with it`() throws {
    var lab = try NSAct.revert.prepare(seed: 22)
    let vnf = try #require(lab.layers.firewall)
    let former = vnf.vnfdId
    lab.forget()
    #expect(try ask(NSAct.upgrade.request(lab.layers), in: &lab) == nil)
    let newer = try #require(lab.layers.firewall).vnfdId
    #expect(lab.layers.nfvo.vnfds[newer.rawValue]?.instances == 1)
    #expect(try ask(NSAct.revert.request(lab.layers), in: &lab) == nil)
    let after = try #require(lab.layers.firewall)
    #expect(after.vnfdId == former && after.levels.map(\.level) == [0])
    #expect(lab.layers.nfvo.vnfs[vnf.id]?.vnfdId == former)
    #expect(lab.layers.nfvo.vnfs[vnf.id]?.levels == after.levels)
    #expect(lab.layers.nfvo.vnfds[newer.rawValue]?.instances == 0)
    #expect(lab.layers.nfvo.vnfds[former.rawValue]?.instances == 1)
    #expect(lab.layers.vim.resources(of: vnf.id).count == after.wanted)
    #expect(try Agreement.findings(lab.engine) == [])
  }

  @Test func `attaches it to other networks, and the cluster too`() throws {
    var lab = try NSAct.connect.prepare(seed: 23)
    let vnf = try #require(lab.layers.firewall)
    #expect(try ask(NSAct.connect.request(lab.layers), in: &lab) == nil)
    let attached = try #require(lab.layers.vim.releases[vnf.id]).networkAttachments
    #expect(attached.contains("lab-dmz") && attached.contains("lab-lan"))
    #expect(lab.layers.nfvo.vnfs[vnf.id]?.networks == ["lab-lan", "lab-dmz"])
  }

  @Test func `writes down what people say of it, and tells the function its properties`() throws {
    var lab = try NSAct.modify.prepare(seed: 24)
    #expect(try ask(NSAct.modify.request(lab.layers), in: &lab) == nil)
    let vnf = try #require(lab.layers.firewall)
    #expect(vnf.information.description == "in the lab")
    #expect(vnf.information.metadata == ["owner": "lab"])
    #expect(lab.layers.nfvi.functions[vnf.id]?.settings["mode"] == "strict")
  }

  @Test func `is refused with what is legal, and leaves everything as it was`() throws {
    var lab = try NSAct.stop.prepare(seed: 25)
    let vnf = try #require(lab.layers.firewall)
    let ns = try #require(lab.layers.ns).id
    func level(_ target: ScaleVNFToLevelRequest.Target) -> SOL005Request {
      .scaleToLevel(
        ns: ns, ScaleVNFToLevelRequest(vnf: vnf.name, target: target), from: Lab.person)
    }
    func steps(_ aspect: String, _ count: Int) -> SOL005Request {
      .scale(
        ns: ns,
        ScaleNSRequest(
          vnfInstanceId: vnf.name, aspectId: aspect, direction: .out, numberOfSteps: count),
        from: Lab.person)
    }
    let illegal: [(SOL005Request, String)] = [
      (level(.instantiationLevel("gigantic")), "Use one of: small, medium, large"),
      (level(.scaleLevels(["nothing": 1])), "Use one of: firewall-workers"),
      (level(.scaleLevels(["firewall-workers": 99])), "is outside 0 to"),
      (steps("nothing", 1), "firewall-workers"),
      (steps("firewall-workers", 99), "out"),
      (
        .update(
          ns: ns, .changeFlavour(vnf: vnf.name, flavourId: "big", instantiationLevel: nil),
          from: Lab.person), "Use one of: default, large"
      ),
      (.update(ns: ns, .operate(vnf: vnf.name, .start), from: Lab.person), "STARTED already"),
      (
        .update(ns: ns, .revertToSnapshot(vnf: vnf.name, snapshot: "snap-9"), from: Lab.person),
        "It has: none"
      ),
      (
        .update(ns: ns, .revertToSnapshot(vnf: vnf.name, snapshot: "last"), from: Lab.person),
        "look like snap-1"
      ),
      (
        .update(
          ns: ns, .changeExternalConnectivity(vnf: vnf.name, networks: vnf.networks),
          from: Lab.person), "already"
      ),
      (.update(ns: ns, .operate(vnf: "nobody", .start), from: Lab.person), vnf.name),
    ]
    for (request, legal) in illegal {
      lab.forget()
      let sequence = try lab.admit(.service(.nfvo(request)))
      try lab.run()
      let problem = Engine.refusal(in: lab.events, of: sequence) ?? lab.layers.operation?.problem
      #expect(problem?.detail.contains(legal) == true, "\(problem?.detail ?? "taken")")
      #expect(lab.layers.ns?.openOperation == nil)
      let now = try #require(lab.layers.firewall)
      #expect(now.levels == vnf.levels && now.components == vnf.components)
    }
    _ = try change(.operate(vnf: vnf.name, .stop(graceSeconds: nil)), in: &lab)
    let stopped = try ask(steps("firewall-workers", 1), in: &lab)
    #expect(stopped?.detail.contains("Possible are OPERATE, HEAL, MODIFY_INFO") == true)
  }
}

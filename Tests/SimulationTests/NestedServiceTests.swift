import Core
import Deciding
import NFVI
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VIM
import VNFM

/// A network service in another one: the user plane of the 5G core.
struct NestedServiceTests {
  private let name = "core-5g-ns"

  private func core(
    alter: (inout [NSD]) -> Void = { _ in }, prepare: (inout Lab) throws -> Void = { _ in }
  ) throws -> Lab {
    var lab = try Lab(seed: 5, alter: { nsds, _ in alter(&nsds) })
    try prepare(&lab)
    try lab.make(name, named: "core")
    return lab
  }

  @Test func `is made with the one around, near the customer, on the links of that`() throws {
    let lab = try core()
    let ns = try #require(lab.layers.ns)
    let nested = try #require(lab.layers.nfvo.nested(in: ns).first)
    #expect(lab.layers.operation?.state == .completed)
    #expect(ns.state == .instantiated && nested.state == .instantiated)
    #expect(nested.parent == ns.id && nested.name == "core-user-plane-1")
    #expect(ns.vim == "k8s-core-1" && nested.vim == "k8s-edge-1")
    let operation = try #require(nested.lastOperation.flatMap { lab.layers.nfvo.operations[$0] })
    #expect(operation.kind == .instantiate && operation.state == .completed)
    #expect(operation.requester.parentOperation == ns.lastOperation)
    let vnf = try #require(nested.vnfs.first.flatMap { lab.layers.vnfm.vnfs[$0] })
    #expect(
      lab.layers.vim.releases[vnf.id]?.networkAttachments.contains("core/sessions_link") == true)
    #expect(Agreement.findings(lab.layers) == [])
  }

  @Test func `is not ended alone, and ends with the one around`() throws {
    var lab = try core()
    let ns = try #require(lab.layers.ns)
    let nested = try #require(lab.layers.nfvo.nested(in: ns).first)
    lab.forget()
    try lab.ask(.terminate(ns: nested.id, from: Lab.person))
    try lab.run()
    #expect(lab.layers.nfvo.networkServices[nested.id]?.state == .instantiated)
    #expect(
      lab.events.contains { $0.event.sentence.contains("core-user-plane-1 is nested in core") })
    try lab.ask(.terminate(ns: ns.id, from: Lab.person))
    try lab.run()
    #expect(lab.layers.ns?.state == .terminated)
    #expect(lab.layers.vnfm.vnfs.isEmpty)
    #expect(lab.layers.vim.releases.isEmpty && lab.layers.nfvi.workloads.isEmpty)
    #expect(lab.layers.nfvo.networkServices[nested.id]?.state == .terminated)
  }

  /// The core with an image of its user plane that no registry has.
  private func coreWithoutImage() throws -> Lab {
    let lab = try core(prepare: { lab in
      try lab.admit(
        .resource(.nfvi(.fault(.inject(.image("core-5g-upf:1.2.0", .pullFails))))), from: .world)
    })
    let story = OperationStory(try #require(lab.layers.operation), in: lab.layers)
    #expect(lab.layers.operation?.state == .failedTemp)
    #expect(story.place.sentence.contains("→ ns-2 core-user-plane-1 nsop-2 → vnf-"))
    #expect(story.place.sentence.hasSuffix("k8s-edge-1 → edge-1-w01"))
    #expect(story.why.contains { $0.contains("no registry has core-5g-upf:1.2.0") })
    return lab
  }

  @Test func `fails with its place told to the host, and goes on when that is mended`() throws {
    var lab = try coreWithoutImage()
    let operation = try #require(lab.layers.operation).id
    let name = FaultRule.image("core-5g-upf:1.2.0", .pullFails).name
    try lab.admit(.resource(.nfvi(.fault(.clear(name)))), from: .world)
    try lab.ask(.task(.retry, operation: operation, from: Lab.person))
    try lab.run()
    #expect(lab.layers.operation?.state == .completed)
    #expect(lab.layers.ns.map { lab.layers.nfvo.nested(in: $0).map(\.state) } == [.instantiated])
    #expect(Agreement.findings(lab.layers) == [])
  }

  @Test func `leaves nothing when the one around is rolled back`() throws {
    var lab = try coreWithoutImage()
    let operation = try #require(lab.layers.operation).id
    try lab.ask(.task(.rollback, operation: operation, from: Lab.person))
    try lab.run()
    #expect(lab.layers.operation?.state == .rolledBack)
    #expect(lab.layers.ns?.state == .notInstantiated)
    #expect(lab.layers.ns?.nested == [])
    #expect(lab.layers.vnfm.vnfs.isEmpty)
    #expect(lab.layers.vim.releases.isEmpty && lab.layers.nfvi.workloads.isEmpty)
    #expect(Agreement.findings(lab.layers) == [])
  }

  @Test func `is refused in a flavour that its NSD does not have, with those that it has`() throws {
    let lab = try core(alter: { nsds in
      for index in nsds.indices where nsds[index].name == name {
        nsds[index].nestedNSProfiles[0].flavourId = "large"
      }
    })
    #expect(lab.layers.ns?.state == .notInstantiated)
    #expect(lab.layers.vnfm.vnfs.isEmpty)
    #expect(
      lab.events.contains {
        $0.event.sentence.contains(
          "user_plane of core-5g-ns: core-5g-user-plane-ns has no deployment flavour large. "
            + "It has: default.")
      })
  }
}

import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// Packages come in, are switched on and off, and go when nothing stands on them.
@Suite struct `Catalogue management` {
  private let vnfd = Descriptors.firewall("5.0.0", from: Descriptors.firewallId)
  private let content = PackageContent(
    file: "firewall-5.csar", sha256: "aa", artefacts: [], signatures: [], notes: [])

  private func entry(_ vnfd: VNFD) -> CatalogueEntry {
    CatalogueEntry(kind: .vnfd, id: vnfd.id.rawValue)
  }

  private func ask(_ request: CatalogueRequest, _ stack: inout Stack) {
    stack.push(.nfvo(.below(.catalogue(request, from: "noc@edge"))))
    stack.run(for: .seconds(1))
  }

  private func onboard(_ descriptor: PackageDescriptor, _ stack: inout Stack) {
    ask(.upload(descriptor, content), &stack)
    ask(.complete(CatalogueEntry(kind: descriptor.kind, id: descriptor.id)), &stack)
  }

  @Test func `a package passes its states, and the VNFM is told when it may be used`() throws {
    var stack = Stack()
    ask(.upload(.vnf(vnfd), content), &stack)
    #expect(stack.nfvo.upload(entry(vnfd))?.state == .uploading)
    #expect(stack.vnfm.packages[vnfd.id.rawValue] == nil)
    ask(.complete(entry(vnfd)), &stack)
    #expect(stack.nfvo.upload(entry(vnfd)) == nil)
    let record = try #require(stack.nfvo.vnfds[vnfd.id.rawValue])
    #expect(record.operationalState == .enabled && record.usageState == .notInUse)
    #expect(record.content == content)
    #expect(stack.vnfm.packages[vnfd.id.rawValue] == vnfd)
    let states = stack.nfvoEvents.compactMap { event -> OnboardingState? in
      switch event {
      case .catalogue(.uploadBegun(let upload)): upload.state
      case .catalogue(.stateEntered(_, _, let state, _)): state
      case .catalogue(.onboarded): .onboarded
      default: nil
      }
    }
    #expect(states == [.created, .uploading, .processing, .onboarded])
    for (state, next) in zip(states, states.dropFirst()) {
      #expect(state.successors.contains(next))
    }
  }

  @Test func `what failed is seen with its reason, and may be tried again or deleted`() throws {
    var stack = Stack()
    ask(.upload(.vnf(vnfd), content), &stack)
    ask(.abandon(entry(vnfd), reason: "the disk is full"), &stack)
    #expect(stack.nfvo.upload(entry(vnfd))?.state == .error)
    #expect(stack.nfvo.upload(entry(vnfd))?.reason == "the disk is full")
    ask(.complete(entry(vnfd)), &stack)
    #expect(try #require(stack.refusals.last).title == "Not being uploaded")
    ask(.setEnabled(entry(vnfd), true), &stack)
    #expect(try #require(stack.refusals.last).title == "Not onboarded")
    onboard(.vnf(vnfd), &stack)
    #expect(stack.nfvo.vnfds[vnfd.id.rawValue] != nil)
    ask(.upload(.vnf(Descriptors.firewall("6.0.0")), content), &stack)
    ask(.delete(CatalogueEntry(kind: .vnfd, id: "fw-6.0.0")), &stack)
    #expect(stack.nfvo.uploads.isEmpty)
  }

  @Test func `an id that is taken is refused; the same package again changes nothing`() throws {
    var stack = Stack()
    onboard(.vnf(vnfd), &stack)
    let events = stack.nfvoEvents.count
    ask(.upload(.vnf(vnfd), content), &stack)
    #expect(stack.nfvoEvents.count == events)
    let other = PackageContent(
      file: "other.csar", sha256: "bb", artefacts: [], signatures: [], notes: [])
    ask(.upload(.vnf(vnfd), other), &stack)
    let problem = try #require(stack.refusals.last)
    #expect(
      problem.status == 409 && problem.detail.contains("as Firewall 5.0.0 from firewall-5.csar"))
    #expect(stack.nfvo.uploads.isEmpty)
  }

  @Test func `only what is disabled and not in use is deleted`() throws {
    var stack = Stack.inService()
    let firewall = CatalogueEntry(kind: .vnfd, id: Descriptors.firewallId.rawValue)
    let nsd = CatalogueEntry(kind: .nsd, id: "nsd-fw")
    #expect(stack.nfvo.record(firewall)?.usageState == .inUse)
    for entry in [firewall, nsd] {
      ask(.delete(entry), &stack)
      let both = try #require(stack.refusals.last).detail
      #expect(both.contains("instances are made from it") && both.contains("it is ENABLED"))
      ask(.setEnabled(entry, false), &stack)
      ask(.delete(entry), &stack)
      #expect(try #require(stack.refusals.last).detail.contains("terminate them"))
    }
    stack.request(.terminate(ns: Stack.ns, from: Stack.person))
    stack.run()
    for entry in [firewall, nsd] {
      #expect(stack.nfvo.record(entry)?.usageState == .notInUse)
      ask(.delete(entry), &stack)
      #expect(stack.nfvo.record(entry) == nil)
    }
    #expect(stack.vnfm.packages[firewall.id] == nil)
    #expect(stack.nfvo.nsdIdByName["cloud-firewall-ns"] == nil)
    ask(.delete(nsd), &stack)
    #expect(try #require(stack.refusals.last).status == 404)
  }

  @Test func `nothing new is made from what is disabled, and what is there goes on`() throws {
    var stack = Stack.inService()
    let firewall = CatalogueEntry(kind: .vnfd, id: Descriptors.firewallId.rawValue)
    ask(.setEnabled(firewall, false), &stack)
    stack.order(2, name: "initech-fw", tenant: "Initech")
    stack.run()
    #expect(stack.nfvo.networkServices[NSInstance.ID(serial: 2)]?.state == .notInstantiated)
    #expect(try #require(stack.refusals.last).detail.contains("Firewall 4.2.0 is DISABLED"))
    stack.scale(.out)
    stack.run()
    #expect(stack.operations(.scale).last?.state == .completed)
    ask(.setEnabled(CatalogueEntry(kind: .nsd, id: "nsd-fw"), false), &stack)
    stack.order(3, name: "hooli-fw", tenant: "Hooli")
    stack.run()
    #expect(stack.nfvo.networkServices[NSInstance.ID(serial: 3)] == nil)
    #expect(stack.nfvo.networkServices[Stack.ns]?.state == .instantiated)
  }

  @Test func `a change to a disabled package is refused`() throws {
    var stack = Stack.inService()
    ask(
      .setEnabled(CatalogueEntry(kind: .vnfd, id: Descriptors.patchedId.rawValue), false), &stack)
    stack.request(
      .update(
        ns: Stack.ns,
        UpdateNSRequest(vnfInstanceId: nil, vnfdId: Descriptors.patchedId.rawValue),
        from: Stack.person))
    stack.run()
    #expect(try #require(stack.refusals.last).detail.contains("Firewall 4.2.1 is DISABLED"))
  }

  @Test func `versions stand side by side, and a name means the newest that is enabled`() throws {
    var stack = Stack()
    var nsd = Descriptors.nsd
    nsd.id = "nsd-fw-2"
    nsd.version = "2.0"
    onboard(.ns(nsd), &stack)
    #expect(stack.nfvo.nsds.count == 2)
    #expect(stack.nfvo.nsdIdByName[nsd.name] == "nsd-fw-2")
    ask(.setEnabled(CatalogueEntry(kind: .nsd, id: "nsd-fw-2"), false), &stack)
    #expect(stack.nfvo.nsdIdByName[nsd.name] == "nsd-fw")
    ask(.setEnabled(CatalogueEntry(kind: .nsd, id: "nsd-fw-2"), true), &stack)
    #expect(stack.nfvo.nsdIdByName[nsd.name] == "nsd-fw-2")
  }

  @Test func `an NS is refused rather than made without what is nested in it`() throws {
    var nsd = Descriptors.nsd
    nsd.nestedNSProfiles = [NSD.NestedNSProfile(id: "inner", nsdId: "nsd-inner")]
    var stack = Stack(nsd: nsd)
    stack.order()
    stack.run()
    #expect(try #require(stack.refusals.last).detail.contains("nsd-inner"))
    #expect(stack.vnfs.isEmpty)
  }

  @Test func `a VNF in a flavour that it does not have is refused`() throws {
    var stack = Stack()
    var vnfd = Descriptors.firewall("8.0.0")
    var other = vnfd
    other.flavourId = "other"
    vnfd.otherFlavours = [other]
    onboard(.vnf(vnfd), &stack)
    var nsd = Descriptors.nsd
    nsd.id = "nsd-flavours"
    nsd.vnfProfiles[0].vnfdId = vnfd.id
    nsd.vnfProfiles[0].flavourId = "huge"
    onboard(.ns(nsd), &stack)
    stack.order()
    stack.run()
    #expect(
      try #require(stack.refusals.last).detail.contains("has no deployment flavour huge"))
  }

  @Test func `a package without components is kept and not instantiated`() throws {
    var stack = Stack()
    var types = Descriptors.firewall("7.0.0")
    types.vdus = []
    onboard(.vnf(types), &stack)
    var nsd = Descriptors.nsd
    nsd.id = "nsd-types"
    nsd.vnfProfiles[0].vnfdId = types.id
    onboard(.ns(nsd), &stack)
    stack.order()
    stack.run()
    #expect(try #require(stack.refusals.last).title == "Nothing to instantiate")
  }
}

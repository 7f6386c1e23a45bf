import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing

@Suite struct `An NS operation that is rolled back` {
  @Test func `undoes an instantiation in the reverse order of its dependencies`() {
    var orchestra = Orchestra()
    orchestra.outcomes[.instantiate] = [.completes, .fails]
    orchestra.ask(.instantiate)
    #expect(orchestra.operation?.state == .failedTemp)
    #expect(orchestra.done == "2 of 3")
    let before = orchestra.asked.count
    orchestra.perform(.rollback)
    #expect(orchestra.operation?.state == .rolledBack)
    // Both firewalls first, the one that stood still twice: its operation, then its identifier.
    #expect(
      orchestra.asked.dropFirst(before) == ["TERMINATE", "rollback", "TERMINATE", "TERMINATE"])
    #expect(orchestra.vnfs.isEmpty && orchestra.nfvo.vnfs.isEmpty)
    #expect(orchestra.nfvo.networkServices[Orchestra.ns]?.vim == nil)
    #expect(orchestra.nfvo.networkServices[Orchestra.ns]?.state == .notInstantiated)
    #expect(orchestra.operation?.leftovers == [])
    #expect(orchestra.operation?.problem?.detail == "globex-fw-1: The disk is full.")
  }

  @Test func `scales back, and changes packages back`() {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.changePackage] = [.completes, .fails]
    orchestra.ask(.update)
    #expect(orchestra.done == "1 of 2")
    let before = orchestra.asked.count
    orchestra.perform(.rollback)
    #expect(orchestra.asked.dropFirst(before) == ["rollback", "CHANGE_VNFPKG fw-4.2.0"])
    #expect(orchestra.operation?.state == .rolledBack)
    #expect(orchestra.vnfs.allSatisfy { $0.vnfdId != Descriptors.patchedId })
  }

  @Test func `removes the VNFs that scaling of the NS had added`() {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.instantiate] = [.completes, .isRefused]
    orchestra.ask(.scale)
    #expect(orchestra.vnfs.count == 5)
    orchestra.perform(.rollback)
    #expect(orchestra.operation?.state == .rolledBack)
    #expect(orchestra.vnfs.count == 3)
  }

  @Test func `says item by item what could not be undone, and tries again when told to`() {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.changePackage] = [.completes, .fails, .fails]
    orchestra.ask(.update)
    orchestra.perform(.rollback)
    #expect(orchestra.operation?.state == .failedTemp)
    #expect(orchestra.operation?.problem?.title == "Not all could be undone")
    let operation = orchestra.operations.first { $0.kind == .changePackage }
    #expect(
      orchestra.operation?.leftovers == [
        "globex-fw-1: CHANGE_VNFPKG \(operation.map { "\($0.id)" } ?? "?"): CHANGE_VNFPKG to undo it "
          + "failed: The disk is full."
      ])
    // Going forward would meet the open operation.
    #expect(
      orchestra.operation?.legalTasks == [.rollback, .fail],
      "\(String(describing: orchestra.operation?.legalTasks))")
    let before = orchestra.asked.count
    orchestra.perform(.rollback)
    #expect(orchestra.asked.dropFirst(before) == ["retry"])
    #expect(orchestra.operation?.state == .rolledBack)
    #expect(orchestra.vnfs.allSatisfy { $0.vnfdId != Descriptors.patchedId })
  }

  @Test func `closes the operation that was to undo when it is failed`() {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.changePackage] = [.completes, .fails, .fails]
    orchestra.ask(.update)
    orchestra.perform(.rollback)
    orchestra.perform(.fail)
    #expect(orchestra.operation?.state == .failed)
    #expect(orchestra.operations.allSatisfy { $0.state.isTerminal })
    #expect(orchestra.operation?.leftovers.count == 1)
  }

  @Test func `stands still with the VNFM's reason when that refuses to roll back`() {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.terminate] = [.fails, .fails, .fails]
    orchestra.rollbacks = [.isRefused]
    orchestra.ask(.terminate)
    orchestra.perform(.rollback)
    #expect(orchestra.operation?.state == .failedTemp)
    #expect(orchestra.operation?.problem?.detail.contains("The VNFM does not.") == true)
    orchestra.perform(.retry)
    #expect(orchestra.operation?.state == .completed)
    #expect(orchestra.nfvo.networkServices[Orchestra.ns]?.state == .terminated)
  }

  @Test func `is refused once a VNF is gone for good, with what remains to be done`() throws {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.terminate] = [.completes, .fails]
    orchestra.ask(.terminate)
    orchestra.perform(.rollback)
    let problem = try #require(orchestra.refusal)
    #expect(problem.detail.contains("point of no return"))
    #expect(problem.detail.contains("Retry it"))
  }
}

@Suite struct `An NS operation that goes on` {
  @Test func `asks anew, under another name, for what was refused`() {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.instantiate] = [.completes, .isRefused]
    orchestra.ask(.scale)
    #expect(orchestra.operation?.state == .failedTemp)
    orchestra.perform(.retry)
    #expect(orchestra.operation?.state == .completed)
    let references = orchestra.heard.compactMap { message in
      if case .instantiate(_, _, _, _, _, let reference) = message { reference } else { nil }
    }
    #expect(Set(references).count == references.count)
    #expect(orchestra.vnfs.count == 5)
  }

  @Test func `tells SOM of every state, so that the order that waits gets its answer`() {
    var orchestra = Orchestra()
    orchestra.outcomes[.instantiate] = [.fails, .fails]
    orchestra.ask(.instantiate)
    orchestra.perform(.retry)
    orchestra.perform(.rollback)
    let states = orchestra.som.compactMap { message in
      if case .nsOperation(let notification) = message { notification.state } else { nil }
    }
    #expect(
      states == [
        .processing, .failedTemp, .processing, .failedTemp, .rollingBack, .rolledBack,
      ])
  }

  @Test func `with continue leaves out what depends on what failed, and says so`() {
    var orchestra = Orchestra()
    orchestra.outcomes[.instantiate] = [.fails]
    orchestra.ask(.instantiate)
    // The firewalls wait for the collector: nothing is done, and nothing remains.
    #expect(orchestra.operation?.legalTasks.contains(.continue) == false)
    orchestra = .inService()
    orchestra.outcomes[.heal] = [.completes, .fails, .completes]
    orchestra.ask(.heal)
    orchestra.perform(.continue)
    #expect(orchestra.operation?.state == .partiallyCompleted)
    #expect(orchestra.operation?.problem?.detail.contains("2 of 3 parts are done") == true)
    #expect(orchestra.operation?.leftovers.count == 1)
    // What was given up is rolled back, so that its VNF takes other operations again.
    #expect(orchestra.asked.last == "rollback")
  }

  @Test func `with continue fails what cannot be rolled back`() {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.heal] = [.completes, .fails]
    orchestra.rollbacks = [.isRefused]
    orchestra.ask(.heal)
    orchestra.perform(.continue)
    #expect(orchestra.asked.suffix(2) == ["rollback", "fail"])
    #expect(orchestra.operation?.state == .partiallyCompleted)
    #expect(orchestra.operations.allSatisfy { $0.state.isTerminal })
  }

  @Test func `is cancelled gracefully once what runs has ended`() {
    var orchestra = Orchestra()
    orchestra.outcomes[.instantiate] = [.hangs]
    orchestra.ask(.instantiate)
    orchestra.perform(.cancel(.graceful))
    #expect(orchestra.operation?.state == .processing)
    #expect(orchestra.operation?.isCancelPending == true)
    orchestra.release()
    #expect(orchestra.operation?.state == .failedTemp)
    #expect(orchestra.done == "1 of 3")
    orchestra.perform(.retry)
    #expect(orchestra.operation?.state == .completed)
  }

  @Test func `is completed when the cancellation came too late`() {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.heal] = [.hangs, .hangs, .hangs]
    orchestra.ask(.heal)
    orchestra.perform(.cancel(.graceful))
    orchestra.release()
    #expect(orchestra.operation?.state == .completed)
  }

  @Test func `may be cancelled by force after a graceful cancellation, and not twice the same way`()
  {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.heal] = [.hangs, .hangs, .hangs]
    orchestra.ask(.heal)
    orchestra.perform(.cancel(.graceful))
    #expect(orchestra.operation?.legalTasks == [.cancel(.forceful)])
    orchestra.perform(.cancel(.graceful))
    #expect(orchestra.refusal?.detail.contains("being cancelled already") == true)
    orchestra.perform(.cancel(.forceful))
    #expect(orchestra.operation?.state == .failedTemp)
  }
}

@Suite struct `Limits of running operations` {
  @Test func `let a tenant's operations wait in the order of their arrival`() {
    var orchestra = Orchestra()
    orchestra.nfvo.limits.perTenant = 1
    orchestra.outcomes[.instantiate] = [.hangs]
    for serial in 1...3 { orchestra.instantiate(serial) }
    orchestra.instantiate(4, tenant: "Initech")
    orchestra.run()
    let operations = { orchestra.nfvo.operations.values }
    #expect(operations().map(\.state) == [.processing, .processing, .processing, .completed])
    #expect(
      operations()[1].waitsFor == "Globex has 1 operations at work, 1 are allowed")
    #expect(orchestra.nfvo.queue.map(\.operation.serial) == [2, 3])
    orchestra.release()
    #expect(operations().allSatisfy { $0.state == .completed })
    let ended = orchestra.events.compactMap { event -> Int? in
      guard case .operationEntered(let id, _, _, _, .completed, _) = event else { return nil }
      return id.serial
    }
    #expect(ended == [4, 1, 2, 3])
    #expect(orchestra.nfvo.queue.isEmpty && orchestra.nfvo.running.isEmpty)
  }

  @Test func `let an operation that waits be cancelled`() {
    var orchestra = Orchestra()
    orchestra.nfvo.limits.perVIM = 0
    orchestra.ask(.instantiate)
    #expect(orchestra.operation?.waitsFor?.contains("0 are allowed") == true)
    orchestra.perform(.cancel(.graceful))
    #expect(orchestra.operation?.state == .failedTemp)
    #expect(orchestra.nfvo.queue.isEmpty)
  }

  @Test func `leave a VIM alone on which operations fail in a row, then try it with one`() {
    var orchestra = Orchestra.inService()
    orchestra.nfvo.limits.failuresInARow = 3
    orchestra.nfvo.limits.coolDown = .minutes(2)
    orchestra.outcomes[.heal] = [.fails, .fails, .fails]
    orchestra.ask(.heal)
    let vim = orchestra.nfvo.networkServices[Orchestra.ns]?.vim ?? "?"
    #expect(orchestra.nfvo.breakers[vim]?.isOpen == true)
    // Something new goes elsewhere, with the reason.
    orchestra.instantiate(2)
    orchestra.run()
    let second = orchestra.nfvo.networkServices[NSInstance.ID(serial: 2)]
    #expect(second?.vim != nil && second?.vim != vim)
    let reasons = second?.instantiation.flatMap { orchestra.nfvo.operations[$0]?.placement }?
      .candidates.first { $0.vim == vim }?.reason
    #expect(reasons?.contains("is left alone until 00:02:00") == true, "\(reasons ?? "")")
    // Something old waits.
    orchestra.perform(.retry)
    #expect(orchestra.operation?.waitsFor?.contains("left alone until 00:02:00") == true)
    orchestra.run(for: .minutes(3))
    #expect(orchestra.operation?.state == .completed)
    #expect(orchestra.nfvo.breakers.isEmpty)
  }

  @Test func `leave a VIM alone again when the one that tried it failed`() {
    var orchestra = Orchestra.inService()
    orchestra.nfvo.limits.failuresInARow = 3
    orchestra.outcomes[.heal] = Array(repeating: .fails, count: 6)
    orchestra.ask(.heal)
    orchestra.perform(.retry)
    orchestra.run(for: .seconds(121))
    let vim = orchestra.nfvo.networkServices[Orchestra.ns]?.vim ?? "?"
    #expect(orchestra.nfvo.breakers[vim]?.state == .open(until: orchestra.now + .seconds(119)))
    #expect(orchestra.operation?.state == .failedTemp)
  }
}

@Suite struct `A site that the customer names` {
  @Test(arguments: [("edge-2", "k8s-edge-2"), ("k8s-edge-1", "k8s-edge-1")])
  func `is where the network service goes`(site: String, vim: String) {
    var orchestra = Orchestra()
    orchestra.instantiate(site: site)
    orchestra.run()
    #expect(orchestra.nfvo.networkServices[Orchestra.ns]?.vim == vim)
  }

  @Test func `holds the order, with the reason, when it cannot take it`() {
    var orchestra = Orchestra()
    orchestra.instantiate(site: "core-1")
    orchestra.run()
    #expect(orchestra.operation?.state == .failedTemp)
    let detail = orchestra.operation?.problem?.detail ?? ""
    #expect(detail.contains("at core-1 (the customer's wish)"), "\(detail)")
    orchestra.perform(.retry)
    #expect(orchestra.operation?.state == .failedTemp)
    orchestra.perform(.rollback)
    #expect(orchestra.operation?.state == .rolledBack)
  }

  @Test func `is refused with the sites there are when it is none of them`() {
    var orchestra = Orchestra()
    orchestra.instantiate(site: "nowhere")
    orchestra.run()
    #expect(orchestra.nfvo.operations.isEmpty)
    #expect(
      orchestra.refusal?.detail
        == "There is no site or VIM nowhere. The sites are: core-1, edge-1, edge-2; the VIMs: "
        + "k8s-core-1, k8s-edge-1, k8s-edge-2, os-edge-1.")
  }
}

import Core
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing
import VNFM

/// Every way in which operations can fail. `podium campaign` runs all of it; here runs a part that
/// reaches every operation, and whatever failed once.
struct CampaignTests {
  /// Lifecycles that found something once; they run for good.
  static let onceFailed = [
    // The process ended on an illegal task of a VNF operation for which several were legal.
    "SCALE in/0.0.fails+0.3.fails/rollback+vnf-rollback/7",
    // A termination that was cancelled while sessions drained was rolled back by carrying it out.
    "TERMINATE/0.0.cancelForceful/rollback/7",
    // News of a component were lost: the check went on failing, however often it was retried.
    "HEAL/0.0.losesNews//7",
    // An alarm about what was given up stood on after it was healed, or retried.
    "SCALE fewer VNFs/0.1.fails/fail/7",
    "INSTANTIATE router/0.2.fails/vnf-fail+retry/7",
    "TERMINATE/0.1.losesReplies/continue/7",
    // The configuration was said to be on its way after its operation was closed as FAILED.
    "SCALE out/0.0.fails+0.5.losesReplies/rollback+fail/7",
    // What was configured, undone, and retried was taken for done.
    "UPDATE MODIFY_VNF_INFORMATION/0.0.losesReplies+0.2.losesReplies/rollback+retry/7",
    // A stopped function that was left half started could not be healed: it was to be configured.
    "UPDATE OPERATE_VNF start/0.1.fails/fail/7",
    "UPDATE OPERATE_VNF start/0.3.fails+0.6.fails/rollback+fail/7",
    // The only component was replaced, its configuration failed, and the rollback saw nothing wrong.
    "HEAL router/0.1.fails/rollback/7",
    // An upgrade went back to its canary for ever: its gate believed what it had been told.
    "UPDATE CHANGE_VNFPKG/0.0.losesNews//7",
    // An upgrade that began once more waited for ever for more of the former version than there were.
    "UPDATE CHANGE_VNFPKG/0.4.fails/vnf-fail+retry/7",
    // What was nested had another name when it was made anew after a rollback.
    "INSTANTIATE core/0.1.fails+0.6.cancelGraceful/rollback+retry/11",
    // What was nested refused to be rolled back, and nobody went on.
    "TERMINATE core/1.1.cancelForceful/vnf-retry+continue/3",
    "TERMINATE core/2.1.silent/continue/3",
    // A change that was done past the NFVO was said to be rolled back.
    "SCALE to level/0.0.fails/vnf-retry+rollback/7",
    "UPDATE CREATE_VNF_SNAPSHOT/0.0.fails/vnf-retry+rollback/7",
    // What was left of a flavour that was not changed to was counted as large as that.
    "UPDATE CHANGE_VNF_DF/0.0.silent/fail/11",
    "UPDATE CHANGE_VNF_DF/0.1.silent/vnf-rollback+fail/11",
  ]

  @Test(arguments: onceFailed)
  func `what failed once agrees now`(name: String) throws {
    let lifecycle = try #require(CampaignCase(name))
    #expect("\(lifecycle)" == name)
    let outcome = try #require(try Campaign().run([lifecycle]).first)
    #expect(outcome.findings == [])
  }

  /// Of every operation alike.
  @Test func `a part of the campaign agrees`() throws {
    let cases = try Campaign().cases(seed: 11)
    #expect(cases.count > 5_000)
    let part = stride(from: 0, to: cases.count, by: max(1, cases.count / 300)).map { cases[$0] }
    for outcome in try Campaign().run(part) where !outcome.findings.isEmpty {
      Issue.record("\(outcome.lifecycle): \(outcome.findings.joined(separator: " "))")
    }
  }

  @Test func `every operation is disturbed at each of its steps, in each way that it knows`() throws
  {
    let cases = try Campaign().cases(seed: 11)
    #expect(Set(cases.map(\.exercise)) == Set(Exercise.all.map(\.name)))
    #expect(Set(cases.map { "\($0)" }).count == cases.count)
    for name in Set(cases.map(\.exercise)) {
      let blows = Set(cases.filter { $0.exercise == name }.flatMap(\.blows).map(\.disturbance))
      let needed: [Disturbance] = [
        .fails, .silentOnce, .silent, .losesReply, .losesReplies, .cancelGraceful, .cancelForceful,
      ]
      for disturbance in needed {
        #expect(blows.contains(disturbance), "\(name) is never struck by \(disturbance)")
      }
    }
    let remedies = Set(cases.flatMap(\.remedies).map(\.description))
    #expect(
      remedies == [
        "retry", "rollback", "continue", "fail", "vnf-retry", "vnf-rollback", "vnf-fail",
      ])
  }

  @Test func `the same seed strikes the same blows, and another one other chances`() throws {
    let router = Campaign(Exercise.all.filter { $0.name == "SCALE out router" })
    let cases = try router.cases(seed: 3)
    #expect(try router.cases(seed: 3) == cases)
    let first = try router.run([cases[0]])[0].events.map(\.time)
    #expect(try router.run([cases[0]])[0].events.map(\.time) == first)
    let other = CampaignCase(exercise: "SCALE out router", blows: [], remedies: [], seed: 4)
    #expect(try router.run([other])[0].events.map(\.time) != first)
  }
}

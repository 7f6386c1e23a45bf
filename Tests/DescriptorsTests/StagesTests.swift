import Deciding
import Descriptors
import ResourceInterfaces
import ServiceInterfaces
import Testing

struct StagesTests {
  private func read(_ text: String) throws(DescriptorProblems) -> StageProfiles {
    try StageProfiles.read(
      DescriptorFile(name: "stages.yaml", text: text), over: try StageProfiles.bundled())
  }

  @Test func `every kind of VIM has its stages, and every VIM of an inventory takes them`() throws {
    let profiles = try StageProfiles.bundled()
    #expect(Set(profiles.byKind.keys) == Set(VIMKind.allCases))
    #expect(profiles.byKind[.openstack]?.buildsPerHost == 10)
    #expect(profiles.byKind[.openstack]?.retry == nil)
    #expect(profiles.byKind[.kubernetes]?.grace == .seconds(40))
    #expect(profiles.byKind[.kubernetes]?.preparation == nil)
    for vim in try Inventory.bundled().vims {
      #expect(vim.stages == profiles.byKind[vim.kind])
      #expect(vim.stages != .plain)
    }
  }

  @Test func `a file of one's own changes what it names and nothing else`() throws {
    let former = try StageProfiles.bundled()
    let profiles = try read(
      """
      stages:
        defaults:
          boot: { median: 100 s, p99: 120 s }
        kubernetes:
          pull: { median: 90 s, p99: 4 m }
      """)
    var expected = former
    let boot = Delay(median: .seconds(100), p99: .seconds(120))
    for kind in VIMKind.allCases { expected.byKind[kind]?.boot = boot }
    expected.byKind[.kubernetes]?.pull = Delay(median: .seconds(90), p99: .minutes(4))
    #expect(profiles == expected)
  }

  @Test(arguments: [
    ("kubernetes: { pul: { median: 1 s, p99: 2 s } }", "$.stages.kubernetes.pul", "pull"),
    ("mesos: { grace: 1 s }", "$.stages.mesos", "not known"),
    ("vcloud: { stop: { median: 3 s, p99: 2 s } }", "$.stages.vcloud.stop", "longer than 2.0 s"),
    ("vcloud: { stop: { median: 3 s } }", "$.stages.vcloud.stop", "p99 is missing"),
    ("outposts: { grace: 0 s }", "$.stages.outposts.grace", "0 ms"),
    ("openstack: { buildsPerHost: 0 }", "$.stages.openstack.buildsPerHost", "from 1 to"),
    ("openstack: { registryMbps: -4 }", "$.stages.openstack.registryMbps", "from 1 to"),
    ("openstack: { registryMbps: fast }", "$.stages.openstack.registryMbps", "not an integer"),
    ("openstack: { grace: soon }", "$.stages.openstack.grace", "not a quantity"),
  ])
  func `what is wrong is said with its line and path`(
    line: String, path: String, words: String
  ) throws {
    let error = try #require(throws: DescriptorProblems.self) { try read("stages:\n  \(line)\n") }
    #expect(error.problems.count == 1)
    let problem = try #require(error.problems.first { $0.path.hasPrefix(path) })
    #expect(problem.line == 2 && problem.file == "stages.yaml")
    #expect("\(problem.message) \(problem.remedy)".contains(words))
  }

  @Test func `a kind that nobody describes is a problem`() throws {
    let file = DescriptorFile(name: "stages.yaml", text: "stages:\n  defaults: { grace: 40 s }\n")
    let error = try #require(throws: DescriptorProblems.self) {
      try StageProfiles.read(file, over: nil)
    }
    #expect(error.problems.count == VIMKind.allCases.count)
  }
}

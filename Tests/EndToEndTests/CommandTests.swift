import Foundation
import Subprocess
import Testing

/// What scripts rely on: exit codes, sentences, and that a refusal changes nothing.
struct CommandTests {
  @Test func `an order with problems is refused with all of them and changes nothing`() async throws
  {
    try await withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let good = try await exampleOrder(in: folder, number: 1)
      #expect(try await podium("order", "submit", good, "--state", state).code == 0)
      let digest = try await podium("journal", "digest", "--state", state).output

      let bad = folder.appendingPathComponent("bad.json")
      let text = try String(contentsOfFile: good, encoding: .utf8)
        .replacingOccurrences(of: "CFS:SD-WAN-Overlay", with: "CFS:SD-WAN-Overlai")
        .replacingOccurrences(of: #""value": 4"#, with: #""value": "four""#)
      try text.write(to: bad, atomically: true, encoding: .utf8)
      let refused = try await podium("order", "submit", bad.path, "--state", state)

      #expect(refused.code == 65)
      #expect(refused.output == "")
      let problems = refused.errors.split(separator: "\n")
      #expect(problems.count >= 2)
      #expect(problems.allSatisfy { $0.contains("$.serviceOrderItem[") })
      #expect(refused.errors.contains("$.serviceOrderItem[0]"))
      #expect(refused.errors.contains("$.serviceOrderItem[1]"))
      #expect(try await podium("journal", "digest", "--state", state).output == digest)
    }
  }

  @Test func `a state begins with delays of its own, or not at all, and keeps them`() async throws {
    try await withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let file = folder.appendingPathComponent("stages.yaml")
      func plan() async throws -> CommandResult {
        try await podium(
          "ns", "instantiate", "cloud-firewall-ns", "--tenant", "acme", "--name", "acme-fw",
          "--dry-run", "--stages", file.path, "--state", state)
      }
      try "stages:\n  kubernetes:\n    pul: { median: 1 s, p99: 1 s }\n"
        .write(to: file, atomically: true, encoding: .utf8)
      let bad = try await plan()
      #expect(bad.code == 65 && bad.errors.contains("stages.yaml:3: $.stages.kubernetes.pul"))
      #expect(!FileManager.default.fileExists(atPath: state))
      try "stages:\n  kubernetes:\n    pull: { median: 600 s, p99: 601 s }\n"
        .write(to: file, atomically: true, encoding: .utf8)
      let slow = try await plan()
      #expect(
        slow.code == 0 && slow.output.contains(/takes  about [89][0-9][0-9] s/), "\(slow.output)")
      let late = try await plan()
      #expect(late.code == 1 && late.errors.contains("has its delays from its beginning"))
    }
  }

  @Test func `a state begins on hosts of its own, and all that is wrong with them is told at once`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state").path
      let file = folder.appendingPathComponent("mine.yaml")
      let stages = folder.appendingPathComponent("stages.yaml")
      func hosts() async throws -> CommandResult {
        try await podium(
          "serve", "--until-idle", "--speed", "max", "--inventory", file.path, "--stages",
          stages.path, "--state", state)
      }
      let good = """
        inventory:
          sites: [ { id: lab, title: Lab, tags: [ edge ], customerLatency: 1 ms } ]
          vims:
            - id: k8s-lab
              kind: kubernetes
              title: Lab
              site: lab
              allocationRatio: { cpu: 1.0, memory: 1.0 }
              maxPodsPerHost: 110
              hosts:
                - { name: lab-1, zone: a, rack: r1, vcpu: 8, memory: 32 GiB, storage: 100 GiB,
                    numaNodes: 2, sockets: 2, dedicatedCPUs: 4, hugepages: 8 GiB, hypervisor: Docker,
                    vSwitch: VPP, bmc: ipmi, nics: [], disks: [ { name: sda, size: 100 GiB } ] }

        """
      let bad = good.replacingOccurrences(of: "site: lab\n", with: "site: elsewhere\n")
        .replacingOccurrences(of: "bmc: ipmi", with: "bmc: carrier pigeon")
        .replacingOccurrences(of: "sockets: 2", with: "sockets: 3")
      try bad.write(to: file, atomically: true, encoding: .utf8)
      try "stages:\n  kubernetes:\n    pul: { median: 1 s, p99: 1 s }\n"
        .write(to: stages, atomically: true, encoding: .utf8)
      let refused = try await hosts()
      #expect(refused.code == 65)
      for part in ["mine.yaml:7:", "elsewhere", "carrier pigeon", "on 3 sockets", "stages.yaml:3:"]
      {
        #expect(refused.errors.contains(part), "\(part) in \(refused.errors)")
      }
      #expect(!FileManager.default.fileExists(atPath: state))
      try good.write(to: file, atomically: true, encoding: .utf8)
      try "stages:\n  kubernetes:\n    pull: { median: 1 s, p99: 1 s }\n"
        .write(to: stages, atomically: true, encoding: .utf8)
      #expect(try await hosts().code == 0)
      let shown = try await podium("host", "show", "lab-1", "--state", state).output
      for part in ["Docker, VPP, BMC by ipmi", "0/2 dedicated CPUs, 0/4096 MiB hugepages", "sda"] {
        #expect(shown.contains(part), "\(part) in \(shown)")
      }
      let late = try await hosts()
      #expect(late.code == 1 && late.errors.contains("has its"))
    }
  }

  @Test func `a host is switched over its BMC, and none is built`() async throws {
    try await withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("state").path
      #expect(try await podium("serve", "--until-idle", "--state", state).code == 0)
      let plan = try await podium(
        "host", "power", "off", "edge-1-w01", "--dry-run", "--state", state)
      #expect(plan.output.contains("GracefulShutdown would be accepted, PowerState On"))
      let off = try await podium(
        "host", "power", "off", "edge-1-w01", "--force", "--json", "--state", state)
      #expect(off.code == 0 && off.output.contains("\"powerState\" : \"PoweringOff\""))
      let again = try await podium("host", "power", "on", "edge-1-w01", "--state", state)
      #expect(again.code == 1 && again.errors.contains("is PoweringOff"))
      for word in ["build", "add"] {
        let refused = try await podium("host", word, "edge-1-w99", "--vcpu", "4")
        #expect(refused.code == 1)
        #expect(refused.errors.contains("manages what runs on the NFVI and does not build it"))
      }
    }
  }

  @Test func `a state in use is refused with the name of its owner`() async throws {
    try await withTemporaryFolder { folder in
      let state = folder.path
      let order = try await exampleOrder(in: folder, number: 1)
      #expect(try await podium("order", "submit", order, "--state", state).code == 0)
      try await withServer("--speed", "0.1", state: state) { server in
        try await server.waitUntilItHasTheState()
        let refused = try await podium("order", "list", "--state", state)
        #expect(refused.code == 75)
        #expect(refused.errors.contains("podium serve"))
        #expect(refused.errors.contains("process \(server.processIdentifier)"))
        try server.end(.terminate)
      }
      #expect(try await podium("order", "list", "--state", state).code == 0)
    }
  }

  @Test(arguments: [
    ["--delay", "nan"], ["--delay", "1e300"], ["--for", "inf"], ["--probability", "nan"],
    ["--probability", "101"], ["--probability", "0"],
  ])
  func `a number that nobody can mean is a usage error`(option: [String]) async throws {
    let result = try await podium(["fault", "inject", "api-slow"] + option)
    #expect(result.code == 64)
    #expect(result.errors.contains(option[1]))
  }

  @Test func `a file that is not there is told as such, and no state begins`() async throws {
    try await withTemporaryFolder { folder in
      let state = folder.appending(path: "state").path
      let result = try await podium("serve", "--stages", "/nowhere.yaml", "--state", state)
      #expect(result.code == 65)
      #expect(result.errors.contains("/nowhere.yaml cannot be read"))
      #expect(!FileManager.default.fileExists(atPath: state))
    }
  }

  @Test(arguments: [["fly"], ["serve", "--speed", "fast"], ["demo", "--json"]])
  func `a command that does not exist is a usage error`(arguments: [String]) async throws {
    #expect(try await podium(arguments).code == 64)
  }
}

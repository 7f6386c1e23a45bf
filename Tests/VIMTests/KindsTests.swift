import Deciding
import NFVI
import ResourceInterfaces
import Testing
import VIM

/// One kind of cloud as its users know it.
struct CloudWords: CustomTestStringConvertible, Sendable {
  let kind: VIMKind
  let type: String
  /// Of the release while it is made, when it is there, while it grows, and while it goes.
  let release: [String]
  /// Of a machine before it runs, when it serves, and while it stops.
  let machine: [String]
  let verbs: [String]
  /// Of a task that went well.
  let done: String
  /// Of a disk that is there.
  let claim: String
  /// How it begins to say that it is full, that no host is left apart, and that it is busy.
  let full: String
  let apart: String
  let busy: String

  var testDescription: String { kind.rawValue }

  static let all = [
    Self(
      kind: .openstack, type: "Server",
      release: [
        "CREATE_IN_PROGRESS", "CREATE_COMPLETE", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS",
      ], machine: ["BUILD", "ACTIVE", "deleting"],
      verbs: ["stack create", "stack update", "stack delete"], done: "done", claim: "available",
      full: "No valid host was found.", apart: "No valid host was found.", busy: "Stack "),
    Self(
      kind: .vcloud, type: "VM",
      release: ["UNRESOLVED", "POWERED_ON", "MIXED", "VAPP_PARTIALLY_DEPLOYED"],
      machine: ["UNRESOLVED", "POWERED_ON", "undeploying"],
      verbs: ["instantiate vApp", "recompose vApp", "delete vApp"], done: "success",
      claim: "RESOLVED",
      full: "The available CPU resources in the parent resource pool are insufficient",
      apart: "No host is compatible with the virtual machine.", busy: "The entity vapp:"),
    Self(
      kind: .outposts, type: "Instance",
      release: [
        "CREATE_IN_PROGRESS", "CREATE_COMPLETE", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS",
      ], machine: ["pending", "running", "shutting-down"],
      verbs: ["create-stack", "update-stack", "delete-stack"], done: "done", claim: "available",
      full: "InsufficientInstanceCapacity: There is not enough capacity on the Outpost to launch "
        + "an instance of type c5.12xlarge.",
      apart: "InsufficientInstanceCapacity: There is not enough capacity on the Outpost to launch "
        + "an instance of type c5.large.", busy: "Stack:"),
    Self(
      kind: .azureStack, type: "VM", release: ["Creating", "Succeeded", "Updating", "Deleting"],
      machine: ["Creating", "VM running", "Deleting"],
      verbs: ["deployment", "incremental deployment", "resource group deletion"],
      done: "Succeeded", claim: "Unattached", full: "AllocationFailed: Allocation failed.",
      apart: "OverconstrainedAllocationRequest: Allocation failed.",
      busy: "Unable to edit or replace deployment"),
  ]
}

struct KindsTests {
  @Test(arguments: CloudWords.all)
  func `every kind of cloud runs machines in its own words`(_ words: CloudWords) throws {
    let vim = words.kind.rawValue
    var world = World(.cloud(words.kind, hosts: 6))
    var seen: [String] = []
    var machine: Set<String> = []
    func watch(_ world: World) {
      if let status = world.vim.releases[vnf(1)]?.status, seen.last != status {
        seen.append(status)
      }
      for resource in world.vim.resources.values { machine.insert(resource.status) }
    }
    world.submit(.apply(firewall(2, on: vim)), token(1, 1), to: vim)
    world.run(watch: watch)
    #expect(world.isDone(token(1, 1)))
    #expect(world.vim.releases[vnf(1)]?.claims.map(\.phase) == [words.claim])
    #expect(world.vim.resources.values.map(\.type) == [words.type, words.type])
    #expect(
      world.vim.resources.values.map(\.name) == ["globex-fw-1-worker-1", "globex-fw-1-worker-2"])
    world.submit(.apply(firewall(3, on: vim)), token(1, 2), to: vim)
    world.run(watch: watch)
    #expect(world.isDone(token(1, 2)) && world.ready(1) == 3)
    world.submit(.delete, token(1, 3), to: vim)
    world.run(watch: watch)
    #expect(world.isDone(token(1, 3)) && world.vim.releases.isEmpty)
    let complete = seen.filter { words.release.contains($0) || $0 == "UPDATE_COMPLETE" }
    #expect(complete == seen)
    #expect(Set(words.release).isSubset(of: seen))
    #expect(Set(words.machine).isSubset(of: machine))
    let tasks = world.vim.tasks.values
    #expect(tasks.map(\.verb) == words.verbs)
    #expect(Set(tasks.map { $0.status(on: words.kind) }) == [words.done])
    #expect(world.findings == [] && world.disagreements == [] && world.equalsReplay)
  }

  @Test(arguments: CloudWords.all)
  func `every kind of cloud says in its own words what it has no room for`(
    _ words: CloudWords
  ) throws {
    let vim = words.kind.rawValue
    var world = World(.cloud(words.kind, hosts: 2))
    world.submit(
      .apply(firewall(1, number: 1, on: vim, milliCPU: 40_000)), token(1, 1), to: vim)
    world.run()
    let full = try #require(world.endings(of: token(1, 1)).first ?? nil)
    #expect(full.detail.hasPrefix(words.full) && full.errorClass == .capacity)
    world.submit(.apply(firewall(3, number: 2, on: vim)), token(2, 1), to: vim)
    world.run()
    let apart = try #require(world.endings(of: token(2, 1)).first ?? nil)
    #expect(apart.detail.hasPrefix(words.apart) && apart.errorClass == .capacity)
    world.submit(.apply(firewall(2, number: 3, on: vim)), token(3, 1), to: vim)
    world.run(for: .seconds(1))
    world.submit(.apply(firewall(1, number: 3, on: vim)), token(3, 2), to: vim)
    world.run()
    let busy = try #require(world.endings(of: token(3, 2)).first ?? nil)
    #expect(busy.detail.hasPrefix(words.busy) && busy.errorClass == .busy)
    #expect(world.findings == [])
  }

  @Test(arguments: CloudWords.all)
  func `every kind of cloud says in its own words what is wrong with an image`(
    _ words: CloudWords
  ) throws {
    let vim = words.kind.rawValue
    var details: [String] = []
    for fault in [ImageFate.pullFails, .crashes(afterSeconds: 0)] {
      var world = World(.cloud(words.kind, hosts: 2))
      world.send(NFVIMessage.fault(.inject(.image("fw:4.2.0", fault))))
      world.submit(.apply(firewall(1, on: vim)), token(1, 1), to: vim)
      world.run()
      let ending = try #require(world.endings(of: token(1, 1)).first ?? nil)
      #expect(ending.errorClass == .unhealthy && ending.detail.contains("fw:4.2.0"))
      #expect(!ending.detail.contains("BackOff"))
      details.append(ending.detail)
    }
    #expect(details[0] != details[1])
  }

  @Test(arguments: VIMKind.allCases)
  func `a tenant gets no more than its quota, and what it had stays`(kind: VIMKind) throws {
    let texts: [VIMKind: [String]] = [
      .kubernetes: [
        "pods is forbidden: exceeded quota: globex, requested: pods=2, used: pods=2, limited: pods=3.",
        "requested: requests.cpu=4, used: requests.cpu=4, limited: requests.cpu=7.",
        "requested: requests.memory=8192Mi, used: requests.memory=8192Mi, "
          + "limited: requests.memory=15360Mi.",
      ],
      .openstack: [
        "Quota exceeded for instances: Requested 2, but already used 2 of 3 instances.",
        "Quota exceeded for cores: Requested 4, but already used 4 of 7 cores.",
        "Quota exceeded for ram: Requested 8192, but already used 8192 of 15360 ram.",
      ],
      .vcloud: ["VDC's running VM quota", "VDC's CPU quota", "VDC's memory quota"],
      .outposts: ["InstanceLimitExceeded", "VcpuLimitExceeded", "ResourceLimitExceeded"],
      .azureStack: [
        "(Minimum) New Limit Required: 4.", "(Minimum) New Limit Required: 8.",
        "(Minimum) New Limit Required: 16384.",
      ],
    ]
    let quotas = [
      Inventory.Quota(tenant: "globex", instances: 3), Inventory.Quota(tenant: "globex", vcpu: 7),
      Inventory.Quota(tenant: "globex", memoryGiB: 15),
    ]
    let vim = kind == .kubernetes ? "k8s" : kind.rawValue
    for (quota, text) in zip(quotas, try #require(texts[kind])) {
      var inventory = Inventory.cloud(kind, hosts: 6)
      inventory.vims[0].id = vim
      inventory.vims[0].quotas = [Inventory.Quota(tenant: "others", instances: 0), quota]
      var world = World(inventory)
      world.submit(.apply(firewall(2, on: vim)), token(1, 1), to: vim)
      world.run()
      #expect(world.isDone(token(1, 1)))
      world.submit(.apply(firewall(4, on: vim)), token(1, 2), to: vim)
      world.run()
      let fault = try #require(world.endings(of: token(1, 2)).first ?? nil)
      #expect(fault.detail.contains(text), "\(fault.detail)")
      #expect(fault.errorClass == .capacity && world.ready(1) == 2)
      world.submit(.apply(firewall(3, on: vim)), token(1, 3), to: vim)
      world.run()
      #expect(world.isDone(token(1, 3)))
      world.submit(.delete, token(1, 4), to: vim)
      world.run()
      #expect(world.vim.clusters[vim]?.tenants["globex"]?.instances == 0)
      #expect(world.vim.clusters[vim]?.tenants["globex"]?.compute == Compute.none)
      #expect(world.findings == [] && world.disagreements == [] && world.equalsReplay)
    }
  }

  @Test func `sizes have the names of their cloud, the smallest that is enough`() throws {
    var world = World(.cloud(.outposts, hosts: 6))
    let sizes: [(milliCPU: Int, memoryMiB: Int, aws: String?, azure: String?)] = [
      (2_000, 4_096, "c5.large", "Standard_F2s_v2"), (2_000, 4_097, "m5.large", "Standard_DS2_v2"),
      (4_000, 32_768, "r5.xlarge", "Standard_DS13_v2"), (500, 512, "c5.large", "Standard_DS1_v2"),
      (8_000, 16_384, "c5.2xlarge", "Standard_F8s_v2"),
    ]
    for (number, size) in sizes.enumerated() {
      world.submit(
        .apply(
          firewall(
            1, number: number + 1, on: "outposts", milliCPU: size.milliCPU,
            memoryMiB: size.memoryMiB, claims: 0)), token(number + 1, 1), to: "outposts")
      world.run()
      let machine = try #require(world.vim.resources(of: vnf(number + 1)).first)
      #expect(machine.size(on: .outposts) == size.aws)
      #expect(machine.size(on: .azureStack) == size.azure)
      #expect(machine.size(on: .kubernetes) == nil)
    }
  }

  @Test(arguments: VIMKind.allCases)
  func `no kind takes what it does not run`(kind: VIMKind) throws {
    let vim = kind.rawValue
    var world = World(.cloud(kind, hosts: 1))
    let wrong = firewall(1, on: kind == .kubernetes ? "os" : "k8s")
    world.submit(.apply(wrong), token(1, 1), to: vim)
    world.run()
    let fault = try #require(world.endings(of: token(1, 1)).first ?? nil)
    #expect(fault.title == "Wrong kind of VIM" && fault.detail.contains(kind.rawValue))
    #expect(world.vim.releases.isEmpty)
  }
}

import Deciding
import Descriptors
import ResourceInterfaces
import VIM

extension StageProfiles {
  /// Those that ship with the program.
  static let shipped: Self = {
    do { return try .bundled() } catch { preconditionFailure("\(error)") }
  }()
}

extension Inventory {
  /// A Kubernetes cluster and an OpenStack cloud of so many hosts each.
  static func of(hosts count: Int, vcpu: Int = 16, memoryGiB: Int = 64, maxPods: Int = 110) -> Self
  {
    func hosts(_ prefix: String) -> [Host] {
      (1...count).map {
        Host(
          id: "\(prefix)\($0)", zone: "z\($0 % 2)", rack: "r1", vcpu: vcpu, memoryGiB: memoryGiB,
          storageGiB: 1_000, numaNodes: 2,
          nics: [NIC(name: "ens1f0", speedGbps: 25, numaNode: 0, virtualFunctions: 16)])
      }
    }
    return Self(
      sites: [],
      vims: [
        VIM(
          id: "k8s", kind: .kubernetes, title: "Kubernetes", site: "edge",
          cpuAllocationRatioMilli: 1_000, memoryAllocationRatioMilli: 1_000,
          maxPodsPerHost: maxPods, hosts: hosts("w")),
        VIM(
          id: "os", kind: .openstack, title: "OpenStack", site: "dc",
          cpuAllocationRatioMilli: 2_000, memoryAllocationRatioMilli: 1_000, hosts: hosts("h")),
      ]
    ).taking(.shipped)
  }
}

extension Inventory {
  /// One cloud named as its kind, of hosts of 16 CPUs and 64 GiB each.
  static func cloud(_ kind: VIMKind, hosts count: Int) -> Self {
    var inventory = Self.of(hosts: count)
    inventory.vims[1].id = kind.rawValue
    inventory.vims[1].kind = kind
    inventory.vims[1].cpuAllocationRatioMilli = 1_000
    return Self(sites: [], vims: [inventory.vims[1]]).taking(.shipped)
  }
}

func vnf(_ number: Int) -> VNFInstance.ID { VNFInstance.ID(serial: number) }

func token(_ function: Int, _ operation: Int, _ step: Int = 1) -> TaskToken {
  TaskToken(vnf: vnf(function), operation: VNFOperation.ID(serial: operation), step: step)
}

/// The firewall: workers, a claim, and whatever else a release has.
func firewall(
  _ replicas: Int, number: Int = 1, on vim: VIMName = "k8s", image: String = "fw:4.2.0",
  milliCPU: Int = 2_000, memoryMiB: Int = 4_096, isSpread: Bool = true, claims: Int = 1
) -> Release {
  Release(
    name: "globex-fw-\(number)", chart: "cloud-firewall", version: image,
    components: [
      Release.Component(
        vdu: "worker", kind: vim == "k8s" ? .container : .virtualMachine, replicas: replicas,
        compute: Compute(milliCPU: milliCPU, memoryMiB: memoryMiB), image: image, imageMiB: 380,
        isSpread: isSpread)
    ],
    services: ["management"], configMaps: ["base-policy"],
    volumeClaims: (0..<claims).map { Release.VolumeClaim(name: "state-\($0)", gibibytes: 10) },
    networkAttachments: ["customer-side"])
}

extension World {
  mutating func submit(_ act: VIMTask.Act, _ token: TaskToken, to vim: VIMName = "k8s") {
    send(.submit(vim: vim, VIMTask(token: token, vnf: token.vnf, tenant: "globex", act: act)))
  }

  /// How the task ended, each time it was said to.
  func endings(of token: TaskToken) -> [Fault?] {
    vnfm.compactMap {
      guard case .taskEnded(token, _, let fault, _) = $0.message else { return nil }
      return .some(fault)
    }
  }

  func isDone(_ token: TaskToken) -> Bool { endings(of: token).first == .some(nil) }

  var changes: [(at: Instant, change: ResourceChange)] {
    vnfm.compactMap {
      guard case .resourceChanged(let change) = $0.message else { return nil }
      return ($0.at, change)
    }
  }

  var capacityReports: [CapacityReport] {
    nfvo.compactMap {
      guard case .capacity(let report) = $0.message else { return nil }
      return report
    }
  }

  /// The host states that the NFVO was told, as `w1 down`.
  var hostStates: [String] {
    nfvo.compactMap {
      guard case .hostState(_, let host, let isUp, _) = $0.message else { return nil }
      return "\(host) \(isUp ? "up" : "down")"
    }
  }

  func ready(_ function: Int) -> Int {
    vim.releases[vnf(function)]?.components.reduce(0) { $0 + $1.ready } ?? 0
  }

  /// A world in which `replicas` of the firewall serve.
  static func withFirewall(
    _ replicas: Int, hosts: Int = 6, on vim: VIMName = "k8s", seed: UInt64 = 1,
    repeats: Bool = false
  ) -> Self {
    var world = World(.of(hosts: hosts), seed: seed, repeats: repeats)
    world.submit(.apply(firewall(replicas, on: vim)), token(1, 1), to: vim)
    world.run()
    return world
  }
}

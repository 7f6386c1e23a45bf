import Deciding

@testable import Console

extension Sample {
  static func function(
    _ name: String, _ state: StateWord, _ ready: Int, of wanted: Int, _ health: StateWord,
    version: String = "9.2.1"
  ) -> FunctionRow {
    FunctionRow(
      id: "VNF-101", name: name, type: "CNF", state: state, ready: ready, wanted: wanted,
      health: health, version: version, cluster: "k8s-edge-1", age: .seconds(4_000))
  }

  static let operations = [
    ServiceDetail.Operation(
      id: "OP-31", kind: "instantiate", state: StateWord(.good, "COMPLETED"), isAutomatic: false,
      requester: "SOM", startedAt: "11:12:04", took: .seconds(38), progress: nil,
      detail: "granted by NFVO, two functions on k8s-edge-1"),
    ServiceDetail.Operation(
      id: "OP-40", kind: "scale out", state: StateWord(.failed, "FAILED_TEMP"), isAutomatic: true,
      requester: "cpu policy", startedAt: "11:58:40", took: .seconds(61), progress: 0.5,
      detail: "quota of tenant globex-7 leaves 2 of 4 vCPU: raise the quota and retry"),
    ServiceDetail.Operation(
      id: "OP-44", kind: "heal", state: StateWord(.working, "PROCESSING"), isAutomatic: true,
      requester: "heal policy", startedAt: "12:04:22", took: .seconds(9), progress: 0.62,
      detail: "replaces pod globex-fw-1-7c9 on edge-1-w04, image pulling"),
  ]

  static let functions = [
    function(
      "globex-fw-1", StateWord(.working, "healing"), 2, of: 3, StateWord(.degraded, "degraded")),
    function("globex-log-1", StateWord(.good, "started"), 1, of: 1, StateWord(.good, "ready")),
  ]

  /// A function heals while the customer's service stays active.
  static let healingService = ServiceDetail(
    row: ServiceRow(
      id: "NS-12", name: "globex-fw", customer: "Globex", service: StateWord(.good, "active"),
      state: StateWord(.working, "heal"), progress: 0.62, functions: 2, cluster: "k8s-edge-1",
      age: .seconds(4_000)),
    facts: [
      Fact("NSD", "cloud-firewall 2.1"), Fact("flavour", "standard"),
      Fact("tenant", "globex-7"), Fact("order", "SO-1042", state: completed),
      Fact("operating status", "", state: StateWord(.degraded, "degraded")),
    ], functions: functions,
    functionSubjects: [Subject(.functions, 101), Subject(.functions, 102)],
    links: [
      .init(name: "vl-mgmt", members: ["globex-fw-1", "globex-log-1", "noc"]),
      .init(name: "vl-data", members: ["globex-fw-1", "internet", "sd-wan"]),
      .init(name: "vl-log", members: ["globex-fw-1", "globex-log-1"]),
    ], operations: operations,
    policies: [
      Fact("firewall-workers", "level 1 of 6, 3 instances"),
      Fact("scale out", "cpu above 75% for 60s"),
      Fact("scale in", "cpu below 25% for 5m", state: StateWord(.waiting, "cooldown 3m")),
      Fact("heal", "on node loss, elsewhere", state: StateWord(.working, "acting")),
    ],
    placement: [
      "k8s-edge-1 was chosen: it is the nearest of 2 clusters in zone nl-west with 12 free vCPU.",
      "k8s-core-1 was passed over: 18 ms to the site, the policy allows 10 ms.",
      "Workers are on 3 hosts: anti-affinity of VDU fw-worker.",
    ], events: events)

  /// A mobile core: more functions than a drawing can hold side by side.
  static let bigService: ServiceDetail = {
    var detail = healingService
    let names = ["amf", "smf", "upf-1", "upf-2", "nrf", "ausf", "udm", "pcf", "nssf"]
    detail.row.name = "acme-5gc"
    detail.functions = names.map {
      function("acme-\($0)", StateWord(.good, "started"), 2, of: 2, StateWord(.good, "ready"))
    }
    detail.functionSubjects = names.indices.map { Subject(.functions, 200 + $0) }
    detail.links = [
      .init(name: "sbi", members: detail.functions.map(\.name)),
      .init(name: "n3", members: ["acme-upf-1", "acme-upf-2", "ran"]),
      .init(name: "n6", members: ["acme-upf-1", "acme-upf-2", "internet"]),
    ]
    return detail
  }()

  /// The same with user planes that are network services of their own.
  static let nestingService: ServiceDetail = {
    var detail = bigService
    detail.nested = [
      .init(
        row: ServiceRow(
          id: "NS-21", name: "acme-5gc-user-plane-1", customer: "Acme",
          service: StateWord(.off, "nested"), state: StateWord(.good, "instantiated"),
          progress: nil, functions: 1, cluster: "k8s-edge-1", age: .seconds(900)),
        subject: Subject(.services, 21)),
      .init(
        row: ServiceRow(
          id: "NS-22", name: "acme-5gc-user-plane-2", customer: "Acme",
          service: StateWord(.off, "nested"), state: StateWord(.working, "instantiate"),
          progress: 0.4, functions: 1, cluster: "k8s-edge-2", age: .seconds(20)),
        subject: Subject(.services, 22)),
    ]
    return detail
  }()

  static let emptyService = ServiceDetail(
    row: healingService.row, facts: [], functions: [], functionSubjects: [], links: [],
    operations: [], policies: [], placement: [], events: [])

  /// An hour of quiet, then a peak.
  private static let load: [Double] = (0..<120).map { minute in
    let noise = (minute * 37) % 17
    let peak = max(0, minute - 90)
    return Double(45 + noise + peak)
  }

  static let healingFunction = FunctionDetail(
    row: functions[0], service: Subject(.services, 12),
    facts: [
      Fact("VNFD", "firewall-cnf 9.2"), Fact("flavour", "standard"),
      Fact("Helm release", "globex-fw-1, revision 4", state: StateWord(.good, "deployed")),
      Fact("grant", "12 vCPU, 24 GiB", state: StateWord(.good, "held")),
    ],
    components: [
      .init(
        name: "globex-fw-1-5d2", vdu: "fw-worker", host: "edge-1-w03",
        hostSubject: Subject(.hosts, 3), state: StateWord(.good, "Running 1/1"),
        image: "firewall:9.2.1", reason: "", age: .seconds(4_000)),
      .init(
        name: "globex-fw-1-b81", vdu: "fw-worker", host: "edge-1-w05",
        hostSubject: Subject(.hosts, 5), state: StateWord(.good, "Running 1/1"),
        image: "firewall:9.2.1", reason: "", age: .seconds(4_000)),
      .init(
        name: "globex-fw-1-7c9", vdu: "fw-worker", host: "edge-1-w04",
        hostSubject: Subject(.hosts, 4), state: StateWord(.working, "Pulling 0/1"),
        image: "firewall:9.2.1", reason: "replaces a pod lost with dc-1-h07", age: .seconds(9)),
    ],
    aspects: [
      .init(id: "firewall-workers", level: 1, maximum: 6, instances: [2, 3, 4, 5, 6, 7, 8])
    ],
    configuration: [
      Fact("base policy", "template v14 applied 11:12:35", state: completed),
      Fact("mgmt interface", "10.20.4.11 registered 11:12:37", state: completed),
      Fact("health check", "https /healthz, 3 of 3 answer", state: completed),
      Fact("logging", "to globex-log-1, waits for the new pod", state: pending),
    ], operations: operations,
    load: load,
    thresholdOut: 75, thresholdIn: 25, events: events)

  static let emptyFunction = FunctionDetail(
    row: functions[0], service: nil, facts: [], components: [], aspects: [], configuration: [],
    operations: [], load: [], thresholdOut: nil, thresholdIn: nil, events: [])

  static let busyHost = HostDetail(
    row: HostRow(
      name: "edge-1-w03", cluster: "k8s-edge-1", zone: "nl-west-a", cpu: 0.71, memory: 0.64,
      workloads: 3, state: StateWord(.good, "up")),
    facts: [
      Fact("NUMA 0", "32 of 40 vCPU, 96 of 192 GiB"),
      Fact("NUMA 1", "25 of 40 vCPU, 150 of 192 GiB"),
      Fact("power", "412 W", state: StateWord(.good, "on")), Fact("model", "2 × 40 cores, 384 GiB"),
      Fact("pods", "31 of 110"),
    ],
    nics: [
      Fact("ens1f0", "25 Gbit/s data, SR-IOV 5 of 16", state: StateWord(.good, "up")),
      Fact("ens1f1", "25 Gbit/s data", state: StateWord(.degraded, "flapping")),
      Fact("eno1", "1 Gbit/s management", state: StateWord(.good, "up")),
    ],
    tenants: [
      .init(
        workload: "globex-fw-1-5d2", function: "globex-fw-1",
        functionSubject: Subject(.functions, 101),
        customer: "Globex", compute: "4 vCPU 8 GiB", state: StateWord(.good, "Running 1/1")),
      .init(
        workload: "initech-fw-1-c01", function: "initech-fw-1",
        functionSubject: Subject(.functions, 88), customer: "Initech", compute: "4 vCPU 8 GiB",
        state: StateWord(.working, "Terminating")),
      .init(
        workload: "kube-proxy", function: "node agent", functionSubject: nil, customer: "–",
        compute: "1 vCPU 1 GiB", state: StateWord(.good, "Running 1/1")),
    ], events: events,
    nodes: [
      NUMANode(
        number: 0, socket: 0, cpus: 40, dedicated: 24, dedicatedUsed: 9, hugepagesMiB: 32_768,
        hugepagesUsedMiB: 11_776,
        cards: [
          .init(
            name: "ens1f0", speedGbps: 25, functions: 16, used: 5, state: StateWord(.good, "up")),
          .init(
            name: "ens1f1", speedGbps: 25, functions: 64, used: 1,
            state: StateWord(.failed, "link down")),
        ]),
      NUMANode(
        number: 1, socket: 1, cpus: 40, dedicated: 0, dedicatedUsed: 0, hugepagesMiB: 0,
        hugepagesUsedMiB: 0,
        cards: [
          .init(name: "eno1", speedGbps: 1, functions: 0, used: 0, state: StateWord(.good, "up"))
        ]),
    ],
    shares: [
      HostShare(tenant: "Globex", workloads: 2, cpu: 0.5, compute: "40 vCPU, 80 GiB"),
      HostShare(tenant: "Umbrella", workloads: 1, cpu: 0.05, compute: "4 vCPU, 8 GiB"),
    ])

  static let deadHost: HostDetail = {
    var detail = busyHost
    detail.row = HostRow(
      name: "dc-1-h07", cluster: "os-dc-1", zone: "nl-dc", cpu: nil, memory: nil, workloads: 0,
      state: StateWord(.failed, "down"))
    detail.facts = [
      Fact("power", "lost 12:04:21, no answer for 8s", state: StateWord(.failed, "off")),
      Fact("model", "2 × 32 cores, 512 GiB"),
    ]
    detail.nics = []
    detail.nodes = []
    detail.shares = []
    detail.tenants = []
    return detail
  }()
}

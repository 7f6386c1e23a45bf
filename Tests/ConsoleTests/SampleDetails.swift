@testable import Console
import Deciding

/// What is known of single objects of the sample.
extension SampleWorld {
  func orderDetail(_ serial: Int) -> OrderDetail? {
    guard let row = orders[serial] else { return nil }
    let titles = [
      "Product order", "Service order", "Decompose", "Resource order", "Place and grant",
      "Deploy", "Day-1 configuration", "Report", "Policy", "Complete",
    ]
    let lanes = ["COM", "SOM", "NFVO", "VNFM", "VIM", "NSO", "SIEM"]
    let laneOfStep = [0, 0, 1, 1, 2, 3, 3, 2, 1, 1]
    let steps = titles.enumerated().map { index, title in
      OrderDetail.Step(
        number: index + 1, title: title, lane: laneOfStep[index], toLane: nil,
        state: index < row.steps
          ? StateWord(.good, "completed")
          : index == row.steps ? row.state : StateWord(.waiting, "pending"),
        startedAfter: index <= row.steps ? .seconds(Double(index * 4)) : nil,
        took: index < row.steps ? .seconds(3.5) : nil, detail: "")
    }
    return OrderDetail(
      row: row,
      facts: [
        Fact("customer", row.customer), Fact("product", "SD-WAN Premium with Cloud Security"),
      ],
      lanes: lanes, steps: steps,
      items: [
        OrderDetail.Item(
          depth: 0, name: "CFS:Cloud-Firewall", target: "SOM", state: row.state,
          service: StateWord(.waiting, "designed"), waitsFor: row.reason, took: nil,
          subject: Subject(.services, serial))
      ],
      events: lines)
  }

  func serviceDetail(_ serial: Int) -> ServiceDetail? {
    guard let row = services[serial] else { return nil }
    let members = [serial * 2 - 1, serial * 2].filter { functions[$0] != nil }
    return ServiceDetail(
      row: row, facts: [Fact("customer", row.customer), Fact("NSD", "cloud-firewall 1.2")],
      functions: members.compactMap { functions[$0] },
      functionSubjects: members.map { Subject(.functions, $0) },
      links: [.init(name: "vl-data", members: members.compactMap { functions[$0]?.name })],
      operations: [
        .init(
          id: "op-1", kind: "instantiate", state: StateWord(.good, "COMPLETED"),
          isAutomatic: false, requester: "SOM", startedAt: "11:58:02", took: .seconds(41),
          progress: nil, detail: "")
      ],
      policies: [Fact("scale out", "load > 70 % for 30 s")], placement: [row.cluster],
      events: lines)
  }

  func functionDetail(_ serial: Int) -> FunctionDetail? {
    guard let row = functions[serial] else { return nil }
    return FunctionDetail(
      row: row, service: Subject(.services, (serial + 1) / 2), facts: [Fact("VNFD", "fw 2.4.0")],
      components: (0..<row.wanted).map { number in
        .init(
          name: "\(row.name)-\(number)", vdu: "fw-worker", host: "edge-1-w0\(number + 1)",
          hostSubject: Subject(.hosts, number + 1), state: row.health, image: "fw:2.4.0",
          reason: "", age: row.age)
      },
      aspects: serial.isMultiple(of: 2)
        ? [] : [.init(id: "firewall-workers", level: 1, maximum: 4, instances: [1, 2, 4, 6, 8])],
      configuration: [Fact("base policy", "applied 11:58:31", state: StateWord(.good, "applied"))],
      operations: [], load: [20, 35, 60, 72, 68], thresholdOut: 70, thresholdIn: 25,
      events: lines)
  }

  func hostDetail(_ serial: Int) -> HostDetail? {
    guard let row = hosts[serial] else { return nil }
    return HostDetail(
      row: row, facts: [Fact("zone", row.zone), Fact("power", row.state.word, state: row.state)],
      nics: [Fact("ens1f0", "25 Gb/s", state: row.state)],
      tenants: [
        .init(
          workload: "globex-fw-1-7c9", function: "globex-fw-1",
          functionSubject: Subject(.functions, 1), customer: "Globex", compute: "4 vCPU · 8 GiB",
          state: StateWord(.good, "Running"))
      ],
      events: lines)
  }
}

/// The last things that happened in the sample.
enum SampleEvents {
  static let lines: [EventLine] = [
    line(1, "12:03:58", "COM", "SO-1042", "order accepted from Soylent", .good, .orders, 12),
    line(
      2, "12:04:02", "SOM", "SO-1042", "CFS:Cloud-Firewall decomposed into 3 RFS", .good, .orders,
      12),
    line(
      3, "12:04:05", "NFVO", "soylent-fw", "grant given on k8s-core-1: 4 vCPU, 8 GiB", .good,
      .services, 12),
    line(
      4, "12:04:09", "VIM", "core-1-w12", "pod soylent-fw-1-a41 Running, ready 1/2", .working,
      .functions, 23),
    line(5, "12:04:21", "NFVI", "dc-1-h07", "power lost; 3 VNFs affected", .failed, .hosts, 39),
    line(
      6, "12:04:22", "VNFM", "initech-fw-1", "healing started by policy", .working, .functions, 3),
    line(
      7, "12:04:26", "SOM", "acme-fw", "operating status degraded, service stays active", .degraded,
      .services, 7),
    line(
      8, "12:04:29", "VIM", "soylent-fw-1", "pod soylent-fw-1-7c9 Running, ready 2/2", .good,
      .functions, 23),
    line(
      9, "12:04:30", "VNFM", "soylent-fw-1", "Day-1 configuration: base policy applied", .working,
      .functions, 23),
  ]

  private static func line(
    _ sequence: Int, _ clock: String, _ block: String, _ subject: String, _ sentence: String,
    _ tone: StateWord.Tone, _ pane: Pane, _ serial: Int
  ) -> EventLine {
    EventLine(
      sequence: sequence, clock: clock, block: block, subject: subject, sentence: sentence,
      tone: tone, target: Subject(pane, serial))
  }
}

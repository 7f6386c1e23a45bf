import Deciding

@testable import Console

/// Moments of the walkthrough and of what can go wrong in it, as the views get to see them.
enum Sample {
  static let lanes = ["COM", "SOM", "NFVO", "VNFM", "VIM", "NSO", "SIEM"]
  static let completed = StateWord(.good, "completed")
  static let inProgress = StateWord(.working, "inProgress")
  static let pending = StateWord(.waiting, "pending")

  /// Title, lane, lane that it goes to, start, duration, and what it did when it is done.
  private static let steps: [(String, Int, Int?, Double, Double, String)] = [
    ("Order received", 0, nil, 0, 0.4, "SD-WAN Premium with Cloud Security maps to 3 CFS"),
    ("Service order submitted", 0, 1, 0.4, 0.6, "TMF641 serviceOrder with 3 items, acknowledged"),
    ("CFS decomposed into RFS", 1, nil, 1, 1.2, "7 RFS, 3 of them behind a gate"),
    ("Deployment requested", 1, 2, 2.2, 0.8, "SOL005 instantiate cloud-firewall, 4 vCPU, 8 GiB"),
    ("Placed and granted", 2, 3, 3, 2.1, "k8s-edge-1 by policy edge-first; 2 VNFs granted"),
    ("CNF deployed", 3, 4, 5.1, 24.4, "Helm release deployed, PVC Bound, pods 3/3 and 1/1 ready"),
    (
      "Day-1 configuration", 3, nil, 29.5, 8.5,
      "base policy and mgmt interface applied, health check running, then logging"
    ),
    ("Success reported", 2, 1, 38, 0.5, "NS INSTANTIATED; gates of policy and feed open"),
    (
      "Policy and feed pushed", 1, 5, 38.5, 6, "ACL, NAT, URL filter and PE routes; feed registered"
    ),
    ("Order completed", 1, 0, 44.5, 0.5, "3 CFS active, product order completed, billing active"),
  ]

  static func steps(done: Int, then current: StateWord?, detail: String? = nil)
    -> [OrderDetail.Step]
  {
    steps.enumerated().map { index, step in
      let isDone = index < done
      let isNow = index == done && current != nil
      return OrderDetail.Step(
        number: index + 1, title: step.0, lane: step.1, toLane: step.2,
        state: isDone ? completed : isNow ? current ?? pending : pending,
        startedAfter: isDone || isNow && current?.tone != .waiting ? .seconds(step.3) : nil,
        took: isDone ? .seconds(step.4) : nil,
        detail: isDone ? step.5 : isNow ? detail ?? step.5 : "waits for step \(index)")
    }
  }

  static func item(
    _ depth: Int, _ name: String, _ target: String, _ state: StateWord, _ service: StateWord,
    waitsFor: String = "", took: Double? = nil, subject: Subject? = nil
  ) -> OrderDetail.Item {
    OrderDetail.Item(
      depth: depth, name: name, target: target, state: state, service: service,
      waitsFor: waitsFor, took: took.map { .seconds($0) }, subject: subject)
  }

  static func event(
    _ sequence: Int, _ clock: String, _ block: String, _ subject: String, _ sentence: String,
    _ tone: StateWord.Tone = .good, target: Subject? = nil
  ) -> EventLine {
    EventLine(
      sequence: sequence, clock: clock, block: block, subject: subject, sentence: sentence,
      tone: tone, target: target)
  }

  static let events = [
    event(1, "12:03:53", "COM", "SO-1042", "order received from Globex"),
    event(2, "12:03:54", "SOM", "SO-1042", "acknowledged; 3 CFS become 7 RFS", .working),
    event(3, "12:03:58", "NFVO", "globex-fw", "placed on k8s-edge-1 by policy edge-first"),
    event(
      4, "12:04:21", "NFVI", "dc-1-h07", "power lost, 3 VNFs affected", .failed,
      target: Subject(.hosts, 41)),
    event(5, "12:04:29", "VIM", "k8s-edge-1", "pod globex-fw-1-7c9 Running on edge-1-w03"),
    event(
      6, "12:04:30", "VNFM", "globex-fw-1", "Day-1 configuration: base policy, mgmt interface",
      .working, target: Subject(.functions, 101)),
  ]

  static let facts = [
    Fact("customer", "Globex (tenant globex-7)"),
    Fact("product", "SD-WAN Premium with Cloud Security"),
    Fact("product order", "PO-771", state: StateWord(.working, "inProgress")),
    Fact("billing", "starts with completion", state: StateWord(.waiting, "pending")),
    Fact("site", "Rotterdam, edge zone nl-west"),
    Fact("sizing", "4 vCPU, 8 GiB"),
  ]

  static func row(
    _ state: StateWord, steps: Int, age: Double, reason: String = "", customer: String = "Globex"
  ) -> OrderRow {
    OrderRow(
      id: "SO-1042", customer: customer, state: state, steps: steps, age: .seconds(age),
      reason: reason)
  }

  /// Step 7: every pod is ready, yet the service is not active.
  static let atStepSeven: OrderDetail = {
    let designed = StateWord(.waiting, "designed")
    let gate = "CNF-Firewall-Instance"
    return OrderDetail(
      row: row(inProgress, steps: 6, age: 36), facts: facts, lanes: lanes,
      steps: steps(
        done: 6, then: inProgress, detail: "base policy applied; health check 2 of 3, then logging"),
      items: [
        item(0, "CFS:SD-WAN-Overlay", "SOM", completed, StateWord(.good, "active"), took: 9),
        item(1, "Overlay-Tunnels", "NSO", completed, StateWord(.good, "active"), took: 6),
        item(0, "CFS:Cloud-Firewall", "SOM", inProgress, designed),
        item(
          1, "CNF-Firewall-Instance", "NFVO", inProgress, designed,
          subject: Subject(.services, 12)),
        item(1, "Firewall-Policy-Config", "NSO", pending, designed, waitsFor: gate),
        item(1, "Security-Monitoring-Feed", "SIEM", pending, designed, waitsFor: gate),
        item(0, "CFS:Managed-Security", "SOM", inProgress, designed),
        item(1, "Security-Portal", "SIEM", completed, StateWord(.good, "active"), took: 3),
      ], events: events)
  }()

  static let finished: OrderDetail = {
    var detail = atStepSeven
    detail.row = row(completed, steps: 10, age: 45)
    detail.steps = steps(done: 10, then: nil)
    for index in detail.items.indices {
      detail.items[index].state = completed
      detail.items[index].service = StateWord(.good, "active")
      detail.items[index].waitsFor = ""
    }
    return detail
  }()

  static let failed: OrderDetail = {
    let failed = StateWord(.failed, "failed")
    var detail = atStepSeven
    detail.row = row(
      failed, steps: 5, age: 560,
      reason: "Step 6 failed: image firewall:9.2.1 could not be pulled from registry.edge",
      customer: "Hooli")
    detail.steps = steps(
      done: 5, then: failed, detail: "pod hooli-fw-1-a20 ImagePullBackOff: registry answers 503")
    detail.items[3].state = failed
    detail.items[3].service = StateWord(.failed, "FAILED_TEMP")
    return detail
  }()

  static let held: OrderDetail = {
    let held = StateWord(.waiting, "held")
    var detail = atStepSeven
    detail.row = row(
      held, steps: 2, age: 720, reason: "Held: no cluster in zone nl-west has 4 free vCPU.",
      customer: "Umbrella")
    detail.steps = steps(done: 2, then: held, detail: "waits for capacity in zone nl-west")
    detail.items = []
    detail.events = []
    return detail
  }()

  /// Nothing but a row: the order was received and no one has looked at it.
  static let empty = OrderDetail(
    row: row(pending, steps: 0, age: 0), facts: [], lanes: lanes, steps: [], items: [], events: [])
}

import Deciding
import ServiceInterfaces

@testable import Console

/// A scaling that failed at its Day-1 configuration and is half undone, one that goes well, and one
/// that waits longer than it should.
extension Sample {
  static let failedOperation = OperationDetail(
    row: OperationRow(
      id: "nsop-31", level: "NS", kind: "INSTANTIATE", object: "hooli-cloud-firewall",
      state: StateWord(.failed, "FAILED_TEMP"), progress: nil, isAutomatic: false,
      requester: "SOM RO-12", startedAt: "11:02:04", took: .seconds(3_700),
      standing: "No host has 8 free vCPU on one NUMA node."),
    service: Subject(.services, 3), serviceName: "hooli-cloud-firewall",
    problem: [
      "INSTANTIATE nsop-31 of hooli-cloud-firewall: VNF not configured.",
      "hooli-cloud-firewall-1 (Ve-Vnfm) has not been heard of since 11:02:40 about «base policy». "
        + "Look there, then retry or roll back.",
      "Where: SO-1033 → RO-12 → ns-3 hooli-cloud-firewall → nsop-31 → vnf-5 hooli-cloud-firewall-1 "
        + "→ INSTANTIATE vnfop-44 → step “base policy” → os-dc-1 → dc-1-h07.",
    ],
    possibilities: [
      .init(action: .retry, task: "retry", objection: nil),
      .init(action: .rollback, task: "rollback", objection: nil),
      .init(action: .continueOperation, task: "continue", objection: nil),
      .init(action: .fail, task: "fail", objection: nil),
      .init(
        action: .cancel, task: "cancel GRACEFUL",
        objection: "INSTANTIATE nsop-31 is FAILED_TEMP, so cancel is not possible."),
      .init(
        action: .cancelForceful, task: "cancel FORCEFUL",
        objection: "INSTANTIATE nsop-31 is FAILED_TEMP, so cancel is not possible."),
    ],
    steps: [
      step(
        0, "hooli-cloud-firewall-1  INSTANTIATE vnfop-44", .failed, "failed", 0, 96, "No answer"),
      step(1, "servers made by os-dc-1", .good, "done", 1, 31),
      step(1, "base policy", .failed, "failed", 31, 96, "3 attempts: no answer since 11:02:40"),
      step(1, "integrity check", .off, "not run", nil, nil),
      step(
        0, "hooli-cloud-firewall-log-1  INSTANTIATE", .waiting, "waits", nil, nil,
        "after hooli-cloud-firewall-1"),
      step(
        0, "hooli-cloud-firewall-0  TERMINATE vnfop-45", .good, "done", 40, 52,
        "undoes INSTANTIATE", isUndoing: true),
      step(1, "servers removed from os-dc-1", .good, "undone", 41, 52, isUndoing: true),
    ],
    undone: ["hooli-cloud-firewall-0: INSTANTIATE, by TERMINATE"],
    leftovers: ["volume hooli-cloud-firewall-0-data is still on os-dc-1: it is in use"],
    interventions: ["11:03:00  retry, by noc@edge"],
    facts: [
      Fact("purpose", "2 VNFs of cloud-firewall-ns"), Fact("asked by", "SOM RO-12"),
      Fact("automatic", "no"), Fact("started", "11:02:04"), Fact("progress", "0 of 2 VNFs"),
    ], events: events, isClosed: false)

  static let runningOperation = OperationDetail(
    row: OperationRow(
      id: "nsop-40", level: "NS", kind: "SCALE", object: "globex-cloud-firewall",
      state: StateWord(.working, "PROCESSING"), progress: 0.5, isAutomatic: true,
      requester: "policy firewall_auto_scale", startedAt: "12:04:02", took: .seconds(28),
      standing: "globex-cloud-firewall-1: components made by k8s-edge-1"),
    service: Subject(.services, 12), serviceName: "globex-cloud-firewall", problem: [],
    possibilities: [
      .init(
        action: .retry, task: "retry",
        objection: "SCALE nsop-40 is PROCESSING, so retry is not possible."),
      .init(action: .cancel, task: "cancel GRACEFUL", objection: nil),
      .init(action: .cancelForceful, task: "cancel FORCEFUL", objection: nil),
    ],
    steps: [
      step(0, "globex-cloud-firewall-1  SCALE vnfop-60", .working, "runs", 0, nil),
      step(
        1, "components made by k8s-edge-1", .working, "runs", 2, nil,
        "attempt 2, waits for k8s-edge-1 since 12:04:20"),
      step(1, "integrity check", .waiting, "waits", nil, nil, "after «components made»"),
    ], undone: [], leftovers: [], interventions: [],
    facts: [Fact("purpose", "firewall-workers 0 → 1"), Fact("automatic", "yes")], events: events,
    isClosed: false)

  static let stuckOperation: OperationDetail = {
    var detail = runningOperation
    detail.row.state = StateWord(.degraded, "PROCESSING")
    detail.row.standing = "k8s-edge-1 has not answered since 12:04:20"
    detail.problem = ["It is stuck: k8s-edge-1 has not answered since 12:04:20."]
    detail.steps[1].state = StateWord(.degraded, "stuck")
    detail.steps[1].note = "attempt 2, k8s-edge-1 has not answered since 12:04:20"
    return detail
  }()

  private static func step(
    _ depth: Int, _ title: String, _ tone: StateWord.Tone, _ word: String, _ begin: Double?,
    _ end: Double?, _ note: String = "", isUndoing: Bool = false
  ) -> OperationDetail.Step {
    OperationDetail.Step(
      depth: depth, title: title, state: StateWord(tone, word), begin: begin.map { .seconds($0) },
      end: end.map { .seconds($0) }, note: note, target: Subject(.functions, 5),
      isUndoing: isUndoing)
  }

  // MARK: the catalogue

  static func package(
    _ kind: String, _ name: String, _ version: String, instances: Int?, age: Double,
    onboarding: StateWord = StateWord(.good, "ONBOARDED"), isEnabled: Bool = true,
    problem: String = ""
  ) -> PackageRow {
    PackageRow(
      id: "\(kind.lowercased())-\(name)-\(version)", kind: kind, name: name, version: version,
      provider: "Podium Networks", onboarding: onboarding,
      operational: isEnabled ? StateWord(.good, "ENABLED") : StateWord(.off, "DISABLED"),
      instances: instances, file: "\(name)-\(version).csar",
      age: instances.map { _ in .seconds(age) }, problem: problem)
  }

  static let vnfPackage = PackageDetail(
    row: package("VNFD", "cloud-firewall", "2.4.1", instances: 12, age: 300),
    facts: [
      Fact("descriptor id", "vnfd-cloud-firewall-2.4.1"), Fact("provider", "Podium Networks"),
      Fact("flavours", "default, large"), Fact("file", "cloud-firewall-2.4.1.csar"),
    ],
    versions: [
      package("VNFD", "cloud-firewall", "2.4.1", instances: 12, age: 300),
      package("VNFD", "cloud-firewall", "2.4.0", instances: 3, age: 90_000, isEnabled: false),
    ], versionSubjects: [Subject(.packages, 9), Subject(.packages, 4)],
    parts: [
      Fact("worker", "registry.example/fw:2.4.1, 2 vCPU, 4 GiB, 2 to 8"),
      Fact("scales", "firewall-workers, level 0 to 3"),
    ],
    users: [
      .init(
        subject: Subject(.packages, 5), name: "cloud-firewall-ns 1.0", what: "NSD",
        state: StateWord(.good, "ENABLED")),
      .init(
        subject: Subject(.functions, 23), name: "globex-cloud-firewall-1", what: "CNF",
        state: StateWord(.good, "started")),
    ], furtherUsers: 11,
    artefacts: [Fact("helmChart", "Artifacts/chart.tgz, 4120 bytes")],
    notes: ["The manifest names no signature."], events: events)
}

extension SampleWorld {
  /// What runs, what stands still and what is over; a catalogue; and two findings.
  mutating func addOperations() {
    for (serial, operation, urgency) in [
      (1, Sample.failedOperation.row, Urgency.wrong), (2, closed("SCALE", 2), .over),
      (3, closed("HEAL", 3), .over), (4, Sample.runningOperation.row, .busy),
    ] {
      operations[serial] = operation
      index[Pane.operations.rawValue].place(serial, at: urgency)
    }
    for (serial, package, urgency) in [
      (1, Sample.package("CFS", "Cloud-Firewall", "1.0", instances: nil, age: 0), Urgency.over),
      (
        2,
        Sample.package(
          "VNFD", "cloud-firewall", "2.4.0", instances: 3, age: 90_000, isEnabled: false), .over
      ),
      (3, Sample.package("NSD", "cloud-firewall-ns", "1.0", instances: 12, age: 90_000), .fine),
      (4, Sample.vnfPackage.row, .fine),
      (
        5,
        Sample.package(
          "VNFD", "vRouter", "17.1", instances: 0, age: 12,
          onboarding: StateWord(.failed, "ERROR"), isEnabled: false,
          problem: "The disk is full: the artefacts were not kept."), .wrong
      ),
    ] {
      packages[serial] = package
      index[Pane.packages.rawValue].place(serial, at: urgency)
    }
    for (serial, finding) in [
      FindingRow(
        subject: Subject(.functions, 23), function: "globex-fw-1", baseline: "configuration",
        what: "logging.format", expected: "json", found: "cef", by: "root@console",
        age: .seconds(340), state: StateWord(.degraded, "configuration")),
      FindingRow(
        subject: Subject(.functions, 5), function: "hooli-fw-1", baseline: "resource",
        what: "fw-worker", expected: "2 instances", found: "1 instance", by: "",
        age: .seconds(60), state: StateWord(.degraded, "resource")),
    ].enumerated() {
      findings[serial + 1] = finding
      index[Pane.findings.rawValue].place(serial + 1, at: .wrong)
    }
  }

  private func closed(_ kind: String, _ serial: Int) -> OperationRow {
    OperationRow(
      id: "vnfop-\(serial)", level: "VNF", kind: kind, object: "initech-fw-1",
      state: StateWord(.good, "COMPLETED"), progress: nil, isAutomatic: serial == 3,
      requester: serial == 3 ? "VNFM" : "NFVO nsop-7", startedAt: "11:58:0\(serial)",
      took: .seconds(42), standing: "firewall-workers 0 → 1")
  }

  func operationDetail(_ serial: Int) -> OperationDetail? {
    guard let row = operations[serial] else { return nil }
    var detail = serial == 1 ? Sample.failedOperation : Sample.runningOperation
    detail.row = row
    return detail
  }

  func packageDetail(_ serial: Int) -> PackageDetail? {
    guard let row = packages[serial] else { return nil }
    var detail = Sample.vnfPackage
    detail.row = row
    return detail
  }

  /// The one that stands still can be cancelled no more.
  func openOperation(inRow serial: Int) -> OpenOperation? {
    guard let row = operations[serial], row.state.word != "COMPLETED" else { return nil }
    let reason = "INSTANTIATE \(row.id) is \(row.state.word), so cancel is not possible."
    return OpenOperation(
      id: row.id, title: "\(row.kind) \(row.id) of \(row.object)",
      objections: row.state.tone == .failed
        ? [.cancel(.graceful): reason, .cancel(.forceful): reason] : [:])
  }

  func updates(of subject: Subject) -> [PlanOption] {
    guard subject.pane == .services else { return [] }
    return [
      PlanOption("one more firewall", act: .addFunction(service: subject, profile: "firewall")),
      PlanOption("without globex-fw-1", act: .removeFunction(Subject(.functions, 23))),
    ]
  }

  var sites: [String] { ["k8s-edge-1", "os-dc-1"] }
}

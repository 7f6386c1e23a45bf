@testable import Console
import Deciding

/// A bad morning: a host down with what follows from it, an operation that stands still, a threshold
/// that somebody looks after, and what is over.
extension Sample {
  static let alarms: [AlarmRow] = [
    alarm(
      7, StateWord(.failed, "critical"), "edge-1-w10", age: 42, symptoms: 3, isUnfolded: true,
      "host edge-1-w10 of k8s-edge-1 does not answer: no heartbeat for 40 s"),
    alarm(
      9, StateWord(.failed, "major"), "globex-cloud-firewall-1", age: 40, depth: 1,
      "0 of 2 components serve, globex-cloud-firewall-1-68ltg-djrfj was lost on edge-1-w10"),
    alarm(
      8, StateWord(.degraded, "minor"), "acme-cloud-firewall-1", age: 40, depth: 1,
      "1 of 2 components serve, acme-cloud-firewall-1-8cqm6-4qkd4 was lost on edge-1-w10"),
    alarm(
      10, StateWord(.degraded, "minor"), "stark-industries-fw-1", age: 38, depth: 1,
      "3 of 4 components serve, one was lost on edge-1-w10"),
    alarm(
      6, StateWord(.failed, "major"), "hooli-cloud-firewall", age: 4_100,
      "INSTANTIATE nsop-31 stands still in FAILED_TEMP: no host has 8 free vCPU on one NUMA node"),
    alarm(
      4, StateWord(.degraded, "minor"), "initech-cloud-firewall-1", age: 9_000, by: "noc@edge",
      "cpuUtilisation is 83 %, the threshold threshold-1 is 75 ± 5 %"),
    alarm(
      3, StateWord(.good, "cleared"), "edge-1-w03", age: 86_400, chapter: .isCleared,
      "the host answers again"),
    alarm(
      2, StateWord(.good, "cleared"), "umbrella-cloud-firewall-1", age: 86_500, by: "anna@core",
      chapter: .isCleared, "2 of 2 serve again"),
  ]

  private static func alarm(
    _ serial: Int, _ severity: StateWord, _ object: String, age: Double, symptoms: Int = 0,
    isUnfolded: Bool = false, depth: Int = 0, by: String? = nil,
    chapter: AlarmRow.Chapter? = nil, _ what: String
  ) -> AlarmRow {
    AlarmRow(
      serial: serial, id: "alarm-\(serial)", severity: severity, object: object, what: what,
      age: .seconds(age), acknowledgedBy: by, symptoms: symptoms, isUnfolded: isUnfolded,
      depth: depth, chapter: chapter ?? (by == nil ? .needsSomebody : .isLookedAfter),
      isClearable: by != nil && chapter == nil)
  }

  static let hostAlarm = AlarmDetail(
    row: alarms[0],
    facts: [
      Fact("object", "edge-1-w10"), Fact("fault", "HOST_DOWN"),
      Fact("event type", "EQUIPMENT_ALARM"), Fact("broken", "edge-1-w10"),
      Fact("raised", "12:03:49"), Fact("changed", "12:03:49"),
    ],
    story: ["Host edge-1-w10 of k8s-edge-1 does not answer: no heartbeat for 40 s."],
    affected: [
      .init(
        subject: Subject(.services, 12), name: "globex-cloud-firewall", customer: "Globex",
        service: StateWord(.failed, "failed"), state: StateWord(.working, "healing")),
      .init(
        subject: Subject(.services, 8), name: "acme-cloud-firewall", customer: "Acme Space",
        service: StateWord(.degraded, "degraded"), state: StateWord(.working, "healing")),
    ],
    symptoms: Array(alarms[1...3]),
    doing: ["Of 3 functions: 1 whole again, 1 being healed, 1 waiting for a turn to heal."],
    advice: [
      "Look after the host's power and network; what ran on it heals elsewhere.",
      "It clears when the host answers again.",
    ],
    events: events)

  static let quietAlarm = AlarmDetail(
    row: alarms[7], facts: [Fact("object", "vnf-4")], story: ["2 of 2 serve again."],
    affected: [], symptoms: [], doing: ["Nothing: it is over."], advice: [], events: [])

  static let policies: [PolicyRow] = [
    policy(
      7, "acme-cloud-firewall", StateWord(.degraded, "paused"), percent: 88,
      [30, 88, 20, 85, 22, 88], "would scale, but the flap guard paused the policy at 11:58:10",
      hold: "the flap guard paused the policy at 11:58:10: it would change direction for the 3rd "
        + "time within 30 min; its thresholds are too close or its cooldowns too short"),
    policy(
      12, "globex-cloud-firewall", StateWord(.working, "stirs"), percent: 91,
      [20, 22, 25, 30, 44, 58, 71, 83, 90, 91],
      "cpuUtilisation 91 %, over 75 %: must stay there until 12:05:00"),
    PolicyRow(
      service: Subject(.services, 12), serviceName: "globex-cloud-firewall", policy: "auto-heal",
      what: "firewall, log_collector", state: StateWord(.working, "heals"),
      metric: "components that serve", percent: nil, samples: [], thresholdOut: nil,
      thresholdIn: nil, level: "", verdict: "globex-cloud-firewall-1 1/2: heals 5 s after a loss",
      hold: nil, decisions: [],
      facts: [
        Fact("network service", "globex-cloud-firewall"), Fact("heals", "firewall, log_collector"),
      ]),
    policy(
      5, "stark-industries-fw", StateWord(.good, "watches"), percent: 41, [40, 41, 39, 41],
      "cpuUtilisation 41 %: out from 80 %, in from 25 %"),
  ]

  private static func policy(
    _ service: Int, _ name: String, _ state: StateWord, percent: Int, _ samples: [Double],
    _ verdict: String, hold: String? = nil
  ) -> PolicyRow {
    PolicyRow(
      service: Subject(.services, service), serviceName: name, policy: "firewall_auto_scale",
      what: "\(name)-1", state: state, metric: "cpuUtilisation", percent: percent,
      samples: samples, thresholdOut: 75, thresholdIn: 30, level: "1 of 0-3", verdict: verdict,
      hold: hold,
      decisions: [
        .init(
          clock: "12:04:30", text: "cpuUtilisation 91 %, over 75 %: cools down until 12:05:30",
          tone: .working),
        .init(
          clock: "11:58:10",
          text: "cpuUtilisation 88 %, over 75 % for 30 s: scales out, level 0 to 1", tone: .good),
        .init(
          clock: "11:40:02", text: "cpuUtilisation 20 %, holds at minimum level 0", tone: .waiting),
      ],
      facts: [
        Fact("network service", name), Fact("scales", "\(name)-1"),
        Fact("out", "over 75 % plus 5"), Fact("in", "under 30 % minus 5"),
        Fact("level", "1, from 0 to 3"),
      ])
  }
}

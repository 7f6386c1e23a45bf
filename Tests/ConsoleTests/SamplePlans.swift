import ResourceInterfaces
import ServiceInterfaces

@testable import Console

/// What the sample answers when it is asked for a plan.
enum SamplePlans {
  static func plan(_ act: Act) -> PlanReading {
    switch act {
    case .scale(_, _, let steps) where steps > 2:
      PlanReading(
        lines: [
          .plan(sign: "+", text: "\(steps * 2) × fw-worker, 4 vCPU · 8 GiB each"),
          .refused("k8s-edge-1 has room for 4 more of them, and the quota of Globex for 5."),
        ], isPossible: false)
    case .scale(_, _, let steps):
      PlanReading(
        lines: [
          .plan(
            sign: steps > 0 ? "+" : "-",
            text: "\(abs(steps)) × fw-worker, 4 vCPU · 8 GiB each, on k8s-edge-1: edge-1-w04"),
          .plan(sign: "+", text: "a port on vl-data; the load balancer is weighted anew"),
          .grant(
            StateWord(.good, "granted"),
            text: "by the NFVO; quota of Globex 44/64 vCPU after; anti-affinity kept"),
          .reach(
            StateWord(.good, "active"),
            text: "CFS:Cloud-Firewall of Globex stays so; no interruption"),
          .takes("about 40 s, the median of the last 12"),
        ], isPossible: true)
    case .reconcile, .adopt:
      PlanReading(
        lines: [.plan(sign: "~", text: "logging.format json → cef")], isPossible: true)
    case .heal:
      PlanReading(
        lines: [
          .plan(sign: "~", text: "1 of 2 pods is made anew on edge-1-w05"),
          .reach(StateWord(.good, "active"), text: "the other pod carries the traffic meanwhile"),
          .takes("about 25 s"),
        ], isPossible: true)
    case .terminate:
      PlanReading(
        lines: [
          .plan(sign: "-", text: "2 VNFs with 3 pods, 2 volumes, 5 ports"),
          .reach(
            StateWord(.failed, "ends"), text: "CFS:Cloud-Firewall of the customer; billing stops"),
          .takes("about 30 s, of which 10 s to let traffic drain"),
        ], isPossible: true)
    case .task(let task, let operation, _):
      PlanReading(
        lines: [
          .does("globex-fw-1: \(task.name) of \(operation) asked of the VNFM"),
          .leaves("globex-fw-log-1: has an identifier and nothing else"), .takes("about 20 s"),
        ], isPossible: true)
    case .update(_, let request):
      PlanReading(
        lines: [.does("\(request.updateType) asked of the VNFM"), .takes("about 90 s")],
        isPossible: true)
    case .acknowledge, .clear, .pause, .maintain, .holdUpgrade:
      PlanReading(lines: [], isPossible: true)
    case .onboard(let file) where file.hasSuffix(".csar"):
      PlanReading(lines: [.plan(sign: "+", text: "VNFD vRouter 17.2 of Acme")], isPossible: true)
    case .onboard(let file):
      PlanReading(
        lines: [.refused("\(file): $: It is no archive."), .refused("\(file): $: It is empty.")],
        isPossible: false)
    case .enable, .deletePackage:
      PlanReading(lines: [.plan(sign: "~", text: "as asked")], isPossible: true)
    case .instantiate(_, let tenant, let site):
      PlanReading(
        lines: [.plan(sign: "+", text: "2 VNFs for \(tenant) on \(site ?? "k8s-edge-1")")],
        isPossible: true)
    case .addFunction, .removeFunction:
      PlanReading(
        lines: [.plan(sign: "+", text: "1 × fw-worker"), .takes("about 40 s")], isPossible: true)
    case .cancelOrder:
      PlanReading(
        lines: [
          .plan(sign: "-", text: "RFS:SD-WAN-Gateway-Instance at MANO: undone"),
          .plan(sign: "-", text: "RFS:Overlay-Tunnel-Config at NSO: not begun"),
          .takes("about 40 s"),
        ], isPossible: true)
    case .inject(let rule):
      PlanReading(
        lines: [
          .plan(sign: "+", text: "\(rule.words) at \(rule.place)"),
          .plan(sign: "!", text: "strikes 1 host (dc-1-h07) with parts of 2 functions (a, b)"),
          .reach(StateWord(.failed, "globex-fw"), text: "of Globex, 2 of 2 functions"),
          .seen(rule.kind.isSeenAs), .ends(rule.kind.endsWhen),
        ], isPossible: true)
    case .createJob, .createThreshold:
      PlanReading(
        lines: [
          .plan(sign: "+", text: "as the fields say"),
          .does("2 functions measure themselves: globex-fw-1, globex-log-1"),
        ], isPossible: true)
    case .deleteJob(let serial), .deleteThreshold(let serial):
      PlanReading(lines: [.plan(sign: "-", text: "number \(serial)")], isPossible: true)
    case .clearFaults(let names):
      PlanReading(
        lines: names.map { .plan(sign: "-", text: $0) } + [.ends("at once")], isPossible: true)
    case .submitExampleOrder:
      PlanReading(
        lines: [
          .plan(
            sign: "+",
            text: "order with CFS:SD-WAN-Overlay, CFS:Cloud-Firewall, CFS:Managed-Security"),
          .takes("about 60 s"),
        ], isPossible: true)
    }
  }
}

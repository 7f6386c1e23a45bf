import Deciding
import NFVI
import ResourceInterfaces
import VIM
import VNFM

// Where a fault may be injected, and the faults in force.

extension Layers {
  /// The faults in force: those of the VIMs, then those of the hosts, each in the order of injection.
  package var faults: [FaultRecord] { vim.faults.active + nfvi.faults.active }

  package func fault(_ name: String) -> FaultRecord? { vim.faults[name] ?? nfvi.faults[name] }

  /// What is wrong with `rule`, a sentence each; empty when it may be injected.
  package func problems(of rule: FaultRule) -> [String] {
    let place = rule.place
    let hosts = nfvi.hosts.values
    var problems = rule.kind.partsThatMeanNothing(at: place).map {
      "\(rule.kind.rawValue) depends on no \($0). Leave --\($0) out."
    }
    func check(_ part: String, _ value: String?, among known: [String]) {
      guard let value, !known.contains(value) else { return }
      problems.append(
        "There is no \(part) \(value). There are: \(known.prefix(12).joined(separator: ", "))"
          + (known.count > 12 ? " and \(known.count - 12) more." : "."))
    }
    func all(_ part: (HostRecord) -> String) -> [String] { Set(hosts.map(part)).sorted() }
    check("vim", place.vim, among: vim.names)
    check("site", place.site, among: all(\.site))
    check("zone", place.zone, among: all(\.zone))
    check("rack", place.rack, among: all(\.rack))
    check("host", place.host, among: nfvi.hostNames)
    check("vnf", place.vnf.map { "\($0)" }, among: vnfm.vnfs.keys.map { "\($0)" })
    check("image", place.image, among: knownImages)
    if rule.kind.group == .host, place == FaultPlace() {
      problems.append(
        "\(rule.kind.rawValue) everywhere would leave nothing. Name a host, rack, zone, site or vim."
      )
    }
    if rule.kind.group == .image, place.image == nil {
      problems.append("\(rule.kind.rawValue) needs an image. Name it with --image NAME:VERSION.")
    }
    if !(1...1_000).contains(rule.perMille) {
      problems.append("The probability is more than 0 and at most 100 per cent.")
    }
    if rule.skip < 0 || rule.delay < .zero || rule.count.map({ $0 < 1 }) == true
      || rule.duration.map({ $0 <= .zero }) == true
    {
      problems.append("--skip and --delay take 0 or more, --count and --for more than 0.")
    }
    if rule.error != nil, rule.kind != .taskFails {
      problems.append("--error has a meaning for \(FaultKind.taskFails.rawValue) alone.")
    }
    if rule.delay > .zero, rule.kind.delay == nil {
      problems.append("--delay has no meaning for \(rule.kind.rawValue).")
    }
    return problems
  }

  /// The images of all packages that are onboarded, as clusters name them.
  package var knownImages: [String] {
    Set(
      vnfm.packages.values.flatMap { [$0] + $0.otherFlavours }.flatMap(\.vdus)
        .map { "\($0.image.name):\($0.image.version)" }
    ).sorted()
  }
}

extension FaultKind {
  /// The parts of `place` that nothing of this kind depends on.
  fileprivate func partsThatMeanNothing(at place: FaultPlace) -> [String] {
    let ofHosts = ["vim", "site", "zone", "rack", "host"]
    let meant =
      switch group {
      case .host: ofHosts
      case .image: ofHosts + ["image", "vnf"]
      case .api: ["vim", "site", "vnf", "task"]
      case .request: place.step == nil ? ["vim", "site", "vnf", "task"] : ["vnf", "step"]
      }
    let named: [(String, Bool)] = [
      ("vim", place.vim != nil), ("site", place.site != nil), ("zone", place.zone != nil),
      ("rack", place.rack != nil), ("host", place.host != nil), ("vnf", place.vnf != nil),
      ("image", place.image != nil), ("task", place.work != nil), ("step", place.step != nil),
    ]
    return named.filter { $0.1 && !meant.contains($0.0) }.map(\.0)
  }
}

extension FaultOrder {
  /// The order as the block hears it that lets such a fault happen.
  package func message(isOfHosts: Bool) -> Message {
    .resource(isOfHosts ? .nfvi(.fault(self)) : .vim(.fault(self)))
  }
}

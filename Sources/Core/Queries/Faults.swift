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
    let meant = rule.kind.parts(at: place)
    let named = FaultPart.allCases.filter { $0.name(in: place) != nil }
    var problems = named.filter { !meant.contains($0) }.map {
      "\(rule.kind.rawValue) depends on no \($0.rawValue). Leave --\($0.rawValue) out."
    }
    // Tasks are known by their type, and a function may have steps that no list has.
    for part in named where part != .task && part != .step {
      let known = names(of: part)
      let value = part.name(in: place) ?? ""
      guard !known.contains(value) else { continue }
      problems.append(
        "There is no \(part.rawValue) \(value). There are: "
          + known.prefix(12).joined(separator: ", ")
          + (known.count > 12 ? " and \(known.count - 12) more." : "."))
    }
    if rule.kind.group == .host, place == FaultPlace() {
      problems.append(
        "\(rule.kind.rawValue) everywhere would leave nothing. Name a host, rack, zone, site or vim."
      )
    }
    if rule.kind == .siteCut, place.vim == nil, place.site == nil {
      problems.append(
        "\(rule.kind.rawValue) needs a site. Name it with --site, or one VIM with --vim.")
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

  /// The names that a part of the world may have; costs all of that kind.
  package func names(of part: FaultPart) -> [String] {
    func all(_ name: (HostRecord) -> String) -> [String] {
      Set(nfvi.hosts.values.map(name)).sorted()
    }
    return switch part {
    case .vim: vim.names
    case .site: all(\.site)
    case .zone: all(\.zone)
    case .rack: all(\.rack)
    case .host: nfvi.hostNames
    case .vnf: vnfm.vnfs.keys.map { "\($0)" }
    case .image: knownImages
    case .task: VIMTask.Work.allCases.map(\.rawValue)
    case .step: [FaultPlace.anyStep]
    }
  }

  /// The images of all packages that are onboarded, as clusters name them.
  package var knownImages: [String] {
    Set(
      vnfm.packages.values.flatMap { [$0] + $0.otherFlavours }.flatMap(\.vdus)
        .map { "\($0.image.name):\($0.image.version)" }
    ).sorted()
  }
}

extension FaultOrder {
  /// The order as the block hears it that lets such a fault happen.
  package func message(isOfHosts: Bool) -> Message {
    .resource(isOfHosts ? .nfvi(.fault(self)) : .vim(.fault(self)))
  }
}

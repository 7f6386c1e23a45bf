// How long simulated clusters and hosts take, from its YAML file.

import Deciding
import ResourceInterfaces
import ServiceInterfaces

extension StageProfiles {
  /// The profiles that ship with the program.
  package static func bundled() throws(DescriptorProblems) -> StageProfiles {
    try read(BundledFiles.stages, over: nil)
  }

  /// Reads and checks a file of stages. What it does not say of a kind is as in `former`; without a
  /// `former` it must say all of every kind.
  ///
  /// - Throws: every problem, with line, path and remedy.
  package static func read(
    _ file: DescriptorFile, over former: StageProfiles?
  ) throws(DescriptorProblems) -> StageProfiles {
    let log = ProblemList()
    var profiles = former ?? StageProfiles(byKind: [:])
    if let root = YAMLValue(file, log: log), let value = root.required("stages") {
      profiles.byKind = StagesReading(
        defaults: value.member("defaults"), former: profiles.byKind
      ).profiles(value)
    }
    try log.throwIfAny()
    return profiles
  }
}

/// The reading of one file of stages.
struct StagesReading {
  let defaults: YAMLValue?
  let former: [VIMKind: Stages]

  private static let members = [
    "objects", "claim", "scheduling", "preparation", "removal", "retry", "deadline", "grace",
    "pull",
    "check", "start", "readiness", "stop", "configuration", "boot", "power", "shutdown",
    "registryMbps", "buildsPerHost",
  ]

  func profiles(_ value: YAMLValue) -> [VIMKind: Stages] {
    value.allow(["defaults"] + VIMKind.allCases.map(\.rawValue))
    defaults?.allow(Self.members)
    var profiles = former
    for kind in VIMKind.allCases {
      if let written = value.member(kind.rawValue) {
        profiles[kind] = stages(written, former[kind])
      } else if let known = former[kind] {
        if let defaults { profiles[kind] = stages(defaults, known) }
      } else {
        _ = value.required(kind.rawValue)
      }
    }
    return profiles
  }

  private func stages(_ value: YAMLValue, _ former: Stages?) -> Stages {
    value.allow(Self.members)
    var stages = former ?? .plain
    func written(_ name: String) -> YAMLValue? { value.member(name) ?? defaults?.member(name) }
    func read<Value>(
      _ name: String, _ path: WritableKeyPath<Stages, Value>, _ parse: (YAMLValue) -> Value?
    ) {
      guard let found = written(name) ?? (former == nil ? value.required(name) : nil),
        let parsed = parse(found)
      else { return }
      stages[keyPath: path] = parsed
    }
    read("objects", \.objects, delay)
    read("claim", \.claim, delay)
    read("scheduling", \.scheduling, delay)
    read("removal", \.removal, delay)
    read("deadline", \.deadline, span)
    read("grace", \.grace, span)
    read("pull", \.pull, delay)
    read("check", \.check, delay)
    read("start", \.start, delay)
    read("readiness", \.readiness, delay)
    read("stop", \.stop, delay)
    read("configuration", \.configuration, delay)
    read("boot", \.boot, delay)
    read("registryMbps", \.registryMbps, positive)
    // What a kind may be without is there only when it is written.
    if former == nil { (stages.preparation, stages.retry, stages.buildsPerHost) = (nil, nil, nil) }
    if let written = written("preparation") { stages.preparation = delay(written) }
    if let written = written("power") { stages.power = delay(written) }
    if let written = written("shutdown") { stages.shutdown = delay(written) }
    if let written = written("retry") { stages.retry = span(written) }
    if let written = written("buildsPerHost") { stages.buildsPerHost = positive(written) }
    return stages
  }

  private func delay(_ value: YAMLValue) -> Delay? {
    value.allow("median", "p99")
    guard let median = value.required("median").flatMap(span),
      let p99 = value.required("p99").flatMap(span)
    else { return nil }
    guard median <= p99 else {
      value.report(
        "One in a hundred takes longer than \(p99.seconds) s, and half of all \(median.seconds) s.",
        "Give p99 at least the median.")
      return nil
    }
    return Delay(median: median, p99: p99)
  }

  private func span(_ value: YAMLValue) -> Span? {
    let milliseconds = value.milliseconds
    // What is no quantity at all has been noted already.
    guard value.scalarText?.first?.isNumber == true else { return nil }
    guard (1...86_400_000).contains(milliseconds) else {
      value.report("A stage cannot take \(milliseconds) ms.", "Write a time from 1 ms to 24 h.")
      return nil
    }
    return .milliseconds(milliseconds)
  }

  private func positive(_ value: YAMLValue) -> Int? {
    let count = value.positiveCount
    return count > 0 ? count : nil
  }
}

import ResourceInterfaces

/// How many instances of each VDU there are, or are to be, in the VNFD's order.
struct ComponentCounts {
  let byVDU: [(vdu: String, count: Int)]

  var total: Int { byVDU.reduce(0) { $0 + $1.count } }

  var sentence: String {
    byVDU.map { "\($0.count) \($0.vdu)" }.joined(separator: ", ")
  }

  /// What must be added (positive) and removed (negative) to come to `target`.
  func change(to target: Self) -> [(vdu: String, count: Int)] {
    target.byVDU.compactMap { entry in
      let change = entry.count - (byVDU.first { $0.vdu == entry.vdu }?.count ?? 0)
      return change == 0 ? nil : (entry.vdu, change)
    }
  }
}

extension FunctionLifecycle {
  /// - Throws: a fault when the levels do not exist in the descriptor.
  static func counts(
    of vnfd: VNFD, at levels: [ScaleLevel]
  ) throws(Fault) -> ComponentCounts {
    var counts: [(vdu: String, count: Int)] = []
    let byAspect = levels.byAspect
    for vdu in vnfd.vdus {
      guard let count = vnfd.instances(of: vdu.id, at: byAspect) else {
        let text = levels.map { "\($0.aspectId) \($0.level)" }.joined(separator: ", ")
        throw Fault(
          title: "Scale levels unknown",
          detail: "\(vnfd.productName) \(vnfd.vnfdVersion) has no level \(text). "
            + "Use levels of its scaling aspects.")
      }
      counts.append((vdu.id, count))
    }
    return ComponentCounts(byVDU: counts)
  }
}

/// What a grant request asks for, VDU by VDU.
struct GrantDemand {
  private(set) var add: [ResourceDefinition] = []
  private(set) var remove: [ResourceDefinition] = []

  /// For instances that come (positive counts) and go (negative counts).
  init(_ vnfd: VNFD, adding changes: [(vdu: String, count: Int)]) {
    for change in changes { self.change(vnfd, change.vdu, by: change.count) }
  }

  /// For instances that are given up and made anew elsewhere.
  init(_ vnfd: VNFD, replacing counts: [(vdu: String, count: Int)]) {
    self.init(vnfd, adding: counts)
    remove = add
  }

  /// For instances that are made anew as they are: one of each kind stands in for the one that is
  /// replaced, and goes again.
  init(_ vnfd: VNFD, rolling counts: ComponentCounts) {
    self.init(from: vnfd, counts, to: vnfd, counts)
  }

  /// For another flavour or package: what keeps its size comes and goes by number; what changes it is
  /// made anew. Meanwhile there are more by `surge`; nil for one of each kind.
  init(
    from former: VNFD, _ before: ComponentCounts, to vnfd: VNFD, _ after: ComponentCounts,
    surging surge: [(vdu: String, count: Int)]? = nil
  ) {
    for entry in after.byVDU {
      let had = before.byVDU.first { $0.vdu == entry.vdu }?.count ?? 0
      let isSame = former.vdu(entry.vdu)?.demand == vnfd.vdu(entry.vdu)?.demand
      change(vnfd, entry.vdu, by: isSame ? entry.count - had : entry.count)
    }
    for entry in surge ?? after.byVDU.filter({ $0.count > 0 }).map({ ($0.vdu, 1) }) {
      change(vnfd, entry.vdu, by: entry.count)
      change(vnfd, entry.vdu, by: -entry.count)
    }
    for entry in before.byVDU
    where former.vdu(entry.vdu)?.demand != vnfd.vdu(entry.vdu)?.demand {
      change(former, entry.vdu, by: -entry.count)
    }
  }

  private mutating func change(_ vnfd: VNFD, _ vdu: String, by count: Int) {
    guard let demand = vnfd.vdu(vdu)?.demand, count != 0 else { return }
    if count < 0 {
      remove = remove.adding(-count, of: vdu, demand)
    } else {
      add = add.adding(count, of: vdu, demand)
    }
  }
}

extension [ResourceDefinition] {
  /// With `count` more instances of `vdu`.
  fileprivate func adding(_ count: Int, of vdu: String, _ demand: InstanceDemand) -> Self {
    var demands = self
    if let index = firstIndex(where: { $0.vdu == vdu && $0.demand == demand }) {
      demands[index] = ResourceDefinition(
        vdu: vdu, count: self[index].count + count, demand: demand)
    } else {
      demands.append(ResourceDefinition(vdu: vdu, count: count, demand: demand))
    }
    return demands
  }
}

extension VNFD.VDU {
  /// What one instance takes.
  var compute: Compute { Compute(milliCPU: vcpuMilli, memoryMiB: memoryMiB) }
}

extension [ScaleLevel] {
  var byAspect: ScaleLevels {
    Dictionary(map { ($0.aspectId, $0.level) }, uniquingKeysWith: { first, _ in first })
  }
}

extension ScaleLevels {
  /// The levels as a list in the order of the descriptor's aspects.
  func ordered(by vnfd: VNFD) -> [ScaleLevel] {
    vnfd.scalingAspects.map { ScaleLevel(aspectId: $0.id, level: self[$0.id] ?? 0) }
  }
}

extension VNFD {
  /// `levels` with every aspect that they leave out at level 0.
  func complete(_ levels: [ScaleLevel]) -> [ScaleLevel] { levels.byAspect.ordered(by: self) }
}

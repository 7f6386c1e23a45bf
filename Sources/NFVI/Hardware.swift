import Deciding
import ResourceInterfaces

// What hosts give out by the piece: CPUs for one workload alone, hugepages, virtual functions. A host
// chooses the NUMA nodes by itself, as the topology manager of a kubelet or the driver of Nova does.

/// What became of a demand for hardware.
enum Allocation: Equatable, Sendable {
  case held([HeldPieces])
  /// Refused, in the words of its kind.
  case refused(String)
}

extension HostRecord {
  /// Chooses what a workload gets: of one NUMA node where it must be, otherwise of the first that have
  /// something.
  func allocation(of demand: HardwareDemand) -> Allocation {
    let pieces = demand.pieces
    guard pieces != .none else { return .held([]) }
    let free = cells.reduce(HardwarePieces.none) { $0 + $1.free }
    guard pieces.fits(in: free) else { return .refused(kind.unexpectedAdmission(pieces, free)) }
    if demand.isSameNUMA {
      guard let cell = cells.indices.first(where: { pieces.fits(in: cells[$0].free) }) else {
        return .refused(kind.topologyAffinity(pieces))
      }
      return .held([held(pieces, of: cell)])
    }
    var rest = pieces
    var all: [HeldPieces] = []
    for cell in cells.indices {
      let taken = rest.limited(to: cells[cell].free)
      guard taken != .none else { continue }
      all.append(held(taken, of: cell))
      rest = rest - taken
    }
    return .held(all)
  }

  /// The functions come from the cards of the node that have the most left.
  private func held(_ pieces: HardwarePieces, of cell: Int) -> HeldPieces {
    var left = functionsLeft
    var counts: [Int: Int] = [:]
    let here = nics.indices.filter { nics[$0].numaNode == cell }
    for _ in 0..<pieces.functions {
      guard let nic = here.max(by: { (left[$0], $1) < (left[$1], $0) }) else { break }
      left[nic] -= 1
      counts[nic, default: 0] += 1
    }
    return HeldPieces(
      cell: cell, pieces: pieces,
      functions: counts.keys.sorted().map { HeldFunctions(nic: $0, count: counts[$0] ?? 0) })
  }

  private var functionsLeft: [Int] {
    zip(nics, functionsUsed).map { $0.virtualFunctions - $1 }
  }

  /// Takes what a workload holds, or gives it back with a `sign` of -1.
  mutating func account(_ held: [HeldPieces], sign: Int) {
    for part in held where cells.indices.contains(part.cell) {
      let used = cells[part.cell].used
      cells[part.cell].used = sign > 0 ? used + part.pieces : used - part.pieces
      for functions in part.functions where functionsUsed.indices.contains(functions.nic) {
        functionsUsed[functions.nic] += sign * functions.count
      }
    }
  }

  /// What is given out beyond what there is, or counted wrong, a sentence each; none on a sound host.
  package func excesses(holding workloads: [WorkloadRecord]) -> [String] {
    var excesses: [String] = []
    for (number, cell) in cells.enumerated() where !cell.used.fits(in: cell.has) {
      excesses.append("NUMA node \(number) of \(name) gave out more than it has")
    }
    for (nic, used) in zip(nics, functionsUsed) where used > nic.virtualFunctions || used < 0 {
      excesses.append("\(nic.name) of \(name) has \(used) of \(nic.virtualFunctions) VFs in use")
    }
    var counted = self
    for workload in workloads { counted.account(workload.held, sign: -1) }
    if counted.cells.contains(where: { $0.used != .none })
      || counted.functionsUsed.contains(where: { $0 != 0 })
    {
      excesses.append("\(name) counts other pieces than its workloads hold")
    }
    return excesses
  }
}

extension VIMKind {
  /// As hosts under this kind of VIM say that they do not have so much, however it is spread.
  fileprivate func unexpectedAdmission(_ wanted: HardwarePieces, _ free: HardwarePieces) -> String {
    let (thing, asked, left) =
      wanted.dedicatedCPUs > free.dedicatedCPUs
      ? ("cpu", wanted.dedicatedCPUs, free.dedicatedCPUs)
      : wanted.hugepagesMiB > free.hugepagesMiB
        ? ("hugepages", wanted.hugepagesMiB, free.hugepagesMiB)
        : ("sriov_vf", wanted.functions, free.functions)
    return switch self {
    case .kubernetes:
      "UnexpectedAdmissionError, Allocate failed due to requested number of devices unavailable for "
        + "\(thing). Requested: \(asked), Available: \(max(0, left))"
    case .openstack:
      "Insufficient compute resources: Requested instance NUMA topology cannot fit the given host "
        + "NUMA topology (\(thing): \(asked) of \(max(0, left)))"
    case .vcloud, .outposts, .azureStack:
      "the host has \(max(0, left)) of \(asked) \(thing)"
    }
  }

  /// As they say that no single NUMA node has all of it.
  fileprivate func topologyAffinity(_ wanted: HardwarePieces) -> String {
    switch self {
    case .kubernetes:
      "TopologyAffinityError, Resources cannot be allocated with Topology locality"
    case .openstack:
      "Insufficient compute resources: Requested instance NUMA topology cannot fit the given host "
        + "NUMA topology"
    case .vcloud: "the virtual machine does not fit into one NUMA node"
    case .outposts, .azureStack: "no NUMA node of the host has all that the instance asks for"
    }
  }
}

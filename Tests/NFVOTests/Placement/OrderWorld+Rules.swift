import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces

// What must hold in a world of orders, and what may happen in it.
extension OrderWorld {
  func held(on vim: VIMName) -> Compute {
    functions.values.filter { $0.vim == vim }.flatMap(\.components)
      .reduce(.none) { $0 + $1.demand.compute }
  }

  /// On no host is more than it has, on no VIM more than was promised, and the ledgers say the same.
  mutating func check() {
    var onHost: [HostName: Compute] = [:]
    for function in functions.values {
      for component in function.components {
        onHost[component.host, default: .none] =
          onHost[component.host, default: .none] + component.demand.compute
      }
      // The grant of one that stands still may have expired.
      for seat in function.seats where !function.isStill {
        let demand = function.request?.addResources.first { $0.vdu == seat.vdu }?.demand
        onHost[seat.host, default: .none] =
          onHost[seat.host, default: .none] + (demand ?? InstanceDemand()).compute
      }
    }
    let roomOfHost = Compute(milliCPU: 8_000, memoryMiB: 16_384)
    for (host, compute) in onHost where !compute.fits(in: roomOfHost) {
      violations.append("\(host) gave out \(compute.sentence)")
    }
    for vim in Self.inventory.vims {
      let given = vim.hosts.compactMap { onHost[$0.id] }.reduce(.none, +)
      let promised = promises.values.filter { $0.vim == vim.id }.map(\.compute).reduce(.none, +)
      let room = Compute(
        milliCPU: roomOfHost.milliCPU * vim.hosts.count,
        memoryMiB: roomOfHost.memoryMiB * vim.hosts.count)
      if !(given + promised).fits(in: room) {
        violations.append(
          "\(vim.id) gave out \(given.sentence) and promised \(promised.sentence)")
      }
    }
    for finding in nfvo.recount(of: Self.inventory) { violations.append(finding) }
  }
}

extension OrderWorld {
  /// `orders` at once, then what was told arrives in any order, between what people do.
  static func acts(seed: Int, orders: Int, count: Int) -> [Act] {
    var chance = Chance(seed: UInt64(seed), message: 1)
    func draw(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(chance.next() % UInt64(range.count))
    }
    return (1...orders).map { Act.order($0) }
      + (0..<count).map { _ in
        let ns = draw(1...orders)
        return switch draw(1...100) {
        case 1...70: .deliver(draw(0...10_000))
        case 71...75: .task(ns: ns, .retry)
        case 76...78: .task(ns: ns, .rollback)
        case 79...80: .task(ns: ns, .fail)
        case 81...83: .task(ns: ns, .cancel(draw(0...1) == 0 ? .graceful : .forceful))
        case 84: .task(ns: ns, .continue)
        case 85...92: .scale(ns: ns, draw(0...2) == 0 ? .inward : .out)
        case 93...95: .terminate(ns: ns)
        default: .wait(minutes: draw(1...15))
        }
      }
  }
}

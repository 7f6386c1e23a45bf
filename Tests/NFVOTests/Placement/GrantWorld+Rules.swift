import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces

// What must hold in a world of grants, and what may happen in it.
extension GrantWorld {
  /// What is wrong now, a sentence each: counted from the instances and seats, none of it from the
  /// ledgers, which must say the same.
  var broken: [String] {
    var broken = nfvo.recount(of: Self.inventory)
    guard let vim = nfvo.vims[Self.vim] else { return ["the VIM is gone"] }
    var (used, reserved) = (Compute.none, Compute.none)
    for seat in nfvo.seats.values.flatMap({ $0 }) where !isDown(seat.host) {
      used = used + seat.demand.compute
    }
    for seat in nfvo.grants.values.flatMap(\.seats) where !isDown(seat.host) {
      reserved = reserved + seat.demand.compute
    }
    if used != vim.used { broken.append("VIM use \(vim.used), counted \(used)") }
    if reserved != vim.reserved {
      broken.append("VIM reservation \(vim.reserved), counted \(reserved)")
    }
    return broken + overfull
  }

  func isDown(_ host: HostName) -> Bool { down.contains { "w\($0)" == host } }

  /// Hosts on which the VNFM believes more to be, or to be granted, than there is.
  var overfull: [String] {
    var here: [HostName: Compute] = [:]
    for function in functions {
      // What is being replaced is on a host that does not answer, or that came back empty.
      let replaced = function.open?.replaced ?? []
      for component in function.components where !replaced.contains(component.resource) {
        here[component.host, default: .none] =
          here[component.host, default: .none] + component.demand.compute
      }
      guard !function.isStill else { continue }
      for seat in function.seats {
        let demand = function.open?.addResources.first { $0.vdu == seat.vdu }?.demand
        here[seat.host, default: .none] =
          here[seat.host, default: .none] + (demand ?? InstanceDemand()).compute
      }
    }
    let room = Compute(milliCPU: 24_000, memoryMiB: 49_152)
    return here.filter { !$0.value.fits(in: room) }.keys.sorted().map { "\($0) is overfull" }
  }

  /// Ends all that is open; then nothing may be reserved, and just the components may count.
  mutating func close() {
    for vnf in functions.indices { enter(vnf, .rolledBack, 0) }
    for ledger in nfvo.hosts.values {
      let here = functions.flatMap(\.components).filter { $0.host == ledger.name }
      let sum = here.reduce(Compute.none) { $0 + $1.demand.compute }
      if ledger.reserved.instances != 0 || ledger.reserved.compute != .none {
        violations.append("\(ledger.name) stays reserved")
      }
      if ledger.used.instances != here.count || ledger.used.compute != sum {
        violations.append("\(ledger.name) counts \(ledger.used.instances), holds \(here.count)")
      }
    }
    violations += broken
    if !nfvo.grants.isEmpty { violations.append("\(nfvo.grants.count) grants are left") }
  }
}

extension GrantWorld {
  /// `vnfs` requests before any operation ends, then acts of all kinds.
  static func acts(seed: Int, vnfs: Int, count: Int) -> [Act] {
    var chance = Chance(seed: UInt64(seed), message: 1)
    func draw(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(chance.next() % UInt64(range.count))
    }
    let burst = (0..<vnfs).map { Act.ask(vnf: $0, vdu: draw(0...3), count: draw(1...3)) }
    return burst
      + (0..<count).map { _ in
        let vnf = draw(0...vnfs - 1)
        return switch draw(1...100) {
        case 1...30: .ask(vnf: vnf, vdu: draw(0...3), count: draw(1...4))
        case 31...52: .enter(vnf: vnf, .completed, made: 0)
        case 53...62: .enter(vnf: vnf, .failedTemp, made: draw(0...2))
        case 63...67: .enter(vnf: vnf, .rolledBack, made: 0)
        case 68...71: .enter(vnf: vnf, .failed, made: 0)
        case 72...79: .retry(vnf: vnf)
        case 80...86: .shrink(vnf: vnf, count: draw(1...4))
        case 87...91: .heal(vnf: vnf)
        case 92...94: .power(host: draw(1...hostCount), isOn: false)
        case 95...98: .power(host: draw(1...hostCount), isOn: true)
        default: .wait(minutes: draw(1...40))
        }
      }
  }
}

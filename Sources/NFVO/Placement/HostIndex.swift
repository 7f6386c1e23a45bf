/// The hosts of one VIM that are up, in buckets by how full they are, with bit sets of those that have
/// so much CPU and memory free. The emptiest host that may have room is found by reading words of 64
/// hosts; hosts of equal load come in the order of their numbers, which is that of their names.
struct HostIndex: Equatable, Sendable {
  private static let loads = 1_001
  private static let levels = 40

  /// The number of the VIM's first host; hosts of a VIM are numbered one after the other.
  let first: Int
  let count: Int
  private let words: Int
  /// For each load, the hosts that have it.
  private var byLoad: [UInt64]
  /// How many hosts have each load.
  private var counts: [Int]
  /// The loads that some host has.
  private var filled: [UInt64]
  /// For each level, the hosts with at least so much free: level n is half of level n + 1.
  private var byCPU: [UInt64]
  private var byMemory: [UInt64]
  private var loadOf: [Int]
  private var cpuLevel: [Int]
  private var memoryLevel: [Int]

  init(first: Int, count: Int) {
    self.first = first
    self.count = count
    words = (count + 63) / 64
    byLoad = Array(repeating: 0, count: Self.loads * words)
    counts = Array(repeating: 0, count: Self.loads)
    filled = Array(repeating: 0, count: (Self.loads + 63) / 64)
    byCPU = Array(repeating: 0, count: Self.levels * words)
    byMemory = Array(repeating: 0, count: Self.levels * words)
    loadOf = Array(repeating: -1, count: count)
    cpuLevel = Array(repeating: -1, count: count)
    memoryLevel = Array(repeating: -1, count: count)
  }

  /// The greatest level of which `free` has all; -1 when there is less than nothing.
  private static func level(_ free: Int) -> Int {
    free < 0 ? -1 : min(levels - 1, Int.bitWidth - free.leadingZeroBitCount)
  }

  /// Notes how a host stands; a load of nil takes it out.
  mutating func set(_ host: Int, load: Int?, milliCPU: Int, memoryMiB: Int) {
    let place = host - first
    let (word, bit) = (place / 64, UInt64(1) << UInt64(place % 64))
    let old = loadOf[place]
    let new = load ?? -1
    if old != new {
      if old >= 0 {
        byLoad[old * words + word] &= ~bit
        counts[old] -= 1
        if counts[old] == 0 { filled[old / 64] &= ~(1 << UInt64(old % 64)) }
      }
      if new >= 0 {
        byLoad[new * words + word] |= bit
        counts[new] += 1
        filled[new / 64] |= 1 << UInt64(new % 64)
      }
      loadOf[place] = new
    }
    let cpu = Self.level(milliCPU)
    Self.move(&byCPU, from: cpuLevel[place], to: cpu, word, bit, words)
    cpuLevel[place] = cpu
    let memory = Self.level(memoryMiB)
    Self.move(&byMemory, from: memoryLevel[place], to: memory, word, bit, words)
    memoryLevel[place] = memory
  }

  private static func move(
    _ sets: inout [UInt64], from old: Int, to new: Int, _ word: Int, _ bit: UInt64, _ words: Int
  ) {
    var level = old
    while level < new {
      level += 1
      sets[level * words + word] |= bit
    }
    while level > new {
      sets[level * words + word] &= ~bit
      level -= 1
    }
  }

  /// The first host, from the emptiest on, that is not `taken` and that `accepts` accepts. An empty
  /// `taken` means none.
  func first<Found>(
    milliCPU: Int, memoryMiB: Int, except taken: [UInt64], accepts: (Int) -> Found?
  ) -> Found? {
    let cpu = max(0, Self.level(milliCPU)) * words
    let memory = max(0, Self.level(memoryMiB)) * words
    for (chunk, bits) in filled.enumerated() where bits != 0 {
      var rest = bits
      while rest != 0 {
        let load = chunk * 64 + rest.trailingZeroBitCount
        rest &= rest - 1
        for word in 0..<words {
          var hosts = byLoad[load * words + word]
          guard hosts != 0 else { continue }
          hosts &= byCPU[cpu + word] & byMemory[memory + word]
          if !taken.isEmpty { hosts &= ~taken[word] }
          while hosts != 0 {
            let host = first + word * 64 + hosts.trailingZeroBitCount
            if let found = accepts(host) { return found }
            hosts &= hosts - 1
          }
        }
      }
    }
    return nil
  }

  /// A bit set of hosts for ``first(milliCPU:memoryMiB:except:accepts:)``.
  func mask(_ hosts: some Sequence<Int>) -> [UInt64] {
    var mask: [UInt64] = []
    for host in hosts where host >= first && host < first + count {
      if mask.isEmpty { mask = Array(repeating: 0, count: words) }
      mask[(host - first) / 64] |= UInt64(1) << UInt64((host - first) % 64)
    }
    return mask
  }
}

import Testing

@testable import Console

struct RankedSetTests {
  @Test func `ranks and members agree with a sorted array, whatever comes and goes`() {
    var random = SystemRandomNumberGenerator()
    var set = RankedSet()
    var oracle: Set<Int> = []
    for round in 1...3_000 {
      let serial = Int.random(in: 0..<2_000, using: &random)
      if Bool.random(using: &random) {
        #expect(set.insert(serial) == oracle.insert(serial).inserted)
      } else {
        #expect(set.remove(serial) == (oracle.remove(serial) != nil))
      }
      guard round.isMultiple(of: 100) else { continue }
      let sorted = oracle.sorted()
      #expect(set.count == sorted.count)
      #expect(sorted.indices.allSatisfy { set.member(at: $0) == sorted[$0] })
      #expect(sorted.indices.allSatisfy { set.rank(of: sorted[$0]) == $0 })
      #expect(set.member(at: sorted.count) == nil)
    }
  }

  @Test func `what is wrong comes first and the newest first within it`() {
    var index = UrgencyIndex()
    for serial in 1...5 { index.place(serial, at: .fine) }
    index.place(2, at: .wrong)
    index.place(4, at: .busy)
    #expect((0..<5).map { index.serial(at: $0) } == [2, 4, 5, 3, 1])
    #expect([2, 4, 5, 3, 1].map { index.row(of: $0) } == [0, 1, 2, 3, 4])
    index.remove(4)
    #expect((0..<5).map { index.serial(at: $0) } == [2, 5, 3, 1, nil])
  }
}

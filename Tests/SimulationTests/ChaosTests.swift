import Core
import Testing

/// Game days: sound, scored, and the same twice.
@Suite struct `A game day` {
  @Test func `with the same seed is the same day, event by event`() throws {
    let first = try Chaos(seed: 11, minutes: 60).run()
    #expect(try Chaos(seed: 11, minutes: 60).run() == first)
    #expect(first.digest.count == 64)
    #expect(try Chaos(seed: 12, minutes: 60).run().digest != first.digest)
  }

  @Test(arguments: 1...8)
  func `leaves a sound world, whatever is drawn`(seed: Int) throws {
    let score = try Chaos(seed: UInt64(seed), minutes: 120).run()
    #expect(score.brokenInvariants == [], "seed \(seed)")
    #expect(score.notHealed == [], "seed \(seed)")
    #expect(score.falseAlarms == [], "seed \(seed)")
    #expect(score.unexplainedOutages == [], "seed \(seed)")
    #expect(score.faults.count > 20 && score.operations > 20)
    // A day on which nothing is hurt and nothing is noticed would prove nothing.
    #expect(score.secondsToHeal.count > 0 && score.secondsToDetect.count > 10)
    for service in score.services {
      #expect(service.secondsDown + service.secondsDegraded <= service.secondsInService)
    }
  }
}

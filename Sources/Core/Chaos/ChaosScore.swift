import Deciding
import ResourceInterfaces

/// What a game day came to.
package struct ChaosScore: Codable, Equatable, Sendable {
  package struct Fault: Codable, Equatable, Sendable {
    package let number: Int
    package let kind: String
    package let place: String
    /// Seconds after the day began.
    package let at: Double
    /// How long it lasted; nil when it was over at once.
    package let seconds: Double?
    /// Whether it did anything that can be noticed.
    package let hadEffect: Bool
    /// Seconds from its effect to the first alarm or event that names what it harms.
    package let secondsToDetect: Double?
    package let detectedBy: String
    /// How many outages of network services it began.
    package let outages: Int
    /// Seconds of the longest of them.
    package let secondsToHeal: Double?
  }

  package struct Service: Codable, Equatable, Sendable {
    package let name: String
    package let tenant: String
    package let secondsInService: Double
    /// The main function, or one of several, did not serve at all.
    package let secondsDown: Double
    /// It served with less than it is to have.
    package let secondsDegraded: Double
    package let outages: Int

    /// The share of the time in which it served, in per cent.
    package var availability: Double {
      secondsInService > 0 ? 100 * (1 - secondsDown / secondsInService) : 100
    }
  }

  /// Half of the values are no more, nine in ten are no more, and none is more.
  package struct Spread: Codable, Equatable, Sendable {
    package let count: Int
    package let p50: Double
    package let p90: Double
    package let max: Double

    package init(_ values: [Double]) {
      let sorted = values.sorted()
      func rank(_ share: Double) -> Double {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
      }
      count = sorted.count
      p50 = rank(0.5)
      p90 = rank(0.9)
      max = sorted.last ?? 0
    }
  }

  package let seed: UInt64
  package let minutes: Int
  package let faults: [Fault]
  package let services: [Service]
  package let secondsToDetect: Spread
  package let secondsToHeal: Spread
  /// Faults that did something and were named by nobody, by their numbers.
  package let undetected: [Int]
  package let alarms: Int
  /// Alarms that no fault explains, a sentence each.
  package let falseAlarms: [String]
  /// Outages that no fault explains, a sentence each.
  package let unexplainedOutages: [String]
  package let heals: Int
  /// Heals that came to nothing or stood still, a sentence each.
  package let failedHeals: [String]
  /// What was asked for by operators, and how much of it ended as asked.
  package let operations: Int
  package let operationsCompleted: Int
  /// What a person had to do, by what it was.
  package let help: [String: Int]
  /// What was not healed when all was over, a sentence each.
  package let notHealed: [String]
  /// What did not hold, a sentence each.
  package let brokenInvariants: [String]
  package let events: Int
  /// SHA-256 over all that happened: equal digests, equal days.
  package let digest: String
}

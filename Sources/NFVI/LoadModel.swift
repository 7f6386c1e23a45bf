import Deciding
import ResourceInterfaces

/// How much customers ask of a function at each time of the week, when nothing special goes on: a
/// curve over the day, other at weekends, that grows with the months.
package struct LoadModel: Codable, Equatable, Sendable {
  /// Demand on a weekday at each full hour of the day from midnight (UTC) on, in per cent of what two
  /// workers carry.
  package let hours: [Int]
  /// Demand at weekends in per cent of that of weekdays.
  package let weekend: Int
  /// By how many per cent of what it was at first the demand grows in 30 days.
  package let growth: Int

  /// A site where people work: busy from eight to six, with a dip at noon.
  package static let office = Self(
    hours: [
      7, 6, 6, 6, 6, 8, 12, 18, 23, 25, 26, 25, 21, 23, 26, 26, 24, 20, 15, 12, 10, 9, 8, 7,
    ], weekend: 35, growth: 2)

  /// Where people live: a small rise in the morning, and the peak late in the evening.
  package static let home = Self(
    hours: [
      14, 10, 8, 6, 6, 7, 10, 13, 14, 14, 15, 15, 16, 16, 16, 17, 19, 21, 23, 25, 27, 27, 24, 19,
    ], weekend: 115, growth: 4)

  /// The model that a function follows, the same for ever.
  package static func of(_ vnf: VNFInstance.ID) -> Self { vnf.serial % 3 == 0 ? home : office }

  /// The demand on `vnf` in per cent of what two workers carry, without the noise of a measurement.
  ///
  /// - Parameters:
  ///   - vnf: whose customers are a few more or fewer than those of others, and a little earlier or
  ///     later.
  ///   - instant: when.
  ///   - since: since when the function is there; growth counts from then.
  /// - Returns: more than 0, and a third of what two workers carry at the most for a while to come.
  package func demand(on vnf: VNFInstance.ID, at instant: Instant, since: Instant) -> Double {
    // 37 and 23 share no factor with what they are taken modulo, so neighbours differ.
    let size = 0.8 + 0.05 * Double(vnf.serial * 37 % 9)
    let shift = Double(vnf.serial * 23 % 9 - 4) * 8 * 60
    let seconds = Double(instant.milliseconds) / 1_000 + shift
    let days = (seconds / 86_400).rounded(.down)
    let hour = (seconds - days * 86_400) / 3_600
    let before = Int(hour)
    let share = hour - Double(before)
    let curve =
      Double(hours[before]) * (1 - share) + Double(hours[(before + 1) % hours.count]) * share
    // 1 January 1970 was a Thursday.
    let day = (Int(days) % 7 + 7 + 3) % 7
    let week = day >= 5 ? Double(weekend) / 100 : 1
    let months = max(0, (instant - since).seconds / (30 * 86_400))
    return curve * size * week * (1 + Double(growth) / 100 * months)
  }
}

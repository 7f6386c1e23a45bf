/// How good a placement is; the lesser the better, the first difference decides.
package struct PlacementScore: Equatable, Comparable, Sendable {
  /// How many best-effort rules are not met.
  package var violations = 0
  /// How little is left under the tightest latency or jitter bound: 0 when a fifth of the bound or
  /// more is left, 1 and 2 for a tenth each less. More headroom than a fifth is not worth a crowd.
  package var tightness = 0
  /// How many pairs of instances of one group share a host.
  package var crowding = 0
  /// How many of its like each unit finds in its VIM.
  package var siblings = 0
  /// How full each unit leaves its VIM, in tenths.
  package var fill = 0
  package var cost = 0
  /// How full the host of each instance was before, in thousandths.
  package var load = 0

  package init() {}

  package static func < (left: Self, right: Self) -> Bool {
    if left.violations != right.violations { return left.violations < right.violations }
    if left.tightness != right.tightness { return left.tightness < right.tightness }
    if left.crowding != right.crowding { return left.crowding < right.crowding }
    if left.siblings != right.siblings { return left.siblings < right.siblings }
    if left.fill != right.fill { return left.fill < right.fill }
    return (left.cost, left.load) < (right.cost, right.load)
  }

  /// What a use of `used` out of `bound` adds to ``tightness``.
  static func tightness(_ used: Int, of bound: Int) -> Int {
    bound > 0 ? max(0, used * 10 / bound - 8) : 2
  }
}

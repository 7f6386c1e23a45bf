/// What a piece of text means.
///
/// Themes say how each meaning looks; drawing code never names a colour.
package enum Role: UInt8, CaseIterable, Hashable, Sendable {
  case text, textDim, textStrong, title, paneBorder, paneBorderFocused, paneTitle,
    paneTitleFocused, paneCount, header, headerStrong, stateGood, stateBusy, stateWaiting,
    stateDegraded, stateFailed, stateOff, keyHint, keyLabel, columnHeading, chartLow, chartMid,
    chartHigh, chartEmpty, dialogBorder, dialogTitle, input, inputCursor, match, link, time,
    laneCOM, laneSOM, laneNFVO, laneVNFM, laneVIM, laneNSO, laneSIEM, laneNFVI, badgePast,
    badgeReadOnly, badgeDemo, error, warning, help
  /// Steps from `chartLow` over `chartMid` to `chartHigh`, which every theme gets by interpolation.
  case ramp0, ramp1, ramp2, ramp3, ramp4, ramp5, ramp6, ramp7, ramp8, ramp9

  /// The step of the scale for a load of 0 to 1.
  package static func heat(_ fraction: Double) -> Role {
    let step = fraction.isFinite ? Int(min(max(fraction, 0), 1) * 9.999) : 0
    return Role(rawValue: Role.ramp0.rawValue + UInt8(step)) ?? .chartHigh
  }

  /// Where on the scale of the chart colours a derived role lies, 0 to 1; nil for the others.
  var rampPosition: Double? {
    rawValue < Role.ramp0.rawValue ? nil : Double(rawValue - Role.ramp0.rawValue) / 9
  }

  /// The roles that a theme names.
  package static let named = Role.allCases.filter { $0.rampPosition == nil }

  /// Lines and empty tracks guide the eye and carry no text, so they may be faint.
  package var isDecoration: Bool { self == .paneBorder || self == .chartEmpty }

  /// The role under a dialog.
  var veiled: Role {
    switch self {
    case .paneBorder, .paneBorderFocused: .paneBorder
    case .chartLow, .chartMid, .chartHigh, .chartEmpty: .chartEmpty
    default: rampPosition == nil ? .textDim : .chartEmpty
    }
  }

  /// The name in theme files.
  package var name: String { Role.labels[Int(rawValue)].name }

  /// The letter in the role pictures of golden tests.
  package var letter: Character { Role.labels[Int(rawValue)].letter }

  private static let labels: [(name: String, letter: Character)] = [
    ("text", "t"),
    ("text.dim", "d"),
    ("text.strong", "T"),
    ("title", "i"),
    ("pane.border", "b"),
    ("pane.border.focused", "B"),
    ("pane.title", "p"),
    ("pane.title.focused", "P"),
    ("pane.count", "n"),
    ("header", "h"),
    ("header.strong", "H"),
    ("state.good", "g"),
    ("state.busy", "y"),
    ("state.waiting", "w"),
    ("state.degraded", "D"),
    ("state.failed", "F"),
    ("state.off", "o"),
    ("key.hint", "k"),
    ("key.label", "l"),
    ("column.heading", "c"),
    ("chart.low", "L"),
    ("chart.mid", "M"),
    ("chart.high", "X"),
    ("chart.empty", "e"),
    ("dialog.border", "q"),
    ("dialog.title", "Q"),
    ("input", "u"),
    ("input.cursor", "U"),
    ("match", "m"),
    ("link", "K"),
    ("time", "j"),
    ("lane.com", "C"),
    ("lane.som", "S"),
    ("lane.nfvo", "O"),
    ("lane.vnfm", "N"),
    ("lane.vim", "V"),
    ("lane.nso", "Z"),
    ("lane.siem", "E"),
    ("lane.nfvi", "I"),
    ("badge.past", "A"),
    ("badge.readonly", "R"),
    ("badge.demo", "G"),
    ("error", "x"),
    ("warning", "W"),
    ("help", "?"),
    ("chart.ramp.0", "0"),
    ("chart.ramp.1", "1"),
    ("chart.ramp.2", "2"),
    ("chart.ramp.3", "3"),
    ("chart.ramp.4", "4"),
    ("chart.ramp.5", "5"),
    ("chart.ramp.6", "6"),
    ("chart.ramp.7", "7"),
    ("chart.ramp.8", "8"),
    ("chart.ramp.9", "9"),
  ]
}

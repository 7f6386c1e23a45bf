// Sizes and times as TOSCA writes them, a number and a unit: `4 GiB`, `30 s` (scalar-unit.size and
// scalar-unit.time of the TOSCA Simple Profile, §3.3.6).

import ResourceInterfaces

extension YAMLValue {
  private static let bytes: [String: Double] = [
    "b": 1, "kb": 1e3, "kib": 0x1p10, "mb": 1e6, "mib": 0x1p20, "gb": 1e9, "gib": 0x1p30,
    "tb": 1e12, "tib": 0x1p40,
    // As Kubernetes writes them; SOL001 asks for scalar-unit.size.
    "ki": 0x1p10, "mi": 0x1p20, "gi": 0x1p30, "ti": 0x1p40,
  ]

  private static let milliseconds: [String: Double] = [
    "d": 86_400_000, "h": 3_600_000, "m": 60000, "s": 1000, "ms": 1, "us": 1e-3, "ns": 1e-6,
  ]

  /// A size in MiB, rounded up: what was asked for always fits.
  var mebibytes: Int {
    amount(Self.bytes, example: "4 GiB").map { Int(($0 / 0x1p20).rounded(.up)) } ?? 0
  }

  /// A size in GiB, rounded up.
  var gibibytes: Int {
    amount(Self.bytes, example: "4 GiB").map { Int(($0 / 0x1p30).rounded(.up)) } ?? 0
  }

  var milliseconds: Int {
    amount(Self.milliseconds, example: "20 ms").map { Int($0.rounded(.up)) } ?? 0
  }

  /// A time in whole seconds, rounded up.
  var seconds: Int {
    amount(Self.milliseconds, example: "30 s").map { Int(($0 / 1000).rounded(.up)) } ?? 0
  }

  /// A number of virtual CPUs in thousandths: `2`, or `200m` as Kubernetes writes it.
  var milliCPU: Int {
    guard let text = scalarText, text.hasSuffix("m"), let value = Int(text.dropLast()),
      (0...1_000_000).contains(value)
    else { return count * 1000 }
    note("\(text) is a quantity of Kubernetes.", "It is taken; SOL001 asks for a whole number.")
    return value
  }

  /// LinkBitrateRequirements: root, and leaf where it is stated.
  var bitrateRequirements: Bitrate? {
    required("root").map { Bitrate(root: $0.bitrate, leaf: member("leaf")?.bitrate) }
  }

  /// The bounds of a VlProfile.
  var bitrateBounds: BitrateBounds {
    BitrateBounds(
      least: member("min_bitrate_requirements")?.bitrateRequirements,
      most: member("max_bitrate_requirements")?.bitrateRequirements)
  }

  private func amount(_ units: [String: Double], example: String) -> Double? {
    guard let text = scalarText else {
      report("A quantity is expected here.", "Write a number and a unit, such as \(example).")
      return nil
    }
    let digits = text.prefix { $0.isNumber || $0 == "." }
    let unit = text[digits.endIndex...].drop { $0 == " " }.lowercased()
    guard let value = Double(digits), let factor = units[unit] else {
      report(
        "\"\(text.prefix(60))\" is not a quantity.",
        "Write a number and a unit, such as \(example).")
      return nil
    }
    // What no machine has is a slip of the pen, and would not fit in an integer.
    guard (value * factor).isFinite, value * factor < 1e16 else {
      report("\"\(text.prefix(60))\" is too large.", "Write a smaller quantity.")
      return nil
    }
    return value * factor
  }
}

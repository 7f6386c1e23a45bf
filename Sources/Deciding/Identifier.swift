/// A kind of thing that has identifiers of its own, such as a service order or an NS instance.
package protocol Entity {
  /// What its identifiers begin with, as an operator reads and types them: `SO` in `SO-1042`.
  static var prefix: String { get }
}

extension Entity {
  package typealias ID = Identifier<Self>
}

/// The identifier of one `Kind`, so that an order cannot be passed for a VNF.
///
/// Serials are dense and count up from 1 for each kind; they come from ``Turn/makeID(_:)`` only. Dense
/// serials are what lets the console index a million rows with a bitmap.
package struct Identifier<Kind: Entity>: Hashable, Comparable, Sendable {
  package let serial: Int

  package init(serial: Int) {
    self.serial = serial
  }

  /// Reads what ``description`` writes; `nil` when the text names another kind or no number.
  package init?(_ text: some StringProtocol) {
    guard text.hasPrefix(Kind.prefix + "-"),
      let serial = Int(text.dropFirst(Kind.prefix.count + 1)), serial > 0
    else { return nil }
    self.serial = serial
  }

  package static func < (left: Self, right: Self) -> Bool { left.serial < right.serial }
}

extension Identifier: CustomStringConvertible {
  package var description: String { "\(Kind.prefix)-\(serial)" }
}

extension Identifier: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let identifier = Self(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not an identifier \(Kind.prefix)-<number>")
    }
    self = identifier
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

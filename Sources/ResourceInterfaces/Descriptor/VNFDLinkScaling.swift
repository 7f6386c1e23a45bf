// How the bitrates of virtual links grow with the scale levels (SOL001 §6.10): the same arithmetic as
// for instances, for root and leaf apart.

/// SOL001 LinkBitrateRequirements, in bit/s.
package struct Bitrate: Codable, Hashable, Sendable {
  package var root: Int
  /// Nil when the link has no leaves or the descriptor does not say.
  package var leaf: Int?

  package init(root: Int, leaf: Int? = nil) {
    self.root = root
    self.leaf = leaf
  }
}

/// What the profile of a virtual link permits (SOL001 VlProfile).
package struct BitrateBounds: Codable, Hashable, Sendable {
  package var least: Bitrate?
  package var most: Bitrate?

  package init(least: Bitrate? = nil, most: Bitrate? = nil) {
    self.least = least
    self.most = most
  }

  /// Whether a bitrate keeps to the bounds, root and leaf apart.
  package func permit(_ bitrate: Bitrate) -> Bool {
    if let least, bitrate.root < least.root { return false }
    if let most, bitrate.root > most.root { return false }
    guard let leaf = bitrate.leaf else { return true }
    if let bound = least?.leaf, leaf < bound { return false }
    if let bound = most?.leaf, leaf > bound { return false }
    return true
  }
}

extension VNFD {
  /// What one named delta of an aspect adds to a virtual link.
  package struct BitrateDelta: Codable, Hashable, Sendable {
    package var aspect: String
    package var delta: String
    package var bitrate: Bitrate

    package init(aspect: String, delta: String, bitrate: Bitrate) {
      self.aspect = aspect
      self.delta = delta
      self.bitrate = bitrate
    }
  }

  /// The bitrate of a virtual link at the given levels.
  ///
  /// - Returns: nil when the link is unknown or does not scale, or a level is outside
  ///   0...maxScaleLevel.
  package func bitrate(of linkId: String, at levels: ScaleLevels) -> Bitrate? {
    guard let link = virtualLink(linkId), var total = link.initialBitrate else { return nil }
    guard levels.keys.allSatisfy({ aspect($0) != nil }) else { return nil }
    for aspect in scalingAspects {
      let level = levels[aspect.id] ?? 0
      guard (0...max(0, aspect.maxScaleLevel)).contains(level) else { return nil }
      for step in aspect.deltas(upTo: level) {
        let delta = link.bitrateDeltas.first { $0.aspect == aspect.id && $0.delta == step.name }
        guard let added = delta?.bitrate else { continue }
        total.root += step.times * added.root
        if let leaf = added.leaf { total.leaf = (total.leaf ?? 0) + step.times * leaf }
      }
    }
    return total
  }
}

// The policies of an NSD for which SOL001 has no words of its own: where VNFs may go, when they
// scale by themselves, how they heal.

extension NSD {
  /// Where VNFs of some profiles may go; all conditions of all rules for a profile must hold.
  package struct PlacementRule: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var vnfProfiles: [String]
    /// The tag a site must have, `edge`, `core` or `dc`; an order may name another policy, which
    /// then takes its place.
    package var siteTag: String?
    package var vimKind: VIMKind?
    /// The greatest latency between the site and the customer in milliseconds.
    package var latencyMilliseconds: Int?

    package init(
      id: String, vnfProfiles: [String], siteTag: String? = nil, vimKind: VIMKind? = nil,
      latencyMilliseconds: Int? = nil
    ) {
      self.id = id
      self.vnfProfiles = vnfProfiles
      self.siteTag = siteTag
      self.vimKind = vimKind
      self.latencyMilliseconds = latencyMilliseconds
    }
  }

  /// When the VNFs of a profile are scaled without anybody asking.
  ///
  /// Out when the metric is at or over `thresholdOut`, in when it is at or under `thresholdIn`;
  /// `hysteresis` is added and subtracted as SOL003 §6 says for thresholds.
  package struct AutoScalePolicy: Codable, Hashable, Sendable, Identifiable {
    package var id: String
    package var vnfProfile: String
    package var aspect: String
    package var metric: Metric
    package var thresholdOut: Double
    package var thresholdIn: Double
    package var hysteresis: Double
    package var stepsOut: Int
    package var stepsIn: Int
    package var cooldownOutSeconds: Int
    package var cooldownInSeconds: Int
    /// For how long the metric must stay beyond the threshold.
    package var stabilisationSeconds: Int
    package var minLevel: Int
    package var maxLevel: Int

    package init(
      id: String, vnfProfile: String, aspect: String, metric: Metric, thresholdOut: Double,
      thresholdIn: Double, hysteresis: Double = 0, stepsOut: Int = 1, stepsIn: Int = 1,
      cooldownOutSeconds: Int, cooldownInSeconds: Int, stabilisationSeconds: Int = 0,
      minLevel: Int = 0, maxLevel: Int
    ) {
      self.id = id
      self.vnfProfile = vnfProfile
      self.aspect = aspect
      self.metric = metric
      self.thresholdOut = thresholdOut
      self.thresholdIn = thresholdIn
      self.hysteresis = hysteresis
      self.stepsOut = stepsOut
      self.stepsIn = stepsIn
      self.cooldownOutSeconds = cooldownOutSeconds
      self.cooldownInSeconds = cooldownInSeconds
      self.stabilisationSeconds = stabilisationSeconds
      self.minLevel = minLevel
      self.maxLevel = maxLevel
    }
  }

  /// What is measured for auto-scaling; all in percent of what the running instances can do.
  package enum Metric: String, Codable, Hashable, Sendable, CaseIterable {
    case cpuUtilisation
    case memoryUtilisation
    case throughputUtilisation
  }

  /// How lost instances are replaced without anybody asking.
  package struct AutoHealPolicy: Codable, Hashable, Sendable {
    package var vnfProfiles: [String]
    /// How long a component may be gone before it is healed.
    package var delaySeconds: Int
    /// How many heal operations may fail one after the other before a person is asked.
    package var maxAttempts: Int

    package init(vnfProfiles: [String], delaySeconds: Int = 0, maxAttempts: Int = 3) {
      self.vnfProfiles = vnfProfiles
      self.delaySeconds = delaySeconds
      self.maxAttempts = maxAttempts
    }
  }
}

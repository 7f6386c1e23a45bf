// Hosts as hardware: their power, over their board management controllers, and what ails them while they run.

/// What a board management controller is asked to do with the power of its host: Redfish `ResetType`
/// (DSP0266), which IPMI's chassis control says in other words.
package enum ResetType: String, Codable, Hashable, Sendable, CaseIterable {
  case on = "On"
  case forceOff = "ForceOff"
  /// The operating system ends by itself first.
  case gracefulShutdown = "GracefulShutdown"
  case gracefulRestart = "GracefulRestart"
  case forceRestart = "ForceRestart"
  case powerCycle = "PowerCycle"

  /// Whether the operating system is asked first.
  package var isGraceful: Bool { self == .gracefulShutdown || self == .gracefulRestart }

  /// Whether the host is to be on afterwards.
  package var endsOn: Bool {
    switch self {
    case .on, .gracefulRestart, .forceRestart, .powerCycle: true
    case .forceOff, .gracefulShutdown: false
    }
  }
}

/// What is wrong with a host that runs on.
package enum HostTrouble: String, Codable, Hashable, Sendable, CaseIterable {
  /// Its board management controller does not answer: nobody can act on its power.
  case bmcSilent
  /// Its links are down: nothing reaches it, and nothing on it is reached.
  case linksDown
  /// Its disk is full: it takes no more images and starts nothing.
  case diskFull
}

import Deciding

/// What the VNFM hears about drift from people and from the VIMs.
package enum DriftMessage: Codable, Equatable, Sendable {
  /// Compare what is believed with what these VIMs hold; with `reads` every function in service is
  /// also asked for its configuration.
  case check(vims: [VIMName], reads: Bool, by: String)
  /// Compare so often by itself; nil for not at all.
  case watch(vims: [VIMName], everySeconds: Int?, by: String)
  /// Put a finding right.
  case resolve(Drift.ID, DriftRemedy, by: String)
  /// A part of what a VIM holds.
  case listed(Listing)
  /// What became of an ``OwnershipOrder``.
  case owned(drift: Drift.ID, attempt: Int, fault: Fault?)
}

/// How a difference is put right.
package enum DriftRemedy: String, Codable, Sendable, CaseIterable {
  /// What is there is right: it is believed in from then on.
  case adopt
  /// What is there is deleted.
  case delete
  /// What is believed is right: the cluster is brought back to it.
  case recreate
}

/// What differs at one VNF, or at what is left of one, for whoever raises alarms.
package struct DriftNotice: Codable, Equatable, Sendable {
  package let vim: VIMName
  package let vnf: VNFInstance.ID
  /// A sentence each; empty when nothing differs any more.
  package let findings: [String]
  /// Where its components are, when that is not as it was told before; nil when nothing is to be said.
  package let components: [PlacedComponent]?

  package init(
    vim: VIMName, vnf: VNFInstance.ID, findings: [String], components: [PlacedComponent]?
  ) {
    self.vim = vim
    self.vnf = vnf
    self.findings = findings
    self.components = components
  }
}

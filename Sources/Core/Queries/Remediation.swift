import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

/// One act of a remediation plan: what puts the findings of one function and one kind right.
package struct Remedy: Codable, Equatable, Sendable {
  package enum Act: String, Codable, Sendable, CaseIterable {
    /// Configure the function as it is wanted, over what somebody else changed.
    case reconcile
    /// Have the cluster hold what it should.
    case heal
  }

  package let vnfInstanceId: String
  package let vnfInstanceName: String
  package let act: Act
  /// The same as a command.
  package let command: String
  /// What it puts right: setting, component or VDU with what was expected.
  package let findings: [ComplianceFinding]

  private func vnf(in layers: Layers) -> VNFRecord? {
    VNFInstance.ID(vnfInstanceId).flatMap { layers.vnfm.vnfs[$0] }
  }
}

extension Compliance {
  /// What puts `findings` right, each act once, in the order of the findings.
  package static func remedies(for findings: [ComplianceFinding]) -> [Remedy] {
    var commands: [String] = []
    for finding in findings where !commands.contains(finding.remedy) {
      commands.append(finding.remedy)
    }
    return commands.compactMap { command in
      let own = findings.filter { $0.remedy == command }
      guard let first = own.first else { return nil }
      return Remedy(
        vnfInstanceId: first.vnfInstanceId, vnfInstanceName: first.vnfInstanceName,
        act: first.baseline == .configuration ? .reconcile : .heal, command: command,
        findings: own)
    }
  }
}

extension Remedy {
  /// The request that does it.
  ///
  /// - Throws: why it cannot be asked for: the function belongs to no network service.
  package func message(in layers: Layers, by person: String) throws(Problem) -> Message {
    guard let vnf = vnf(in: layers)?.id, let ns = layers.nfvo.vnfs[vnf]?.ns else {
      throw Problem(
        status: 404, title: "VNF unknown",
        detail: "\(vnfInstanceName) is not there any more, or belongs to no network service.")
    }
    switch act {
    case .reconcile:
      return .resource(.vnfm(.configuration(.reconcile(vnf: vnf, by: person))))
    case .heal:
      return .service(
        .nfvo(
          .heal(
            ns: ns, HealNSRequest(vnfInstanceId: vnfInstanceId, cause: "compliance audit"),
            from: .person(name: person))))
    }
  }

  /// Whether nobody works on it any more.
  package func isOver(in layers: Layers) -> Bool {
    guard let record = vnf(in: layers) else { return true }
    switch act {
    case .reconcile: return record.configured.pending == nil
    case .heal:
      let ns = layers.nfvo.vnfs[record.id].flatMap { layers.nfvo.networkServices[$0.ns] }
      return ns?.openOperation == nil && record.openOperation == nil
    }
  }
}

/// What became of a remedy, or would.
package struct RemedyOutcome: Codable, Equatable, Sendable {
  package let remedy: Remedy
  /// Why it was refused or did not help; nil when it did.
  package let problem: String?
  /// What still differs of the function afterwards.
  package let left: [ComplianceFinding]

  package init(remedy: Remedy, problem: String?, left: [ComplianceFinding]) {
    self.remedy = remedy
    self.problem = problem
    self.left = left
  }
}

extension Engine {
  /// Carries out `remedies` one after the other on a copy, which is thrown away.
  package func trying(
    _ remedies: [Remedy], by person: String
  ) throws(JournalError) -> [RemedyOutcome] {
    var outcomes: [RemedyOutcome] = []
    var fork = self
    for remedy in remedies {
      var batch = Batch.rehearsed
      let message: Message
      do {
        message = try remedy.message(in: fork.layers, by: person)
      } catch {
        outcomes.append(
          RemedyOutcome(remedy: remedy, problem: error.detail, left: remedy.findings))
        continue
      }
      let sequence = try fork.admit(message, from: .person, into: &batch)
      while try fork.step(until: fork.now, into: &batch) {}
      let deadline = fork.now + Rehearsal.limit
      while !remedy.isOver(in: fork.layers), try fork.step(until: deadline, into: &batch) {}
      outcomes.append(remedy.outcome(in: fork.layers, batch.events, of: sequence))
    }
    return outcomes
  }
}

extension Remedy {
  /// What came of it, once it is over.
  package func outcome(
    in layers: Layers, _ events: [RecordedEvent], of sequence: Int
  ) -> RemedyOutcome {
    let refusal =
      Engine.refusal(in: events, of: sequence)?.detail
      ?? Engine.configurationRefusal(in: events)?.detail
    let record = vnf(in: layers)
    let left = record.map { Compliance.findings(of: $0, layers) } ?? []
    let still = left.filter { found in findings.contains { $0.what == found.what } }
    let fault = refusal ?? record?.configured.fault?.detail
    return RemedyOutcome(
      remedy: self,
      problem: fault ?? (still.isEmpty ? nil : "\(still.count) of it still differ"), left: still)
  }
}

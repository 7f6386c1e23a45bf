import Deciding
import Terminal

/// A service order in a list.
package struct OrderRow: Equatable, Sendable {
  package var id: String
  package var customer: String
  package var state: StateWord
  /// Steps of the walkthrough that are done, of ten.
  package var steps: Int
  package var age: Span
  /// What it waits for, or why it failed; empty when there is nothing to say.
  package var reason: String
}

/// A network service in a list: the service that the customer feels beside the NS that carries it.
package struct ServiceRow: Equatable, Sendable {
  package var id: String
  package var name: String
  package var customer: String
  /// TMF638 state and operating status of the service.
  package var service: StateWord
  /// NS state, or the operation that is open on it.
  package var state: StateWord
  /// 0 ... 1 while an operation is open.
  package var progress: Double?
  package var functions: Int
  package var cluster: String
  package var age: Span
}

/// A VNF or CNF in a list.
package struct FunctionRow: Equatable, Sendable {
  package var id: String
  package var name: String
  /// `CNF` or `VNF`.
  package var type: String
  /// Lifecycle: instantiation, configuration or the operation that is open.
  package var state: StateWord
  /// Infrastructure: how many pods or servers are ready, of how many.
  package var ready: Int
  package var wanted: Int
  package var health: StateWord
  package var version: String
  package var cluster: String
  package var age: Span
}

/// An NFVI host in a list.
package struct HostRow: Equatable, Sendable {
  package var name: String
  package var cluster: String
  package var zone: String
  /// 0 ... 1 of what may be given out; `nil` when the host does not answer.
  package var cpu: Double?
  package var memory: Double?
  package var workloads: Int
  package var state: StateWord
  /// Whether somebody works on it: what fails there raises no alarm.
  package var isInMaintenance = false
}

/// The header's facts.
package struct HeaderFacts: Equatable, Sendable {
  package struct Cluster: Equatable, Sendable {
    package var name: String
    package var state: StateWord
  }

  /// `demo`, `live`, or the name of the state folder.
  package var title: String
  package var clock: String
  /// `×8`, `max`, `paused`.
  package var pace: String
  package var isPaused: Bool
  package var critical: Int
  package var major = 0
  package var minor: Int
  package var operations: Int
  /// How many of them stand still until a person decides.
  package var failedOperations = 0
  package var clusters: [Cluster]
  package var hostsUp: Int
  package var hosts: Int
  package var cpu: Double
  package var memory: Double
  /// Who acts here: `noc@edge`.
  package var user: String
  package var isReadOnly: Bool
  /// What the demo says about what is to be seen now; empty outside the demo.
  package var caption: String
}

/// One line of the event stream.
package struct EventLine: Equatable, Sendable {
  package var sequence: Int
  package var clock: String
  package var block: String
  /// Name of the entity as people know it.
  package var subject: String
  package var sentence: String
  package var tone: StateWord.Tone
  /// Where Enter leads.
  package var target: Subject?
}

extension EventLine {
  /// The glyph before the sentence; most events are neither good nor bad and have a dot.
  func mark(in glyphs: GlyphSet) -> String {
    tone == .waiting ? glyphs.separator : tone.glyph(in: glyphs)
  }
}

import Deciding

/// A line of label and value, with a state where the value is one.
package struct Fact: Equatable, Sendable {
  package var label: String
  package var value: String
  package var state: StateWord?

  package init(_ label: String, _ value: String, state: StateWord? = nil) {
    self.label = label
    self.value = value
    self.state = state
  }
}

/// A service order as a swim-lane chart and its items.
package struct OrderDetail: Equatable, Sendable {
  /// A step of the walkthrough (1 ... 10).
  package struct Step: Equatable, Sendable {
    package var number: Int
    package var title: String
    /// Index into ``OrderDetail/lanes``: who does it, and to whom it goes when that is another.
    package var lane: Int
    package var toLane: Int?
    package var state: StateWord
    package var startedAfter: Span?
    package var took: Span?
    /// What it did, or what it waits for.
    package var detail: String
  }

  /// An RFS of the plan with its gate.
  package struct Item: Equatable, Sendable {
    package var depth: Int
    package var name: String
    package var target: String
    /// Order item state (TMF641).
    package var state: StateWord
    /// Service state and operating status (TMF638).
    package var service: StateWord
    package var waitsFor: String
    package var took: Span?
    package var subject: Subject?
  }

  package var row: OrderRow
  package var facts: [Fact]
  /// COM, SOM, NFVO, VNFM, VIM, NSO, SIEM.
  package var lanes: [String]
  package var steps: [Step]
  package var items: [Item]
  package var events: [EventLine]
}

/// A network service: what it is made of, what happened to it, how it is scaled.
package struct ServiceDetail: Equatable, Sendable {
  package struct Link: Equatable, Sendable {
    package var name: String
    /// Names of the functions on it, and of external connection points.
    package var members: [String]
  }

  package struct Operation: Equatable, Sendable {
    package var id: String
    /// Where Enter leads.
    package var subject: Subject?
    package var kind: String
    package var state: StateWord
    package var isAutomatic: Bool
    package var requester: String
    package var startedAt: String
    package var took: Span?
    package var progress: Double?
    /// The problem, or the step that it is at.
    package var detail: String
  }

  /// A network service that is nested in it.
  package struct Nested: Equatable, Sendable {
    package var row: ServiceRow
    package var subject: Subject
  }

  package var row: ServiceRow
  package var facts: [Fact]
  package var functions: [FunctionRow]
  package var functionSubjects: [Subject]
  package var links: [Link]
  package var operations: [Operation]
  package var policies: [Fact]
  package var placement: [String]
  package var events: [EventLine]
  package var nested: [Nested] = []
}

/// A VNF: its components, scaling, configuration and operations.
package struct FunctionDetail: Equatable, Sendable {
  package struct Component: Equatable, Sendable {
    package var name: String
    package var vdu: String
    package var host: String
    package var hostSubject: Subject?
    package var state: StateWord
    package var image: String
    package var reason: String
    package var age: Span
  }

  package struct Aspect: Equatable, Sendable {
    package var id: String
    package var level: Int
    package var maximum: Int
    /// Instances at each level, from level 0.
    package var instances: [Int]
  }

  package var row: FunctionRow
  package var service: Subject?
  package var facts: [Fact]
  package var components: [Component]
  package var aspects: [Aspect]
  /// Day-1 steps: what was applied and when.
  package var configuration: [Fact]
  package var operations: [ServiceDetail.Operation]
  /// Load in per cent, oldest first, and the thresholds of the policy.
  package var load: [Double]
  package var thresholdOut: Double?
  package var thresholdIn: Double?
  package var events: [EventLine]
}

/// A host: what it has, what runs on it, and for whom.
package struct HostDetail: Equatable, Sendable {
  package struct Tenant: Equatable, Sendable {
    package var workload: String
    package var function: String
    package var functionSubject: Subject?
    package var customer: String
    package var compute: String
    package var state: StateWord
  }

  package var row: HostRow
  package var facts: [Fact]
  package var nics: [Fact]
  package var tenants: [Tenant]
  package var events: [EventLine]
  /// Empty where the hardware is not known.
  package var nodes: [NUMANode] = []
  /// What each tenant has of it.
  package var shares: [HostShare] = []
}

import Deciding

/// An entry of the catalogue: a service specification, an NSD, a VNF package, a PNFD.
package struct PackageRow: Equatable, Sendable {
  package var id: String
  /// `CFS`, `RFS`, `NSD`, `VNFD`, `PNFD`.
  package var kind: String
  package var name: String
  package var version: String
  package var provider: String
  /// On its way into the catalogue, or there.
  package var onboarding: StateWord
  /// Whether new instances may be made from it.
  package var operational: StateWord
  /// How many are made from it; nil for what makes no instances by itself.
  package var instances: Int?
  package var file: String
  /// Since when it is there; nil for what came with the world.
  package var age: Span?
  /// Why it is in ERROR; empty when it is not.
  package var problem: String

  package var title: String { "\(name) \(version)" }
}

/// All that is known of an entry of the catalogue.
package struct PackageDetail: Equatable, Sendable {
  /// Something that stands on it, or on which it stands.
  package struct User: Equatable, Sendable {
    package var subject: Subject
    package var name: String
    package var what: String
    package var state: StateWord
  }

  package var row: PackageRow
  package var facts: [Fact]
  /// The same product in all its versions, newest first, this one among them.
  package var versions: [PackageRow]
  package var versionSubjects: [Subject]
  /// What it is made of: functions of an NSD, components of a VNFD, services of a CFS.
  package var parts: [Fact]
  package var users: [User]
  /// How many use it that are not among `users`.
  package var furtherUsers: Int
  package var artefacts: [Fact]
  /// What the standard asks for and the package does without.
  package var notes: [String]
  package var events: [EventLine]
}

import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import VNFM

/// An NS operation that is put to the test, in a world in which it is possible and nothing else goes
/// on. Operations on VNFs are asked for as those of their network service.
package struct Exercise: Sendable, CustomStringConvertible {
  /// A message that depends on how the world is when it is sent.
  package typealias Step = @Sendable (Layers) throws(ExerciseFailure) -> Message
  package typealias Request = @Sendable (Layers) throws(ExerciseFailure) -> SOL005Request

  /// The operation as SOL005 calls it, and which way: `SCALE out`.
  package let name: String
  /// The network service of the bundled catalogue that it is about.
  let nsdName: String
  /// What makes it possible, each once all before is done.
  package let preparation: [Step]
  /// What asks for it.
  package let request: Request

  package var description: String { name }

  init(
    _ name: String, of nsdName: String = "cloud-firewall-ns", after preparation: [Step] = [],
    _ request: @escaping Request
  ) {
    self.name = name
    self.nsdName = nsdName
    self.request = request
    let create = CreateNSRequest(
      nsdName: nsdName, nsName: "campaign", tenant: "Campaign", service: nil, from: Self.person)
    self.preparation = [{ _ in .service(.nfvo(.create(create))) }] + preparation
  }

  static let person = Requester.person(name: "campaign")

  /// Every kind of operation at both levels. A kind that is new does not compile before it says how
  /// it is put to the test.
  package static let all: [Self] =
    NSOperationKind.allCases.flatMap(exercises) + VNFOperationKind.allCases.flatMap(exercises)

  /// A world in which the operation is possible, before it is asked for.
  package func world(seed: UInt64) throws -> Engine {
    var engine = try Self.emptyWorld(seed: seed)
    for step in preparation {
      var batch = Batch.rehearsed
      try engine.admit(try step(engine.layers), from: .person, into: &batch)
      while try engine.step(until: Instant(milliseconds: .max), into: &batch) {}
    }
    return engine
  }

  /// A request about the network service of the exercise.
  static func request(
    _ request:
      @escaping @Sendable (NSRecord, Layers) throws(ExerciseFailure) -> SOL005Request
  ) -> Request {
    { layers throws(ExerciseFailure) in
      try request(try layers.exercisedNS.found("network service"), layers)
    }
  }

  static func asking(_ request: @escaping Request) -> Step {
    { layers throws(ExerciseFailure) in .service(.nfvo(try request(layers))) }
  }
}

/// Why an exercise cannot be made of a world: a sentence.
package struct ExerciseFailure: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

extension Optional {
  /// The value, which `what` stands for in the sentence about its absence.
  func found(_ what: String) throws(ExerciseFailure) -> Wrapped {
    guard let self else { throw ExerciseFailure("There is no \(what) in this world.") }
    return self
  }
}

extension Layers {
  /// The network service of the exercise: the last one that is in no other.
  package var exercisedNS: NSRecord? { nfvo.networkServices.values.last { $0.parent == nil } }

  /// Its main function: the last that was made of those that the order sizes, or that there is.
  package var exercisedVNF: VNFRecord? {
    let vnfs = exercisedNS?.vnfs.compactMap { vnfm.vnfs[$0] } ?? []
    return vnfs.last { !$0.levels.isEmpty } ?? vnfs.last
  }

  /// By what that function scales.
  var exercisedAspect: String {
    get throws(ExerciseFailure) {
      try (exercisedVNF?.levels.first?.aspectId).found("scaling aspect")
    }
  }
}

import Core
import Testing

extension Lab {
  /// A world in which an exercise of the campaign is possible, before it is asked for.
  init(_ exercise: Exercise, seed: UInt64) throws {
    engine = try exercise.world(seed: seed)
  }

  /// The exercise of that name.
  static func exercise(_ name: String) throws -> Exercise {
    try #require(Exercise.all.first { $0.name == name })
  }
}

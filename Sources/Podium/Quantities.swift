import ArgumentParser
import Deciding

// Quantities on the command line: what is no number, or none that can be meant, is a usage error.

/// A span in seconds, from 0 to ten years.
struct Seconds: ExpressibleByArgument {
  let span: Span

  init?(argument: String) {
    guard let seconds = Double(argument), (0...315_360_000).contains(seconds) else { return nil }
    span = .seconds(seconds)
  }

  var defaultValueDescription: String { "\(span.seconds)" }
}

/// How many of a hundred, from 0.1 to 100.
struct Percentage: ExpressibleByArgument {
  let value: Double

  init(value: Double) { self.value = value }

  init?(argument: String) {
    guard let value = Double(argument), (0.1...100).contains(value) else { return nil }
    self.value = value
  }

  var perMille: Int { Int((value * 10).rounded()) }
  var defaultValueDescription: String { "\(Int(value))" }
}

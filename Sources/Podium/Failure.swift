import ArgumentParser
import Core
import Descriptors
import Foundation
import ServiceInterfaces

/// Why a command did not do what it was asked, with the exit code that scripts test.
struct Failure: Error {
  enum Kind: Int32 {
    case refused = 1
    case badInput = 65
    case unavailable = 69
    case inUse = 75
  }

  let kind: Kind
  /// Whole sentences: what failed, why, what to do next. One line each.
  let sentences: [String]

  init(_ kind: Kind, _ sentences: [String]) {
    self.kind = kind
    self.sentences = sentences
  }

  init(_ kind: Kind, _ sentence: String) {
    self.init(kind, [sentence])
  }

  init(_ error: JournalError) {
    switch error {
    case .inUse(let text): self.init(.inUse, text)
    case .unwritable(let text), .damaged(let text), .newer(let text), .older(let text):
      self.init(.refused, text)
    }
  }

  init(_ problem: Problem) {
    self.init(.refused, "\(problem.title): \(problem.detail)")
  }
}

/// A command whose failures become sentences on stderr and an exit code.
protocol PodiumCommand: ParsableCommand {
  func perform() throws
}

extension PodiumCommand {
  /// `ScaleToLevel` is typed `scale-to-level`, unless the configuration says another name.
  ///
  /// The parser asks every command for its name at each start, and its own way, `String(describing:)`
  /// of each type, takes longer than to open a state.
  static var _commandName: String {
    if let name = configuration.commandName { return name }
    var name = ""
    for letter in _typeName(Self.self, qualified: false) {
      if letter.isUppercase, !name.isEmpty { name += "-" }
      name += letter.lowercased()
    }
    return name
  }

  func run() throws {
    do {
      try perform()
    } catch let failure as Failure {
      try Self.exit(failure)
    } catch let error as JournalError {
      try Self.exit(Failure(error))
    }
  }

  private static func exit(_ failure: Failure) throws -> Never {
    for sentence in failure.sentences {
      FileHandle.standardError.write(Data("podium: \(sentence)\n".utf8))
    }
    throw ExitCode(failure.kind.rawValue)
  }
}

import ArgumentParser
import Core
import Deciding
import Descriptors
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces

/// Takes a file into the catalogue of a state, or says why not.
struct Onboarding {
  let file: String
  /// The kinds of descriptors that the command takes.
  let kinds: Set<DescriptorKind>
  let json: Bool

  /// Reads the file and says what is in it; touches no state.
  func check() throws {
    let package = try read()
    try finish(.acceptable, package, try report(package, nil))
  }

  /// Reads the file, and tries on a copy of the state whether it would be taken.
  func rehearse(in place: StateOptions, _ command: String) throws {
    let package = try read()
    if Journal.exists(in: place.folder) {
      let engine = try place.openExisting(command).engine
      let problems = try engine.trying([upload(package)]).problems
      guard problems.isEmpty else { throw try refusal(problems, package.notes) }
    }
    try finish(.acceptable, package, try report(package, nil))
  }

  /// Onboards: CREATED and UPLOADING are written before the first artefact is, ONBOARDED after the
  /// last. Killed in between, the package is seen UPLOADING, and onboarding the file again goes on.
  func onboard(in place: StateOptions, _ command: String) throws {
    let package = try read()
    var session = Session(try place.open(command))
    let entry = package.entry
    if session.layers.nfvo.record(entry)?.content?.sha256 == package.content.sha256 {
      return try finish(.unchanged, package, report(package, session.layers, place))
    }
    try perform(upload(package), &session, package)
    let store = ArtefactStore(state: place.folder)
    do {
      try store.keep(package.content, from: URL(fileURLWithPath: file))
    } catch {
      try perform(.abandon(entry, reason: error.description), &session, package)
      throw try refusal(
        [Problem(status: 507, title: "Artefacts not kept", detail: error.description)],
        package.notes)
    }
    try perform(.complete(entry), &session, package)
    try finish(.onboarded, package, report(package, session.layers, place))
  }

  private func read() throws -> ReadPackage {
    let url = URL(fileURLWithPath: file)
    do throws(DescriptorProblems) {
      let package = try ReadPackage.read(url)
      guard kinds.contains(package.descriptor.kind) else {
        let kind = package.descriptor.kind.rawValue
        throw DescriptorProblems([
          DescriptorProblem(
            file: url.lastPathComponent, line: nil, path: "$",
            message: "It holds a \(kind).", remedy: "Use `podium package onboard` for it.")
        ])
      }
      return package
    } catch {
      throw try refusal(error.problems, [])
    }
  }

  private func upload(_ package: ReadPackage) -> Message {
    message(.upload(package.descriptor, package.content))
  }

  private func message(_ request: CatalogueRequest) -> Message {
    .resource(.nfvo(.catalogue(request, from: Person.name)))
  }

  private func perform(
    _ request: CatalogueRequest, _ session: inout Session, _ package: ReadPackage
  ) throws {
    try perform(message(request), &session, package)
  }

  private func perform(
    _ message: Message, _ session: inout Session, _ package: ReadPackage
  ) throws {
    let (sequence, events) = try session.perform(message)
    guard let problem = Engine.refusal(in: events, of: sequence) else { return }
    throw try refusal([problem], package.notes)
  }

  // MARK: - What is printed

  private func refusal(_ problems: [Problem], _ notes: [DescriptorProblem]) throws -> any Error {
    let name = URL(fileURLWithPath: file).lastPathComponent
    return try refusal(
      problems.map {
        DescriptorProblem(
          file: name, line: nil, path: "$", message: "\($0.title):", remedy: $0.detail)
      }, notes)
  }

  /// The failure of the command; with `--json` the reasons are printed as a document.
  private func refusal(
    _ problems: [DescriptorProblem], _ notes: [DescriptorProblem]
  ) throws -> any Error {
    guard json else { return Failure(.refused, problems.map(\.description)) }
    try Output.json(
      OnboardReport(
        file: file, outcome: .refused, problems: problems, notes: notes, package: nil))
    return ExitCode(Failure.Kind.refused.rawValue)
  }

  private func report(_ package: ReadPackage, _ store: ArtefactStore?) throws -> CatalogueReport {
    CatalogueReport(
      package.descriptor, package.content, store, state: .created, operational: .disabled,
      instances: 0, at: nil, reason: nil, isKept: false)
  }

  private func report(
    _ package: ReadPackage, _ layers: Layers, _ place: StateOptions
  ) -> CatalogueReport? {
    layers.nfvo.record(package.entry).map {
      CatalogueReport($0, ArtefactStore(state: place.folder))
    }
  }

  private func finish(
    _ outcome: OnboardReport.Outcome, _ package: ReadPackage, _ report: CatalogueReport?
  ) throws {
    if json {
      return try Output.json(
        OnboardReport(
          file: file, outcome: outcome, problems: [], notes: package.notes, package: report))
    }
    switch outcome {
    case .onboarded: print("onboarded")
    case .unchanged: print("onboarded already, with this content; nothing changed")
    case .acceptable: print("in order; nothing was changed")
    case .refused: break
    }
    report?.printForPeople()
  }
}

extension ReadPackage {
  var entry: CatalogueEntry { CatalogueEntry(kind: descriptor.kind, id: descriptor.id) }
}

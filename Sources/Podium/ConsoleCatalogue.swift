import Console
import Core
import Descriptors
import Foundation
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Terminal

// What the console does with the catalogue: the same steps as the command line, beside the core.
extension CoreHost {
  /// Onboards a file: CREATED and UPLOADING are written before the first artefact is kept, ONBOARDED
  /// after the last.
  func onboard(_ file: String) {
    let desk = desk
    let host = self
    Thread.detachNewThread {
      do throws(DescriptorProblems) {
        host.onboard(try ReadPackage.read(PathCompletion.url(file)), from: file)
      } catch {
        let first = error.problems.first.map(\.description) ?? "It cannot be read."
        desk.answers.append(.notice(Notice(.failed, first)))
      }
    }
  }

  private func onboard(_ package: ReadPackage, from file: String) {
    let host = self
    let entry = package.entry
    submit(.catalogue(.upload(package.descriptor, package.content))) { _, _ in
      do throws(ArtefactStoreFailure) {
        try ArtefactStore(state: host.folder).keep(package.content, from: PathCompletion.url(file))
      } catch {
        host.submit(.catalogue(.abandon(entry, reason: error.description)))
        return host.desk.answers.append(.notice(Notice(.failed, error.description)))
      }
      host.submit(.catalogue(.complete(entry))) { _, _ in
        let text = "\(entry.kind.rawValue) \(package.descriptor.title) is onboarded and enabled."
        host.desk.answers.append(.notice(Notice(.good, text)))
      }
    }
  }

  /// Enables, disables or deletes; what no package stands on any more is swept out.
  func change(_ request: CatalogueRequest) {
    let host = self
    submit(.catalogue(request)) { _, _ in
      guard case .delete = request else { return }
      host.conductor.fork { engine in
        ArtefactStore(state: host.folder).sweep(keeping: engine.layers.nfvo.artefactDigests)
      }
    }
  }

  /// Makes an identifier and instantiates it.
  func instantiate(_ creation: CreateNSRequest, _ instantiation: InstantiateNSRequest) {
    let host = self
    submit(.service(.nfvo(.create(creation)))) { sequence, events in
      guard let ns = Engine.created(in: events, by: sequence) else { return }
      host.submit(
        .service(.nfvo(.instantiate(ns: ns, instantiation, from: creation.requester))))
    }
  }
}

extension Engine {
  /// What taking a file into the catalogue would come to.
  func onboarding(_ file: String) throws(JournalError) -> PlanReading {
    let package: ReadPackage
    do throws(DescriptorProblems) {
      package = try ReadPackage.read(PathCompletion.url(file))
    } catch {
      return PlanReading(
        lines: error.problems.map { .refused($0.description) }, isPossible: false)
    }
    let upload = CatalogueRequest.upload(package.descriptor, package.content)
    let problems = try trying([.catalogue(upload)]).problems
    guard problems.isEmpty else {
      return PlanReading(
        lines: problems.map { .refused("\($0.title): \($0.detail)") }, isPossible: false)
    }
    let descriptor = package.descriptor
    let known = layers.nfvo.record(package.entry)?.content?.sha256 == package.content.sha256
    var lines = [
      PlanReading.Line.plan(
        sign: known ? "=" : "+",
        text: "\(descriptor.kind.rawValue) \(descriptor.title) of \(descriptor.provider)"
          + (known ? ", onboarded already with this content" : ""))
    ]
    let artefacts = package.content.artefacts
    if !artefacts.isEmpty {
      let bytes = artefacts.reduce(0) { $0 + $1.size }
      lines.append(.plan(sign: "+", text: "\(artefacts.count) artefacts, \(bytes) bytes"))
    }
    lines += package.content.signatures.map { .leaves("signature in \($0): not verified") }
    lines += package.notes.map { .leaves($0.description) }
    return PlanReading(lines: lines, isPossible: true)
  }
}

extension PlanReading {
  /// What enabling, disabling or deleting an entry of the catalogue comes to.
  init(_ request: CatalogueRequest, _ row: PackageRow?, _ problems: [Problem]) {
    guard problems.isEmpty, let row else {
      self.init(
        lines: problems.map { .refused("\($0.title): \($0.detail)") }, isPossible: false)
      return
    }
    let title = "\(row.kind) \(row.title)"
    let users = row.instances ?? 0
    let lines: [Line] =
      switch request {
      case .setEnabled(_, true):
        [.plan(sign: "~", text: "\(title): DISABLED to ENABLED, new instances may be made from it")]
      case .setEnabled(_, false):
        [
          .plan(
            sign: "~", text: "\(title): ENABLED to DISABLED, no new instances are made from it"),
          .leaves(
            users == 0
              ? "nothing is made from it: it can be deleted then"
              : "\(users) instances made from it, which go on"),
        ]
      default: [.plan(sign: "-", text: "\(title) and what came with it")]
      }
    self.init(lines: lines, isPossible: true)
  }
}

extension Message {
  /// A request of the person at this terminal about the catalogue.
  static func catalogue(_ request: CatalogueRequest) -> Self {
    .resource(.nfvo(.catalogue(request, from: Person.name)))
  }
}

/// Paths as people type them.
enum PathCompletion {
  static func url(_ typed: String) -> URL {
    URL(fileURLWithPath: NSString(string: typed).expandingTildeInPath)
  }

  /// The longest path that everything shares which begins as typed; folders end in a slash.
  static func longest(of typed: String) -> String {
    let cut = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
    let (folder, start) = (String(typed[..<cut]), typed[cut...])
    let place = url(folder.isEmpty ? "." : folder)
    let all = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    let names = all.filter { $0.hasPrefix(start) && (!$0.hasPrefix(".") || start.hasPrefix(".")) }
    guard let first = names.min() else { return typed }
    let shared = names.reduce(first) { $0.commonPrefix(with: $1) }
    var isFolder: ObjCBool = false
    let path = place.appendingPathComponent(shared).path
    let isWhole = names.count == 1
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return folder + shared + (isWhole && isThere && isFolder.boolValue ? "/" : "")
  }
}

import Descriptors
import Foundation
import ResourceInterfaces
import Testing

@Suite struct ArtefactStoreTests {
  private func files(in folder: URL) -> [String] {
    let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (walker?.allObjects as? [URL] ?? []).filter { !$0.hasDirectoryPath }
      .map(\.lastPathComponent).sorted()
  }

  @Test func `each content is kept once, under its digest, and goes when nothing stands on it`()
    throws
  {
    let scratch = try Scratch()
    let entries =
      GoodPackage.entries + [.init("Files/copy.txt", "ok"), .init("Files/other.txt", "other")]
    let file = try scratch.write(ZipWriter(entries).bytes)
    let package = try ReadPackage.read(file)
    let store = ArtefactStore(state: scratch.url)
    try store.keep(package.content, from: file)
    let digests = Set(package.content.artefacts.map(\.sha256))
    #expect(package.content.artefacts.count == 3 && digests.count == 2)
    #expect(files(in: store.folder) == digests.sorted())
    let script = try #require(package.content.artefacts.first { $0.kind == .script })
    #expect(try String(contentsOf: store.url(of: script.sha256), encoding: .utf8) == "ok")
    try store.keep(package.content, from: file)
    #expect(store.sweep(keeping: [script.sha256]) == 1)
    #expect(files(in: store.folder) == [script.sha256])
  }

  @Test func `a file that changed since it was read keeps nothing under a wrong name`() throws {
    let scratch = try Scratch()
    let file = try scratch.write(ZipWriter(GoodPackage.entries).bytes)
    let package = try ReadPackage.read(file)
    _ = try scratch.write(ZipWriter(GoodPackage.replacing("Scripts/start.sh", "ok", "no")).bytes)
    let store = ArtefactStore(state: scratch.url)
    #expect(throws: ArtefactStoreFailure.self) { try store.keep(package.content, from: file) }
    #expect(files(in: store.folder).isEmpty)
  }

  @Test func `the artefacts of a package beside its signature are kept as well`() throws {
    let scratch = try Scratch()
    var inner = ZipWriter.Entry("router.csar")
    inner.data = ZipWriter(GoodPackage.entries).bytes
    let file = try scratch.write(ZipWriter([inner, .init("router.cms", "x")]).bytes)
    let package = try ReadPackage.read(file)
    let store = ArtefactStore(state: scratch.url)
    try store.keep(package.content, from: file)
    #expect(files(in: store.folder) == package.content.artefacts.map(\.sha256))
  }
}

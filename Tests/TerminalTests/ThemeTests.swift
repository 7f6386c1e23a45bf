import Testing
@testable import Terminal
@Test func `bundled themes can all be read`() throws {
  for file in Theme.bundledFiles { _ = try Theme(yaml: file.text, file: file.file) }
}

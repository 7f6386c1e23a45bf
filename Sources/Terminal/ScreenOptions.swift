import Foundation

extension Screen {
  /// What the operator or a test asks for; nil leaves the decision to what is found.
  package struct Options: Sendable {
    package var environment: [String: String]
    package var depth: ColorDepth?
    package var glyphs: GlyphSet?
    package var mouse = true
    /// UTF-8 even when the locale does not say so, as ssh often loses it.
    package var forceUTF8 = false
    /// Where standard error goes meanwhile; without one it is kept and shown at the end.
    package var errorLog: String?

    package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
      self.environment = environment
    }
  }
}

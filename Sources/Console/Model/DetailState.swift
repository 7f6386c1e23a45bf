/// What the operator looks at inside a detail view.
package struct DetailState: Hashable, Sendable {
  /// Lines that went out at the top.
  package var scroll: Int
  /// The selected row among those that lead somewhere.
  package var cursor: Int

  package init(scroll: Int = 0, cursor: Int = 0) {
    self.scroll = scroll
    self.cursor = cursor
  }
}

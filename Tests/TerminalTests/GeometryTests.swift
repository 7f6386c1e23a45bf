import Testing

@testable import Terminal

@Suite struct GeometryTests {
  @Test func `parts cover the whole without overlap`() {
    for width in 0...60 {
      let rect = Rect(x: 3, y: 2, width: width, height: 10)
      let parts = rect.columns(shares: [2, 1, 1])
      #expect(parts.map(\.width).reduce(0, +) == width)
      #expect(parts.first?.minX == 3)
      #expect(parts.last?.maxX == rect.maxX)
      for (left, right) in zip(parts, parts.dropFirst()) { #expect(left.maxX == right.minX) }
    }
  }

  @Test func `cutting more than there is leaves nothing`() {
    let rect = Rect(x: 0, y: 0, width: 4, height: 3)
    #expect(rect.cut(top: 9).rest.isEmpty)
    #expect(rect.cut(bottom: 1).bottom == Rect(x: 0, y: 2, width: 4, height: 1))
    #expect(rect.cut(right: 1).right == Rect(x: 3, y: 0, width: 1, height: 3))
    #expect(rect.inset(columns: 3, rows: 3).isEmpty)
    #expect(rect.row(3).isEmpty)
    #expect(rect.centred(Size(columns: 2, rows: 9)) == Rect(x: 1, y: 0, width: 2, height: 3))
  }
}

import Testing

@testable import Terminal

@Suite struct ColourTests {
  @Test(arguments: [
    (0x000000, 16), (0xffffff, 231), (0x808080, 244), (0xff0000, 196), (0x5f87af, 67),
    (0x121212, 233),
  ])
  func `the nearest of 256 is of the cube or of the grey ramp`(hex: Int, number: Int) {
    #expect(XtermPalette.nearest256(RGB(hex: UInt32(hex))) == number)
  }

  @Test func `every colour of the 256 is its own nearest`() {
    for number in 16..<256 {
      let nearest = XtermPalette.nearest256(XtermPalette.colours[number])
      #expect(XtermPalette.colours[nearest] == XtermPalette.colours[number])
    }
  }

  @Test(arguments: [
    (0x7bd88f, [2, 10]), (0xff7a85, [1, 9]), (0x6cb6ff, [4, 12, 6]), (0xf5c451, [3, 11]),
    (0x10131b, [0]), (0xf1f5fc, [15]), (0xc99bf2, [5, 13]),
  ])
  func `of sixteen the hue is kept`(hex: Int, allowed: [Int]) {
    #expect(allowed.contains(XtermPalette.nearest16(RGB(hex: UInt32(hex)))))
  }

  @Test func `contrast is that of WCAG`() {
    let white = RGB(255, 255, 255)
    #expect(abs(white.contrast(to: RGB(0, 0, 0)) - 21) < 0.001)
    #expect(abs(white.contrast(to: RGB(hex: 0x767676)) - 4.54) < 0.01)
    #expect(white.contrast(to: white) == 1)
  }

  @Test func `a colour survives the way to the eye's space and back`() {
    for hex: UInt32 in [0x000000, 0xffffff, 0x10131b, 0xff7a85, 0x123456, 0xfedcba] {
      #expect(OKLab(RGB(hex: hex)).rgb == RGB(hex: hex))
    }
  }

  @Test(arguments: [
    ([:], 256, ColorDepth.c256), ([:], 8, .c8), ([:], 16, .c16), ([:], -1, .none),
    (["COLORTERM": "truecolor"], 256, .trueColor), (["COLORTERM": "24bit"], 8, .trueColor),
    (["COLORTERM": "yes"], 256, .c256), (["COLORTERM": "truecolor"], -1, .none),
    (["NO_COLOR": "1", "COLORTERM": "truecolor"], 256, .none), (["NO_COLOR": ""], 256, .c256),
    ([:], 0x100_0000, .trueColor),
  ])
  func `the depth follows the environment`(
    environment: [String: String], colours: Int, depth: ColorDepth
  ) {
    #expect(ColorDepth.choose(environment: environment, colours: colours) == depth)
  }
}

import Terminal

/// A state as an operator reads it: glyph, word and colour together, never colour alone.
package struct StateWord: Hashable, Sendable {
  /// What the glyph and the colour say; each has its own of both.
  package enum Tone: Hashable, Sendable, CaseIterable {
    case good, working, waiting, degraded, failed, off

    package var role: Role {
      switch self {
      case .good: .stateGood
      case .working: .stateBusy
      case .waiting: .stateWaiting
      case .degraded: .stateDegraded
      case .failed: .stateFailed
      case .off: .stateOff
      }
    }

    package func glyph(in glyphs: GlyphSet) -> String {
      switch self {
      case .good: glyphs.good
      case .working: glyphs.working
      case .waiting: glyphs.waiting
      case .degraded: glyphs.degraded
      case .failed: glyphs.failed
      case .off: glyphs.off
      }
    }
  }

  package let tone: Tone
  /// The specification's word: `inProgress`, `FAILED_TEMP`, `active`.
  package let word: String

  package init(_ tone: Tone, _ word: String) {
    self.tone = tone
    self.word = word
  }
}

/// The kinds of rows that a list can show; the first four are the panes of the deck.
package enum Pane: Int, CaseIterable, Hashable, Sendable {
  case orders, services, functions, hosts
  case operations, packages, findings, vims

  /// The panes of the deck, in the order of their numbers.
  package static let deck: [Pane] = [.orders, .services, .functions, .hosts]

  package var isOnDeck: Bool { rawValue < Pane.deck.count }

  package var title: String {
    switch self {
    case .orders: "Service orders"
    case .services: "Network services"
    case .functions: "VNF / CNF"
    case .hosts: "NFVI hosts"
    case .operations: "Operations"
    case .packages: "Catalogue"
    case .findings: "Compliance"
    case .vims: "VIMs"
    }
  }
}

/// One object of a pane: its kind and its serial (for a host, its place in the inventory from 1).
package struct Subject: Hashable, Sendable {
  package let pane: Pane
  package let serial: Int

  package init(_ pane: Pane, _ serial: Int) {
    self.pane = pane
    self.serial = serial
  }
}

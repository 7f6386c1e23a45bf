import NFVO
import ServiceInterfaces
import Testing

@Suite struct `NS operation occurrences` {
  /// Every legal pair of the design; all others must be illegal.
  private static let legal: [String: String] = [
    "PROCESSING done": "COMPLETED", "PROCESSING partlyDone": "PARTIALLY_COMPLETED",
    "FAILED_TEMP continue": "PROCESSING",
    "PROCESSING failed": "FAILED_TEMP",
    "PROCESSING cancel": "FAILED_TEMP", "FAILED_TEMP retry": "PROCESSING",
    "FAILED_TEMP rollback": "ROLLING_BACK", "ROLLING_BACK undone": "ROLLED_BACK",
    "ROLLING_BACK failed": "FAILED_TEMP", "ROLLING_BACK cancel": "FAILED_TEMP",
    "FAILED_TEMP fail": "FAILED",
  ]

  @Test(arguments: OperationState.allCases, NSOperationTrigger.allCases)
  func `change state as the table says and in no other way`(
    state: OperationState, trigger: NSOperationTrigger
  ) {
    let expected = Self.legal["\(state.rawValue) \(trigger.rawValue)"]
    #expect(state.next(on: trigger)?.rawValue == expected)
  }

  @Test func `never leave a closed state, and no pair is in the table twice`() {
    let pairs = NSOperationTransition.table.map { "\($0.from) \($0.trigger)" }
    #expect(Set(pairs).count == pairs.count)
    #expect(NSOperationTransition.table.allSatisfy { !$0.from.isTerminal })
  }
}

import ResourceInterfaces
import Testing
import VNFM

@Suite struct `VNF operation occurrences` {
  /// Every legal pair of the design; all others must be illegal.
  private static let legal: [String: String] = [
    "STARTING granted": "PROCESSING", "STARTING grantRefused": "ROLLED_BACK",
    "STARTING cancel": "ROLLED_BACK", "PROCESSING done": "COMPLETED",
    "PROCESSING failed": "FAILED_TEMP", "PROCESSING cancel": "FAILED_TEMP",
    "FAILED_TEMP retry": "PROCESSING", "FAILED_TEMP rollback": "ROLLING_BACK",
    "ROLLING_BACK undone": "ROLLED_BACK", "ROLLING_BACK failed": "FAILED_TEMP",
    "ROLLING_BACK cancel": "FAILED_TEMP", "FAILED_TEMP fail": "FAILED",
  ]

  @Test(arguments: VNFOperationState.allCases, VNFOperationTrigger.allCases)
  func `change state as the table says and in no other way`(
    state: VNFOperationState, trigger: VNFOperationTrigger
  ) {
    let expected = Self.legal["\(state.rawValue) \(trigger.rawValue)"]
    #expect(state.next(on: trigger)?.rawValue == expected)
  }

  @Test func `never leave a closed state, and no pair is in the table twice`() {
    let pairs = VNFOperationTransition.table.map { "\($0.from) \($0.trigger)" }
    #expect(Set(pairs).count == pairs.count)
    #expect(VNFOperationTransition.table.allSatisfy { !$0.from.isTerminal })
  }
}

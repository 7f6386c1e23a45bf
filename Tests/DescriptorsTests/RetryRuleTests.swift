import Descriptors
import ResourceInterfaces
import Testing

/// When steps of operations are tried again, as a package may say it.
struct RetryRuleTests {
  private func read(_ properties: String) throws -> VNFD? {
    try SmallDescriptors.read(
      SmallDescriptors.vnfd.replacing(
        "  - types.yaml", with: "  - types.yaml\n  - podium_nfv_types.yaml"),
      (
        "    - apart:",
        """
            - patience:
                type: podium.policies.nfv.Retry
                properties: { \(properties) }
            - apart:
        """
      )
    ).vnfd
  }

  @Test func `the rules of the package come before the standard ones`() throws {
    let vnfd = try #require(
      try read(
        "operation: SCALE, error: busy, attempts: 9, first_wait: 3 s, factor: 3, longest_wait: 20 s"
      ))
    let policy = vnfd.retryPolicy(for: .scale, .busy)
    #expect(policy.attempts == 9)
    #expect((1...9).map { policy.wait(afterAttempts: $0) } == [3, 9, 20, 20, 20, 20, 20, 20, nil])
    #expect(vnfd.retryPolicy(for: .heal, .busy).attempts == 6)
    #expect(try #require(try read("attempts: 1")).retryPolicy(for: .heal, .busy).attempts == 1)
  }

  @Test(arguments: [
    ("error: busy", "attempts is missing"),
    ("attempts: 0", "tried 1 to 100 times, not 0"),
    ("attempts: 2, error: bussy", "Use one of: transient, busy"),
    ("attempts: 2, operation: GROW", "Use one of: INSTANTIATE, SCALE"),
  ])
  func `a rule that cannot be meant is told of`(properties: String, words: String) {
    let error = #expect(throws: DescriptorProblems.self) { try read(properties) }
    #expect("\(String(describing: error))".contains(words))
  }
}

import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces
import Testing

/// A VNFM that does not answer.
struct AwaitingAnswersTests {
  private static func creations(_ orchestra: Orchestra) -> [String] {
    orchestra.heard.compactMap {
      if case .create(_, _, _, _, let reference) = $0 { reference } else { nil }
    }
  }

  private static func stuck(_ orchestra: Orchestra) -> [AlarmRecord] {
    orchestra.nfvo.alarms.values.filter { $0.faultType == .operationStuck && $0.isActive }
  }

  @Test func `is said to be silent since when about what, and asked again under the same name`()
    throws
  {
    var orchestra = Orchestra()
    orchestra.isSilent = true
    orchestra.instantiate()
    orchestra.run(for: .seconds(59))
    #expect(Self.stuck(orchestra).isEmpty)
    let asked = Self.creations(orchestra)
    #expect(asked.count == 1)
    orchestra.run(for: .minutes(3))
    let alarm = try #require(Self.stuck(orchestra).first)
    #expect(Self.stuck(orchestra).count == 1)
    #expect(alarm.managedObject == "\(Orchestra.ns)")
    #expect(alarm.detail.contains("the VNFM has not answered to: INSTANTIATE of"))
    #expect(Set(Self.creations(orchestra)) == Set(asked) && Self.creations(orchestra).count == 4)

    orchestra.isSilent = false
    orchestra.run(for: .minutes(2))
    #expect(Self.stuck(orchestra).isEmpty)
    #expect(orchestra.nfvo.operations.values.map(\.state) == [.completed])
    #expect(orchestra.nfvo.networkServices[Orchestra.ns]?.vnfs.count == 3)
  }

  @Test func `is asked again for what undoes, and for tasks`() throws {
    var orchestra = Orchestra.inService()
    orchestra.outcomes[.changePackage] = [.completes, .fails]
    orchestra.ask(.update)
    orchestra.isSilent = true
    let operation = try #require(orchestra.nfvo.operations.values.last { $0.kind == .update })
    #expect(operation.state == .failedTemp)
    orchestra.tell(.request(.task(.rollback, operation: operation.id, from: Orchestra.person)))
    orchestra.run(for: .minutes(2))
    #expect(
      Self.stuck(orchestra).first?.detail.contains("has not answered to: rollback of") == true)
    orchestra.isSilent = false
    orchestra.run(for: .minutes(3))
    #expect(orchestra.nfvo.operations[operation.id]?.state == .rolledBack)
    #expect(Self.stuck(orchestra).isEmpty)
  }

  @Test func `that answers is not asked twice`() {
    var orchestra = Orchestra()
    orchestra.instantiate()
    orchestra.run(for: .minutes(10))
    #expect(Set(Self.creations(orchestra)).count == Self.creations(orchestra).count)
    #expect(Self.stuck(orchestra).isEmpty)
  }
}

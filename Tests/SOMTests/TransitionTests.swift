import SOM
import ServiceInterfaces
import Testing

@Suite struct `Transition tables` {
  @Test func `an order moves as MEF 123 says and in no other way`() {
    let legal: [OrderState: [OrderTrigger: OrderState]] = [
      .acknowledged: [
        .reject: .rejected, .start: .inProgress, .requestCancellation: .assessingCancellation,
      ],
      .inProgress: [
        .awaitConsumer: .pending, .hold: .held, .requestCancellation: .assessingCancellation,
        .complete: .completed, .fail: .failed, .completePartly: .partial,
      ],
      .pending: [.resume: .inProgress, .requestCancellation: .assessingCancellation],
      .held: [
        .resume: .inProgress, .fail: .failed, .requestCancellation: .assessingCancellation,
      ],
      .assessingCancellation: [
        .denyCancellation: .inProgress, .grantCancellation: .pendingCancellation,
      ],
      .pendingCancellation: [.finishCancellation: .cancelled, .fail: .failed],
    ]
    for state in OrderState.allCases {
      for trigger in OrderTrigger.allCases {
        #expect(
          OrderTransitions.next(from: state, on: trigger) == legal[state]?[trigger],
          "\(state) on \(trigger)")
      }
      if state.isTerminal { #expect(legal[state] == nil) }
    }
  }

  @Test func `an RFS of a plan moves only along its table`() {
    let legal: [PlanState: [PlanTrigger: PlanState]] = [
      .waiting: [.request: .inProgress, .drop: .dropped],
      .inProgress: [.hold: .held, .complete: .completed, .fail: .failed],
      .held: [.resume: .inProgress, .fail: .failed],
    ]
    for state in PlanState.allCases {
      for trigger in PlanTrigger.allCases {
        #expect(
          PlanTransitions.next(from: state, on: trigger) == legal[state]?[trigger],
          "\(state) on \(trigger)")
      }
      #expect(state.isTerminal == (legal[state] == nil))
    }
  }

  @Test func `a service moves only along its table, and every live one can be terminated`() {
    let legal: [ServiceState: [ServiceTrigger: ServiceState]] = [
      .feasibilityChecked: [.design: .designed, .reserve: .reserved, .terminate: .terminated],
      .designed: [
        .reserve: .reserved, .prepare: .inactive, .activate: .active, .terminate: .terminated,
      ],
      .reserved: [.prepare: .inactive, .activate: .active, .terminate: .terminated],
      .inactive: [.activate: .active, .terminate: .terminated],
      .active: [.deactivate: .inactive, .suspend: .suspended, .terminate: .terminated],
      .suspended: [.activate: .active, .deactivate: .inactive, .terminate: .terminated],
    ]
    for state in ServiceState.allCases {
      for trigger in ServiceTrigger.allCases {
        #expect(
          ServiceTransitions.next(from: state, on: trigger) == legal[state]?[trigger],
          "\(state) on \(trigger)")
      }
    }
  }
}

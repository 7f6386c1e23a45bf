import Core
import NFVI
import NFVO
import ResourceInterfaces
import SOM
import ServiceInterfaces
import VIM
import VNFM

extension Event {
  /// How a line of the event stream is coloured: what the event itself is, never its words.
  /// `waiting` stands for the many that are neither good nor bad.
  var tone: StateWord.Tone {
    switch self {
    case .nfvo(let event): event.tone
    case .vnfm(let event): event.tone
    case .som(let event): event.tone
    case .nfvi(.powerLost), .nfvi(.hostPanicked), .nfvi(.poweredOff), .nfvi(.resetRefused): .failed
    case .nfvi(.troubleBegun): .degraded
    case .nfvi(.troubleEnded): .good
    case .nfvi(.fault(.injected)), .vim(.fault(.injected)): .degraded
    case .nfvi(.hostBooted): .good
    case .vim(let event): event.tone
    case .nfvi, .com, .nso, .siem, .demo: .waiting
    }
  }
}

extension NFVOEvent {
  fileprivate var tone: StateWord.Tone {
    switch self {
    case .operationEntered(_, _, _, _, let state, _): state.word.tone.ofEvent
    case .grantRefused, .requestRefused, .taskRefused, .alarmRaised: .failed
    case .alarmCleared: .good
    case .lifecycle(.askRefused), .lifecycle(.undoRefused): .failed
    case .lifecycle(.turnAwaited): .degraded
    case .lifecycle(.undoChanged(_, _, _, let notification)):
      notification.state.word.tone.ofEvent
    case .lifecycle(.breakerChanged(_, let breaker)): breaker.isOpen ? .failed : .waiting
    case .nsHealthChanged(_, _, let level, _):
      switch level {
      case .full: .good
      case .reduced: .degraded
      case .lost: .failed
      }
    case .assurance(let event): event.tone
    case .performance(.thresholdCrossed(_, _, _, _, .up)): .degraded
    case .catalogue(.onboarded): .good
    case .catalogue(.stateEntered(_, _, .error, _)): .failed
    default: .waiting
    }
  }
}

extension AssuranceEvent {
  fileprivate var tone: StateWord.Tone {
    switch self {
    case .hostSilent, .vimSilent: .failed
    case .hostAnswers, .vimAnswers: .good
    case .policyPaused: .degraded
    default: .waiting
    }
  }
}

extension FunctionEvent {
  fileprivate var tone: StateWord.Tone {
    switch self {
    case .operationEntered(_, _, _, _, let state, _): state.word.tone.ofEvent
    case .componentChanged(_, let change): change.phase.word.tone.ofEvent
    case .stepEnded(_, _, _, _, _, let fault): fault == nil ? .waiting : .failed
    case .requestRefused, .healGivenUp, .operationStuck: .failed
    case .stepFaltered: .degraded
    case .rollbackChecked(_, _, _, let findings, _), .reconciled(_, _, _, let findings):
      findings.isEmpty ? .good : .degraded
    case .healQueued, .healHeld, .stepHeld, .newsMissed: .degraded
    case .vimSilent: .failed
    case .vimAnswers: .good
    case .newsComplete: .good
    case .healResumed: .good
    case .configuration(_, _, let event): event.tone
    default: .waiting
    }
  }
}

extension ConfigurationEvent {
  fileprivate var tone: StateWord.Tone {
    switch self {
    case .committed, .confirmed, .adopted: .good
    case .failed, .refused: .failed
    case .drifted, .silent: .degraded
    case .requested: .waiting
    }
  }
}

extension Clusters.Event {
  fileprivate var tone: StateWord.Tone {
    switch self {
    case .resourceReady, .hostReady, .siteReconnected: .good
    case .siteCut, .cutNoticed: .failed
    case .resourceWaits, .hostSilent, .taskStruck: .degraded
    case .resourceLost, .hostNotReady, .taskRefused: .failed
    case .taskEnded(_, _, _, let fault): fault == nil ? .waiting : .failed
    default: .waiting
    }
  }
}

extension ServiceOrchestrator.Event {
  fileprivate var tone: StateWord.Tone {
    switch self {
    case .orderMoved(_, let state, _): state.word.tone.ofEvent
    case .itemMoved(_, _, _, let state, _): state.word.tone.ofEvent
    case .resourceOrderMoved(_, _, let state, _): state.word.tone.ofEvent
    // What a dropped RFS waited for has its own line, which says what failed.
    case .requestRefused: .failed
    case .jeopardyRaised: .degraded
    case .serviceMoved(_, _, let state, let status, _):
      switch status {
      case .failed: .failed
      case .degraded, .limited: .degraded
      default: state == .active ? .good : .waiting
      }
    default: .waiting
    }
  }
}

extension StateWord.Tone {
  /// What is being worked on is no news in a stream of what happened.
  fileprivate var ofEvent: Self {
    switch self {
    case .good, .degraded, .failed: self
    case .working, .waiting, .off: .waiting
    }
  }
}

extension Event {
  /// Whether it only says what was measured: a load, or a report of performance management.
  var isMeasurement: Bool {
    switch self {
    case .nfvo(.loadMeasured), .nfvo(.performance(.measured)), .nfvo(.performance(.reported)): true
    default: false
    }
  }
}

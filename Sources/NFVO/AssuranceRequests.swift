import Deciding
import ResourceInterfaces
import ServiceInterfaces

// What people ask about alarms, hosts and policies: done at once, or refused with a reason.
extension NFVOrchestrator {
  static func handle(_ request: AssuranceRequest, _ turn: inout Turn<Self>) {
    do throws(Problem) {
      switch request {
      case .alarm(let id, let act, let requester): try change(id, act, requester, &turn)
      case .maintenance(let host, let isOn, let requester):
        try maintain(host, isOn: isOn, requester, &turn)
      case .performance(let request, let requester): try handle(request, requester, &turn)
      case .policy(let ns, let policy, let act, let requester):
        try change(policy, of: ns, act, requester, &turn)
      }
    } catch {
      refuse(request, error, &turn)
    }
  }

  private static func refuse(
    _ request: AssuranceRequest, _ problem: Problem, _ turn: inout Turn<Self>
  ) {
    switch request {
    case .alarm(let id, let act, let requester):
      refuse(nil, "\(id)", act.rawValue, requester, problem, &turn)
    case .maintenance(let host, _, let requester):
      refuse(nil, host, "maintenance", requester, problem, &turn)
    case .performance(_, let requester):
      refuse(nil, "performance", "a change of what is measured", requester, problem, &turn)
    case .policy(let ns, let policy, let act, let requester):
      let name = turn.state.networkServices[ns]?.name ?? "\(ns)"
      refuse(ns, name, "\(act.rawValue) of policy \(policy)", requester, problem, &turn)
    }
  }

  private static func change(
    _ id: Alarm.ID, _ act: AlarmAct, _ requester: Requester, _ turn: inout Turn<Self>
  ) throws(Problem) {
    guard let alarm = turn.state.anyAlarm(id) else {
      throw Problem(
        status: 404, title: "Alarm unknown",
        detail: "There is no alarm \(id), or it was cleared so long ago that it is forgotten.")
    }
    let by = requester.sentence
    switch act {
    case .acknowledge:
      if let known = alarm.acknowledgement {
        throw Problem(
          status: 409, title: "Acknowledged already",
          detail: "\(known.by) acknowledged \(id) on \(alarm.objectName) at \(known.at.timeOfDay).")
      }
      turn.record(
        .assurance(
          event: .alarmAcknowledged(alarm: id, objectName: alarm.objectName, by: by)))
    case .unacknowledge:
      guard alarm.isAcknowledged else {
        throw Problem(
          status: 409, title: "Not acknowledged",
          detail: "Nobody has acknowledged \(id) on \(alarm.objectName).")
      }
      turn.record(
        .assurance(
          event: .alarmUnacknowledged(alarm: id, objectName: alarm.objectName, by: by)))
    case .clear:
      try checkClearing(alarm)
      turn.record(
        .alarmCleared(alarm: id, objectName: alarm.objectName, reason: "cleared by \(by)"))
    }
  }

  private static func checkClearing(_ alarm: AlarmRecord) throws(Problem) {
    if let clearedAt = alarm.clearedAt {
      throw Problem(
        status: 409, title: "Cleared already",
        detail: "\(alarm.id) on \(alarm.objectName) was cleared at \(clearedAt.timeOfDay): "
          + "\(alarm.clearedReason ?? "its cause is gone").")
    }
    guard alarm.faultType.isClearedByPeople else {
      throw Problem(
        status: 409, title: "It clears by itself",
        detail: "\(alarm.id) on \(alarm.objectName) clears when \(alarm.faultType.clearsWhen). "
          + "Acknowledge it to say that you look after it.")
    }
  }
}

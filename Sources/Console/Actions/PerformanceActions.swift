/// Performance management: what is measured, and where it is told when it is too much.
enum PerformanceActions {
  static let all: [Action] = [
    Action(
      .performance, .looking, keys: ["J"], command: "pm", title: "pm",
      help: "PM jobs with what they measured, and thresholds with who is over them",
      places: PlaceKind.all.subtracting([.performance]), weight: 92
    ) { state, _ in
      state.open(.performance)
      return []
    },
    Action(
      .createJob, .acting, keys: ["N"], command: "new-job", title: "new job",
      help: "Measure a network service from now on, and report at regular times", kind: .changes,
      places: [.performance, .service], weight: 51, whyNot: nothingToMeasure
    ) { state, world in
      state.openPlan(.creatingJob(for: state.measured(world), in: world))
    },
    Action(
      .createThreshold, .acting, keys: ["t"], command: "threshold", title: "new threshold",
      help: "Raise an alarm when a metric of a network service is over a value", kind: .changes,
      places: [.performance, .service], weight: 52, whyNot: nothingToMeasure
    ) { state, world in
      state.openPlan(.creatingThreshold(for: state.measured(world), in: world))
    },
    Action(
      .deleteMeasured, .acting, keys: ["x"], command: "delete-pm", title: "delete",
      help: "Delete the PM job or the threshold under the cursor", kind: .destroys,
      places: [.performance], weight: 13,
      whyNot: { state, _ in
        switch state.choice {
        case .job, .threshold: nil
        default: "There is no PM job and no threshold under the cursor."
        }
      }
    ) { state, world in
      switch state.choice {
      case .job(let serial):
        let jobs = world.jobs(limit: AssuranceHosting.limit)
        return state.openPlan(jobs.first { $0.serial == serial }.map { .deleting(job: $0) })
      case .threshold(let serial):
        let thresholds = world.thresholds(limit: AssuranceHosting.limit)
        return state.openPlan(
          thresholds.first { $0.serial == serial }.map { .deleting(threshold: $0) })
      default: return []
      }
    },
  ]

  private static let nothingToMeasure: @Sendable (ConsoleState, any WorldReading) -> String? = {
    _, world in
    world.count(.services) == 0 ? "There is no network service to measure." : nil
  }
}

extension ConsoleState {
  /// The network service that is open, or that the row under the cursor is about.
  fileprivate func measured(_ world: any WorldReading) -> Subject? {
    subject(in: [.services], world)
  }

  /// The network service of the PM job or threshold under the cursor.
  func measuredService(in world: some WorldReading) -> Subject? {
    switch choice {
    case .job(let serial):
      world.jobs(limit: AssuranceHosting.limit).first { $0.serial == serial }?.service
    case .threshold(let serial):
      world.thresholds(limit: AssuranceHosting.limit).first { $0.serial == serial }?.service
    default: nil
    }
  }
}

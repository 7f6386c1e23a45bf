import Deciding
import ResourceInterfaces

// The configuration of a function in service: changed by its VNFM, read back by it, and changed by
// people who do not ask the VNFM.

extension Infrastructure {
  static func configure(_ message: FunctionConfigurationMessage, _ turn: inout Turn<Self>) {
    switch message {
    case .set(let vnf, let number, let configuration):
      guard isRunning(vnf, turn.state) else {
        answer(vnf, number, silence(of: vnf), &turn)
        return
      }
      turn.wake(
        .configurationTaken(vnf, number: number, configuration),
        after: turn.chance.draw(turn.state.stages(of: vnf).configuration))
    case .read(let vnf):
      let settings = isRunning(vnf, turn.state) ? turn.state.functions[vnf]?.settings : nil
      tell(.configuration(.read(vnf: vnf, settings)), about: vnf, &turn)
    case .changeOutside(let vnf, let wished, let by):
      guard isRunning(vnf, turn.state), let function = turn.state.functions[vnf] else { return }
      let changes = function.settings.differences(to: function.settings.applying(wished))
      guard !changes.isEmpty else { return }
      turn.record(.configurationChangedOutside(vnf, changes, by: by))
      tell(.configuration(.changedOutside(vnf: vnf, changes, by: by)), about: vnf, &turn)
    }
  }

  /// A change that is repeated finds the function configured so already, and is answered alike.
  static func configurationTaken(
    _ vnf: VNFInstance.ID, number: Int, _ configuration: Configuration, _ turn: inout Turn<Self>
  ) {
    guard isRunning(vnf, turn.state), let function = turn.state.functions[vnf] else {
      answer(vnf, number, silence(of: vnf), &turn)
      return
    }
    let changes = function.settings.differences(to: configuration)
    if !changes.isEmpty {
      turn.record(.configurationSet(vnf, configuration, changes: changes))
    }
    answer(vnf, number, nil, &turn)
  }

  private static func isRunning(_ vnf: VNFInstance.ID, _ state: State) -> Bool {
    (state.functions[vnf]?.running ?? 0) > 0
  }

  private static func answer(
    _ vnf: VNFInstance.ID, _ number: Int, _ fault: Fault?, _ turn: inout Turn<Self>
  ) {
    tell(.configuration(.taken(vnf: vnf, number: number, fault: fault)), about: vnf, &turn)
  }

  private static func silence(of vnf: VNFInstance.ID) -> Fault {
    Fault(
      title: "Function does not answer",
      detail: "\(vnf) could not be configured: no component of it is running. Heal it, then "
        + "apply the change again.")
  }
}

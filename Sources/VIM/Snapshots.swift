import Deciding
import ResourceInterfaces

// Keeping what a release was made from and what its volumes hold, and forgetting it again. Putting it
// back is a roll like any other: see ``settle(_:_:)``.

extension Clusters {
  static func snapshot(
    _ id: VNFSnapshot.ID, _ task: VIMTask, on vim: VIMName, _ rule: FaultRule?,
    _ turn: inout Turn<Self>
  ) {
    guard let release = turn.state.releases[task.vnf] else { return }
    accept(task, on: vim, release: release.name, rule, &turn)
    // Volumes are copied side by side: the slowest counts.
    let delay = turn.state.delays(of: release.vim).claim
    let slowest = release.claims.map { _ in turn.chance.draw(delay) }.max()
    turn.wake(.copied(task.token, id), after: slowest ?? .seconds(1))
  }

  static func finishSnapshot(
    _ token: TaskToken, _ id: VNFSnapshot.ID, _ turn: inout Turn<Self>
  ) {
    guard let release = turn.state.releases[token.vnf], release.task == token,
      release.work == .snapshot
    else { return }
    turn.record(.snapshotTaken(token.vnf, release: release.name, snapshot: id))
    end(token, of: release.name, on: release.vim, fault: nil, &turn)
  }

  static func dropSnapshot(
    _ id: VNFSnapshot.ID, _ task: VIMTask, on vim: VIMName, _ rule: FaultRule?,
    _ turn: inout Turn<Self>
  ) {
    let name = name(of: task, turn.state)
    accept(task, on: vim, release: name, rule, &turn)
    if turn.state.releases[task.vnf]?.snapshots.contains(where: { $0.id == id }) == true {
      turn.record(.snapshotDropped(task.vnf, release: name, snapshot: id))
    }
    end(task.token, of: name, on: vim, fault: nil, &turn)
  }
}

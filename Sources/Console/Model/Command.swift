/// What the console asks of its surroundings; everything else it does itself.
package enum Command: Hashable, Sendable {
  /// Do it: the operator has seen its plan and confirmed.
  case act(Act)
  /// Say what it would do; the answer comes back as `planArrived`.
  case plan(Act)
  /// Complete the path that is being typed; the answer comes back as `pathCompleted`.
  case completePath(String)
  case pause(Bool)
  case setPace(PaceChange)
  /// The operator chose a theme, to be kept.
  case theme(String)
  /// Put it into the operator's clipboard.
  case copy(String)
  /// Paint everything again.
  case redraw
  case suspend
  case quit

  /// A step on the scale of speeds of a simulation.
  package enum PaceChange: Hashable, Sendable { case faster, slower }
}

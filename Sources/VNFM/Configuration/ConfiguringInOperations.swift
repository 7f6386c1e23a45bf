import Deciding
import ResourceInterfaces

// The configuration as operations bring it along: Day-1 from the template, later ones from what is
// wanted by then.

extension FunctionLifecycle {
  /// How `vnf` is configured after the step `name` of `operation`.
  ///
  /// A step of the Day-1 template adds its settings to those before it; what configures new members
  /// or a new version gives them all that is wanted.
  static func settings(
    after name: String, of operation: VNFOperationRecord, _ vnf: VNFRecord, _ state: State
  ) -> Configuration {
    // Nothing of what is wanted changes before the operation is done, so that is what was before.
    if name.hasSuffix(".undo") { return vnf.configured.wanted }
    if operation.kind == .modifyInformation {
      return vnf.configured.wanted.applying(operation.modification?.configurationChanges ?? [])
    }
    guard let vnfd = state.packages[operation.target.vnfdId.rawValue] else {
      return vnf.configured.wanted
    }
    if operation.kind == .instantiate, let index = vnfd.day1.firstIndex(where: { $0.id == name }) {
      var template = vnfd
      template.day1 = Array(vnfd.day1.prefix(through: index))
      return template.day1Configuration.applying(vnf.information.configurationChanges)
    }
    return vnf.configured.wanted.following(state.vnfd(of: vnf), vnfd)
  }
}

extension Configuration {
  /// The same with what another version of the package changes in its Day-1 template. Settings that
  /// people have changed meanwhile stay, unless the new template changes them too.
  func following(_ old: VNFD?, _ new: VNFD) -> Configuration {
    guard let old, old.id != new.id else { return self }
    return applying(old.day1Configuration.differences(to: new.day1Configuration))
  }
}

extension ConfigurationRecord {
  /// What an operation that is done makes of the configuration.
  mutating func follow(
    _ operation: VNFOperationRecord, from old: VNFD?, to new: VNFD?,
    _ information: VNFInformation, at instant: Instant
  ) {
    guard let new else { return }
    let target =
      switch operation.kind {
      case .instantiate: new.day1Configuration.applying(information.configurationChanges)
      // Before its instantiation a VNF is only told on record what it will be.
      case .modifyInformation where operation.origin == nil: wanted
      case .modifyInformation:
        wanted.applying(operation.modification?.configurationChanges ?? [])
      default: wanted.following(old, new)
      }
    let changes = wanted.differences(to: target)
    if !changes.isEmpty {
      commit(
        ConfigurationVersion(
          number: version + 1, at: instant, by: "\(operation.id)",
          reason: operation.kind == .instantiate ? "Day-1" : operation.purpose,
          changes: changes),
        target)
    } else if operation.configures {
      settle()
    }
  }
}

extension VNFOperationRecord {
  /// Whether one of its steps configured the function.
  var configures: Bool {
    steps.contains { step in
      if case .configure = step.act { step.endedAt != nil } else { false }
    }
  }
}

extension VNFInformation {
  /// The configurable properties as settings of the function.
  var configurationChanges: [ConfigurationChange] {
    VNFModification(properties: properties).configurationChanges
  }
}

extension VNFModification {
  /// The configurable properties as settings of the function; an empty one is none.
  var configurationChanges: [ConfigurationChange] {
    properties.keys.sorted().map { name in
      let value = properties[name] ?? ""
      return ConfigurationChange(name: name, before: nil, after: value.isEmpty ? nil : value)
    }
  }
}

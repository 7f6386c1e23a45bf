import Deciding
import NFVO
import ResourceInterfaces
import ServiceInterfaces

// The VNFM below: it makes what it is told to, or fails, or refuses, as chance has it.
extension OrderWorld {
  mutating func fate() -> Fate {
    guard !isClosing else { return .completes }
    return switch chance.next() % 10 {
    case 0: .fails
    case 1: .isRefused
    default: .completes
    }
  }

  /// What is asked for again under a known reference was answered, and the answer is on its way.
  mutating func hear(_ message: VNFMMessage) {
    if let reference = Self.reference(of: message), !heard.insert(reference).inserted { return }
    switch message {
    case .create(let name, _, _, _, let reference):
      guard fate() != .isRefused else { return refuse(reference) }
      let id = VNFInstance.ID(serial: functions.count + 1)
      functions[id] = Function(name: name)
      underWay.append(.below(.vnfCreated(vnf: id, reference: reference)))
    case .instantiate(let vnf, _, _, let vim, _, let reference):
      functions[vnf]?.vim = vim
      let isFirewall = nfvo.vnfs[vnf]?.profile == "firewall"
      let vdu = isFirewall ? Descriptors.vnfds[0].vdus[0] : Descriptors.collector.vdus[0]
      begin(
        vnf, .instantiate,
        [ResourceDefinition(vdu: vdu.id, count: isFirewall ? 2 : 1, demand: vdu.demand)],
        isFirewall ? Descriptors.vnfds[0].affinityRules : [], reference)
    case .terminate(let vnf, let reference): begin(vnf, .terminate, [], [], reference)
    case .granted(let operation, _, let seats): granted(operation, seats)
    case .grantRefused(let operation, let fault):
      guard let (vnf, function) = function(operation) else { return }
      // What was promised must be given, as long as nothing was lost.
      if promises[function.name] != nil {
        violations.append("\(function.name) was promised a place: \(fault.detail)")
      }
      if function.request?.round ?? 1 > 1 {
        functions[vnf]?.isStill = true
        notify(vnf, .failedTemp)
      } else {
        end(vnf, .rolledBack)
      }
    case .task(let task, let operation, let reference): perform(task, operation, reference)
    default: break
    }
  }

  func function(_ operation: VNFOperation.ID) -> (VNFInstance.ID, Function)? {
    functions.first { $0.value.request?.operation == operation }.map { ($0.key, $0.value) }
  }

  private static func reference(of message: VNFMMessage) -> String? {
    switch message {
    case .create(_, _, _, _, let reference), .terminate(_, let reference),
      .task(_, _, let reference):
      reference
    case .instantiate(let vnf, _, _, _, _, let reference): "\(vnf) \(reference)"
    default: nil
    }
  }

  mutating func refuse(_ reference: String) {
    underWay.append(
      .below(
        .requestRefused(
          reference: reference, fault: Fault(title: "Refused", detail: "The VNFM does not."))))
  }

  mutating func begin(
    _ vnf: VNFInstance.ID, _ kind: VNFOperationKind, _ add: [ResourceDefinition],
    _ rules: [VNFD.AffinityRule], _ reference: String
  ) {
    operations += 1
    let request = GrantRequest(
      vnf: vnf, operation: VNFOperation.ID(serial: operations), kind: kind,
      isAutomaticInvocation: false, addResources: add, removeResources: [], replaced: [],
      affinityRules: rules)
    functions[vnf]?.request = request
    functions[vnf]?.reference = reference
    functions[vnf]?.isStill = false
    notify(vnf, .starting)
    underWay.append(.below(.grantRequest(request)))
  }

  mutating func granted(_ operation: VNFOperation.ID, _ seats: [GrantedSeat]) {
    guard let (vnf, function) = function(operation), function.seats.isEmpty else { return }
    granted += 1
    promises[function.name] = nil
    functions[vnf]?.seats = seats
    if function.request?.round == 1 { notify(vnf, .processing) }
    if fate() == .fails {
      functions[vnf]?.isStill = true
      notify(vnf, .failedTemp)
    } else {
      finish(vnf)
    }
  }

  mutating func finish(_ vnf: VNFInstance.ID) {
    guard let function = functions[vnf], let request = function.request else { return }
    functions[vnf]?.components =
      request.kind == .terminate
      ? []
      : function.seats.map { seat in
        resources += 1
        return PlacedComponent(
          resource: Resource.ID(serial: resources), vdu: seat.vdu, host: seat.host,
          demand: request.addResources.first { $0.vdu == seat.vdu }?.demand ?? InstanceDemand())
      }
    functions[vnf]?.seats = []
    end(vnf, .completed)
  }

  mutating func end(_ vnf: VNFInstance.ID, _ state: VNFOperationState) {
    notify(vnf, state)
    functions[vnf]?.request = nil
    functions[vnf]?.seats = []
    functions[vnf]?.isStill = false
  }

  mutating func perform(
    _ task: VNFOperationTask, _ operation: VNFOperation.ID, _ reference: String
  ) {
    guard let (vnf, function) = function(operation) else { return refuse(reference) }
    switch task {
    case .retry where function.isStill: retry(vnf)
    case .rollback where function.isStill:
      notify(vnf, .rollingBack)
      end(vnf, .rolledBack)
    case .fail where function.isStill: end(vnf, .failed)
    default: refuse(reference)
    }
  }

  /// Asks whether the grant still stands.
  mutating func retry(_ vnf: VNFInstance.ID) {
    guard let request = functions[vnf]?.request else { return }
    let again = GrantRequest(
      vnf: vnf, operation: request.operation, kind: request.kind, isAutomaticInvocation: false,
      round: request.round + 1, addResources: request.addResources, removeResources: [],
      replaced: [], affinityRules: request.affinityRules)
    functions[vnf]?.request = again
    functions[vnf]?.isStill = false
    functions[vnf]?.seats = []
    notify(vnf, .processing)
    underWay.append(.below(.grantRequest(again)))
  }

  mutating func notify(_ vnf: VNFInstance.ID, _ state: VNFOperationState) {
    guard let function = functions[vnf], let request = function.request else { return }
    let isFailed = state == .failedTemp || state == .failed || state == .rolledBack
    underWay.append(
      .below(
        .vnfOperation(
          VNFOperationNotification(
            vnf: vnf, operation: request.operation, kind: request.kind, state: state,
            isAutomaticInvocation: false, reference: function.reference,
            fault: isFailed ? Fault(title: "NoDisk", detail: "The disk is full.") : nil,
            components: function.components))))
  }
}

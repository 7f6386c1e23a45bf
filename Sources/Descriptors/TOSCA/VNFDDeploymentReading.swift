// How a VNF is deployed and run: its Helm chart and Kubernetes objects, Day-1 steps, what its
// operations may do, and from which packages it can be changed to this one.

import ResourceInterfaces
import ServiceInterfaces

extension VNFDReading {
  func deployment() -> VNFD.Deployment {
    guard let node = template.nodes(of: TOSCA.chart).first else {
      guard let unit = template.nodes(of: TOSCA.deployableUnit).first else {
        return .virtualMachines
      }
      unit.value.note(
        "Nothing deploys the container VDU \(unit.name).",
        "A release is made of it alone. Add a node template of the type \(TOSCA.chart).")
      return .helm(
        VNFD.HelmChart(
          name: properties.value("product_name")?.text ?? unit.name,
          version: properties.value("software_version")?.text ?? ""))
    }
    let file = node.artifacts(of: TOSCA.helmChart).first?.member("file")?.scalarText
    let (name, version) = Self.chart(named: file ?? node.name)
    return .helm(
      VNFD.HelmChart(
        name: node.property("chart_name")?.text ?? name,
        version: node.property("chart_version")?.text ?? version,
        values: node.property("values")?.dictionary ?? [:]))
  }

  /// Helm names the file of a chart `name-1.2.3.tgz`.
  private static func chart(named file: String) -> (name: String, version: String) {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    let stem = last.hasSuffix(".tgz") ? String(last.dropLast(4)) : last
    let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
    guard let index = parts.indices.dropFirst().first(where: { parts[$0].first?.isNumber ?? false })
    else { return (stem, "") }
    return (
      parts[..<index].joined(separator: "-"), parts[index...].joined(separator: "-")
    )
  }

  func readKubernetesObjects(into vnfd: inout VNFD) {
    guard case .helm = vnfd.deployment else { return }
    vnfd.configMaps = template.nodes(of: TOSCA.configMap).map {
      VNFD.ConfigMap(name: $0.name, keys: $0.requiredProperty("keys")?.texts ?? [])
    }
    vnfd.services = template.nodes(of: TOSCA.virtualConnectionPoint).compactMap { service($0) }
    vnfd.persistentVolumeClaims = claims()
    vnfd.networkAttachments = template.nodes(of: TOSCA.connectionPoint).compactMap { node in
      guard let name = node.metadata("podium.network_attachment") else { return nil }
      return VNFD.NetworkAttachment(
        name: name.text, vdu: node.requirements("virtual_binding").first?.text ?? "",
        connectionPoint: node.name, cni: node.metadata("podium.cni")?.text ?? "bridge")
    }
  }

  private func service(_ node: NodeTemplate) -> VNFD.KubernetesService? {
    guard let target = node.requirements("target").first,
      let vdu = template.resolve(target, as: TOSCA.deployableUnit),
      let data =
        (node.property("additionalServiceData")
        ?? node.property("additional_service_data"))?.elements.first
    else { return nil }
    let port = data.required("portData")?.elements.first
    let kind = node.metadata("podium.service_type")?.word(VNFD.KubernetesService.Kind.self)
    return VNFD.KubernetesService(
      name: node.name, kind: kind ?? .clusterIP, vdu: vdu.name,
      port: port?.required("port")?.count ?? 0,
      transport: (port?.member("protocol")?.text ?? "tcp").uppercased())
  }

  /// The storages that container VDUs require.
  private func claims() -> [VNFD.PersistentVolumeClaim] {
    template.nodes(of: TOSCA.deployableUnit).flatMap { unit in
      storages(of: unit).map { storage in
        VNFD.PersistentVolumeClaim(
          name: storage.name, vdu: unit.name,
          sizeGiB: storage.storageData?.sizeOfStorage?.gibibytes ?? 0,
          storageClass: storage.metadata("podium.storage_class")?.text ?? "standard")
      }
    }
  }

  func day1() -> [VNFD.ConfigurationStep] {
    template.policies(of: TOSCA.day1).flatMap { policy in
      policy.requiredProperty("steps")?.elements.compactMap { step in
        let id = step.required("id")?.text ?? ""
        let title = step.required("title")?.text ?? ""
        guard let kind = step.required("kind")?.word(VNFD.ConfigurationStep.Kind.self) else {
          return nil
        }
        return VNFD.ConfigurationStep(
          id: id, title: title, kind: kind,
          parameters: step.member("parameters")?.dictionary ?? [:])
      } ?? []
    }
  }

  func retryRules() -> [RetryRule] {
    template.policies(of: TOSCA.retry).compactMap { policy in
      let operation = policy.property("operation")
      let error = policy.property("error")
      let kind = operation?.word(VNFOperationKind.self)
      let errorClass = error?.word(ErrorClass.self)
      guard (operation == nil) == (kind == nil), (error == nil) == (errorClass == nil),
        let attempts = policy.requiredProperty("attempts")
      else { return nil }
      if attempts.scalarText != nil, !(1...100).contains(attempts.count) {
        attempts.report(
          "A step is tried 1 to 100 times, not \(attempts.count).", "Correct the number.")
      }
      let first = policy.property("first_wait")?.seconds ?? 0
      return RetryRule(
        operation: kind, errorClass: errorClass,
        policy: RetryPolicy(
          initialSeconds: first, factor: policy.property("factor")?.count ?? 2,
          capSeconds: policy.property("longest_wait")?.seconds ?? 3_600,
          attempts: attempts.count))
    }
  }

  func lcmOperations() -> VNFD.LCMOperationsConfiguration {
    let configuration = properties.value("lcm_operations_configuration")
    func flag(_ operation: String, _ name: String) -> Bool {
      configuration?.at(operation, name)?.boolean ?? false
    }
    return VNFD.LCMOperationsConfiguration(
      scalingByMoreThanOneStepSupported: flag("scale", "scaling_by_more_than_one_step_supported"),
      arbitraryTargetLevelsSupported: flag("scale_to_level", "arbitrary_target_levels_supported"),
      gracefulTerminationTimeout: configuration?
        .at("terminate", "min_graceful_termination_timeout")?.seconds ?? 30)
  }

  func packageChanges(to id: VNFD.ID) -> [VNFD.PackageChange] {
    template.policies(of: TOSCA.packageChange).flatMap { policy -> [VNFD.PackageChange] in
      let modification = policy.requiredProperty("modification_qualifier")?
        .word(VNFD.PackageChange.Modification.self)
      guard let modification, let selectors = policy.requiredProperty("selector") else { return [] }
      return selectors.elements.compactMap { selector in
        guard let source = selector.required("source_descriptor_id")?.text else { return nil }
        if let destination = selector.required("destination_descriptor_id"),
          destination.text != id.rawValue
        {
          destination.report(
            "The destination is not this VNFD, whose descriptor_id is \(id).",
            "Correct it; a VNFD describes the changes that lead to it.")
        }
        return VNFD.PackageChange(
          source: VNFD.ID(rawValue: source), modification: modification,
          description: policy.property("additional_modification_description")?.text ?? "",
          canaryInstances: policy.property("canary_instances")?.count ?? 1,
          healthGateSeconds: policy.property("health_gate")?.seconds ?? 30,
          maxUnavailable: policy.property("max_unavailable")?.count ?? 0)
      }
    }
  }
}

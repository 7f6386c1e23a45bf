/// The kinds of VIM that there are drivers for. The raw value is what files call it.
package enum VIMKind: String, Codable, Hashable, Sendable, CaseIterable {
  case kubernetes
  case openstack
  /// VMware vCloud Director.
  case vcloud
  /// AWS Outposts: EC2 on racks of one's own.
  case outposts
  /// Azure Stack Hub.
  case azureStack

  /// What it runs. A VNF goes to a VIM that runs what its VDUs are.
  package var runs: Release.Component.Kind {
    switch self {
    case .kubernetes: .container
    case .openstack, .vcloud, .outposts, .azureStack: .virtualMachine
    }
  }

  /// Its name as its maker writes it.
  package var title: String {
    switch self {
    case .kubernetes: "Kubernetes"
    case .openstack: "OpenStack"
    case .vcloud: "VMware vCloud Director"
    case .outposts: "AWS Outposts"
    case .azureStack: "Azure Stack"
    }
  }
}

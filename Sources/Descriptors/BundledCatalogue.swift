// The catalogue, inventory and example order that the program carries in itself: the build turns the
// files of `Catalogue/` into code, so that the binary runs wherever it is copied to.

import Foundation
import ResourceInterfaces
import ServiceInterfaces

/// The files of `Catalogue/` as the build has put them into the binary.
package enum BundledFiles {
  /// The descriptors and specifications, sorted by name.
  package static let catalogue: [DescriptorFile] = [
    file("cloud-firewall-4.2.0.vnfd.yaml", PackageResources.cloud_firewall_4_2_0_vnfd_yaml),
    file("cloud-firewall-4.2.1.vnfd.yaml", PackageResources.cloud_firewall_4_2_1_vnfd_yaml),
    file("cloud-firewall.nsd.yaml", PackageResources.cloud_firewall_nsd_yaml),
    file("cloud-firewall.services.yaml", PackageResources.cloud_firewall_services_yaml),
    file("core-5g-amf-1.2.0.vnfd.yaml", PackageResources.core_5g_amf_1_2_0_vnfd_yaml),
    file("core-5g-smf-1.2.0.vnfd.yaml", PackageResources.core_5g_smf_1_2_0_vnfd_yaml),
    file("core-5g-upf-1.2.0.vnfd.yaml", PackageResources.core_5g_upf_1_2_0_vnfd_yaml),
    file("core-5g-user-plane.nsd.yaml", PackageResources.core_5g_user_plane_nsd_yaml),
    file("core-5g.nsd.yaml", PackageResources.core_5g_nsd_yaml),
    file("log-collector-2.1.0.vnfd.yaml", PackageResources.log_collector_2_1_0_vnfd_yaml),
    file("managed-security.services.yaml", PackageResources.managed_security_services_yaml),
    file("podium_nfv_types.yaml", PackageResources.podium_nfv_types_yaml),
    file("products.yaml", PackageResources.products_yaml),
    file("sd-wan-overlay.services.yaml", PackageResources.sd_wan_overlay_services_yaml),
    file("sdwan-gateway-7.3.0.vnfd.yaml", PackageResources.sdwan_gateway_7_3_0_vnfd_yaml),
    file("sdwan-overlay.nsd.yaml", PackageResources.sdwan_overlay_nsd_yaml),
    file(
      "virtual-router-3.1.0-accelerated.df.yaml",
      PackageResources.virtual_router_3_1_0_accelerated_df_yaml),
    file(
      "virtual-router-3.1.0-standard.df.yaml",
      PackageResources.virtual_router_3_1_0_standard_df_yaml),
    file("virtual-router-3.1.0.types.yaml", PackageResources.virtual_router_3_1_0_types_yaml),
    file("virtual-router-3.1.0.vnfd.yaml", PackageResources.virtual_router_3_1_0_vnfd_yaml),
    file(
      "virtual-router-accelerated.nsd.df.yaml",
      PackageResources.virtual_router_accelerated_nsd_df_yaml),
    file("virtual-router.nsd.yaml", PackageResources.virtual_router_nsd_yaml),
  ]

  /// The type files that descriptors from elsewhere may import as well.
  static let types: [DescriptorFile] = [
    file("podium_nfv_types.yaml", PackageResources.podium_nfv_types_yaml)
  ]

  package static let inventory = file("inventory.yaml", PackageResources.inventory_yaml)

  package static let stages = file("stages.yaml", PackageResources.stages_yaml)

  private static func file(_ name: String, _ bytes: [UInt8]) -> DescriptorFile {
    DescriptorFile(name: name, text: String(decoding: bytes, as: UTF8.self))
  }
}

extension Catalogue {
  /// The catalogue that ships with the program.
  ///
  /// - Throws: what is wrong with the files, which a test of this package rules out.
  package static func bundled() throws(DescriptorProblems) -> Catalogue {
    try read(BundledFiles.catalogue)
  }

  /// A TMF641 order for "SD-WAN Premium with Cloud Security", with three items.
  package static let exampleOrder = Data(PackageResources.sd_wan_order_json)
}

extension Inventory {
  /// The simulated world that ships with the program: three sites, three VIMs, 48 hosts.
  package static func bundled() throws(DescriptorProblems) -> Inventory {
    try read(BundledFiles.inventory)
  }
}

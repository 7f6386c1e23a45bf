// The software images of a VNF, which SOL001 describes in the artefact (2.5.1) or in sw_image_data (from
// 2.6.1 on).

import ResourceInterfaces

extension VNFDReading {
  /// The images of a VDU or container, or of the storages that it boots from; a note when there is
  /// none.
  func images(_ node: NodeTemplate, orOf storages: [NodeTemplate]) -> [VNFD.SoftwareImage] {
    let images = ([node] + storages).compactMap { image(of: $0) }
    if images.isEmpty {
      node.value.note(
        "\(node.name) has no software image.",
        "Add an artefact of the type \(TOSCA.image) with name, version and size.")
    }
    return images
  }

  private func image(of holder: NodeTemplate) -> VNFD.SoftwareImage? {
    let artifact = holder.artifacts(of: TOSCA.image).first
    let file = artifact?.member("file")?.scalarText
    guard let data = holder.property("sw_image_data") ?? artifact?.member("properties") else {
      return file.map { VNFD.SoftwareImage(reference: $0) }
    }
    let version = data.member("version")?.text
    if version == nil { data.note("The software image has no version.", "None is shown.") }
    if data.member("size") == nil {
      data.note("The size of the software image is not stated.", "Nothing is counted for it.")
    }
    var image = VNFD.SoftwareImage(
      name: data.required("name")?.text ?? "", version: version ?? "",
      sizeMiB: data.member("size")?.mebibytes ?? 0)
    image.provider = data.member("provider")?.scalarText
    image.checksum = checksum(data.member("checksum"))
    image.containerFormat = data.member("container_format")?.scalarText?.lowercased()
    image.diskFormat = data.member("disk_format")?.scalarText?.lowercased()
    image.minDiskGiB = data.member("min_disk")?.gibibytes
    image.minMemoryMiB = data.member("min_ram")?.mebibytes
    image.file = file
    return image
  }

  /// `checksum` is algorithm and hash; in 2.5.1 it is the hash alone.
  private func checksum(_ value: YAMLValue?) -> VNFD.SoftwareImage.Checksum? {
    guard let value else { return nil }
    if let hash = value.scalarText {
      return VNFD.SoftwareImage.Checksum(algorithm: "", hash: hash)
    }
    guard let hash = value.member("hash")?.scalarText else { return nil }
    return VNFD.SoftwareImage.Checksum(
      algorithm: value.member("algorithm")?.scalarText ?? "", hash: hash)
  }
}

extension VNFD.SoftwareImage {
  /// An image that is only referred to: `registry/name:tag`, or a file.
  fileprivate init(reference: String) {
    let name = reference.split(separator: "/").last.map(String.init) ?? reference
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    self.init(
      name: parts.first ?? name, version: parts.count > 1 ? parts[1] : "", sizeMiB: 0)
    file = reference
  }
}

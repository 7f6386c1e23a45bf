import Descriptors
import ResourceInterfaces
import Testing

/// Descriptors that were spoiled at random are refused with a reason, or are sound.
@Suite struct DescriptorFuzzTests {
  private static let words = [
    "-1", "0", "1", "99999999999999999999", "1000000", "100000", "{}", "[]", "null", "~", "true",
    "{ get_input: nothing }", "[ [ [ ] ] ]", "worker", "1e400", "NaN", "64 TiB", "9999999 TiB",
    "*a", "&a x", "\"", "tosca.nodes.nfv.VNF", "tosca.nodes.nfv.NS", "{ a: { b: { c: d } } }", "",
  ]

  private func spoiled(_ text: String, _ random: inout Seeded) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let at = Int.random(in: 0..<lines.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: lines.remove(at: at)
      case 1: lines.insert(lines[at], at: Int.random(in: 0..<lines.count, using: &random))
      case 2: lines[at] = "  " + lines[at]
      case 3: lines.swapAt(at, Int.random(in: 0..<lines.count, using: &random))
      default:
        guard let colon = lines[at].firstIndex(of: ":") else { continue }
        let word = Self.words[Int.random(in: 0..<Self.words.count, using: &random)]
        lines[at] = "\(lines[at][...colon]) \(word)"
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test func `a spoiled descriptor is refused with a reason, or keeps the rules of scaling`() throws
  {
    let files = BundledFiles.catalogue
    let targets = files.indices.filter {
      files[$0].name.hasSuffix(".vnfd.yaml") || files[$0].name.hasSuffix(".nsd.yaml")
        || files[$0].name.hasSuffix(".df.yaml")
    }
    var random = Seeded(state: 11)
    var taken = 0
    for round in 0..<100 {
      let target = targets[round % targets.count]
      var spoiledFiles = files
      spoiledFiles[target] = DescriptorFile(
        name: files[target].name, text: spoiled(files[target].text, &random))
      do {
        let catalogue = try Catalogue.read(spoiledFiles)
        taken += 1
        for vnfd in catalogue.vnfds.flatMap({ [$0] + $0.otherFlavours }) { check(vnfd) }
      } catch {
        #expect(!error.problems.isEmpty)
        #expect(error.problems.allSatisfy { !$0.message.isEmpty && !$0.remedy.isEmpty })
      }
    }
    #expect(taken > 0)
  }

  private func check(_ vnfd: VNFD) {
    #expect(vnfd.instantiationLevel(vnfd.defaultInstantiationLevel) != nil)
    #expect(vnfd.demand(at: vnfd.highestLevels) != nil)
    for level in vnfd.instantiationLevels {
      #expect(vnfd.demand(at: level.scaleInfo) != nil)
      for vdu in vnfd.vdus {
        let count = vnfd.instances(of: vdu.id, at: level.scaleInfo) ?? -1
        #expect((vdu.minInstances...max(vdu.minInstances, vdu.maxInstances)).contains(count))
        if let stated = level.vduInstances[vdu.id] { #expect(stated == count) }
      }
    }
  }
}

import Descriptors
import Testing

/// A slip of the pen in a good descriptor, the line that it is on, and what must be said of it.
struct Slip: Sendable, CustomTestStringConvertible {
  let from: String
  let to: String
  let says: [String]
  /// How many problems there are: what follows from the slip alone is not said.
  var count = 1

  init(_ from: String, _ to: String, says: String..., count: Int = 1) {
    self.from = from
    self.to = to
    self.says = says
    self.count = count
  }

  var testDescription: String { "\(from) → \(to)" }
}

/// The ways in which people really spoil descriptors.
private let slips: [Slip] = [
  Slip(
    "        description: does it\n", "       description: does it\n", says: "indented otherwise",
    "Indent it exactly as its neighbours"),
  Slip(
    "            size:\n              name", "            size:\n            name", says: "colon"),
  Slip(
    "        vdu_profile:\n", "\t\tvdu_profile:\n", says: "a tab indents the line", "Use spaces"),
  Slip("provider: Acme", "provider: @Acme", says: "begins with", "Put it in quotes"),
  Slip("provider: Acme", "provider Acme", says: "no colon"),
  Slip("description: does it", "description: does: it", says: "second one in the line"),
  Slip("{ flavour_id: simple }", "{ flavour_id: simple", says: "a brace is not closed"),
  Slip("name: engine", "name: *engine", says: "anchor"),
  Slip("        name: engine\n", "        name: a\n        name: b\n", says: "name is there more"),
  Slip("policies:\n", "policies:\n---\n", says: "second document"),
  Slip("max_number_of_instances", "max_number_of_instance", says: "max_number_of_instance\";"),
  Slip("vdu_profile", "vdu_profil", says: "has no member vdu_profil", "Write vdu_profile"),
  Slip("provider: Acme", "provder: Acme", says: "provider is missing", "There is \"provder\""),
  Slip("provider: Acme", "provider:", says: "provider is empty"),
  Slip("provider: Acme", "provider: { get_input: who }", says: "the input who, which is not there"),
  Slip("virtual_compute:", "virtual_computer:", says: "Write virtual_compute"),
  Slip("size_of_storage", "size_of_disk", says: "size_of_storage is missing"),
  Slip("node_templates:", "node_template:", says: "no member node_template", "node_templates"),
  Slip("  policies:", "  policy:", says: "Write policies"),
  Slip("targets: [ engine ]", "target: [ engine ]", says: "Write targets", count: 2),
  Slip(
    "      requirements:\n        - virtual_b", "      requirement:\n        - virtual_b",
    says: "Write requirements"),
  Slip(
    "nfv.ScalingAspects", "nfv.ScalingAspect", says: "Write tosca.policies.nfv.ScalingAspects",
    count: 4),
  Slip(
    "type: tosca.nodes.nfv.VduCp", "type: tosca.nodes.nfv.VduCP",
    says: "Write tosca.nodes.nfv.VduCp", count: 2),
  Slip("type: tosca.nodes.nfv.VduCp", "type: acme.Port", says: "acme.Port is not known"),
  Slip("      type: tosca.nodes.nfv.VduCp\n", "", says: "The mandatory member type is missing"),
  Slip("  - types.yaml", "  - typs.yaml", says: "Did you mean types.yaml?", count: 2),
  Slip("num_virtual_cpu: 2", "num_virtual_cpu: two", says: "\"two\" is not an integer"),
  Slip("max_scale_level: 2", "max_scale_level: 2.5", says: "\"2.5\" is not an integer"),
  Slip("max_number_of_instances: 3", "max_number_of_instances: yes", says: "not an integer"),
  Slip("targets: [ engine ]", "targets: engine", says: "A list is expected here"),
  Slip("step_deltas: [ one ]", "step_deltas: [ two ]", says: "no delta two of the aspect size"),
  Slip(
    "large: { number_of_instances: 3 }", "large: { number_of_instances: 2 }",
    says: "states 2 instances"),
  Slip("          default_level: small\n", "", says: "Add default_level with one of: small, large"),
  Slip("default_level: small", "default_level: medium", says: "medium is not among the levels"),
  Slip(
    "min_number_of_instances: 1", "min_number_of_instances: 5", says: "5, is over the greatest, 3"),
  Slip("targets: [ engine ]", "targets: [ engin ]", says: "Did you mean engine?"),
  Slip("targets: [ engine ]", "targets: [ backplane ]", says: "backplane is of the type"),
  Slip("virtual_binding: engine", "virtual_binding: engin", says: "no node template engin."),
  Slip("virtual_storage: disk", "virtual_storage: disc", says: "Did you mean disk?"),
  Slip(
    "large: { number_of_instances: 3 } }", "huge: { number_of_instances: 3 } }",
    says: "no instantiation level huge"),
  Slip("4 GiB", "4", says: "\"4\" is not a quantity", "a number and a unit"),
]

@Suite struct SlipTests {
  @Test func `what the slips are made in is in order`() throws {
    let package = try SmallDescriptors.read(SmallDescriptors.vnfd)
    #expect(package.notes.isEmpty, "\(package.notes)")
  }

  @Test(arguments: slips)
  func `it is named with its line and what to write, and what follows from it is not said`(
    _ slip: Slip
  ) throws {
    let text = SmallDescriptors.vnfd
    let range = try #require(text.firstRange(of: slip.from), "the slip can be made")
    let line = text[..<range.lowerBound].count { $0 == "\n" } + 1
    let error = #expect(throws: DescriptorProblems.self) {
      try SmallDescriptors.read(text, (slip.from, slip.to))
    }
    let problems = error?.problems ?? []
    #expect(problems.count == slip.count, "\(String(describing: error))")
    for words in slip.says {
      #expect(problems.contains { "\($0)".contains(words) }, "\(String(describing: error))")
    }
    let far = slip.from.count { $0 == "\n" } + 16
    #expect(problems.contains { abs(($0.line ?? 0) - line) <= far }, "\(String(describing: error))")
    #expect(problems.allSatisfy { $0.message.hasSuffix(".") && !$0.remedy.isEmpty })
  }

  @Test func `types that derive from themselves are a circle that is named`() {
    let types = SmallDescriptors.types.replacing(
      "derived_from: tosca.nodes.nfv.VNF", with: "derived_from: acme.B")
    let error = #expect(throws: DescriptorProblems.self) {
      try SmallDescriptors.read(
        SmallDescriptors.vnfd, types: types + "  acme.B: { derived_from: acme.Router }\n")
    }
    #expect(
      "\(String(describing: error))".contains("acme.Router → acme.B → acme.Router"),
      "\(String(describing: error))")
  }

  @Test func `files that import one another are read once each`() throws {
    _ = try SmallDescriptors.read(
      SmallDescriptors.vnfd, types: SmallDescriptors.types + "imports: [ small.yaml ]\n")
  }

  @Test(arguments: [
    ("heat_template_version: 2018-08-31\nresources: {}\n", "a Heat template"),
    ("vnfd:\n  id: a\n", "a VNFD of OSM"), ("apiVersion: v1\nkind: Pod\n", "a manifest of Kube"),
  ])
  func `another kind of file is called by its name`(text: String, words: String) {
    let error = #expect(throws: DescriptorProblems.self) { try SmallDescriptors.read(text) }
    #expect("\(String(describing: error))".contains(words), "\(String(describing: error))")
  }

  @Test func `a folder that was packed instead of what is in it is named`() throws {
    let scratch = try Scratch()
    let entries = GoodPackage.entries.map { entry in
      var entry = entry
      entry.name = Array("router/".utf8) + entry.name
      return entry
    }
    let file = try scratch.write(ZipWriter(entries).bytes)
    let error = #expect(throws: DescriptorProblems.self) { _ = try ReadPackage.read(file) }
    #expect(
      "\(String(describing: error))".contains(
        "Everything in the archive lies in the folder router/"))
  }
}

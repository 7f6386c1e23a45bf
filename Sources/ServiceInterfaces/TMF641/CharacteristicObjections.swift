// Whether characteristic values are legal for a specification. The reader of orders uses it, and
// SOM for a modify order, whose specification only the service inventory knows.

extension ServiceSpecification {
  /// What is wrong with the characteristics that an order gives for a service of this kind.
  ///
  /// - Parameters:
  ///   - given: the characteristics, each with its place in the document.
  ///   - action: an `add` must give all mandatory ones; a `modify` only configurable ones.
  ///   - path: the list itself, for what is missing in it.
  /// - Returns: one problem for each characteristic that is wrong; empty when all are legal.
  package func objections(
    to given: [(characteristic: ServiceOrderDocument.Characteristic, path: JSONPath)],
    action: ServiceOrderDocument.Action, path: JSONPath
  ) -> [DocumentProblem] {
    var problems: [DocumentProblem] = []
    var seen: Set<String> = []
    for (entry, place) in given {
      if !seen.insert(entry.name).inserted {
        problems.append(
          DocumentProblem(
            path: place.member("name").description,
            message: "\(entry.name) is given more than once.", remedy: "Keep one value."))
      } else {
        problems += objections(to: entry, at: place, action: action)
      }
    }
    guard action == .add else { return problems }
    for missing in characteristics where missing.isMandatory && !seen.contains(missing.name) {
      problems.append(
        DocumentProblem(
          path: path.member(missing.name).description,
          message: "\(name) needs the characteristic \(missing.name).",
          remedy: "Add an entry with this name and a value of the type "
            + "\(missing.valueType.rawValue)."))
    }
    return problems
  }

  private func objections(
    to entry: ServiceOrderDocument.Characteristic, at place: JSONPath,
    action: ServiceOrderDocument.Action
  ) -> [DocumentProblem] {
    guard let characteristic = characteristic(named: entry.name) else {
      return [
        DocumentProblem(
          path: place.member("name").description,
          message: "\(name) has no characteristic \(DocumentReader.shown(entry.name)).",
          remedy: NearestNames.hint(for: entry.name, among: characteristics.map(\.name)))
      ]
    }
    var problems: [DocumentProblem] = []
    if action == .modify, !characteristic.isConfigurable {
      problems.append(
        DocumentProblem(
          path: place.member("name").description,
          message: "\(entry.name) cannot be changed once the service exists.",
          remedy: "Leave it out, or delete the service and order a new one."))
    }
    if let stated = entry.valueType.flatMap({ Self.stated($0) }),
      stated != characteristic.valueType,
      !(stated == .number && characteristic.valueType == .integer)
    {
      problems.append(
        DocumentProblem(
          path: place.member("valueType").description,
          message: "\(entry.name) is not of the type \(stated.rawValue).",
          remedy: "Write \(characteristic.valueType.rawValue), or leave valueType out."))
    }
    if let objection = characteristic.objection(to: entry.value) {
      problems.append(
        DocumentProblem(
          path: place.member("value").description, message: "\(entry.name) \(objection).",
          remedy: "Give a legal value."))
    }
    return problems
  }

  /// The type that a `valueType` states; nil for words of the client's own, which are let pass.
  private static func stated(_ word: String) -> CharacteristicSpecification.ValueType? {
    CharacteristicSpecification.ValueType(rawValue: word.lowercased())
  }
}

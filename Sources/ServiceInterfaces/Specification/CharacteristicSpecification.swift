// The characteristics of a specification: name, type, default, unit and legal values, after the
// TMF633 CharacteristicSpecification with its characteristicValueSpecification folded in.

/// A property that an order may set, with its legal values (TMF633 CharacteristicSpecification).
package struct CharacteristicSpecification: Codable, Hashable, Sendable {
  /// The types a value may have; the raw value is what `valueType` says in files and orders.
  package enum ValueType: String, Codable, Hashable, Sendable, CaseIterable {
    case string
    case integer
    case number
    case boolean
    /// A list of strings or objects: firewall rules, sites.
    case array
    case object
  }

  package let name: String
  package let description: String
  package let valueType: ValueType
  package let defaultValue: JSONValue?
  /// The unit of a quantity, for people: "GiB", "Mbit/s".
  package let unitOfMeasure: String?
  /// The smallest legal value of a number, or the least length of an array.
  package let valueFrom: Double?
  /// The largest legal value of a number, or the greatest length of an array.
  package let valueTo: Double?
  /// The legal values of a string; empty means any.
  package let allowedValues: [String]
  /// Whether an order that adds the service must give it.
  package let isMandatory: Bool
  /// Whether a modify order may change it in a service that runs.
  package let isConfigurable: Bool

  package init(
    name: String, description: String = "", valueType: ValueType, defaultValue: JSONValue? = nil,
    unitOfMeasure: String? = nil, valueFrom: Double? = nil, valueTo: Double? = nil,
    allowedValues: [String] = [], isMandatory: Bool = false, isConfigurable: Bool = true
  ) {
    self.name = name
    self.description = description
    self.valueType = valueType
    self.defaultValue = defaultValue
    self.unitOfMeasure = unitOfMeasure
    self.valueFrom = valueFrom
    self.valueTo = valueTo
    self.allowedValues = allowedValues
    self.isMandatory = isMandatory
    self.isConfigurable = isConfigurable
  }

  /// What is wrong with a value, as the end of a sentence, or nil when it is legal:
  /// "is 99 GiB; legal are 8 to 64 GiB".
  package func objection(to value: JSONValue) -> String? {
    guard accepts(value) else {
      return "is \(value.kind == "integer" ? "an integer" : "a \(value.kind)"); "
        + "its type is \(valueType.rawValue)"
    }
    switch value {
    case .integer, .number: return rangeObjection(value.numberValue ?? 0, shown: value.description)
    case .array(let values):
      return rangeObjection(Double(values.count), shown: "a list of \(values.count)")
    case .string(let text) where !allowedValues.isEmpty && !allowedValues.contains(text):
      return "is \(value); legal are \(allowedValues.joined(separator: ", "))"
    default: return nil
    }
  }

  private func accepts(_ value: JSONValue) -> Bool {
    switch (valueType, value) {
    case (.string, .string), (.integer, .integer), (.number, .integer), (.number, .number),
      (.boolean, .boolean), (.array, .array), (.object, .object):
      true
    default: false
    }
  }

  private func rangeObjection(_ value: Double, shown: String) -> String? {
    let low = valueFrom.map { value < $0 } ?? false
    let high = valueTo.map { value > $0 } ?? false
    guard low || high else { return nil }
    let unit = unitOfMeasure.map { " \($0)" } ?? ""
    return "is \(shown)\(unit); legal are \(rangeText)\(unit)"
  }

  private var rangeText: String {
    switch (valueFrom, valueTo) {
    case (let from?, let to?): "\(Self.text(from)) to \(Self.text(to))"
    case (let from?, nil): "\(Self.text(from)) and more"
    case (nil, let to?): "at most \(Self.text(to))"
    case (nil, nil): "all"
    }
  }

  private static func text(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }
}

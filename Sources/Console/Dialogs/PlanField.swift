import Terminal

/// One of several things that a dialog lets choose, each on a line of its own: a word of a list,
/// found by its letters, or a number of a scale, or typed.
package struct PlanField: Equatable, Sendable {
  /// What it is about; the word stands before it.
  package enum Name: String, Hashable, Sendable {
    case kind, at = "where", object = "which", chance, delay, passes, times, lasts, error
    case service = "ns", metric, collect, report, ends, value, margin
  }

  package struct Choice: Hashable, Sendable {
    package let title: String
    /// What is worth knowing about it.
    package let note: String
    /// What is asked for with it.
    package let id: String

    package init(_ title: String, note: String = "", id: String? = nil) {
      self.title = title
      self.note = note
      self.id = id ?? title
    }
  }

  package let name: Name
  /// Of a number that may be typed as well; nil for words.
  package let unit: String?
  /// Empty when there is nothing to choose now, and the field is not shown.
  package internal(set) var choices: [Choice]
  package internal(set) var index = 0
  /// What was typed since it was turned last.
  package internal(set) var typed = ""

  init(_ name: Name, unit: String? = nil, _ choices: [Choice], index: Int = 0) {
    self.name = name
    self.unit = unit
    self.choices = choices
    self.index = index
  }

  package var choice: Choice? { choices.indices.contains(index) ? choices[index] : nil }

  /// What is asked for: the number that was typed, or what was chosen.
  package var value: String {
    unit != nil && !typed.isEmpty ? typed : choice?.id ?? ""
  }

  package var title: String {
    guard let unit, !typed.isEmpty else { return choice?.title ?? "" }
    return "\(typed) \(unit)"
  }

  mutating func turn(by step: Int) {
    typed = ""
    guard !choices.isEmpty else { return }
    index = (index + step % choices.count + choices.count) % choices.count
  }

  /// Takes what may be typed here; letters that no choice has are not taken.
  mutating func press(_ key: Key) -> Bool {
    if key.code == .backspace, key.modifiers.isEmpty, !typed.isEmpty {
      typed.removeLast()
      find()
      return true
    }
    guard let character = key.typed else { return false }
    if unit != nil {
      guard character.isASCII, character.isNumber, typed.count < 7 else { return false }
      typed.append(character)
      return true
    }
    let before = typed
    typed.append(character)
    if !find() { typed = before }
    return true
  }

  /// Goes to the first choice that begins as typed, or else has it somewhere.
  @discardableResult
  private mutating func find() -> Bool {
    guard unit == nil, !typed.isEmpty else { return true }
    let wanted = typed.lowercased()
    let found =
      choices.firstIndex { $0.title.lowercased().hasPrefix(wanted) }
      ?? choices.firstIndex { $0.title.lowercased().contains(wanted) }
    if let found { index = found }
    return found != nil
  }

  /// Offers other choices, and stays on the one that was chosen if it is among them.
  mutating func offer(_ new: [Choice]) {
    guard new != choices else { return }
    let chosen = choice?.id
    choices = new
    index = new.firstIndex { $0.id == chosen } ?? 0
    typed = ""
  }
}

extension PlanDialog {
  /// The fields that have something to choose, by their places.
  var shownFields: [Int] { fields.indices.filter { !fields[$0].choices.isEmpty } }

  subscript(name: PlanField.Name) -> PlanField? { fields.first { $0.name == name } }

  func value(_ name: PlanField.Name) -> String { self[name]?.value ?? "" }
  func number(_ name: PlanField.Name) -> Int? { Int(value(name)) }

  mutating func offer(_ choices: [PlanField.Choice], for name: PlanField.Name) {
    guard let index = fields.firstIndex(where: { $0.name == name }) else { return }
    fields[index].offer(choices)
  }

  /// Chooses what has an identifier, when it is offered.
  mutating func choose(_ id: String, of name: PlanField.Name) {
    guard let index = fields.firstIndex(where: { $0.name == name }),
      let choice = fields[index].choices.firstIndex(where: { $0.id == id })
    else { return }
    fields[index].index = choice
  }

  /// Brings what can be chosen to what is chosen already; when that makes another act of it, its plan
  /// has to be asked for.
  mutating func refill(after before: PlanDialog, in world: some WorldReading) -> [Command]? {
    guard !fields.isEmpty, fields != before.fields else { return nil }
    if kind == .inject { offerFaults(in: world) }
    guard act != before.act else { return nil }
    plan = nil
    scroll = 0
    return ask
  }
}

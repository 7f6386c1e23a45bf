import Terminal

/// The lines of a plan dialog as phrases, broken to a width.
struct PlanLines {
  static let labelWidth = 9
  let dialog: PlanDialog
  let width: Int
  let glyphs: GlyphSet

  // MARK: what can be chosen

  var choices: [Phrase] {
    guard dialog.kind == .scale, dialog.aspects.indices.contains(dialog.aspect) else {
      return (dialog.entryLabel.isEmpty ? [] : [Phrase((label(dialog.entryLabel), .textDim))])
        + (dialog.options.isEmpty ? [] : [optionLine]) + dialog.shownFields.map(fieldLine)
    }
    let chosen = dialog.aspects[dialog.aspect]
    let hasAspect = dialog.focus == .aspect
    let aspect = Phrase(
      (label("aspect"), .textDim),
      ("\(glyphs.left) ", dialog.aspects.count > 1 ? .keyHint : .chartEmpty),
      (chosen.aspect.id, hasAspect ? .match : .textStrong),
      (" \(glyphs.right)", dialog.aspects.count > 1 ? .keyHint : .chartEmpty),
      ("   of \(chosen.functionName)", .textDim))
    return [aspect, slider(chosen.aspect)]
  }

  /// `change   ◂ one more firewall ▸   1 of 3`
  private var optionLine: Phrase {
    let option = dialog.options[min(dialog.option, dialog.options.count - 1)]
    let hasFocus = dialog.focus == .option
    let isOnly = dialog.options.count == 1
    var phrase = Phrase(
      (label(dialog.optionLabel), .textDim), (isOnly ? "" : "\(glyphs.left) ", .keyHint),
      (option.title, hasFocus ? .match : .textStrong),
      (isOnly ? "" : " \(glyphs.right)", .keyHint),
      (isOnly ? "" : "   \(dialog.option + 1) of \(dialog.options.count)", .textDim))
    if !option.note.isEmpty { phrase += Phrase(("   \(option.note)", .text)) }
    return phrase
  }

  /// `which    ◂ edge-1-w02 ▸   k8s-edge-1, 3 workloads   2 of 48`
  private func fieldLine(_ index: Int) -> Phrase {
    let field = dialog.fields[index]
    let hasFocus = dialog.focus == .field(index)
    let arrows: Role = hasFocus ? .keyHint : .chartEmpty
    let note = field.unit != nil && !field.typed.isEmpty ? "" : field.choice?.note ?? ""
    var phrase = Phrase(
      (label(field.name.rawValue), .textDim), ("\(glyphs.left) ", arrows),
      (field.title, hasFocus ? .match : .textStrong), (" \(glyphs.right)", arrows))
    if !note.isEmpty { phrase += Phrase(("   \(note)", .text)) }
    if hasFocus, field.unit == nil, field.choices.count > 7 {
      phrase += Phrase(("   \(field.index + 1) of \(field.choices.count)", .textDim))
    }
    return phrase
  }

  /// `level    0 ━━━●─────── 8   1 → 2, that is 2 → 3 instances`
  private func slider(_ aspect: FunctionDetail.Aspect) -> Phrase {
    let track = max(4, min(24, width - 46))
    let position = track * dialog.level / max(1, aspect.maximum)
    let knob: Role = dialog.focus == .level ? .match : .textStrong
    let heavy = String(repeating: glyphs.heavyHorizontal, count: max(0, position))
    let light = String(repeating: glyphs.horizontal, count: max(0, track - position))
    var phrase = Phrase(
      (label("level"), .textDim), ("0 ", .textDim), (heavy, .stateBusy), (glyphs.good, knob),
      (light, .chartEmpty), (" \(aspect.maximum)", .textDim))
    phrase += Phrase(
      ("   \(aspect.level) \(glyphs.arrow) \(dialog.level)", .textStrong))
    if aspect.instances.indices.contains(aspect.level),
      aspect.instances.indices.contains(dialog.level)
    {
      let now = aspect.instances[aspect.level]
      let then = aspect.instances[dialog.level]
      phrase += Phrase(("   instances \(now) \(glyphs.arrow) \(then)", .text))
    }
    return phrase
  }

  // MARK: the plan

  var plan: [Phrase] {
    guard dialog.act != nil else {
      let text =
        dialog.entryLabel.isEmpty
        ? dialog.fields.isEmpty ? "This is the present level." : dialog.undecided
        : "Type the \(dialog.entryLabel), then \(glyphs.enter) works out what comes of it."
      return [Phrase((label("plan"), .textDim), (text, .textDim))]
    }
    guard let reading = dialog.plan else {
      if dialog.focus == .entry {
        return [
          Phrase(
            (label("plan"), .textDim), ("\(glyphs.enter) works out what comes of it.", .textDim))
        ]
      }
      return [
        Phrase((label("plan"), .textDim), ("\(glyphs.working) being worked out", .stateBusy))
      ]
    }
    var phrases: [Phrase] = []
    var last = ""
    for line in reading.lines {
      let (name, head, text, role) = parts(line)
      let shown = name == last ? "" : name
      last = name
      phrases += broken(label: shown, head: head, text: text, role: role)
    }
    return phrases
  }

  private func parts(_ line: PlanReading.Line) -> (String, (String, Role), String, Role) {
    switch line {
    case .plan(let sign, let text): ("plan", ("\(sign) ", signRole(sign)), text, .text)
    case .does(let text): ("does", ("= ", .stateBusy), text, .text)
    case .leaves(let text): ("leaves", ("\(glyphs.degraded) ", .warning), text, .warning)
    case .grant(let state, let text): ("grant", head(state), text, .text)
    case .reach(let state, let text): ("reach", head(state), text, .text)
    case .takes(let text): ("takes", ("", .text), text, .text)
    case .seen(let text): ("seen as", ("", .text), text, .text)
    case .ends(let text): ("ends", ("", .text), text, .text)
    case .refused(let text):
      ("refused", ("\(glyphs.failed) ", .stateFailed), text, .error)
    }
  }

  private func head(_ state: StateWord) -> (String, Role) {
    let word = state.word.isEmpty ? "" : "\(state.word) "
    return ("\(state.tone.glyph(in: glyphs)) \(word)", state.tone.role)
  }

  private func signRole(_ sign: String) -> Role {
    switch sign {
    case "+": .stateGood
    case "-", "−", "–": .stateFailed
    default: .stateBusy
    }
  }

  private func broken(label name: String, head: (String, Role), text: String, role: Role)
    -> [Phrase]
  {
    // The head is broken together with the text, so that later lines begin under its sign.
    let room = max(8, width - PlanLines.labelWidth - 2)
    let sign = head.0.prefix(2)
    let lines = wrapped(head.0.dropFirst(2) + text, to: room)
    let word = head.0.dropFirst(2)
    return (lines.isEmpty ? [""] : lines).enumerated().map { index, line in
      guard index == 0 else {
        return Phrase((label(""), .textDim), (sign.isEmpty ? "" : "  ", role), (line, role))
      }
      return Phrase(
        (label(name), .textDim), (String(sign + word), head.1),
        (String(line.dropFirst(word.count)), role))
    }
  }

  // MARK: what else has to be known

  var remarks: [Phrase] {
    var phrases: [Phrase] = []
    if let warning = dialog.warning {
      phrases += broken(
        label: "changed", head: ("\(glyphs.degraded) ", .warning), text: warning, role: .warning)
    }
    if let problem = dialog.problem {
      phrases += broken(
        label: "not yet", head: ("\(glyphs.degraded) ", .warning), text: problem, role: .warning)
    }
    if dialog.nameToType != nil {
      phrases.append(Phrase((label("name"), .textStrong)))
    }
    return phrases
  }

  private func label(_ text: String) -> String {
    text + String(repeating: " ", count: max(0, PlanLines.labelWidth - text.count))
  }
}

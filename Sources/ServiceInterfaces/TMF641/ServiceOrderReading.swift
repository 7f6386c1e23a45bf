// From the bytes of a TMF641 v4 ServiceOrder to a sound `ServiceOrderDocument`, or to the list of
// everything that is wrong with it.

extension ServiceOrderDocument {
  /// The most items that one order may have.
  static let itemLimit = 1000

  /// Reads and checks an order.
  ///
  /// Members that the standard does not name are accepted and ignored, as TMF630 asks.
  ///
  /// - Throws: every problem, each with its JSON path and remedy, in the order of the paths'
  ///   discovery. Text that is not JSON yields a single problem with line and column.
  package static func read(
    _ data: some Sequence<UInt8>, specifications: [ServiceSpecification]
  ) throws(ServiceOrderProblems) -> ServiceOrderDocument {
    var parser = JSONParser(data)
    let value: JSONValue
    do {
      value = try parser.parse()
    } catch {
      throw ServiceOrderProblems([
        DocumentProblem(
          path: "line \(error.line), column \(error.column)", message: error.message,
          remedy: "Correct the JSON there; nothing else was checked.")
      ])
    }
    var reading = ServiceOrderReading(
      reader: DocumentReader(problems: parser.problems), specifications: specifications)
    let document = reading.order(value)
    guard let document, reading.reader.problems.isEmpty else {
      throw ServiceOrderProblems(reading.reader.problems)
    }
    return document
  }
}

/// The reading of one order: what is found goes into the document, what is wrong into `reader`.
struct ServiceOrderReading {
  typealias Members = DocumentReader.Members

  var reader: DocumentReader
  let specifications: [ServiceSpecification]

  mutating func order(_ value: JSONValue) -> ServiceOrderDocument? {
    guard let root = reader.object(value, at: .root) else { return nil }
    let start = reader.date("requestedStartDate", of: root)
    let completion = reader.date("requestedCompletionDate", of: root)
    checkOrder(of: start, completion, in: root)
    return ServiceOrderDocument(
      externalId: reader.string("externalId", of: root),
      category: reader.string("category", of: root),
      description: reader.string("description", of: root),
      priority: priority(of: root),
      requestedStartDate: start,
      requestedCompletionDate: completion,
      notificationContact: reader.string("notificationContact", of: root),
      relatedParty: parties(of: root),
      note: notes(of: root),
      orderRelationship: orderRelationships(of: root),
      serviceOrderItem: items(of: root))
  }

  private mutating func checkOrder(of start: String?, _ completion: String?, in root: Members) {
    guard let start = start.flatMap({ DateTime($0) }),
      let completion = completion.flatMap({ DateTime($0) }), completion < start
    else { return }
    reader.report(
      root.path.member("requestedCompletionDate"), "The date is before requestedStartDate.",
      "Give a later one.")
  }

  private mutating func priority(of root: Members) -> String? {
    guard let text = reader.string("priority", of: root) else { return nil }
    guard ["0", "1", "2", "3", "4"].contains(text) else {
      reader.report(
        root.path.member("priority"), "\(DocumentReader.shown(text)) is not a legal value.",
        "Use \"0\" (highest) to \"4\" (lowest).")
      return nil
    }
    return text
  }

  mutating func parties(of members: Members) -> [ServiceOrderDocument.RelatedParty] {
    reader.objects("relatedParty", of: members).compactMap { party in
      let id = reader.string("id", of: party, mandatory: true)
      let name = reader.string("name", of: party)
      let role = reader.string("role", of: party)
      return id.map { .init(id: $0, name: name, role: role) }
    }
  }

  private mutating func notes(of root: Members) -> [ServiceOrderDocument.Note] {
    reader.objects("note", of: root).compactMap { note in
      let text = reader.string("text", of: note, mandatory: true)
      let id = reader.string("id", of: note)
      let author = reader.string("author", of: note)
      let date = reader.date("date", of: note)
      return text.map { .init(id: id, author: author, date: date, text: $0) }
    }
  }

  private mutating func orderRelationships(of root: Members)
    -> [ServiceOrderDocument.OrderRelationship]
  {
    reader.objects("orderRelationship", of: root).compactMap { relation in
      let id = reader.string("id", of: relation, mandatory: true)
      let type = reader.string("relationshipType", of: relation, mandatory: true)
      guard let id, let type else { return nil }
      return .init(id: id, relationshipType: type)
    }
  }
}

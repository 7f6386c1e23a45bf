// A TMF641 v4 ServiceOrder_Update: what may still be changed of an order that is being worked on.

/// The members of an order that a consumer may change after it was acknowledged (TMF641
/// `PATCH /serviceOrder/{id}`); nil leaves a member as it is.
package struct ServiceOrderPatch: Codable, Hashable, Sendable {
  /// "0" (highest) to "4" (lowest).
  package var priority: String?
  /// RFC 3339 date and time; only while the order has not begun.
  package var requestedStartDate: String?
  /// RFC 3339 date and time.
  package var requestedCompletionDate: String?
  /// One more note; notes are never changed or removed.
  package var note: ServiceOrderDocument.Note?

  package init(
    priority: String? = nil, requestedStartDate: String? = nil,
    requestedCompletionDate: String? = nil, note: ServiceOrderDocument.Note? = nil
  ) {
    self.priority = priority
    self.requestedStartDate = requestedStartDate
    self.requestedCompletionDate = requestedCompletionDate
    self.note = note
  }

  /// What is changed, for a sentence: `priority to 0, requestedCompletionDate to …`.
  package var words: String {
    let changes = [
      priority.map { "priority to \($0)" },
      requestedStartDate.map { "requestedStartDate to \($0)" },
      requestedCompletionDate.map { "requestedCompletionDate to \($0)" },
      note.map { "note: \($0.text)" },
    ]
    let all = changes.compactMap { $0 }
    return all.isEmpty ? "nothing" : all.joined(separator: ", ")
  }
}

import Core
import Deciding
import SOM
import ServiceInterfaces

/// An order as the command line shows it; keys are TMF641's.
struct OrderReport: Encodable {
  struct Item: Encodable {
    let id: String
    let action: String
    let specification: String
    let service: String?
    let state: String
    let reason: String?
    let plan: [Row]
  }

  struct Row: Encodable {
    let key: String
    let specification: String
    let target: String
    let service: String
    let state: String
    let waitsFor: [String]
    let resourceOrder: String?
    let nsInstanceId: String?
    let startedAt: String?
    let endedAt: String?
    let detail: String?
    let undo: Undo?
  }

  struct Undo: Encodable {
    let state: String
    let resourceOrder: String
    let detail: String?
  }

  struct Reached: Encodable {
    let name: String
    let milestoneDate: String
    let specification: String?
  }

  struct Alert: Encodable {
    let alertDate: String
    let message: String
  }

  struct Cancellation: Encodable {
    let state: String
    let cancellationReason: String?
    let requester: String
    let requestedAt: String
    let completionMessage: String?
  }

  let id: String
  let externalId: String?
  let productOrder: String
  let customer: String
  let priority: String?
  let state: String
  let reason: String?
  let orderDate: String
  let requestedStartDate: String?
  let requestedCompletionDate: String?
  let completionDate: String?
  let note: [ServiceOrderDocument.Note]
  let orderRelationship: [ServiceOrderDocument.OrderRelationship]
  let milestone: [Reached]
  let jeopardyAlert: [Alert]
  let cancelServiceOrder: Cancellation?
  let serviceOrderItem: [Item]

  init(_ record: ServiceOrderRecord) {
    id = "\(record.id)"
    externalId = record.externalId
    productOrder = "\(record.productOrder)"
    customer = record.customerName
    priority = record.priority
    requestedStartDate = record.requestedStart.map { "\($0)" }
    requestedCompletionDate = record.requestedCompletion.map { "\($0)" }
    note = record.notes
    orderRelationship = record.relationships
    milestone = record.milestones.map { reached in
      Reached(
        name: reached.kind.name, milestoneDate: "\(reached.at)",
        specification: reached.row.map { record.plan[$0].specification })
    }
    jeopardyAlert = record.jeopardyAlerts.map { Alert(alertDate: "\($0.at)", message: $0.message) }
    cancelServiceOrder = record.cancellation.map { cancellation in
      Cancellation(
        state: cancellation.state.rawValue, cancellationReason: cancellation.reason,
        requester: cancellation.requester, requestedAt: "\(cancellation.requestedAt)",
        completionMessage: cancellation.message)
    }
    state = record.state.rawValue
    reason = record.reason
    orderDate = "\(record.acknowledgedAt)"
    completionDate = record.endedAt.map { "\($0)" }
    serviceOrderItem = record.items.map { item in
      Item(
        id: item.id, action: item.action.rawValue, specification: item.specification,
        service: item.service.map { "\($0)" }, state: item.state.rawValue, reason: item.reason,
        plan: record.plan.filter { $0.item == item.id }.map(Row.init))
    }
  }

  func print(_ output: OutputOptions) throws {
    if output.json { return try Output.json(self) }
    Swift.print("\(id)  \(customer)  \(state)\(reason.map { ": \($0)" } ?? "")")
    printDates()
    for item in serviceOrderItem {
      Swift.print(
        "  \(item.action) \(item.specification)  \(item.state)\(item.reason.map { ": \($0)" } ?? "")"
      )
      for row in item.plan {
        Swift.print("    \(row.line)")
      }
    }
  }

  /// What was asked about time, and what became of it; nothing when nothing was.
  private func printDates() {
    if let cancellation = cancelServiceOrder {
      Swift.print(
        "  cancellation  \(cancellation.state)"
          + (cancellation.completionMessage.map { ": \($0)" } ?? ""))
    }
    for alert in jeopardyAlert { Swift.print("  jeopardy  \(alert.alertDate)  \(alert.message)") }
    for note in note { Swift.print("  note  \(note.author.map { "\($0): " } ?? "")\(note.text)") }
  }
}

extension OrderReport.Row {
  fileprivate var line: String {
    let waits =
      waitsFor.isEmpty ? detail ?? "" : "waits for \(waitsFor.joined(separator: ", "))"
    let taken = undo.map { "undo \($0.state)  \($0.detail ?? "")" }
    return "\(target.padded(to: 4))  \(specification)  \(state)  \(taken ?? waits)"
  }
}

extension OrderReport.Row {
  init(_ row: RFSRecord) {
    self.init(
      key: row.key, specification: row.specification, target: row.target.rawValue,
      service: "\(row.service)", state: row.state.rawValue, waitsFor: row.waitsFor,
      resourceOrder: row.resourceOrder.map { "\($0)" }, nsInstanceId: row.ns.map { "\($0)" },
      startedAt: row.startedAt.map { "\($0)" }, endedAt: row.endedAt.map { "\($0)" },
      detail: row.detail,
      undo: row.undo.map { undo in
        .init(
          state: undo.state.rawValue, resourceOrder: "\(undo.resourceOrder)",
          detail: undo.detail)
      })
  }
}

import ArgumentParser
import Core
import Deciding
import Descriptors
import Foundation
import SOM
import ServiceInterfaces

/// `podium order`: service orders, as TMF641 has them.
struct OrderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "order",
    abstract: "Submit, change, cancel, list and show service orders (TMF641).",
    subcommands: [
      Submit.self, List.self, Show.self, Cancel.self, Modify.self, Example.self,
    ])

  struct Submit: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Submit a TMF641 ServiceOrder document (- for standard input).",
      discussion: """
        Answers once the order is in the journal; `podium serve` or an open console works it off. \
        A document with problems changes nothing: every problem is named with its JSON path.
        """)

    @Argument(help: "File of the order.", completion: .file(extensions: ["json"]))
    var file: String

    @Flag(help: "Work until the order has ended; exit 0 only when it completed.")
    var wait = false

    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let document = try Bundled.order(try Self.read(file))
      var session = Session(try place.open("podium order submit"))
      let (_, events) = try session.perform(.service(.com(.placeOrder(document))))
      guard let id = Self.order(in: events) else {
        throw Failure(.refused, events.map(\.event.sentence))
      }
      if wait {
        try session.run { $0.som.orders[id]?.state.isTerminal ?? false }
      }
      guard let record = session.layers.som.orders[id] else {
        throw Failure(.refused, "\(id) is not in the journal.")
      }
      try OrderReport(record).print(output)
      if record.state == .rejected || (wait && record.state != .completed) {
        throw ExitCode(1)
      }
    }

    private static func read(_ file: String) throws -> Data {
      if file == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
      return try InputFile.bytes(of: file)
    }

    /// The service order that a placed order led to.
    static func order(in events: [RecordedEvent]) -> ServiceOrder.ID? {
      for recorded in events {
        if case .som(.orderAcknowledged(let order)) = recorded.event { return order.id }
      }
      return nil
    }
  }

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "List the orders, newest last.")
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium order list").engine.layers
      let reports = layers.som.orders.values.map(OrderReport.init)
      if output.json { return try Output.json(reports) }
      Output.table(
        ["ORDER", "CUSTOMER", "STATE", "ITEMS", "ACKNOWLEDGED", "ENDED"],
        reports.map {
          [
            $0.id, $0.customer, $0.state, "\($0.serviceOrderItem.count)", $0.orderDate,
            $0.completionDate ?? "",
          ]
        })
    }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an order: its items, the RFS they are made of, and what those wait for.")
    @Argument(help: "The order, such as SO-1.") var order: String
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let layers = try place.openExisting("podium order show").engine.layers
      guard let id = ServiceOrder.ID(order), let record = layers.som.orders[id] else {
        throw Failure(.refused, "There is no order \(order). `podium order list` shows them all.")
      }
      try OrderReport(record).print(output)
    }
  }

  struct Example: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the example order, to be changed and submitted.")

    func run() throws { print(String(decoding: Catalogue.exampleOrder, as: UTF8.self)) }
  }
}

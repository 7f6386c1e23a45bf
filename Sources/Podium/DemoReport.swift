import Core
import Deciding
import Foundation
import SOM
import ServiceInterfaces

/// What the demo came to, read from the journal's state when it is over.
struct DemoReport: Encodable {
  struct Step: Encodable {
    let number: Int
    let title: String
    let lane: String
    let state: String
    let startedAt: String?
    let endedAt: String?
  }

  struct Order: Encodable {
    let id: String
    let state: String
  }

  struct ServiceEntry: Encodable {
    let id: String
    let specification: String
    let state: String
  }

  struct Act: Encodable {
    let act: String
    let outcome: String
    let succeeded: Bool
    let startedAt: String
    let endedAt: String?
  }

  let seed: UInt64
  let steps: [Step]
  let order: Order
  let services: [ServiceEntry]
  let billing: String
  let day2: [Act]
  let journalDigest: String
  let journalRows: Int

  /// - Throws: ``Failure`` when the order of the walkthrough never ended.
  init(engine: Engine, journal: Journal) throws {
    let layers = engine.layers
    guard let ended = layers.demo.order, let record = layers.som.orders[ended.order] else {
      throw Failure(
        .refused,
        "The order of the walkthrough did not end. `podium demo --state DIR` keeps the state, and "
          + "`podium events --state DIR` tells what happened.")
    }
    seed = engine.world.seed
    steps = Walkthrough.steps(of: record, in: layers).map { step in
      Step(
        number: step.number, title: step.title, lane: step.lane.title,
        state: step.state.rawValue, startedAt: step.startedAt.map { "\($0)" },
        endedAt: step.endedAt.map { "\($0)" })
    }
    order = Order(id: "\(ended.order)", state: ended.state.rawValue)
    services = ended.services.map {
      ServiceEntry(id: "\($0.id)", specification: $0.specification, state: $0.state.rawValue)
    }
    billing = ended.billing
    day2 = layers.demo.acts.map { act in
      Act(
        act: act.act.rawValue, outcome: act.outcome, succeeded: act.isGood,
        startedAt: "\(act.startedAt)", endedAt: act.endedAt.map { "\($0)" })
    }
    journalDigest = try journal.digest()
    journalRows = engine.sequence
  }

  /// Whether the order completed, its services are active and billed, and every act came out well.
  var isGood: Bool {
    order.state == OrderState.completed.rawValue && steps.allSatisfy { $0.state == "completed" }
      && services.count == 3 && services.allSatisfy { $0.state == "active" }
      && billing == "active" && day2.count == Demo.Act.allCases.count
      && day2.allSatisfy(\.succeeded)
  }

  func printSummary() {
    for step in steps {
      print("\(step.number)  \(step.lane.padded(to: 4))  \(step.state)  \(step.title)")
    }
    print("order \(order.id) \(order.state), billing \(billing)")
    for service in services { print("  \(service.specification)  \(service.state)") }
    for act in day2 { print("\(act.act.padded(to: 12))  \(act.outcome)") }
    print("journal \(journalDigest)")
  }
}

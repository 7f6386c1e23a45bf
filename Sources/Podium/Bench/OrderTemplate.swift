import Core
import Deciding
import Descriptors
import Foundation
import ResourceInterfaces
import ServiceInterfaces
import VNFM

/// What one real order came to, event by event, ready to be told again of other customers.
///
/// The events are those that the blocks recorded. Telling them again changes only who they are about:
/// every identifier that the order was given moves on by as many as the order took, the customer's
/// name gets a number, and the hosts are those of another copy of the infrastructure.
struct OrderTemplate {
  private enum Piece {
    case bytes(Data)
    /// The order's own identifier: the prefix with its hyphen, the serial, how many the order took.
    case identifier(prefix: Data, serial: Int, stride: Int)
    case customer(Data)
    case host(Data)
  }

  private struct Line {
    let block: Block
    let kind: String
    let time: Instant
    let pieces: [Piece]
  }

  private let lines: [Line]
  /// How many VNFs the order brought.
  let functions: Int

  /// Runs the example order in a world of its own and takes down its events.
  init() throws {
    var engine = Engine(world: OrderBench.world)
    let inventory = try Bundled.inventory()
    var batch = Batch.rehearsed
    for message in Genesis.messages(try Bundled.catalogue(), inventory) {
      try engine.admit(message, from: .world, into: &batch)
    }
    while try engine.step(until: engine.now, into: &batch) {}
    let before = engine.serials
    batch = Batch.rehearsed
    let order = try Bundled.exampleOrder()
    try engine.admit(.service(.com(.placeOrder(order))), from: .person, into: &batch)
    while try engine.step(until: Instant(milliseconds: .max), into: &batch) {}
    functions = engine.layers.vnfm.vnfs.count
    let reader = Reader(
      before: before.last, after: engine.serials.last,
      hosts: Set(inventory.vims.flatMap(\.hosts).map(\.id)))
    let coder = PayloadCoder()
    lines = try batch.events.map { recorded in
      let payload = try recorded.event.payload(coder)
      return Line(
        block: recorded.event.block, kind: PayloadCoder.kind(of: payload), time: recorded.time,
        pieces: reader.pieces(of: payload))
    }
  }

  /// Which events make up what the console shows of an order's functions.
  enum Depth {
    /// All that happened.
    case whole
    /// Without what the VIM and the domains did on the way, and without steps that left no trace.
    case records
  }

  /// The events of the order number `number` (0 is the order itself), on the hosts of `copy`.
  func events(
    _ number: Int, copy: Int, depth: Depth, coder: PayloadCoder
  ) throws -> [(event: Event, time: Instant)] {
    try lines.filter { depth == .whole || Self.records.contains("\($0.block) \($0.kind)") }
      .map { line in
        let payload = Self.payload(line.pieces, number: number, copy: copy)
        let row = JournalRow(
          sequence: 0, time: line.time, content: .event, block: line.block, sender: nil, due: nil,
          kind: line.kind, entity: nil, correlation: 0, causation: 0, payload: payload)
        return (try Event(row, coder: coder), line.time)
      }
  }

  private static let records: Set<String> = [
    "som orderAcknowledged", "som orderDecomposed", "som rfsRequested", "som nsIdentified",
    "som resourceOrderMoved", "som itemMoved", "som orderMoved", "nfvo nsCreated",
    "nfvo vnfAssigned", "vnfm identifierCreated", "vnfm operationStarted", "vnfm componentChanged",
    "vnfm operationEntered",
  ]

  private static func payload(_ pieces: [Piece], number: Int, copy: Int) -> Data {
    var payload = Data()
    for piece in pieces {
      switch piece {
      case .bytes(let bytes): payload.append(bytes)
      case .identifier(let prefix, let serial, let stride):
        payload.append(prefix)
        payload.append(contentsOf: String(serial + number * stride).utf8)
      case .customer(let name):
        payload.append(name)
        if number > 0 { payload.append(contentsOf: String(number).utf8) }
      case .host(let name):
        payload.append(name)
        if copy > 0 { payload.append(contentsOf: "-\(copy)".utf8) }
      }
    }
    return payload
  }
}

extension OrderTemplate {
  /// Finds in a payload what belongs to the order alone.
  private struct Reader {
    let before: [String: Int]
    let after: [String: Int]
    let hosts: Set<String>

    func pieces(of payload: Data) -> [Piece] {
      var pieces: [Piece] = []
      var literal = Data()
      var word: [UInt8] = []
      func flush() {
        if !literal.isEmpty { pieces.append(.bytes(literal)) }
        literal = Data()
      }
      func end() {
        if let piece = piece(String(decoding: word, as: UTF8.self)) {
          flush()
          pieces.append(piece)
        } else if let customer = customer(word) {
          flush()
          pieces.append(.customer(customer))
          literal.append(contentsOf: word.dropFirst(customer.count))
        } else {
          literal.append(contentsOf: word)
        }
        word = []
      }
      for byte in payload {
        if Self.isWordByte(byte) {
          word.append(byte)
        } else {
          end()
          literal.append(byte)
        }
      }
      end()
      flush()
      return pieces
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        true
      default: false
      }
    }

    private func piece(_ word: String) -> Piece? {
      if hosts.contains(word) { return .host(Data(word.utf8)) }
      guard let hyphen = word.lastIndex(of: "-"),
        let serial = Int(word[word.index(after: hyphen)...]),
        let last = after[String(word[..<hyphen])]
      else { return nil }
      let first = before[String(word[..<hyphen])] ?? 0
      guard serial > first, serial <= last else { return nil }
      return .identifier(
        prefix: Data(word[...hyphen].utf8), serial: serial, stride: last - first)
    }

    private func customer(_ word: [UInt8]) -> Data? {
      let name = Data("globex".utf8)
      return String(decoding: word.prefix(name.count), as: UTF8.self).lowercased() == "globex"
        ? Data(word.prefix(name.count)) : nil
    }
  }
}

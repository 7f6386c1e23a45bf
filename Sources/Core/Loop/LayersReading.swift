import Dispatch
import Domains
import NFVI
import NFVO
import SOM
import Synchronization
import VIM
import VNFM

/// How layers are read from a snapshot: the blocks side by side, since a restart waits for nothing
/// as long as for this.
extension Layers {
  init(_ snapshot: StoredSnapshot) throws(JournalError) {
    self.init()
    let tape = try PayloadCoder.tape(Array(snapshot.layers), row: snapshot.sequence)
    let parts = CodingKeys.allCases.map(Self.part)
    let read = Mutex<Result<[Put], JournalError>>(.success([]))
    DispatchQueue.concurrentPerform(iterations: parts.count) { index in
      let outcome = Result { () throws(JournalError) in
        try parts[index](tape, snapshot.sequence)
      }
      read.withLock { all in
        all = all.flatMap { puts in outcome.map { puts + [$0] } }
      }
    }
    for put in try read.withLock({ $0 }).get() { put(&self) }
  }

  /// Puts a block's state that was read into its place.
  private typealias Put = @Sendable (inout Layers) -> Void
  private typealias Part = @Sendable (JSONTape, Int) throws(JournalError) -> Put

  private static func part(_ key: CodingKeys) -> Part {
    switch key {
    case .com: part(key) { $0.com = $1 }
    case .som: part(key) { $0.som = $1 }
    case .nfvo: part(key) { $0.nfvo = $1 }
    case .vnfm: part(key) { $0.vnfm = $1 }
    case .vim: part(key) { $0.vim = $1 }
    case .nfvi: part(key) { $0.nfvi = $1 }
    case .nso: part(key) { $0.nso = $1 }
    case .siem: part(key) { $0.siem = $1 }
    case .demo: part(key) { $0.demo = $1 }
    }
  }

  private static func part<State: Decodable & Sendable>(
    _ key: CodingKeys, _ put: @escaping @Sendable (inout Layers, State) -> Void
  ) -> Part {
    { tape, sequence throws(JournalError) in
      let state = try PayloadCoder().member(
        key.stringValue, as: State.self, of: tape, row: sequence)
      return { put(&$0, state) }
    }
  }
}

import NFVO
import ResourceInterfaces
import ServiceInterfaces

/// What an entry of the catalogue is known by.
package enum CatalogueKey: Hashable, Sendable {
  /// A service specification, by its name.
  case specification(String)
  case descriptor(CatalogueEntry)
}

/// Serials for the entries of the catalogue in the order in which they came, and for each the
/// instances that are made from it.
struct CatalogueIndex {
  /// By serial, from 1.
  private(set) var keys: [CatalogueKey] = []
  private var serials: [CatalogueKey: Int] = [:]
  /// The entry that an instance is made from, and the instances of an entry, by serials.
  private var origin: [Subject: Int] = [:]
  private var instances: [Int: RankedSet] = [:]

  subscript(serial: Int) -> CatalogueKey? {
    keys.indices.contains(serial - 1) ? keys[serial - 1] : nil
  }

  func serial(of key: CatalogueKey) -> Int? { serials[key] }

  /// The serial of an entry; one that is not known yet is the newest.
  mutating func enter(_ key: CatalogueKey) -> Int {
    if let known = serials[key] { return known }
    keys.append(key)
    serials[key] = keys.count
    return keys.count
  }

  /// Notes which entry an instance is made from; nil for one that is gone.
  mutating func note(_ instance: Subject, madeFrom key: CatalogueKey?) {
    let entry = key.map { enter($0) }
    guard origin[instance] != entry else { return }
    if let old = origin[instance] { instances[old]?.remove(instance.serial) }
    origin[instance] = entry
    if let entry { instances[entry, default: RankedSet()].insert(instance.serial) }
  }

  /// The serials of the newest instances of an entry.
  func instances(of entry: Int, limit: Int) -> [Int] {
    guard let members = instances[entry] else { return [] }
    return (0..<min(limit, members.count)).compactMap { members.member(at: members.count - 1 - $0) }
  }
}

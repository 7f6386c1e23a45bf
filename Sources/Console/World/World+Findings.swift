import Core
import Deciding
import NFVO
import ResourceInterfaces
import VNFM

/// The audit findings of all functions, each under a serial of its own for as long as it lasts.
struct FindingIndex {
  private(set) var rows: [Int: ComplianceFinding] = [:]
  /// The serials of a function's findings, by its own.
  private var ofFunction: [Int: [Int]] = [:]
  private var last = 0

  /// Takes what an audit of a function finds now; answers the serials that are new or gone.
  mutating func note(_ findings: [ComplianceFinding], of function: Int) -> [Int] {
    let known = ofFunction[function] ?? []
    guard !known.isEmpty || !findings.isEmpty else { return [] }
    var kept: [Int] = []
    var changed: [Int] = []
    for finding in findings {
      if let serial = known.first(where: { rows[$0]?.isAbout(finding) == true }) {
        rows[serial] = finding
        kept.append(serial)
      } else {
        last += 1
        rows[last] = finding
        kept.append(last)
        changed.append(last)
      }
    }
    for serial in known where !kept.contains(serial) {
      rows[serial] = nil
      changed.append(serial)
    }
    ofFunction[function] = kept.isEmpty ? nil : kept
    return changed
  }
}

extension ComplianceFinding {
  /// Whether both are about the same thing at the same function.
  fileprivate func isAbout(_ other: Self) -> Bool {
    baseline == other.baseline && what == other.what
  }
}

extension World {
  package func finding(_ serial: Int) -> FindingRow? {
    guard let finding = findings.rows[serial], let vnf = VNFInstance.ID(finding.vnfInstanceId)
    else { return nil }
    return FindingRow(
      subject: Subject(.functions, vnf.serial), function: finding.vnfInstanceName,
      baseline: finding.baseline.rawValue, what: finding.what, expected: finding.expected,
      found: finding.found, by: finding.by ?? "", age: finding.since.map { now - $0 } ?? .zero,
      state: StateWord(.degraded, finding.baseline.rawValue))
  }
}

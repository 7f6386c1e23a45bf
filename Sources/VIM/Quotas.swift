import Deciding
import ResourceInterfaces

/// What a tenant asked for over its quota, of one thing.
struct QuotaExcess: Equatable, Sendable {
  enum Thing: Sendable { case instances, cpu, memory }

  let thing: Thing
  /// In instances, in virtual CPUs (rounded up), or in MiB.
  let requested: Int
  let used: Int
  let limit: Int
}

extension Clusters.State {
  /// What `count` more of `compute` are over the quota of the tenant of `release`; nil when they are
  /// not. Of several things the first in the order of ``QuotaExcess/Thing``.
  func excess(of count: Int, _ compute: Compute, for release: ReleaseRecord) -> QuotaExcess? {
    guard let cluster = clusters[release.vim],
      let quota = cluster.quotas.first(where: { $0.tenant == release.tenant })
    else { return nil }
    let use = cluster.tenants[release.tenant] ?? TenantUse()
    let things: [(QuotaExcess.Thing, requested: Int, used: Int, limit: Int?)] = [
      (.instances, count, use.instances, quota.instances),
      (.cpu, count * compute.milliCPU, use.compute.milliCPU, quota.vcpu.map { $0 * 1_000 }),
      (
        .memory, count * compute.memoryMiB, use.compute.memoryMiB,
        quota.memoryGiB.map { $0 * 1_024 }
      ),
    ]
    for (thing, requested, used, limit) in things {
      guard let limit, used + requested > limit else { continue }
      let unit = thing == .cpu ? 1_000 : 1
      return QuotaExcess(
        thing: thing, requested: (requested + unit - 1) / unit, used: (used + unit - 1) / unit,
        limit: limit / unit)
    }
    return nil
  }
}

extension Dialect {
  /// A request over the quota of `tenant`, with what its users do about it.
  static func quotaExceeded(_ excess: QuotaExcess, tenant: String) -> Fault {
    Fault(
      title: "Quota exceeded",
      detail: "\(quotaText(excess, tenant: tenant)) Free what \(tenant) does not need, or have its "
        + "quota raised.",
      errorClass: .capacity)
  }
}

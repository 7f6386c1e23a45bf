import Deciding

/// A fault that the world has in store: what goes wrong, where, how likely, how late, how often and
/// how long.
///
/// Its kind and its place are its name: the same again takes the place of the one before.
package struct FaultRule: Codable, Hashable, Sendable {
  package let kind: FaultKind
  package let place: FaultPlace
  /// How many of a thousand that it could strike it does strike.
  package let perMille: Int
  /// What it means depends on the kind: ``FaultKind/delay``.
  package let delay: Span
  /// How many that it could strike go well before.
  package let skip: Int
  /// How often it strikes; nil for as long as it lasts.
  package let count: Int?
  /// How long it lasts; nil for until it is cleared.
  package let duration: Span?
  /// With ``FaultKind/taskFails``: the class of the error.
  package let error: ErrorClass?

  package init(
    _ kind: FaultKind, at place: FaultPlace, perMille: Int = 1_000, delay: Span? = nil,
    skip: Int = 0, count: Int? = nil, duration: Span? = nil, error: ErrorClass? = nil
  ) {
    self.kind = kind
    self.place = place
    self.perMille = perMille
    self.delay = delay ?? .seconds(Double(kind.delay?.usualSeconds ?? 0))
    self.skip = skip
    self.count = count ?? (kind.strikesOnce ? 1 : nil)
    self.duration = duration
    self.error = error
  }

  /// `power-loss@host=edge-1-w02`.
  package var name: String { "\(kind.rawValue)@\(place)" }

  /// How it lets one request go wrong; nil when it is not about single requests.
  package var effect: InjectedFault? {
    switch kind {
    case .taskFails: .failure(error ?? .transient)
    case .requestLost: .silence
    case .replyLost: .lostReply
    case .clientKilled: .killed
    default: nil
    }
  }

  /// How what is made from an image ends; nil when it is not about images.
  package var fate: ImageFate? {
    switch kind {
    case .imageMissing: .pullFails
    case .imageCorrupt: .crashes(afterSeconds: Int(delay.seconds))
    case .memoryLeak: .leaks(afterSeconds: Int(delay.seconds))
    default: nil
    }
  }

  /// An image that is bad until it is mended.
  package static func image(_ image: String, _ fate: ImageFate, skip: Int = 0) -> Self {
    let place = FaultPlace(image: image)
    return switch fate {
    case .pullFails: Self(.imageMissing, at: place, skip: skip)
    case .crashes(let seconds):
      Self(.imageCorrupt, at: place, delay: .seconds(Double(seconds)), skip: skip)
    case .leaks(let seconds):
      Self(.memoryLeak, at: place, delay: .seconds(Double(seconds)), skip: skip)
    }
  }

  /// Whether the hosts, and not the VIMs, let it happen.
  package var isOfHosts: Bool {
    switch kind.group {
    case .host, .image: true
    case .api, .notification, .site: false
    case .request: place.step != nil
    }
  }
}

/// Where a fault may strike, and where something happens; what is nil is left open.
package struct FaultPlace: Codable, Hashable, Sendable {
  package var vim: VIMName?
  package var site: String?
  package var zone: String?
  package var rack: String?
  package var host: HostName?
  package var vnf: VNFInstance.ID?
  /// As releases name it: `cloud-firewall:4.2.1`.
  package var image: String?
  /// The kind of task of a VIM.
  package var work: VIMTask.Work?
  /// The name of a step of configuration over Ve-Vnfm; ``anyStep`` for each.
  package var step: String?

  package static let anyStep = "any"

  package init(
    vim: VIMName? = nil, site: String? = nil, zone: String? = nil, rack: String? = nil,
    host: HostName? = nil, vnf: VNFInstance.ID? = nil, image: String? = nil,
    work: VIMTask.Work? = nil, step: String? = nil
  ) {
    self.vim = vim
    self.site = site
    self.zone = zone
    self.rack = rack
    self.host = host
    self.vnf = vnf
    self.image = image
    self.work = work
    self.step = step
  }

  /// Whether what happens at `other` happens here.
  package func covers(_ other: Self) -> Bool {
    func agree<Value: Equatable>(_ part: KeyPath<Self, Value?>) -> Bool {
      self[keyPath: part] == nil || self[keyPath: part] == other[keyPath: part]
    }
    return agree(\.vim) && agree(\.site) && agree(\.zone) && agree(\.rack) && agree(\.host)
      && agree(\.vnf) && agree(\.image) && agree(\.work)
      && (step == Self.anyStep ? other.step != nil : agree(\.step))
  }

  /// What it is about, as an operator would type it.
  package var entity: String {
    host ?? image ?? vnf.map { "\($0)" } ?? rack ?? zone ?? vim ?? site ?? "world"
  }
}

extension FaultPlace: CustomStringConvertible {
  package var description: String {
    let parts: [(String, String?)] = [
      ("vim", vim), ("site", site), ("zone", zone), ("rack", rack), ("host", host),
      ("vnf", vnf.map { "\($0)" }), ("image", image), ("task", work?.rawValue), ("step", step),
    ]
    let texts = parts.compactMap { name, value in value.map { "\(name)=\($0)" } }
    return texts.isEmpty ? "everywhere" : texts.joined(separator: ",")
  }
}

/// How one task of a VIM, or one configuration step of a VNF, goes wrong.
package enum InjectedFault: Codable, Hashable, Sendable {
  /// It fails half way, with an error of this class.
  case failure(ErrorClass)
  /// The request is never taken, and nobody answers.
  case silence
  /// It is done, and nobody says so.
  case lostReply
  /// What carries it out is killed half way: nobody answers, and what was begun is left as it is.
  case killed
}

/// How what is made from a bad image ends.
package enum ImageFate: Codable, Hashable, Sendable {
  /// No registry gives it to a host that does not have it.
  case pullFails
  /// Its process ends so many seconds after it began to serve; with 0 before it ever does.
  case crashes(afterSeconds: Int)
  /// It takes so many seconds to fill its memory, and is killed then; with 0 before it ever serves.
  case leaks(afterSeconds: Int)

  /// How long it serves; nil where it is not even made.
  package var servesSeconds: Int? {
    switch self {
    case .pullFails: nil
    case .crashes(let seconds), .leaks(let seconds): seconds
    }
  }
}

/// What the world is asked to let go wrong, or right again.
package enum FaultOrder: Codable, Hashable, Sendable {
  case inject(FaultRule)
  /// By ``FaultRule/name``.
  case clear(String)
}

/// What can go wrong in the simulated world.
package enum FaultKind: String, Codable, Hashable, Sendable, CaseIterable {
  case powerLoss = "power-loss"
  case kernelPanic = "kernel-panic"
  case grayFailure = "gray-failure"
  case bmcUnreachable = "bmc-unreachable"
  case nicFlap = "nic-flap"
  case diskFull = "disk-full"
  case guestShutdown = "guest-shutdown"
  case apiError = "api-error"
  case apiThrottled = "api-throttled"
  case apiSlow = "api-slow"
  case certificateExpired = "certificate-expired"
  case quotaCut = "quota-cut"
  case taskFails = "task-fails"
  case requestLost = "request-lost"
  case replyLost = "reply-lost"
  case clientKilled = "client-killed"
  case imageMissing = "image-missing"
  case imageCorrupt = "image-corrupt"
  case memoryLeak = "memory-leak"
  case eventsLost = "events-lost"
  case eventsDoubled = "events-doubled"
  case eventsReordered = "events-reordered"
  case staleReads = "stale-reads"
  case siteCut = "site-cut"

  /// What it strikes: the headings of the catalogue.
  package enum Group: String, Codable, Sendable, CaseIterable {
    case host = "Hosts"
    case site = "Sites"
    case api = "The API of a VIM"
    case request = "Single requests"
    case notification = "What a VIM tells"
    case image = "Images"
  }

  package var group: Group {
    switch self {
    case .powerLoss, .kernelPanic, .grayFailure, .bmcUnreachable, .nicFlap, .diskFull,
      .guestShutdown:
      .host
    case .apiError, .apiThrottled, .apiSlow, .certificateExpired, .quotaCut: .api
    case .taskFails, .requestLost, .replyLost, .clientKilled: .request
    case .imageMissing, .imageCorrupt, .memoryLeak: .image
    case .eventsLost, .eventsDoubled, .eventsReordered, .staleReads: .notification
    case .siteCut: .site
    }
  }

  /// Whether it strikes at single moments, and is over once it has struck as often as it is to: once,
  /// when nobody says otherwise.
  package var strikesOnce: Bool {
    group == .request || self == .nicFlap || self == .guestShutdown
  }

  /// What the delay of a rule of this kind means, and how long it is when nobody says; nil where a
  /// delay means nothing.
  package var delay: (meaning: String, usualSeconds: Int)? {
    switch self {
    case .apiSlow: ("how much later a request is taken", 20)
    case .imageCorrupt: ("how long what is made from it serves", 0)
    case .memoryLeak: ("how long it takes until its memory is full", 60)
    case .nicFlap: ("how long the links are down", 8)
    case .eventsDoubled: ("how much later a notification comes once more", 5)
    case .eventsReordered: ("how much later a notification comes, after others", 20)
    case .staleReads: ("how old an answer may be", 60)
    default: nil
    }
  }
}

// MARK: For those who learn

extension FaultKind {
  package var title: String {
    switch self {
    case .powerLoss: "Host power loss"
    case .kernelPanic: "Kernel panic"
    case .grayFailure: "Gray failure"
    case .bmcUnreachable: "BMC unreachable"
    case .nicFlap: "NIC flap"
    case .diskFull: "Disk full"
    case .guestShutdown: "Guest shut down"
    case .apiError: "VIM API answers 503"
    case .apiThrottled: "VIM API answers 429"
    case .apiSlow: "VIM API is slow"
    case .certificateExpired: "Certificate of the VIM expired"
    case .quotaCut: "Quota cut"
    case .taskFails: "A task fails half way"
    case .requestLost: "A request is lost"
    case .replyLost: "Done, but the reply is lost"
    case .clientKilled: "Helm killed half way"
    case .imageMissing: "Image missing"
    case .imageCorrupt: "Image corrupt"
    case .memoryLeak: "Memory leak"
    case .eventsLost: "Notifications lost"
    case .eventsDoubled: "Notifications doubled"
    case .eventsReordered: "Notifications out of order"
    case .staleReads: "Stale reads"
    case .siteCut: "Site cut off"
    }
  }

  /// What of the real world it imitates.
  package var imitates: String {
    switch self {
    case .powerLoss: "A power supply or a feed fails, and stays off until somebody comes."
    case .kernelPanic: "The kernel of a host stops; its watchdog restarts it, and it boots empty."
    case .grayFailure: "A host throttles or its memory corrects errors: ten times slower, no error."
    case .bmcUnreachable: "The management controller of a host hangs, and the host itself runs on."
    case .nicFlap: "A transceiver or a cable is loose: the links of a host go down and come back."
    case .diskFull: "Logs and images fill the disk of a host."
    case .guestShutdown:
      "A virtual machine is shut down from inside, or a pod's process ends."
    case .apiError: "The API servers are overloaded or restart: 503, try again later."
    case .apiThrottled: "The VIM limits the rate of its clients: 429, too many requests."
    case .apiSlow: "A database under the VIM is slow: requests are taken late, in the end."
    case .certificateExpired: "Nobody renewed the certificate of the VIM's API."
    case .quotaCut: "Somebody lowers the quota of the tenants below what they want to grow to."
    case .taskFails: "A Helm upgrade, a stack or a configuration step breaks off in the middle."
    case .requestLost: "A request, or the one step of a configuration, never arrives."
    case .replyLost: "The effect is done and the answer is lost: the hardest case for a client."
    case .clientKilled:
      "What runs Helm is killed: its release stays pending-upgrade, and is locked."
    case .imageMissing: "A registry loses an image, or its credentials expire."
    case .imageCorrupt: "What is made from the image ends by itself."
    case .memoryLeak: "What is made from the image takes memory until its limit is reached."
    case .eventsLost: "A message bus or a watch drops what the VIM tells of its resources."
    case .eventsDoubled: "A message bus delivers at least once: a notification comes again, late."
    case .eventsReordered: "A notification takes a detour, and later ones overtake it."
    case .staleReads: "A copy of the VIM's database is behind: it answers what was true once."
    case .siteCut:
      "A fibre is cut: the VIM and functions of a site go on and do not reach MANO."
    }
  }

  /// What an operator sees of it.
  package var isSeenAs: String {
    switch self {
    case .powerLoss: "No heartbeat for 40 s: a HOST_DOWN alarm; what ran there heals elsewhere."
    case .kernelPanic: "As a power loss, but the host is back, empty, after minutes of boot."
    case .grayFailure: "No alarm. What starts, stops or is configured there takes very long."
    case .bmcUnreachable: "BMC_UNREACHABLE within a minute; no act on the host's power is taken."
    case .nicFlap:
      "HOST_LINKS_DOWN while it lasts; its functions lose traffic, and a blip heals nothing."
    case .diskFull: "HOST_DISK_PRESSURE; what was to start there starts elsewhere."
    case .guestShutdown:
      "Traffic is lost at once; the VIM believes the machine ACTIVE until its next power-state sync, 10 min "
        + "at most on OpenStack, then it heals."
    case .memoryLeak:
      "OOMKilled or a guest without memory, again and again; it is healed for a while."
    case .apiError: "Steps falter and are tried again with growing waits, then stand still."
    case .apiThrottled: "Steps falter and are tried again, with longer waits than after a 503."
    case .apiSlow: "Operations take longer; those that wait too long ask once more."
    case .certificateExpired: "Operations stand still at once and name the certificate."
    case .quotaCut: "What grows is refused for capacity; what shrinks or is deleted goes on."
    case .taskFails: "An operation falters, or stands still with an alarm, its reason and a remedy."
    case .requestLost: "The deadline of the step passes, and it is asked again under its token."
    case .replyLost: "The step is asked again; the VIM knows its token and does nothing twice."
    case .clientKilled:
      "No answer. What is next on the release is told that another operation is in progress; its retry "
        + "rolls the release back first."
    case .imageMissing: "ImagePullBackOff or ImageNotFound, and an operation that stands still."
    case .imageCorrupt: "CrashLoopBackOff or a guest that panics; an upgrade stops at its canary."
    case .eventsLost:
      "No alarm. The VNFM misses a number, at the latest 30 s later, and asks what is there."
    case .eventsDoubled: "Nothing: what has an old number is not believed."
    case .eventsReordered: "A VIM is asked what is there; what comes late is not believed."
    case .staleReads: "An answer that is older than what is known is asked for again."
    case .siteCut:
      "VIM_UNREACHABLE after 30 s. Nothing there is healed, and what was begun waits."
    }
  }

  /// How it ends.
  package var endsWhen: String {
    switch self {
    case .powerLoss: "When it is cleared power returns; self-test and boot take minutes."
    case .kernelPanic: "By itself: the host restarts at once."
    case .grayFailure, .bmcUnreachable, .diskFull: "When it is cleared, or after its duration."
    case .guestShutdown: "When it has struck as often as it is to: once; MANO heals what is found."
    case .nicFlap: "By itself: the links are back after the delay, as often as it is to strike."
    case .apiError, .apiThrottled, .apiSlow, .quotaCut, .eventsLost, .eventsDoubled,
      .eventsReordered, .staleReads:
      "When it is cleared, or after its duration."
    case .siteCut:
      "When it is cleared, or after its duration: MANO is told what happened, and what waited goes on."
    case .certificateExpired: "When it is renewed: cleared, or after its duration; then retry."
    case .taskFails, .requestLost, .replyLost, .clientKilled:
      "When it has struck as often as it is to: once."
    case .imageMissing, .imageCorrupt, .memoryLeak: "When the image is mended: cleared; then retry."
    }
  }
}

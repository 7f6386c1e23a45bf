import ArgumentParser
import Console
import Core
import Deciding
import Foundation
import ResourceInterfaces
import ServiceInterfaces
import Synchronization
import Terminal

/// The console in front of a core that runs on its own thread.
enum ConsoleSession {
  /// Opens the console and returns when the operator left; the core has stopped then.
  ///
  /// - Throws: ``Failure`` when there is no terminal to show it on, or when the core had to stop.
  static func run(
    journal: Journal, engine: Engine, pace: Pace, title: String, isReadOnly: Bool = false
  ) throws {
    let options = Screen.Options()
    let capabilities = TerminalCapabilities.detect(options)
    guard capabilities.canShowScreen else {
      throw Failure(
        .unavailable,
        "The console needs a terminal that can move its cursor, and TERM is "
          + "\"\(capabilities.term)\". Use `podium events` or `podium serve`, or set TERM.")
    }
    let settings = Settings.load()
    let desk = try makeDesk()
    let conductor = Conductor(
      journal: journal, engine: engine, pace: pace, publish: { desk.publications.append($0) })
    let seat = World.Seat(title: title, user: Person.name, isReadOnly: isReadOnly)
    // What happened last is read beside the rest: both take as long.
    let recent = Answer<Result<[RecordedEvent], JournalError>>()
    DispatchQueue.global().async {
      recent.set(Result { () throws(JournalError) in try journal.recentEvents(limit: 200) })
    }
    var world = World(engine.layers, now: engine.now, pace: pace, seat: seat)
    let theme = Theme.bundled(named: settings.theme) ?? .standard
    world.remember(try recent.wait().get())
    let host = CoreHost(
      world: world, desk: desk, conductor: conductor, pace: pace, folder: journal.folder)
    let end = try conducting(conductor, desk) {
      try show(host, desk, options, theme, isReadOnly: isReadOnly)
    }
    if end.status != 0 { throw ExitCode(end.status) }
  }

  private static func makeDesk() throws -> NewsDesk {
    do {
      return NewsDesk(waker: try Waker())
    } catch {
      throw Failure(.unavailable, "\(error)")
    }
  }

  /// Runs the core beside `body`, and joins it afterwards.
  private static func conducting(
    _ conductor: Conductor, _ desk: NewsDesk, _ body: () throws -> LoopEnd
  ) throws -> LoopEnd {
    let ended = DispatchSemaphore(value: 0)
    let failure = Mutex<JournalError?>(nil)
    Thread.detachNewThread {
      do throws(JournalError) {
        try conductor.run()
      } catch {
        failure.withLock { $0 = error }
        desk.answers.append(.leave)
      }
      ended.signal()
    }
    let result = Result { try body() }
    conductor.stop()
    ended.wait()
    if let error = failure.withLock({ $0 }) { throw error }
    return try result.get()
  }

  private static func show(
    _ host: CoreHost, _ desk: NewsDesk, _ options: Screen.Options, _ theme: Theme,
    isReadOnly: Bool
  ) throws -> LoopEnd {
    let screen: Screen
    do {
      screen = try Screen(options, waker: desk.waker)
    } catch {
      throw Failure(.unavailable, "\(error)")
    }
    let state = ConsoleState(
      size: screen.size, glyphs: screen.glyphs, isReadOnly: isReadOnly, theme: theme.name,
      themes: Theme.bundledTitles.map { ThemeChoice(name: $0.name, about: $0.about) })
    return ConsoleLoop(screen: screen, host: host, state: state, theme: theme).run()
  }
}

/// Where the core's thread leaves what the console's thread will read.
final class NewsDesk: Sendable {
  let waker: Waker
  let publications: MailboxQueue<Conductor.Publication>
  let answers: MailboxQueue<News.Answer>

  init(waker: Waker) {
    self.waker = waker
    publications = MailboxQueue(waker: waker)
    answers = MailboxQueue(waker: waker)
  }
}

/// Carries the console's wishes to the core, and the core's news to the console.
struct CoreHost: ConsoleHost {
  private(set) var world: World
  let desk: NewsDesk
  let conductor: Conductor
  private var pace: Pace
  /// Where the state keeps what came with packages.
  let folder: URL

  init(world: World, desk: NewsDesk, conductor: Conductor, pace: Pace, folder: URL) {
    self.folder = folder
    self.world = world
    self.desk = desk
    self.conductor = conductor
    self.pace = pace
  }

  mutating func absorb() -> News {
    let publications = desk.publications.drain()
    for publication in publications { world.absorb(publication) }
    return News(hasNewWorld: !publications.isEmpty, answers: desk.answers.drain())
  }

  mutating func attend(to place: Place) -> Bool { world.attend(to: place) }

  mutating func perform(_ command: Command) {
    switch command {
    case .plan(let act): plan(act)
    case .act(let act): carryOut(act)
    case .completePath(let typed):
      desk.answers.append(.completion(typed: typed, path: PathCompletion.longest(of: typed)))
    case .pause(let isPaused): conductor.setPace(isPaused ? .paused : pace)
    case .setPace(let change):
      pace = pace.changed(change)
      conductor.setPace(pace)
    case .theme(let name): Settings(theme: name).keep()
    case .copy, .redraw, .suspend, .quit: break
    }
  }

  func theme(named name: String) -> Theme? { Theme.bundled(named: name) }

  private func plan(_ act: Act) {
    if act == .submitExampleOrder {
      let line = PlanReading.Line.plan(
        sign: "+",
        text: "1 service order of Globex: SD-WAN overlay, cloud firewall, managed security")
      desk.answers.append(.plan(act, PlanReading(lines: [line], isPossible: true)))
      return
    }
    if let request = world.performance(act) {
      let lines = world.performancePlan(act)
      return plan(act) { engine throws(JournalError) in
        let problems = try engine.trying([.service(.assurance(request))]).problems
        return problems.isEmpty
          ? PlanReading(lines: lines, isPossible: true)
          : PlanReading(
            lines: problems.map { .refused("\($0.title): \($0.detail)") }, isPossible: false)
      }
    }
    if world.faultMessages(act) != nil {
      return plan(act) { engine throws(JournalError) in
        PlanReading(faults: act, engine.layers) ?? PlanReading(lines: [], isPossible: false)
      }
    }
    if let message = world.configuration(act) {
      return plan(act) { engine throws(JournalError) in PlanReading(try engine.trying(message)) }
    }
    if let (order, requester) = world.cancellation(act) {
      return plan(act) { engine throws(JournalError) in
        PlanReading(try engine.tryingCancellation(of: order, by: requester))
      }
    }
    if case .onboard(let file) = act {
      return plan(act) { engine throws(JournalError) in try engine.onboarding(file) }
    }
    if let request = world.catalogueRequest(act) {
      let title = act.subject.flatMap { world.package($0.serial) }
      return plan(act) { engine throws(JournalError) in
        PlanReading(request, title, try engine.trying([.catalogue(request)]).problems)
      }
    }
    if let (creation, instantiation) = world.instantiation(act) {
      return plan(act) { engine throws(JournalError) in
        let (rehearsal, ns) = try engine.rehearsing(creation, then: instantiation)
        return PlanReading(rehearsal.plan(for: ns))
      }
    }
    if let (task, operation) = world.vnfTask(act) {
      return plan(act) { engine throws(JournalError) in
        let rehearsal = try engine.rehearsing(task, of: operation)
        return PlanReading(rehearsal.plan(for: rehearsal.ns(of: operation)))
      }
    }
    guard let request = world.request(act), let ns = world.networkService(of: request) else {
      return
    }
    plan(act) { engine throws(JournalError) in
      PlanReading(try engine.rehearsing(request).plan(for: ns))
    }
  }

  /// Works a plan out on a copy of the engine, beside the core and the console.
  func plan(
    _ act: Act, _ read: @escaping @Sendable (Engine) throws(JournalError) -> PlanReading
  ) {
    let desk = desk
    conductor.fork { engine in
      Thread.detachNewThread {
        let answer: News.Answer
        do throws(JournalError) {
          answer = .plan(act, try read(engine))
        } catch {
          answer = .notice(Notice(.failed, "\(error)"))
        }
        desk.answers.append(answer)
      }
    }
  }

  private func carryOut(_ act: Act) {
    if act == .submitExampleOrder { return submitExampleOrder() }
    if let request = world.assurance(act) { return submit(.service(.assurance(request))) }
    if let messages = world.faultMessages(act) {
      if let problem = world.faultProblems(act).first {
        return desk.answers.append(.notice(Notice(.failed, problem)))
      }
      for message in messages { submit(message) }
      return
    }
    if let message = world.configuration(act) {
      return submit(.resource(.vnfm(.configuration(message))))
    }
    if let (order, requester) = world.cancellation(act) {
      return submit(
        .service(.som(.cancelServiceOrder(order, reason: nil, requester: requester))))
    }
    if case .onboard(let file) = act { return onboard(file) }
    if let request = world.catalogueRequest(act) { return change(request) }
    if let (creation, instantiation) = world.instantiation(act) {
      return instantiate(creation, instantiation)
    }
    if let (task, operation) = world.vnfTask(act) { return submit(.task(task, operation)) }
    if let message = world.holding(act) { return submit(message) }
    guard let request = world.request(act) else {
      desk.answers.append(.notice(Notice(.failed, "It is no longer there; nothing was done.")))
      return
    }
    submit(.service(.nfvo(request)))
  }

  /// The example order, which COM takes like any other.
  private func submitExampleOrder() {
    do {
      submit(.service(.com(.placeOrder(try Bundled.exampleOrder()))))
    } catch {
      desk.answers.append(.notice(Notice(.failed, "\(error)")))
    }
  }

  /// Hands in a message; a refusal is told, and what follows is done only when there is none.
  func submit(
    _ message: Message, then next: @escaping @Sendable (Int, [RecordedEvent]) -> Void = { _, _ in }
  ) {
    let desk = desk
    conductor.submit(message, from: .person) { result in
      switch result {
      case .failure(let error): desk.answers.append(.notice(Notice(.failed, "\(error)")))
      case .success(let receipt):
        guard let problem = Engine.refusal(in: receipt.events, of: receipt.sequence) else {
          return next(receipt.sequence, receipt.events)
        }
        let text = "\(problem.title): \(problem.detail)"
        desk.answers.append(.notice(Notice(.failed, text)))
      }
    }
  }
}

extension Pace {
  private static let scale: [Double] = [0.5, 1, 2, 4, 8, 16, 32, 64, 125, 250, 500, 1_000]

  /// The next faster or slower pace of the scale.
  fileprivate func changed(_ change: Command.PaceChange) -> Self {
    let factor: Double =
      switch self {
      case .times(let factor): factor
      case .maximum: 1_000
      case .paused: 1
      }
    switch change {
    case .faster: return .times(Self.scale.first { $0 > factor } ?? 1_000)
    case .slower: return .times(Self.scale.last { $0 < factor } ?? 0.5)
    }
  }
}

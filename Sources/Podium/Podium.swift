import ArgumentParser

/// The program: without a subcommand it opens the console on the user's own state.
@main
struct Podium: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "podium",
    abstract: "See a whole telecom orchestration stack, and conduct it.",
    discussion: """
      SOM, NFVO, VNFM, VIMs and NFVI run in this one process, on simulated clusters; everything that \
      happens is kept in one journal. Without a subcommand the console opens.

      Exit codes: 0 done, 1 refused or failed, 64 usage, 65 bad input, 75 state in use.
      """,
    version: Version.text,
    subcommands: [
      ConsoleCommand.self, DemoCommand.self, ServeCommand.self, OrderCommand.self,
      ServiceCommand.self, NSCommand.self, OperationCommand.self,
      VNFCommand.self, HostCommand.self, AlarmCommand.self, PMCommand.self, PolicyCommand.self,
      AuditCommand.self, DriftCommand.self, FaultCommand.self, EventsCommand.self,
      JournalCommand.self,
      CheckCommand.self, CampaignCommand.self, ChaosCommand.self, WeekCommand.self,
      PackageCommand.self,
      NSDCommand.self,
      BenchCommand.self, InfoCommand.self,
    ],
    defaultSubcommand: ConsoleCommand.self)
}

/// The version of the program.
enum Version {
  static let text = "0.1.0"
}

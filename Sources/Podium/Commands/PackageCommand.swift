import ArgumentParser
import Core
import Deciding
import Descriptors
import Foundation
import NFVO
import ResourceInterfaces

/// `podium package`: VNF packages, and whatever else comes as a CSAR (SOL005 §9).
struct PackageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package", abstract: "Onboard, list, show, enable, disable and delete packages.",
    subcommands: [
      Onboard.self, Check.self, List.self, Show.self, Enable.self, Disable.self, Delete.self,
    ])

  struct Onboard: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a CSAR or a SOL001 file into the catalogue.",
      discussion: """
        Everything in the file is checked first; when anything is wrong, all of it is said, nothing \
        changes, and the exit code is 1. Artefacts are kept in the folder artefacts of the state.
        """)
    @Argument(help: "The package.", completion: .file()) var file: String
    @Flag(help: "Check it against the state and change nothing.") var dryRun = false
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let onboarding = Onboarding(
        file: file, kinds: Set(DescriptorKind.allCases), json: output.json)
      try dryRun
        ? onboarding.rehearse(in: place, "podium package onboard")
        : onboarding.onboard(in: place, "podium package onboard")
    }
  }

  struct Check: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what is in a CSAR or a SOL001 file, and what is wrong with it.")
    @Argument(help: "The package.", completion: .file()) var file: String
    @OptionGroup var output: OutputOptions

    func perform() throws {
      try Onboarding(file: file, kinds: Set(DescriptorKind.allCases), json: output.json).check()
    }
  }

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "List the catalogue.")
    @OptionGroup var options: CatalogueOptions

    func perform() throws { try options.list(Set(DescriptorKind.allCases), "podium package list") }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an entry of the catalogue: its states, artefacts and notes.")
    @Argument(help: "The descriptor id, or the product, with its version if there are several.")
    var package: String
    @OptionGroup var options: CatalogueOptions

    func perform() throws {
      try options.show(package, Set(DescriptorKind.allCases), "podium package show")
    }
  }

  struct Enable: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let new instances be made from a package.")
    @Argument(help: "The package.") var package: String
    @OptionGroup var act: CatalogueActOptions

    func perform() throws {
      try act.perform(package, Set(DescriptorKind.allCases), "podium package enable") {
        .setEnabled($0, true)
      }
    }
  }

  struct Disable: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let no new instances be made from a package.")
    @Argument(help: "The package.") var package: String
    @OptionGroup var act: CatalogueActOptions

    func perform() throws {
      try act.perform(package, Set(DescriptorKind.allCases), "podium package disable") {
        .setEnabled($0, false)
      }
    }
  }

  struct Delete: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete a package that is disabled and not in use.")
    @Argument(help: "The package.") var package: String
    @OptionGroup var act: CatalogueActOptions

    func perform() throws {
      try act.perform(package, Set(DescriptorKind.allCases), "podium package delete") {
        .delete($0)
      }
    }
  }
}

/// `podium nsd`: network service descriptors (SOL005 §5).
struct NSDCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nsd", abstract: "Onboard, list, show, enable, disable and delete NSDs.",
    subcommands: [
      Onboard.self, List.self, Show.self, Enable.self, Disable.self, Delete.self,
    ])

  struct Onboard: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take an NSD into the catalogue, from a CSAR or a SOL001 file.")
    @Argument(help: "The NSD.", completion: .file()) var file: String
    @Flag(help: "Check it against the state and change nothing.") var dryRun = false
    @OptionGroup var place: StateOptions
    @OptionGroup var output: OutputOptions

    func perform() throws {
      let onboarding = Onboarding(file: file, kinds: [.nsd], json: output.json)
      try dryRun
        ? onboarding.rehearse(in: place, "podium nsd onboard")
        : onboarding.onboard(in: place, "podium nsd onboard")
    }
  }

  struct List: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "List the NSDs.")
    @OptionGroup var options: CatalogueOptions

    func perform() throws { try options.list([.nsd], "podium nsd list") }
  }

  struct Show: PodiumCommand {
    static let configuration = CommandConfiguration(abstract: "Show an NSD.")
    @Argument(help: "The descriptor id, or the name, with its version if there are several.")
    var nsd: String
    @OptionGroup var options: CatalogueOptions

    func perform() throws { try options.show(nsd, [.nsd], "podium nsd show") }
  }

  struct Enable: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let network services be made from an NSD.")
    @Argument(help: "The NSD.") var nsd: String
    @OptionGroup var act: CatalogueActOptions

    func perform() throws {
      try act.perform(nsd, [.nsd], "podium nsd enable") { .setEnabled($0, true) }
    }
  }

  struct Disable: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let no network services be made from an NSD.")
    @Argument(help: "The NSD.") var nsd: String
    @OptionGroup var act: CatalogueActOptions

    func perform() throws {
      try act.perform(nsd, [.nsd], "podium nsd disable") { .setEnabled($0, false) }
    }
  }

  struct Delete: PodiumCommand {
    static let configuration = CommandConfiguration(
      abstract: "Delete an NSD that is disabled and not in use.")
    @Argument(help: "The NSD.") var nsd: String
    @OptionGroup var act: CatalogueActOptions

    func perform() throws {
      try act.perform(nsd, [.nsd], "podium nsd delete") { .delete($0) }
    }
  }
}

import Deciding
import ResourceInterfaces
import Testing

@testable import Console
@testable import Core
@testable import VIM

struct EventToneTests {
  private let gateway = ResourceLabel(
    id: Resource.ID(serial: 1), vnf: VNFInstance.ID(serial: 1), name: "gateway-1", type: "Server")

  @Test func `a server that is downloading its image has not failed, whatever its words hold`() {
    let event = Event.vim(.resourceProgressed(gateway, reason: "downloading, image not lost"))
    #expect(event.sentence.contains("down") && event.sentence.contains("lost"))
    #expect(event.tone == .waiting)
  }

  @Test func `what became ready is good and what was lost has failed`() {
    #expect(Event.vim(.resourceReady(gateway, host: "dc-1-h01")).tone == .good)
    #expect(
      Event.vim(.resourceLost(gateway, host: "dc-1-h01", reason: "NodeLost")).tone == .failed)
  }
}

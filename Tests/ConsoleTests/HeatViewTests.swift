import Terminal
import Testing

@testable import Console

/// The map of all hosts.
struct HeatViewTests {
  static let sizes = ScreenTests.sizes

  @Test(arguments: sizes)
  func `each host is a cell of its zone`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows)
    console.press("H")
    Golden.check(console.picture, "heat-\(size.columns)x\(size.rows)")
    #expect(console.picture.targets.count == 48)
  }

  @Test(arguments: sizes)
  func `five thousand hosts are seen at once, or scrolled through`(size: Size) {
    var console = ConsoleDriver(size.columns, size.rows, world: .wide)
    console.press("H", "g")
    Golden.check(console.picture, "heat-5000-\(size.columns)x\(size.rows)")
    console.press("G")
    #expect(console.state.subjects == [Subject(.hosts, 5_000)])
    #expect(console.picture.text.contains("host-5000"))
  }

  @Test func `the cursor begins on what is wrong and moves in all directions`() {
    var console = ConsoleDriver(120, 40)
    console.press("H")
    #expect(console.state.subjects == [Subject(.hosts, 39)])
    #expect(console.picture.text.contains("dc-1-h07"))
    console.press("right")
    #expect(console.state.subjects == [Subject(.hosts, 41)], "the next host of the zone")
    console.press("left", "down")
    #expect(console.state.subjects == [Subject(.hosts, 40)], "the zone below")
    console.press("up", "up")
    #expect(console.state.subjects == [Subject(.hosts, 24)], "the cluster above")
    console.press("g", "left", "up")
    #expect(console.state.subjects == [Subject(.hosts, 1)])
    console.press("G", "right", "down")
    #expect(console.state.subjects == [Subject(.hosts, 48)])
    console.press("enter")
    #expect(console.state.place == .detail(Subject(.hosts, 48)))
    console.press("left")
    #expect(console.state.place == .heat)
    #expect(console.state.subjects == [Subject(.hosts, 48)])
    console.press("m")
    #expect(console.acts == [.maintain(host: Subject(.hosts, 48), true)])
  }

  @Test func `a host leads to its cell, and a click to its host`() throws {
    var console = ConsoleDriver(120, 40)
    console.press("4", "G", "H")
    let host = try #require(console.state.subjects.first)
    #expect(host.pane == .hosts && host.serial != 39)
    let target = try #require(console.picture.targets.first { $0.row == 3 })
    console.click(target.rect.x, target.rect.y)
    let clicked = try #require(console.state.subjects.first)
    #expect(clicked != host)
    console.click(target.rect.x, target.rect.y)
    #expect(console.state.place == .detail(clicked))
  }

  @Test func `the measure changes by a key, and the map says which it is`() {
    var console = ConsoleDriver(120, 40)
    console.press("H")
    for measure in HeatMeasure.allCases {
      #expect(console.picture.text.contains(measure.words))
      console.press("tab")
    }
    #expect(console.state.visit.measure == .cpu)
  }

  @Test func `without colours and without Unicode a host that is down is seen`() {
    var console = ConsoleDriver(80, 24)
    console.state.glyphs = .ascii
    console.press("H", "g")
    #expect(console.picture.text.contains("x down"))
    #expect(
      console.picture.text.split(separator: "\n").contains {
        $0.hasPrefix("  zone-a") || $0.contains("xx")
      })
  }

  @Test func `a small deck says how many hosts are idle`() throws {
    var world = SampleWorld.empty
    for serial in 1...3 {
      let host = try #require(SampleWorld.dozen.hosts[serial])
      world.put(host, serial, serial == 1 ? .fine : .over)
    }
    let console = ConsoleDriver(80, 24, world: world)
    #expect(console.picture.text.contains("4 Hosts ● 1 ○ 2 idle"))
  }

  @Test func `every place is on one line, and going down and up again comes back near`() {
    for size in [
      Size(columns: 76, rows: 18), Size(columns: 190, rows: 54), Size(columns: 30, rows: 9),
    ] {
      for world in [SampleWorld.dozen, .wide, .empty] {
        let map = HeatMap(world.hostGroups, size: size)
        let spans = map.lines.flatMap(\.spans)
        #expect(spans.reduce(0) { $0 + $1.count } == map.count)
        var next = 0
        for span in spans {
          #expect(span.first == next)
          #expect(span.x + span.count * map.cell <= max(size.columns, span.x + map.cell))
          next += span.count
        }
        for place in stride(from: 0, to: map.count, by: 7) {
          let below = map.place(1, below: place)
          #expect(below >= place && below < map.count)
          #expect(map.line(of: below).map { $0 <= map.lines.count } == true)
        }
      }
    }
  }
}

extension SampleWorld {
  var hostGroups: [HostGroup] {
    var groups: [HostGroup] = []
    for serial in hosts.keys.sorted() {
      guard let host = hosts[serial] else { continue }
      let index = groups.firstIndex { $0.cluster == host.cluster && $0.zone == host.zone }
      if let index {
        groups[index].hosts.append(serial)
      } else {
        let vim = vims.first { $0.value.name == host.cluster }?.key ?? 1
        groups.append(
          HostGroup(
            vim: Subject(.vims, vim), cluster: host.cluster, zone: host.zone, hosts: [serial]))
      }
    }
    return groups
  }

  func heat(_ serial: Int) -> HeatCell? {
    hosts[serial].map { host in
      HeatCell(
        tone: host.isInMaintenance ? .off : host.state.tone, cpu: host.cpu ?? 0,
        memory: host.memory ?? 0, load: serial.isMultiple(of: 3) ? 0.5 : nil,
        isEmpty: host.workloads == 0)
    }
  }

  /// Five clusters of a thousand hosts.
  static let wide: SampleWorld = {
    var world = SampleWorld()
    world.addVIMs()
    for serial in 1...5_000 {
      let cluster = (serial - 1) / 1_000
      let load = Double((serial * 37) % 97) / 97
      let isDown = serial % 611 == 0
      world.put(
        HostRow(
          name: "host-\(serial)", cluster: "cluster-\(cluster + 1)",
          zone: "zone-\((serial - 1) % 1_000 / 250 + 1)", cpu: isDown ? nil : load,
          memory: isDown ? nil : load * 0.8, workloads: serial % 9,
          state: isDown ? StateWord(.failed, "down") : StateWord(.good, "up")),
        serial, isDown ? .wrong : .fine)
    }
    return world
  }()
}

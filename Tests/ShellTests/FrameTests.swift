import Foundation
import Testing

@testable import MPBackends

/// The script has no more than a system needs, and no less.
struct FrameTests {
  private typealias Feature = ShellFrame.Feature

  /// Nothing, everything, each alone and everything but each; each with what it cannot be without.
  private static let combinations: [Set<Feature>] = {
    let all = Set(Feature.allCases)
    let some = Feature.allCases.flatMap { [Set([$0]), all.subtracting([$0])] }
    let none: Set<Feature> = []
    return ([none, all] + some).map { features in
      var features = features
      if features.contains(.crons) { features.insert(.jobs) }
      if features.contains(.scratch) { features.insert(.volumes) }
      features.remove(.ends)
      if features.contains(.jobs) || features.contains(.pods) { features.insert(.ends) }
      return features
    }
  }()

  private func lines(_ features: Set<Feature>) -> [String] {
    let frame = ShellFrame(features)
    return Array(frame.beginning + frame.end)
  }

  /// The words of a line that could be names of functions.
  private func words(_ line: String) -> [Substring.UTF8View] {
    line.utf8.split { byte in
      !(byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
        && byte != UInt8(ascii: "_")
    }
  }

  /// The names of those that the lines define.
  private func functions(_ lines: [String]) -> Set<String> {
    Set(
      lines.compactMap { line in
        guard let name = words(line).first.map({ String(Substring($0)) }),
          line.utf8.starts(with: "\(name)() ".utf8)
        else { return nil }
        return name
      }
    )
  }

  @Test func whatIsCalledIsThere() {
    let everything = functions(lines(Set(Feature.allCases)))
    #expect(everything.count > 120)
    for features in Self.combinations {
      let lines = lines(features)
      // Those are words of people, too.
      let missing = everything.subtracting(functions(lines)).subtracting(["run", "build"])
      let code = lines.filter { $0.utf8.first { $0 != UInt8(ascii: " ") } != UInt8(ascii: "#") }
      let called = Set(code.flatMap(words).map { String(Substring($0)) })
      #expect(missing.intersection(called) == [], "\(features)")
    }
  }

  @Test func plainSystemsHaveNothingOfTheRest() {
    let plain = lines([])
    #expect(plain.count < 960)
    let text = plain.joined(separator: "\n")
    for word in ["secret", "crontab", "scratch", "#if", "#end", "#else"] {
      #expect(!text.contains(word), "\(word)")
    }
  }
}

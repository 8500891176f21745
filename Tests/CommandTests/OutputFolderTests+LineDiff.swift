import Testing

@testable import mpc

struct LineDiffTests {
  private func diff(_ old: String, _ new: String) -> String {
    LineDiff(from: Array(old.utf8), to: Array(new.utf8)).unified("a", "b")
  }

  @Test func isEmptyForTheSame() {
    #expect(diff("a\nb\n", "a\nb\n") == "")
    #expect(diff("", "") == "")
    #expect(LineDiff(from: [0, 1], to: [0, 1]) == LineDiff(from: [], to: []))
  }

  @Test func showsAHunkWithContext() {
    let old = (1...9).map { "\($0)\n" }.joined()
    #expect(
      diff(old, old.replacing("5\n", with: "five\n5½\n")) == """
        --- a
        +++ b
        @@ -2,7 +2,8 @@
         2
         3
         4
        -5
        +five
        +5½
         6
         7
         8

        """
    )
  }

  @Test func joinsHunksThatTouchAndSplitsOthers() {
    let lines = (1...30).map { "\($0)\n" }
    let headers = { (changed: Set<Int>) in
      let new = lines.enumerated().map { changed.contains($0.offset + 1) ? "x\n" : $0.element }
      return diff(lines.joined(), new.joined()).split(separator: "\n").filter { $0.hasPrefix("@@") }
    }
    #expect(headers([10, 17]) == ["@@ -7,14 +7,14 @@"])
    #expect(headers([10, 18]) == ["@@ -7,7 +7,7 @@", "@@ -15,7 +15,7 @@"])
    #expect(headers([1, 30]) == ["@@ -1,4 +1,4 @@", "@@ -27,4 +27,4 @@"])
  }

  @Test func saysWhereAFileBeginsOrEnds() {
    #expect(diff("", "a\n") == "--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n")
    #expect(diff("a\n", "") == "--- a\n+++ b\n@@ -1 +0,0 @@\n-a\n")
    #expect(
      diff("a", "a\n") == "--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"
    )
  }

  @Test func escapesWhatATerminalWouldObey() {
    #expect(
      diff("", "\u{1B}[2J\u{202E}\u{9B}\té\r\n")
        == "--- a\n+++ b\n@@ -0,0 +1 @@\n+\\u{1B}[2J\\u{202E}\\u{9B}\té\\u{D}\n"
    )
    let binary = LineDiff(from: [1, 0], to: [2]).unified("a", "b")
    #expect(binary == "Binary files a and b differ\n")
  }

  @Test func boundsWhatIsShown() {
    let new = String(repeating: "x\n", count: 50)
    let text = LineDiff(from: [], to: Array(new.utf8)).unified("a", "b", mostLines: 10)
    #expect(text.hasSuffix("+x\n… 41 more lines\n"))
    #expect(diff("", String(repeating: "y", count: 100_000) + "\n").utf8.count < 500)
  }

  /// Every script, applied, gives the new sequence, and none is longer than the longest common
  /// subsequence makes it.
  @Test func scriptsAreRightAndShortest() {
    var generator = Linear(state: 42)
    for _ in 0..<400 {
      let old = (0..<Int.random(in: 0...14, using: &generator)).map { _ in
        Int.random(in: 0..<4, using: &generator)
      }
      let new = (0..<Int.random(in: 0...14, using: &generator)).map { _ in
        Int.random(in: 0..<4, using: &generator)
      }
      let steps = EditScript(from: old, to: new).steps
      #expect(apply(steps, old, new) == new)
      #expect(steps.count { $0 == .keep } == longestCommon(old, new))
    }
  }

  @Test func largeDifferencesAreCheap() {
    let old = Array(0..<60_000)
    let new = [-1] + old.map { $0 % 2 == 0 ? $0 : -$0 } + [-2]
    let clock = ContinuousClock()
    var steps: [EditScript.Step] = []
    let duration = clock.measure { steps = EditScript(from: old, to: new).steps }
    #expect(apply(steps, old, new) == new)
    #expect(duration < .seconds(10))
  }

  private func apply(_ steps: [EditScript.Step], _ old: [Int], _ new: [Int]) -> [Int] {
    var (rest, coming) = (old[...], new[...])
    var result: [Int] = []
    for step in steps {
      switch step {
      case .keep:
        result.append(rest.removeFirst())
        coming.removeFirst()
      case .remove: rest.removeFirst()
      case .insert: result.append(coming.removeFirst())
      }
    }
    return rest.isEmpty && coming.isEmpty ? result : []
  }

  private func longestCommon(_ old: [Int], _ new: [Int]) -> Int {
    var lengths = Array(repeating: 0, count: new.count + 1)
    for element in old {
      var diagonal = 0
      for (index, other) in new.enumerated() {
        let above = lengths[index + 1]
        lengths[index + 1] = element == other ? diagonal + 1 : max(above, lengths[index])
        diagonal = above
      }
    }
    return lengths[new.count]
  }

  /// The same numbers in every run.
  private struct Linear: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }
}

import Foundation
import Synchronization
import Testing

@testable import mpc

struct InputRootTests {
  let scratch = ScratchFolder()

  private func makeRoot() throws -> InputRoot {
    try scratch.put("outside", "precious")
    try scratch.put("root/a", "a")
    try scratch.put("root/conf/x", "x")
    try scratch.put("root/sub/web.mp", "web")
    return try InputRoot(scratch.at("root"))
  }

  // MARK: Names

  @Test(arguments: [
    ("conf/x", "shop.mp", "conf/x"), ("conf/x", "sub/web.mp", "sub/conf/x"),
    ("../common/x", "sub/web.mp", "common/x"), ("./a//b/./c/", "shop.mp", "a/b/c"),
    ("..", "a/b/c.mp", "a"), (".", "shop.mp", ""), ("a/../..", "sub/deep/w.mp", "sub"),
  ])
  func placesAreWorkedOutFromTheFileThatNamesThem(path: String, file: String, place: String) throws
  {
    #expect(try InputRoot.place(of: path, namedIn: file) == place)
  }

  @Test(arguments: ["..", "../x", "a/../../x", "/etc/passwd", "/"])
  func noNameLeavesTheRoot(path: String) {
    #expect(throws: InputError(path, .outsideRoot)) {
      try InputRoot.place(of: path, namedIn: "shop.mp")
    }
  }

  @Test func aNameMustBeOne() {
    #expect(throws: InputError("", .invalidPath)) { try InputRoot.place(of: "", namedIn: "a") }
    #expect(throws: InputError("a\0", .invalidPath)) {
      try InputRoot.place(of: "a\0", namedIn: "a")
    }
  }

  @Test func theSpecHasItsPlaceToo() throws {
    let root = try makeRoot()
    #expect(try root.place(ofSpecAt: scratch.at("root/sub/web.mp")) == "sub/web.mp")
    #expect(try root.place(ofSpecAt: scratch.at("root/sub/../new.mp")) == "new.mp")
    try scratch.link("alias", to: "root/sub")
    #expect(try root.place(ofSpecAt: scratch.at("alias/web.mp")) == "sub/web.mp")
    let outside = scratch.at("outside")
    #expect(throws: InputError(outside, .outsideRoot)) { try root.place(ofSpecAt: outside) }
    // `rootless` begins with the letters of `root`.
    try scratch.put("rootless/a", "")
    #expect(throws: InputError.self) { try root.place(ofSpecAt: scratch.at("rootless/a")) }
  }

  // MARK: Files

  @Test func readsFilesBelowTheRoot() throws {
    let root = try makeRoot()
    #expect(try root.read("conf/x", limit: 10) == Array("x".utf8))
    #expect(throws: InputError("conf/x", .tooLarge(limit: 0))) { try root.read("conf/x", limit: 0) }
    #expect(throws: InputError("conf", .isFolder)) { try root.read("conf", limit: 10) }
    #expect(throws: InputError("conf/y", .notFound)) { try root.read("conf/y", limit: 10) }
    #expect(throws: InputError("a/y", .notFound)) { try root.read("a/y", limit: 10) }
    mkfifo(scratch.at("root/fifo"), 0o644)
    #expect(throws: InputError("fifo", .notRegular)) { try root.read("fifo", limit: 10) }
  }

  /// A place that did not come from `place(of:namedIn:)` is no way out either.
  @Test func readsNothingAboveTheRoot() throws {
    let root = try makeRoot()
    for place in ["../outside", "sub/../../outside", scratch.at("outside")] {
      #expect(throws: InputError(place, .outsideRoot)) { try root.read(place, limit: 10) }
    }
  }

  @Test func linksThatStayBelowTheRootAreFollowed() throws {
    let root = try makeRoot()
    try scratch.link("root/link", to: "conf/x")
    try scratch.link("root/sub/up", to: "../conf")
    try scratch.link("root/sub/again", to: "up/./x")
    try scratch.link("root/sub/top", to: "..")
    #expect(try root.read("link", limit: 10) == Array("x".utf8))
    #expect(try root.read("sub/up/x", limit: 10) == Array("x".utf8))
    #expect(try root.read("sub/again", limit: 10) == Array("x".utf8))
    #expect(try root.read("sub/top/a", limit: 10) == Array("a".utf8))
    #expect(throws: InputError("sub/top", .isFolder)) { try root.read("sub/top", limit: 10) }
  }

  @Test(arguments: ["../outside", "sub/../../outside", "/", "/dev/null", "sub/out/outside"])
  func otherLinksAreNot(target: String) throws {
    let root = try makeRoot()
    try scratch.link("root/sub/out", to: "../..")
    try scratch.link("root/link", to: target)
    #expect(throws: InputError("link", .outsideRoot)) { try root.read("link", limit: 10) }
    // Not even to what is inside: a checkout elsewhere would read something else.
    try scratch.link("root/absolute", to: scratch.at("root/a"))
    #expect(throws: InputError("absolute", .outsideRoot)) { try root.read("absolute", limit: 10) }
  }

  @Test func aCircleOfLinksEnds() throws {
    let root = try makeRoot()
    try scratch.link("root/one", to: "two")
    try scratch.link("root/two", to: "one")
    #expect(throws: InputError("one", .system(errno: ELOOP))) { try root.read("one", limit: 10) }
    try scratch.link("root/self", to: "self/x")
    #expect(throws: InputError("self", .system(errno: ELOOP))) { try root.read("self", limit: 10) }
  }

  /// Another process swaps a folder for a link while it is read.
  @Test func aSwapMeanwhileIsNoWayOut() throws {
    let root = try makeRoot()
    try scratch.put("other/x", "precious")
    try scratch.link("swap", to: "../other")
    let isDone = Atomic(false)
    let path = scratch.path
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      if worker == 0 {
        for _ in 0..<3000 {
          let read = try? root.read("conf/x", limit: 10)
          #expect(read == nil || read == Array("x".utf8))
        }
        isDone.store(true, ordering: .relaxed)
      } else {
        while !isDone.load(ordering: .relaxed) {
          rename(path + "/root/conf", path + "/kept")
          rename(path + "/swap", path + "/root/conf")
          rename(path + "/root/conf", path + "/swap")
          rename(path + "/kept", path + "/root/conf")
        }
      }
    }
  }

  // MARK: Folders

  @Test func readsAFolderInOrder() throws {
    let root = try makeRoot()
    try scratch.put("root/conf/sub/b", "b")
    try scratch.put("root/conf/sub-a", "-")
    try scratch.makeFolder("root/conf/empty")
    try scratch.link("root/conf/link", to: "../a")
    let contents = try root.contents(of: "conf", limit: 4, folderLimit: 4, mostFiles: 4)
    let expected = [("link", "a"), ("sub-a", "-"), ("sub/b", "b"), ("x", "x")]
    #expect(contents == .folder(expected.map { InputRoot.Entry(path: $0, bytes: Array($1.utf8)) }))
    #expect(
      try root.contents(of: "a", limit: 4, folderLimit: 4, mostFiles: 0) == .file(Array("a".utf8))
    )
    #expect(throws: InputError("conf", .tooLarge(limit: 3))) {
      try root.contents(of: "conf", limit: 3, folderLimit: 3, mostFiles: 4)
    }
    #expect(throws: InputError("conf", .tooManyFiles(limit: 3))) {
      try root.contents(of: "conf", limit: 4, folderLimit: 4, mostFiles: 3)
    }
  }

  @Test func whatIsInAFolderCannotLeaveTheRootEither() throws {
    let root = try makeRoot()
    try scratch.link("root/conf/out", to: "../../outside")
    #expect(throws: InputError("conf/out", .outsideRoot)) {
      try root.contents(of: "conf", limit: 100, folderLimit: 100, mostFiles: 100)
    }
    try FileManager.default.removeItem(atPath: scratch.at("root/conf/out"))
    try scratch.link("root/conf/circle", to: ".")
    #expect(throws: InputError.self) {
      try root.contents(of: "conf", limit: 100_000, folderLimit: 100_000, mostFiles: 1000)
    }
  }
}

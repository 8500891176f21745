/// 06: the spec's own tests.
extension Explanation {
  static let expectationFailed = Explanation(
    """
    `mpc test` evaluates every `test` of a spec against the system that the spec describes, and
    one of the things that it expects is not so. The marks show the values on both sides. Either
    the system has changed and the test is to follow, or the test has found a mistake.
    """,
    wrong: """
      app shop
      service web {
        image    = "nginx:1.28-alpine"
        replicas = 3
      }
      test "there are two" {
        expect count(containers) == 2
      }
      """,
    right: """
      app shop
      service web {
        image    = "nginx:1.28-alpine"
        replicas = 3
      }
      test "there are three" {
        expect count(containers) == 3
      }
      """
  )
}

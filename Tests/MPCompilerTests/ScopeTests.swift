import Testing

/// Which names an expression sees.
@Suite struct ScopeTests {
  @Test func blocksLetsAndParamsAreVisibleInAnyOrder() {
    #expect(
      values(
        ["last", "first", "s.http"],
        after: """
          let first = "\\(last)!"
          let last = "\\(given)\\(s.http.port)"
          param given: string = "x"
          """
      ) == ["x8080", "x8080!", "s:8080"]
    )
  }

  @Test func aPatternSeesItsOwnNamesAndItsFiles() {
    let compiled = Compiled(
      """
      app a
      let image = "file"
      pattern pair {
        param size: int = 2
        let doubled = size * factor
        service one { image = image, env { SIZE = doubled } }
        output http = one.name
      }
      let factor = 3
      pair p { size = 5 }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.image("p-one") == "file")
    #expect(compiled.environment("p-one") == ["SIZE=15"])
  }

  @Test func aShippedPatternDoesNotSeeTheSpec() {
    // `js_function.mp` has no `code` of its own but the param; the spec's is another.
    let compiled = Compiled(
      """
      app a
      let max_body = "mine"
      let http = 1
      function f { code = "function handle(r) { return 1; }" }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.environment("f-server") == ["MP_MAX_BODY=1048576"])
  }

  @Test func anOwnPatternHidesAShippedOne() {
    let compiled = Compiled(
      """
      app a
      pattern function { service only { image = "own" } }
      function f { }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.names == ["f-only"])
  }

  @Test func theNamesOfAPatternHideThoseOfItsFile() {
    let compiled = Compiled(
      """
      app a
      let image = "outer"
      pattern p {
        let image = "inner"
        service x { image = image }
      }
      p i { }
      """
    )
    #expect(compiled.findings == [])
    #expect(compiled.image("i-x") == "inner")
  }

  @Test(arguments: [
    ("let a = lef\nlet left = 1", "1:9 E0205 nothing here is called `lef`"),
    ("let a = 1\nlet a = 2", "2:5 E0201 `a` is declared twice"),
    ("let self = 1", "1:5 E0202 `self` is a word of the language and cannot be declared"),
    (
      "pattern service { }", "1:9 E0202 `service` is a word of the language and cannot be a pattern"
    ),
    ("let a = self.http", "1:9 E0218 `self` is the service around it, and there is none here"),
    ("let a = containers", "1:9 E0205 nothing here is called `containers`"),
    ("let a = public(a)", "1:9 E0220 `public` exists in tests only"),
    (
      "let a = [for self in [1]: 1]",
      "1:14 E0202 `self` is a word of the language and cannot be declared"
    ),
    ("let a = cont([1])", "1:9 E0205 there is no function `cont`"),
    (
      "service web_api { image = \"i\" }",
      "1:9 E0204 the name `web_api` is deployed, and so has lowercase letters, digits and `-` only"
    ),
    (
      "service mp-x { image = \"i\" }",
      "1:9 E0204 the name `mp-x` begins with `mp-`, which the compiler's own parts do"
    ),
    ("param tag: string", "1:7 E0212 `tag` has no value"),
    ("import \"./x.mp\"", "1:8 E0227 cannot import `./x.mp`: it does not exist"),
    ("job x", "1:1 E0216 `job` needs a body"),
  ])
  func oneMistakeIsOneFinding(_ spec: String, _ finding: String) {
    #expect(findings(spec) == [finding])
  }

  @Test(arguments: [
    (
      "scater_gather s { leaf { image = \"i\" } }",
      "1:1 E0206 there is no block or pattern `scater_gather`", "replace it with `scatter_gather`"
    ),
    (
      "sevice s { image = \"i\" }",
      "1:1 E0206 there is no block or pattern `sevice`", "replace it with `service`"
    ),
    (
      "service s { with js_functon { code = \"\" } }",
      "1:18 E0207 there is no trait `js_functon`", "replace it with `js_function`"
    ),
    (
      "js_function f { code = \"\" }",
      "1:1 E0206 `js_function` is a trait, and a trait is applied within a service",
      "write `service … { with js_function { … } }`"
    ),
    (
      "service s { with function { code = \"\" } }",
      "1:18 E0207 `function` is a pattern, not a trait",
      "write `function NAME { … }` beside the services"
    ),
    (
      "service s { imgae = \"i\" }", "1:13 E0209 `service` has no `imgae`",
      "replace it with `image`"
    ),
  ])
  func misspeltNamesGetTheNearest(_ spec: String, _ finding: String, _ help: String) {
    let compiled = Compiled(spec)
    #expect(compiled.findings == [finding])
    #expect(compiled.help == [help])
  }

  @Test func aTestSeesTheSetsAndTheAttributes() {
    let spec = """
      app a
      service web { image = "i", ports { http = 80 } }
      test "all" {
        let n = count(containers)
        expect n == 1 and reaches(web, web) and not links(web, web.http) and public(web.http)
        expect web.image == "i" and web.replicas > 1 and web.env.CACHE == "x"
        expect web.labels["a/b"] == "c" and web.ports.http == 80
      }

      """
    #expect(findings(spec) == [])
    #expect(
      findings(
        spec + """
          test "wrong" {
            let m = n
            expect containres == 1
            expect web.image == 1
            expect m
            expect reaches(web, 1)
          }
          """
      ) == [
        "10:11 E0205 nothing here is called `n`",
        "11:10 E0205 nothing here is called `containres`",
        "12:10 E0304 `==` does not go with a `string` and an `int`",
        "14:23 E0302 `reaches` takes a service, an instance, an external or a port, and this is an `int`",
      ]
    )
  }

  @Test func circlesAreReportedOnceAtTheFirstMember() {
    #expect(
      findings("let a = b\nlet b = \"\\(c)\"\nlet c = a\nlet d = c")
        == ["1:5 E0221 the value of `a` depends on itself"]
    )
    #expect(
      findings("param a: int = b\nlet b = c\nparam c: int = a")
        == ["1:7 E0221 the value of `a` depends on itself"]
    )
    #expect(
      findings("pattern a { b x { } }\npattern b { a x { } }\na i { }")
        == ["1:9 E0221 the pattern `a` contains itself"]
    )
    #expect(
      findings(
        "service s { image = \"i\", replicas = s.http.port, ports { http = count(s.http.addresses) } }"
      )
      .map { String($0.prefix(10)) } == ["1:58 E0221"]
    )
  }

  @Test func namesInTextThatWasNotReadAreNotCalledUndeclared() {
    #expect(
      findings(
        "service a {\n  image = \"i\"\n  env { X = b.http }\n\nservice b { image = \"i\", ports { http = 1 } }\n"
      )
        == ["1:11 E0105 this `{` is not closed"]
    )
  }

  /// A name that is wrong in several ways is one mistake.
  @Test func namesThatAreTooLongAreReportedOnce() {
    let long = String(repeating: "s", count: 41)
    let service = "service \(long) { image = \"i\" }"
    #expect(
      findings("app a\n\(service)\n\(service)") == [
        "2:9 E0204 the name `\(long)` is longer than 40 characters",
        "3:9 E0201 `\(long)` is declared twice",
      ]
    )
    let (instance, member) = (String(repeating: "i", count: 30), String(repeating: "m", count: 30))
    let whole = "\(instance)-\(member)"
    #expect(
      findings(
        """
        app a
        pattern p { service \(member) { image = "i" } }
        p \(instance) { }
        service \(whole) { image = "i" }
        """
      ) == [
        "2:21 E0410 the name `\(whole)` is longer than 47 characters",
        "4:9 E0204 the name `\(whole)` is longer than 40 characters",
      ]
    )
  }
}

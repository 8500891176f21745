import MPSyntax
import Testing

/// Comments stay where they were, wherever one can stand.
struct FormatCommentTests {
  private func expect(
    _ source: String,
    becomes result: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(formatted(source) == result, sourceLocation: sourceLocation)
    #expect(formatted(result) == result, "a second time", sourceLocation: sourceLocation)
  }

  @Test func ofTheirOwnLine() {
    expect(
      """
      // first

      //second
        /// doc
      app a {// open
      // before
      x = 1

      // last
      }
      // end

      // of file
      """,
      becomes: """
        // first

        //second
        /// doc
        app a {  // open
          // before
          x = 1

          // last
        }
        // end

        // of file

        """
    )
  }

  @Test func atTheEndOfALine() {
    expect(
      "app a // name\nservice b { // c\nx = 1// d\nlong = 2,// e  \n} // f\n",
      becomes:
        "app a  // name\nservice b {  // c\n  x    = 1  // d\n  long = 2  // e\n}  // f\n"
    )
  }

  @Test func inBlocksThatWereOnOneLine() {
    expect("env { // a\n}\n", becomes: "env {  // a\n}\n")
    expect("env {\n// a\n}\n", becomes: "env {\n  // a\n}\n")
    expect("env { a = 1, // b\nc = 2 }\n", becomes: "env {\n  a = 1  // b\n  c = 2\n}\n")
  }

  @Test func inLists() {
    expect(
      "let x = [ // a\n1, // b\n// c\n2 // d\n, // e\n3\n// f\n]\n",
      becomes:
        "let x = [  // a\n  1,  // b\n  // c\n  2,  // d\n  // e\n  3,\n  // f\n]\n"
    )
    expect("let x = [ // a\n]\n", becomes: "let x = [  // a\n]\n")
    expect("let x = f(1, // a\n2)\n", becomes: "let x = f(\n  1,  // a\n  2\n)\n")
  }

  @Test func inExpressions() {
    expect(
      "let x = // a\n1 + // b\n// c\n2\nlet y = if a // d\n// e\nthen b else // f\nc\n",
      becomes:
        "let x =  // a\n  1 +  // b\n  // c\n  2\nlet y = if a  // d\n  // e\n  then b else  // f\n  c\n"
    )
    expect(
      "let x = ( // a\na // b\n// c\n)\n",
      becomes: "let x = (  // a\n  a  // b\n  // c\n)\n"
    )
    expect(
      "let x = [for // a\ny in z // b\n: // c\ny]\n",
      becomes: "let x = [\n  for  // a\n    y in z  // b\n    :  // c\n    y\n]\n"
    )
  }

  @Test func inTypes() {
    expect(
      "param x: [ // a\nint // b\n] = 1\nparam y: { // c\na: int // d\n}\n",
      becomes:
        "param x: [  // a\n  int  // b\n] = 1\nparam y: {  // c\n  a: int  // d\n}\n"
    )
  }

  @Test func betweenEntriesPartWhatIsAligned() {
    expect(
      "a {\nb = 1\n// c\nlong = 2\n}\n",
      becomes: "a {\n  b = 1\n  // c\n  long = 2\n}\n"
    )
  }

  @Test func aDocCommentIsNotPartedFromItsItem() {
    expect("/// a  \n\n/// b\nlet x = 1\n", becomes: "/// a\n\n/// b\nlet x = 1\n")
  }
}

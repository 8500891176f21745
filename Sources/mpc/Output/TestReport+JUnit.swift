/// The form that CI systems read. There are no times in it, so that the same outcome gives the same
/// bytes.
extension TestReport {
  var junit: String {
    let errors = suites.map(\.errorCount).reduce(0, +)
    var text = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
    text +=
      #"<testsuites name="mpc" tests="\#(testCount + errors)" failures="\#(failureCount)" errors="\#(errors)">"#
      + "\n"
    for suite in suites { text += suite.junit }
    return text + "</testsuites>\n"
  }
}

extension TestReport.Suite {
  fileprivate var junit: String {
    let file = self.file.xmlAttribute
    var text =
      #"  <testsuite name="\#(file)" tests="\#(tests.count + errorCount)" failures="\#(failureCount)" errors="\#(errorCount)" skipped="0">"#
      + "\n"
    for test in tests { text += test.junit(file) }
    // CI shows test cases only: a spec that does not compile is one.
    if let error {
      text +=
        #"    <testcase name="the spec compiles" classname="\#(file)" file="\#(file)">"# + "\n"
      text += #"      <error message="the spec has errors">\#(error.xmlText)</error>"# + "\n"
      text += "    </testcase>\n"
    }
    return text + "  </testsuite>\n"
  }
}

extension TestReport.Test {
  fileprivate func junit(_ file: String) -> String {
    let start =
      #"    <testcase name="\#(name.xmlAttribute)" classname="\#(file)" file="\#(file)" line="\#(line)""#
    guard let message else { return start + "/>\n" }
    return start + ">\n"
      + #"      <failure message="\#(message.xmlAttribute)">\#(text.xmlText)</failure>"#
      + "\n    </testcase>\n"
  }
}

extension String {
  fileprivate var xmlText: String { escaped(inAttribute: false) }

  /// Between double quotes; newlines and tabs would be read as blanks.
  fileprivate var xmlAttribute: String { escaped(inAttribute: true) }

  private func escaped(inAttribute: Bool) -> String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"" where inAttribute: result += "&quot;"
      case "\t" where inAttribute, "\n" where inAttribute, "\r": result += "&#\(scalar.value);"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      // What a terminal obeys, or what makes text look like another.
      case _ where scalar.properties.generalCategory == .format: result += "&#\(scalar.value);"
      default:
        // XML 1.0 has no way to write these.
        let isForbidden = scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        result.unicodeScalars.append(isForbidden ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }
}
